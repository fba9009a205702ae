"""A case from the street to closing, through the services, with the days and the money that follow."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from cases.execution import service as executing
from cases.file.act import read_once
from cases.models import Case
from cases.street import deciding, registering
from enforcement.dossiers.models import Sensitivity
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.procedures.asking import ask
from tests.cases.factories import (
    CHILD,
    SPARED,
    TOLD,
    Town,
    act,
    add_photo,
    collect,
    id_number,
    issue,
    issued,
    make_case,
    make_item,
    party,
    proposed,
    weigh,
)
from tests.conftest import AT, SHANGHAI
from tests.factories import make_certificate, make_officer, make_team

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def town():
    return Town()


def rules(refused):
    return {finding.rule for finding in refused.value.findings}


def verbs(case):
    return list(
        Entry.objects.filter(chain__key=case.chain_key).order_by("serial").values_list("verb", flat=True)
    )


def test_paid_at_the_bank_and_closed(town):
    case = issued(town, fine=Decimal(200))
    case = executing.file_with_unit(case=case, by=town.leader, at=AT + DAY)
    case = executing.record_payment(
        case=case,
        amount=Decimal(200),
        paid_on=date(2026, 11, 23),
        reference="R1",
        by=town.zhang,
        at=AT + 3 * DAY,
    )
    assert case.state == "EXECUTED"
    case = executing.close(case=case, by=town.zhang, at=AT + 4 * DAY)
    assert case.state == "CLOSED" and case.next_due is None
    case.dossier.refresh_from_db()
    assert case.dossier.locked_at == AT + 4 * DAY
    assert [verb for verb in verbs(case) if verb.startswith("case.")] == [
        "case.open", "case.register", "case.look_back", "case.weigh", "case.issue", "case.deliver",
        "case.file_with_unit", "case.record_payment", "case.execute", "case.close",
    ]  # fmt: skip


def test_paid_in_part_is_not_executed(town):
    case = issued(town)
    case = executing.record_payment(
        case=case, amount=Decimal(50), paid_on=AT.date(), reference="R1", by=town.zhang, at=AT
    )
    assert case.state == "DELIVERED" and executing.owed(case, AT.date())["left"] == 150


def test_an_unpaid_case_is_not_closed_and_says_everything(town):
    case = issued(town)
    with pytest.raises(Refused) as refused:
        executing.close(case=case, by=town.zhang, at=AT)
    assert rules(refused) == {"R-917", "R-127"}


def test_surcharge_grows_by_the_day_and_stops_at_the_fine(town):
    at = datetime(2026, 9, 24, 10, 0, tzinfo=SHANGHAI)
    case = issued(town, at=at)
    assert executing.owed(case, date(2026, 10, 9))["surcharge"] == 0
    assert executing.owed(case, date(2026, 10, 19))["surcharge"] == Decimal("60.00")
    assert executing.owed(case, date(2027, 1, 31))["surcharge"] == Decimal("200.00")


def test_the_same_receipt_of_payment_is_not_taken_twice(town):
    case = issued(town)
    paid = {"amount": Decimal(50), "paid_on": AT.date(), "reference": "R1", "by": town.zhang, "at": AT}
    executing.record_payment(case=case, **paid)
    with pytest.raises(DomainError, match="已经登记过"):
        executing.record_payment(case=case, **paid)
    assert case.decision.payments.count() == 1


def test_what_another_unit_has_registered_is_not_told(town):
    elsewhere = Town("331002101", item=town.item)
    paid = {"amount": Decimal(50), "paid_on": AT.date(), "reference": "R1", "at": AT}
    executing.record_payment(case=issued(elsewhere), **paid, by=elsewhere.zhang)
    with pytest.raises(DomainError) as refused:
        executing.record_payment(case=issued(town), **paid, by=town.zhang)
    assert "已经登记" not in str(refused.value) and "核对号码" in str(refused.value)


def test_collected_on_the_spot_and_handed_in(town):
    case = issued(town, fine=Decimal(100), grade="LIGHTER")
    case = collect(case, town)
    assert case.state == "EXECUTED"
    assert case.limits.get(key="hand_in").legal_last_day == date(2026, 11, 24)
    case = executing.hand_in(case=case, handed_in_on=date(2026, 11, 23), by=town.zhang, at=AT + 3 * DAY)
    assert case.limits.get(key="hand_in").met_on == date(2026, 11, 23)


def test_collected_while_deciding_says_so_on_the_paper(town):
    case = make_case(town)
    weigh(case, fine=Decimal(100))
    case = issue(case, collection={"ground": "SMALL", "receipt_number": "财票007", "explanation": ""})
    assert case.state == "EXECUTED" and case.decision.collection.receipt_number == "财票007"
    manner = "".join(case.decision.document.content["manner"])
    assert "财票007" in manner and "银行" not in manner


def test_collecting_without_a_receipt_takes_the_decision_back(town):
    case = make_case(town)
    weigh(case, fine=Decimal(100))
    with pytest.raises(Refused):
        issue(case, collection={"ground": "SMALL", "receipt_number": "", "explanation": ""})
    assert Case.objects.get(pk=case.pk).number == "" and not case.dossier.documents.exists()


def test_only_a_receipt_that_is_there_is_said_to_be_there(town):
    case = issued(town, fine=Decimal(100), grade="LIGHTER")
    with pytest.raises(IntegrityError):  # no form sends it; it is a fault of ours, and no number was used
        collect(case, town, amount=Decimal(0))


def test_nothing_is_collected_for_a_warning(town):
    case = make_case(town)
    weigh(case, outcome="WARNING", fine=None)
    with pytest.raises(Refused, match="没有罚款"):
        issue(case, collection={"ground": "SMALL", "receipt_number": "财票008", "explanation": ""})
    assert Case.objects.get(pk=case.pk).number == "" and not case.dossier.documents.exists()


@pytest.mark.parametrize(
    "given", [{"receipt_number": ""}, {"ground": "SMALL", "amount": Decimal(150)}], ids=["T_141d", "T_141a"]
)
def test_collection_is_refused(town, given):
    case = issued(town, fine=Decimal(150))
    with pytest.raises(Refused):
        collect(case, town, **given)
    assert not hasattr(Case.objects.get(pk=case.pk).decision, "collection")


def test_no_penalty_is_the_heads_to_confirm(town):
    case = proposed(town)
    assert case.state == "PROPOSED" and case.number == ""
    with pytest.raises(PermissionDenied):
        deciding.confirm_exemption(case=case, by=town.zhang, at=AT)
    case = deciding.confirm_exemption(case=case, by=town.head, at=AT + DAY)
    assert case.number == "玉楚综执不罚决字〔2026〕第000001号"
    case = deciding.hand_over(case=case, receipt="SIGNED", by=town.zhang, at=AT + 2 * DAY)
    case = executing.close(case=case, by=town.zhang, at=AT + 3 * DAY)
    assert case.state == "CLOSED"


def test_the_head_sends_a_draft_back_with_his_reason(town):
    case = proposed(town)
    with pytest.raises(Refused):
        deciding.return_exemption(case=case, reason=" ", by=town.head, at=AT)
    case = deciding.return_exemption(case=case, reason="照片看不出已经改正", by=town.head, at=AT)
    assert case.state == "ON_SITE" and case.return_reason == "照片看不出已经改正"


def test_minor_harmless_and_corrected_must_not_be_punished(town):
    case = make_case(town)
    add_photo(case, town)
    with pytest.raises(Refused) as refused:
        weigh(case, harm="NONE", correction="ON_SPOT")
    assert "R-112" in rules(refused)


def test_a_first_slight_offence_is_punished_only_with_a_reason(town):
    case = make_case(town)
    add_photo(case, town)
    slight = {"harm": "MINOR", "correction": "ON_SPOT"}
    with pytest.raises(Refused) as refused:
        weigh(case, **slight)
    assert rules(refused) == {"R-112"}
    case = weigh(case, **slight, reason="多次劝导后仍随手丢弃")
    assert case.dossier.rulings.get(gate="case.weigh").reason == "多次劝导后仍随手丢弃"
    case = issue(case)
    assert case.state == "DELIVERED"


def test_a_second_offence_within_two_years_is_found_and_journalled(town):
    issued(town)
    case = make_case(town, at=AT + DAY)
    add_photo(case, town, AT + DAY)
    with pytest.raises(Refused) as refused:
        weigh(case, at=AT + DAY, **SPARED | {"harm": "MINOR", "fine": None})
    assert "R-112" in rules(refused)
    weigh(case, at=AT + DAY)
    found = Case.objects.get(pk=case.pk).assessment
    assert (found.prior_count, found.prior_on, found.prior_team) == (1, AT.date(), "楚门镇")
    assert "case.look_back" in verbs(case)


def test_a_child_is_not_punished_and_its_file_is_closed_to_others(town):
    case = make_case(town, who=party(identity=id_number(CHILD)))
    with pytest.raises(Refused) as refused:
        weigh(case)
    assert "R-109" in rules(refused)
    other = make_officer(team=town.team)
    seen = Case.objects.filter(pk=case.pk)
    assert case.sensitivity == Sensitivity.MINOR
    assert not seen.visible_to(other, AT.date()).exists()
    assert seen.visible_to(town.zhang, AT.date()).exists()
    assert seen.visible_to(town.reviewer, AT.date()).exists()


# -- bad input -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["99010119900307123", "990101199003071230", "990101199013071235", "abc"])
def test_an_id_number_that_cannot_be_one_is_refused(town, number):
    with pytest.raises(Refused) as refused:
        make_case(town, who=party(identity=number))
    assert rules(refused) == {"R-908"}
    assert not Case.objects.exists()


def test_one_officer_is_not_enough(town):
    with pytest.raises(Refused) as refused:
        case = make_case(town, partner=None)
        weigh(case)
        issue(case)
    assert "R-118" in rules(refused)


def test_an_expired_certificate_stops_the_decision(town):
    town.li.certificates.update(valid_to=date(2026, 10, 1))
    with pytest.raises(Refused) as refused:
        issued(town)
    assert "R-118" in rules(refused)
    town.li.certificates.all().delete()
    make_certificate(town.li)
    assert issued(town).state == "DELIVERED"


def test_an_item_outside_the_towns_list_that_day(town):
    elsewhere = make_item("ZJ-OTHER-1")
    with pytest.raises(Refused) as refused:
        make_case(town, item=elsewhere)
    assert "R-103" in rules(refused)
    town.item.item.devolutions.update(valid_to=date(2026, 11, 19))
    with pytest.raises(Refused):
        make_case(town)


def test_an_act_older_than_two_years(town):
    case = make_case(town, what=act(act_at=AT - timedelta(days=732)))
    with pytest.raises(Refused) as refused:
        weigh(case)
    assert "R-114" in rules(refused)


def test_refusing_to_sign_needs_a_note(town):
    case = make_case(town)
    weigh(case)
    with pytest.raises(Refused) as refused:
        issue(case, receipt="REFUSED", refusal_note="")
    assert "R-127" in rules(refused)
    case = issue(case, receipt="REFUSED", refusal_note="当事人看后离开，已录像", recording="JL00000001")
    assert case.state == "DELIVERED" and case.notice.refusal_note == "当事人看后离开，已录像"


@pytest.mark.parametrize("missing", ["certificates_shown", "rights_told"])
def test_nothing_is_issued_without_showing_and_telling(town, missing):
    case = make_case(town)
    weigh(case)
    with pytest.raises(Refused):
        issue(case, **{missing: False})
    assert Case.objects.get(pk=case.pk).number == ""


def test_the_law_has_nothing_new_to_say_of_a_decision_once_it_is_made(town):
    case = issued(town)
    with read_once(case, timezone.localdate(AT)):
        assert ask(row=case, step="issue", at=AT, by=town.zhang).findings == []


def test_a_second_issue_is_refused(town):
    case = issued(town)
    with pytest.raises(Refused, match="已送达"):
        issue(case)
    assert case.dossier.documents.count() == 1


def test_the_second_to_correct_sees_both_values(town):
    case = make_case(town)
    first = {"item": town.item, "party": party(), "partner": town.li, "by": town.zhang, "at": AT}
    registering.amend(case=case, act=act(place="中山路3号"), version=1, **first)
    with pytest.raises(Conflict) as conflict:
        registering.amend(case=case, act=act(place="解放街9号"), version=1, **first)
    assert conflict.value.fields == {"地点": ("中山路3号", "解放街9号")}


def test_converting_keeps_everything(town):
    case = make_case(town)
    add_photo(case, town)
    over = {"harm": "SERIOUS", "correction": "REFUSED", "outcome": "FINE", "fine": Decimal(201), "reason": "",
            "grade": "LIGHTER"}  # fmt: skip
    case = executing.convert_to_general(case=case, reason="超过上限", answers=over, by=town.zhang, at=AT)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.procedure, case.assessment.fine) == ("TO_FILE", "GENERAL", Decimal(201))
    assert case.dossier.pieces.count() == 1 and case.party.name == "周小明"


def test_withdrawing_deletes_nothing(town):
    case = make_case(town)
    with pytest.raises(Refused):
        executing.withdraw(case=case, reason="", by=town.zhang, at=AT)
    case = executing.withdraw(case=case, reason="重复登记", by=town.zhang, at=AT)
    assert case.state == "WITHDRAWN" and Case.objects.count() == 1


def test_another_towns_officer_may_do_nothing(town):
    stranger = make_officer(team=make_team("331002001"))
    case = make_case(town)
    with pytest.raises(PermissionDenied):
        weigh(case, by=stranger)


def test_a_child_is_spared_and_the_guardian_ordered(town):
    case = make_case(town, who=party(identity=id_number(CHILD), guardian="周大明"))
    add_photo(case, town)
    answers = SPARED | {"harm": "MINOR", "fine": None, "guardian_order": "责令监护人周大明加以管教"}
    case = weigh(case, **answers)
    assert Case.objects.get(pk=case.pk).assessment.limb == "UNDER_AGE"
    notice = TOLD | {"receipt": "NONE"}
    case = deciding.propose_exemption(
        case=Case.objects.get(pk=case.pk), notice=notice, education="已教育", by=town.zhang, at=AT
    )
    assert Case.objects.visible_to(town.head, AT.date()).filter(pk=case.pk).exists()
    case = deciding.confirm_exemption(case=case, by=town.head, at=AT)
    content = case.decision.document.full_content()
    assert "周大明" in content["order"] and "第三十条" in content["decision"]


def test_a_reason_given_when_the_case_was_logged_still_answers_at_the_decision(town):
    """R-116 speaks at both gates of an individual business under a provision for units."""
    town.item.subject = "ORGANISATION"
    town.item.save(update_fields=["subject"])
    given = {
        "item": town.item, "act": act(),
        "party": party(
            kind="INDIVIDUAL_BUSINESS", name="小明早餐店", representative="早小明",
            operator_identity=id_number(date(1980, 1, 2)),
        ),
        "partner": town.li, "team": town.team, "by": town.zhang, "at": AT,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        registering.register(**given)
    assert "R-116" in rules(refused)
    case = registering.register(**given, reasons={"R-116": "法制部门已书面同意适用"})
    weigh(case)
    assert issue(case, signer_relation="OPERATOR").state == "DELIVERED"
    assert {ruling.gate for ruling in case.dossier.rulings.filter(rule="R-116")} == {
        "case.register",
        "case.issue",
    }
