"""What an officer stumbled over in a day (findings/officer.md P2, R-103 at the choice of the item)."""

import re
from datetime import date

import pytest

from cases.execution import service as executing
from cases.filing import service as filing
from cases.models import Assessment, Case
from cases.page.showing import Limit, is_right
from cases.street import registering
from cases.workflow import State
from enforcement import clock, law
from enforcement.law.findings import warn
from enforcement.procedures.offering import choices_for
from enforcement.procedures.story import story_of
from lists.models import Devolution
from tests.cases.factories import Town, act, add_photo, issue, make_case, make_item, party, weigh
from tests.cases.ordinary import REACHED_ON, Lane
from tests.conftest import AT
from tests.law.company import make_company_case
from tests.law.conftest import of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    with clock.set_to(AT):
        yield Town()


@pytest.fixture
def phone(client, town):
    client.force_login(town.zhang)
    return client


def test_R_103_an_item_not_on_the_list_is_told_where_it_is_chosen(phone, town):
    make_item(code="X-1", name="乱扔外来废弃物", search_name="乱扔外来废弃物")
    Devolution.objects.filter(item__code="X-1").delete()
    found = phone.get("/cases/items/?q=乱扔外来").content.decode()
    [option] = [one for one in re.findall(r"<label.*?</label>", found, re.S) if 'value="X-1"' in one]
    assert "disabled" in option and "不在本乡镇（街道）赋权清单" in option and "第二十四条" in option
    lead = phone.get("/cases/items/?lead=1&q=乱扔外来").content.decode()
    assert "登记后移送有权机关" in lead and "disabled" not in lead
    own = phone.get(f"/cases/items/?q={town.item.item.code}").content.decode()
    assert "本机关可办" in own and "disabled" not in own


def test_the_story_registers_a_case_once(town):
    case = make_case(town)
    told = story_of(case.dossier)
    words = (
        [event.words for event in [*told.lately, *told.before]]
        if hasattr(told, "lately")
        else [event.words for part in told.values() for event in part]
    )
    assert sum("登记案件" in each for each in words) == 1 and not any("建立案件" in each for each in words)


def test_what_was_paid_in_full_is_not_asked_for_again(town):
    case = make_case(town)
    weigh(case, fine=50)
    case = issue(case)
    paid = {"amount": case.decision.fine, "paid_on": AT.date(), "reference": "R1"}
    case = executing.record_payment(case=case, **paid, by=town.zhang, at=AT)
    primary, others = choices_for(Case.objects.get(pk=case.pk), by=town.zhang, at=AT)
    assert "record_payment" not in [choice.step.name for choice in (primary, *others) if choice]


def test_a_right_of_the_party_is_no_overdue_duty(phone, town):
    case = make_case(town)
    weigh(case, fine=50)
    case = issue(case)
    rights = {row.key: is_right(Limit(row, AT.date())) for row in case.limits.filter(for_party=True)}
    assert rights and rights.pop("pay", False) is False and all(rights.values())


def test_the_receipt_prints_on_every_paper(phone, town):
    case = make_case(town)
    weigh(case, fine=50)
    text = phone.get(f"/cases/{issue(case).pk}/receipt/").content.decode()
    assert all(f"/{layout}" in text for layout in ("ROLL80", "A5", "A4"))


def test_no_sentence_ends_twice():
    assert "。。" not in str(warn("已经写了句号。", "改。"))


def test_A9_a_case_without_a_decision_is_not_said_to_be_decided_late():
    late = make_company_case(decision={"day": date(2027, 6, 1), "confirmed_by": None})
    [found] = of(law.check(late, "case.decide"), "R-134")
    assert "2027-06-01还没有作出决定，已超期" in found.message and "立案" in found.message
    made = of(law.check(late.but(decision={"confirmed_by": "王局"}), "case.decide"), "R-134")
    assert "2027-06-01作出决定，已超期" in made[0].message


def test_a_party_without_papers_stays_who_he_is_when_the_case_is_corrected():
    lane = Lane()
    nobody = party(identity_kind="NONE", identity="", born_on=date(1990, 3, 7))
    at = REACHED_ON[State.LEAD]
    lane.case = filing.open_lead(
        item=lane.item, party=nobody, act=act(at), partner=lane.li, source="PATROL", clue_on=at.date(),
        team=lane.team, act_area=lane.team.own_area, by=lane.zhang, at=at,
    )  # fmt: skip
    add_photo(lane.case, lane, at=at)
    for state in (State.TO_FILE, State.INVESTIGATING):
        getattr(lane, f"reach_{state.lower()}")(REACHED_ON[state])
    lane.weigh(REACHED_ON[State.INVESTIGATING])
    case = Case.objects.get()
    held = case.party_id
    given = {
        "item": case.item,
        "act": act(at, act_at=case.act_at, place="人民路2号"),
        "partner": lane.li,
        "by": lane.zhang,
    }
    case = registering.amend(
        case=case,
        party=nobody | {"phone": ""},
        version=case.version,
        at=REACHED_ON[State.INVESTIGATING],
        **given,
    )
    assert case.party_id == held and Assessment.objects.filter(case=case).exists()
    # somebody else is somebody else
    case = registering.amend(
        case=case,
        party=nobody | {"name": "吴别人"},
        version=case.version,
        at=REACHED_ON[State.INVESTIGATING],
        **given,
    )
    assert case.party_id != held and not Assessment.objects.filter(case=case).exists()


def test_who_once_worked_on_a_case_is_not_offered_its_review():
    """第五十八条: the page offers what the act would allow."""
    lane = Lane()
    case, at = lane.to(State.IN_REVIEW), REACHED_ON[State.IN_REVIEW]
    offered = [choices_for(case, by=lane.reviewer, at=at)[0].allowed]
    case.dossier.members.create(officer=lane.reviewer, left_at=at)
    offered.append(choices_for(case, by=lane.reviewer, at=at)[0].allowed)
    assert offered == [True, False]
