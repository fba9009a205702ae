"""After the decision: deferral (R-143), reconsideration and suit (R-144), money taken on water (R-141), R-312."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from rest_framework.test import APIClient

from cases.execution import pausing
from cases.execution import service as executing
from cases.models import Case
from enforcement import clock
from enforcement.errors import DomainError, Refused
from tests.cases.factories import Town, add_photo, collect, issued, make_case
from tests.conftest import SHANGHAI

pytestmark = pytest.mark.django_db
TAKEN = datetime(2026, 9, 24, 10, 0, tzinfo=SHANGHAI)  # to be paid by 2026-10-09


def moment(text):
    return datetime.fromisoformat(f"{text} 10:00").replace(tzinfo=SHANGHAI)


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def case(town):
    return issued(town, at=TAKEN)


def deferred(town, case, *, at="2026-10-19", **given):
    defaults = {
        "until": date(2026, 11, 30),
        "reason": "停业三个月，有街道证明",
        "piece": add_photo(case, town, moment(at)),
    }
    return pausing.defer(case=case, **defaults | given, by=town.head, at=moment(at))


def pay(town, case, amount, day):
    return executing.record_payment(
        case=case, amount=Decimal(amount), paid_on=date.fromisoformat(day), reference=f"R{day}", by=town.zhang,
        at=moment(day),
    )  # fmt: skip


def test_T_143a_a_surcharge_from_before_the_approval_may_be_taken(town, case):
    case = deferred(town, case)
    owed = executing.owed(case, date(2026, 11, 30))
    assert owed["surcharge"] == Decimal(54)  # nine days of 3 % of 200
    assert executing.owed(case, date(2026, 12, 2))["surcharge"] == Decimal(66)
    with pytest.raises(Refused) as refused:
        pay(town, case, "254.01", "2026-11-30")
    assert [found.rule for found in refused.value.findings] == ["R-142"]
    assert pay(town, case, "254", "2026-11-30").state == "EXECUTED"


def test_T_143a_the_desk_waits_until_the_deferral_ends(town, case):
    assert case.limits.get(key="pay").legal_last_day == date(2026, 10, 9)
    case = deferred(town, case, at="2026-09-29")
    limit = case.limits.get(key="pay")
    assert limit.legal_last_day == date(2026, 11, 30) and "批准延期到2026-11-30" in limit.explanation[-1]
    assert executing.owed(case, date(2026, 11, 30))["surcharge"] == 0
    again = deferred(town, case, at="2026-11-27", until=date(2026, 12, 31))
    assert executing.owed(again, date(2026, 12, 31))["surcharge"] == 0
    assert again.decision.pauses[1]["due"] == "2026-10-09"


def test_T_143a_who_approves_and_on_what(town, case):
    other = make_case(town, at=TAKEN)
    with pytest.raises(DomainError, match="本案证据里没有审批或者证明的文书"):
        deferred(town, case, piece=add_photo(other, town, TAKEN))
    with pytest.raises(DomainError, match="理由"):
        deferred(town, case, reason=" ")
    with pytest.raises(PermissionDenied):
        pausing.defer(
            case=case, until=date(2026, 11, 30), reason="困难", piece=add_photo(case, town, TAKEN), by=town.zhang,
            at=moment("2026-10-19"),
        )  # fmt: skip
    with pytest.raises(Refused) as refused:
        deferred(town, case, until=date(2026, 10, 19))
    assert [found.rule for found in refused.value.findings] == ["R-143"]
    assert Case.objects.get(pk=case.pk).decision.pauses == []
    assert case.limits.get(key="pay").legal_last_day == date(2026, 10, 9)


def reviewed(town, case, kind, filed, served, *, at):
    return pausing.note_review(
        case=case, kind=kind, filed_on=date.fromisoformat(filed), served_on=served and date.fromisoformat(served),
        piece=add_photo(case, town, moment(at)), by=town.zhang, at=moment(at),
    )  # fmt: skip


def test_T_144a_T_144b_no_surcharge_during_reconsideration_and_suit(town, case):
    case = reviewed(town, case, "RECONSIDERATION", "2026-10-12", None, at="2026-10-13")
    assert executing.owed(case, date(2026, 11, 20))["surcharge"] == 12  # 10-10 and 10-11
    case = reviewed(town, case, "RECONSIDERATION", "2026-10-12", "2026-11-17", at="2026-11-18")
    assert len(case.decision.pauses) == 1
    assert executing.owed(case, date(2026, 11, 20))["surcharge"] == 30
    case = reviewed(town, case, "SUIT", "2026-11-18", None, at="2026-11-19")
    assert executing.owed(case, date(2026, 11, 30))["surcharge"] == 12
    with pytest.raises(Refused) as refused:
        reviewed(town, case, "SUIT", "2026-09-23", None, at="2026-11-19")
    assert [found.rule for found in refused.value.findings] == ["R-144"]


def test_T_312f_a_suit_wrongly_brought_gives_its_days_back(town, case):
    before = case.limits.get(key="reconsideration")
    assert before.legal_last_day == date(2026, 11, 23)
    case = reviewed(town, case, "WRONG_SUIT", "2026-10-12", None, at="2026-10-13")
    assert case.limits.get(key="reconsideration").legal_last_day == date(2026, 11, 23)
    case = reviewed(town, case, "WRONG_SUIT", "2026-10-12", "2026-10-31", at="2026-11-02")
    after = case.limits.get(key="reconsideration")
    assert after.legal_last_day == date(2026, 12, 14)  # 11-23 and twenty days is a Sunday
    assert "没有告知先复议" in "".join(after.explanation)
    case = reviewed(town, case, "RECONSIDERATION", "2026-11-03", "2026-11-10", at="2026-11-11")
    assert case.limits.get(key="reconsideration").legal_last_day == date(2026, 12, 14)


def test_T_312e_told_later_the_sixty_days_start_anew(town, case):
    given = {"piece": add_photo(case, town, TAKEN), "by": town.zhang, "at": moment("2026-10-20")}
    for wrong in (date(2026, 9, 24), date(2026, 10, 21)):
        with pytest.raises(DomainError, match="补充告知"):
            pausing.tell_remedies(case=case, received_on=wrong, **given)
    case = pausing.tell_remedies(case=case, received_on=date(2026, 10, 19), **given)
    limit = case.limits.get(key="reconsideration")
    assert (limit.start_on, limit.legal_last_day) == (date(2026, 10, 19), date(2026, 12, 18))


def test_T_141e_money_taken_on_water_is_handed_in_after_landing(town):
    case = issued(town, at=TAKEN, fine=Decimal(100))
    given = {"collected_on": date(2026, 9, 24), "by": town.zhang, "at": TAKEN}
    case = collect(case, town, **given, landed_on=date(2026, 9, 30))
    assert case.limits.get(key="hand_in").legal_last_day == date(2026, 10, 9)
    executing.hand_in(case=case, handed_in_on=date(2026, 10, 9), by=town.zhang, at=moment("2026-10-09"))


def test_T_141e_landing_is_told_when_the_money_is_handed_in(town):
    case = issued(town, at=TAKEN, fine=Decimal(100))
    case = collect(case, town, collected_on=date(2026, 9, 24), at=TAKEN)
    assert case.limits.get(key="hand_in").legal_last_day == date(2026, 9, 29)
    given = {"case": case, "handed_in_on": date(2026, 10, 9), "by": town.zhang, "at": moment("2026-10-09")}
    with pytest.raises(Refused) as refused:
        executing.hand_in(**given)
    assert [found.rule for found in refused.value.findings] == ["R-141"]
    case = executing.hand_in(**given, landed_on=date(2026, 9, 30))
    assert Case.objects.get(pk=case.pk).decision.collection.landed_on == date(2026, 9, 30)


def test_T_143a_T_144a_T_312e_on_the_page_and_by_the_api(town, case):
    paper = add_photo(case, town, TAKEN).pk
    asked = {
        "defer": (town.head, {"until": "2026-11-30", "reason": "停业三个月"}, "2026-10-19"),
        "note_review": (town.zhang, {"kind": "SUIT", "filed_on": "2026-10-20"}, "2026-10-20"),
        "tell_remedies": (town.zhang, {"received_on": "2026-10-12"}, "2026-10-21"),
    }
    for number, (step, (by, typed, day)) in enumerate(asked.items()):
        with clock.set_to(moment(day)):
            client = Client()
            client.force_login(by)
            address = f"/cases/{case.pk}/do/{step}/"
            page = client.get(address)
            assert page.status_code == 200 and "证据" not in page.context["form"].errors
            if number % 2:
                answer = client.post(address, typed | {"piece": paper})
                assert answer.status_code == 302, answer.content.decode()
                continue
            program = APIClient()
            program.force_authenticate(by)
            wanting = program.post(f"/api/cases/{case.pk}/{step}/", typed, format="json")
            assert wanting.status_code == 400 and "piece" in wanting.json()["fields"]
            answer = program.post(f"/api/cases/{case.pk}/{step}/", typed | {"piece": paper}, format="json")
            assert answer.status_code == 200, answer.json()
    kinds = [each["kind"] for each in Case.objects.get(pk=case.pk).decision.pauses]
    assert kinds == ["DEFERRAL", "SUIT"]
    assert case.limits.get(key="reconsideration").start_on == date(2026, 10, 12)


def test_what_is_there_to_do_is_offered(client, town, case):
    client.force_login(town.head)
    with clock.set_to(TAKEN + timedelta(days=5)):
        assert f"/cases/{case.pk}/do/defer/" in client.get(f"/cases/{case.pk}/").content.decode()
