"""Should we punish, and how much: what the page asks, what it proposes, what the papers say of it."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.file.facts import facts_of
from cases.filing import service as filing
from cases.investigation import service as investigating
from cases.models import Case
from cases.notice import service as telling
from cases.party.lookback import look_back
from cases.street import deciding
from cases.weighing import service as weighing
from cases.weighing.advice import advise
from cases.workflow import State
from enforcement import clock, law
from enforcement.documents.models import Document
from enforcement.law.rules.gains import illegal_gains
from lists.models import DiscretionBand, DiscretionBenchmark
from tests.cases.factories import (
    SPARED,
    TOLD,
    Town,
    act,
    add_photo,
    id_number,
    issue,
    issued,
    make_case,
    make_item,
    party,
    proposed,
    signature,
    weigh,
)
from tests.cases.ordinary import DAY, PENALTY, REACHED_ON, Lane, handed_over, inquiry
from tests.cases.reviews import client_of
from tests.conftest import AT

pytestmark = pytest.mark.django_db
FIFTEEN = {"identity": id_number(date(2011, 3, 7)), "name": "周小宝"}


class Young(Lane):
    """A town whose party was fifteen."""

    def reach_lead(self, at):
        self.case = filing.open_lead(
            item=self.item, party=party(**FIFTEEN), act=act(at), partner=self.li, source="PATROL",
            clue_on=at.date(), team=self.team, act_area=self.team.own_area, by=self.zhang, at=at,
        )  # fmt: skip
        add_photo(self.case, self, at=at)

    def received(self, at):
        """A minor's paper goes to his guardian (民事诉讼法 88)."""
        return handed_over(self, at, recipient="周父", relation="GUARDIAN")

    def waive(self, at):
        waiver = self.case.dossier.pieces.first()
        telling.record_defence(
            case=self.case, waived_on=at.date(), waiver=waiver, waived_by="GUARDIAN", by=self.zhang, at=at
        )

    def reach_concluded(self, at):
        self.record = investigating.sign_record(
            case=self.case, record=inquiry(self, at, person="周小宝", born_on=None, guardian="周父"), by=self.zhang,
            at=at, signatures=[{"role": "PARTY", "name": "周小宝", "picture": signature()}],
        )  # fmt: skip
        self.weigh(at)
        self.find(at)
        investigating.conclude(
            case=self.case, nature="乱扔废弃物", reasoning="危害后果较重，责令立即改正，按从轻情形处罚",
            proposal="建议罚款500元", verified=True, by=self.zhang, at=at,
        )  # fmt: skip

    def weigh(self, at, **answers):
        lighter = {"grade": "LIGHTER", "fine": 500, "guardian": "周父"}
        weighing.weigh(case=self.case, answers=PENALTY | lighter | answers, by=self.zhang, at=at)


@pytest.fixture
def town():
    return Town()


def api(officer, case, verb, typed, at):
    with clock.set_to(at):
        return client_of(officer).post(
            f"/api/cases/{case.pk}/{verb}/", typed, content_type="application/json"
        )


def said(case, gate, at, rule):
    [facts] = facts_of([Case.objects.get(pk=case.pk)], at=at)
    return [(one.level, one.message) for one in law.check(facts, gate=gate) if one.rule == rule]


# -- an old act that harmed life can be filed (R-114) ----------------------------------------------------------
CRITERIA = {
    "criteria": ["EVIDENCE", "PUNISHABLE", "JURISDICTION", "LIMITATION"], "opinion": "建议立案",
    "reason-R-1007": "还没有见到当事人",
}  # fmt: skip


def old_lead(lane):
    at = REACHED_ON[State.TO_FILE]
    lane.to(State.LEAD)
    Case.objects.filter(pk=lane.case.pk).update(act_at=at - timedelta(days=1100))
    return at


def test_T_114b_what_lengthens_the_limitation_is_answered_before_filing():
    lane = Lane()
    at = old_lead(lane)
    refused = api(lane.zhang, lane.case, "request_filing", CRITERIA, at)
    assert refused.status_code == 409
    [found] = [one for one in refused.json()["findings"] if one["rule"] == "R-114"]
    assert "还没有登记违法行为是否涉及生命健康安全" in found["message"] and "立案页" in found["remedy"]

    no = {"safety_harm": False, "ecological_damage": False}
    assert (
        "已过2年追责时效" in api(lane.zhang, lane.case, "request_filing", CRITERIA | no, at).content.decode()
    )

    address = reverse("cases:step", args=[lane.case.pk, "request_filing"])
    with clock.set_to(at):
        page = client_of(lane.zhang).get(address).content.decode()
        assert 'name="safety_harm"' in page and 'name="ecological_damage"' in page
        typed = CRITERIA | {"safety_harm": "true", "ecological_damage": "unknown"}
        done = client_of(lane.zhang).post(address, typed)
    assert done.status_code == 302
    case = Case.objects.get(pk=lane.case.pk)
    assert (case.state, case.safety_harm, case.ecological_damage) == (State.TO_FILE, True, None)
    filed = api(lane.head, lane.case, "file", {"reason": "同意立案"}, at + DAY)
    assert said(lane.case, "case.file", at + DAY, "R-114") == []
    assert [one for one in filed.json().get("findings", ()) if one["rule"] == "R-114"] == []


def test_T_114a_a_young_act_is_asked_nothing():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    assert Case.objects.get(pk=lane.case.pk).safety_harm is None
    assert said(lane.case, "case.file", REACHED_ON[State.INVESTIGATING], "R-114") == []


# -- the look-back (R-702) -------------------------------------------------------------------------------------
def test_T_702_who_was_acquitted_starts_afresh(town):
    spared = proposed(town)
    deciding.confirm_exemption(case=spared, by=town.head, at=AT)
    again = make_case(town, at=AT + DAY)
    assert (
        look_back(case=again).count == 0
    )  # minor, corrected, harmless: no violation that was handled as one
    for limb, counted in (("NO_FAULT", 0), ("UNDER_AGE", 0), ("FIRST", 1)):
        Case.objects.get(pk=spared.pk).assessment.__class__.objects.filter(case=spared).update(limb=limb)
        assert look_back(case=again).count == counted, limb


def test_T_702_a_penalty_counts_until_the_window_ends(town):
    issued(town)
    again = make_case(town, at=AT + DAY)
    for days, counted in ((1, 1), (731, 1), (732, 0)):  # twenty-four months, one of them of a leap year
        again.act_at = AT + timedelta(days=days)
        assert look_back(case=again).count == counted, days


# -- age: one, that of the act's day (R-109) -------------------------------------------------------------------
def test_T_109_eighteen_today_and_seventeen_then_is_proposed_less(town):
    who = party(identity=id_number(date(2008, 11, 10)), guardian="周父")
    case = make_case(town, who=who, what=act(AT - 15 * DAY))
    found = advise(case, harm="SERIOUS", correction="REFUSED", at=AT)
    assert (found.tier, found.proposed_tier) == ("LIGHTER", "LIGHTER")
    assert found.fine == Decimal(767)  # the middle of 20 to 1,514, half up
    grown = make_case(town, who=party(identity=id_number(date(2008, 10, 30))), what=act(AT - 15 * DAY))
    assert advise(grown, harm="SERIOUS", correction="REFUSED", at=AT).tier == "ORDINARY"


def test_T_109b_the_guardian_is_asked_where_punishing_is_weighed(town):
    case = make_case(town, who=party(**FIFTEEN))
    answers = {"harm": "SERIOUS", "correction": "REFUSED"}
    with clock.set_to(AT):
        seen = client_of(town.zhang).post(
            f"/cases/{case.pk}/weigh/", answers, headers={"HX-Request": "true", "HX-Target": "advice"}
        )
    part = seen.content.decode()
    assert 'name="guardian"' in part and "应当或者可以从轻、减轻" in part and "减轻</option>" in part
    typed = answers | {"outcome": "FINE", "grade": "LIGHTER", "fine": "100", "reason": ""}
    refused = api(town.zhang, case, "weigh", typed, AT)
    assert refused.status_code == 409 and "在“是否应罚”页填写监护人" in refused.content.decode()
    assert api(town.zhang, case, "weigh", typed | {"guardian": "周父"}, AT).status_code == 200
    assert Case.objects.get(pk=case.pk).guardian == "周父"


def paper_of(case, kind):
    return str(Document.objects.filter(dossier=case.dossier, kind=kind).latest("pk").content)


def test_T_109b_notice_and_decision_name_the_youth_and_the_article():
    lane = Young()
    lane.to(State.DECIDED)
    for kind in ("PRIOR_NOTICE", "DECISION"):
        words = paper_of(lane.case, kind)
        assert "行为时15周岁" in words and "《中华人民共和国行政处罚法》第三十条" in words
        assert words.count("按从轻情形处罚") == 1  # said once, whatever the report said of it


def test_T_109b_on_the_spot_the_decision_names_the_article(town):
    case = make_case(town, who=party(**FIFTEEN, guardian="周父"))
    weigh(case, fine=Decimal(100))
    assert "第三十条" in paper_of(issue(case), "ON_THE_SPOT")


def test_T_109a_thirteen_is_not_punished_and_the_guardian_is_asked_on_the_page(town):
    case = make_case(town, who=party(identity=id_number(date(2013, 11, 18)), name="周小小"))
    answers = {"harm": "SERIOUS", "correction": "REFUSED"}
    found = advise(case, **answers, at=AT)
    assert (found.limb, found.penalty_open, found.minor) == ("UNDER_AGE", False, True)
    add_photo(case, town)
    spared = SPARED | answers | {"guardian": "周父", "guardian_order": "严加管教"}
    weighing.weigh(case=case, answers=spared, by=town.zhang, at=AT)
    done = deciding.propose_exemption(
        case=Case.objects.get(pk=case.pk),
        notice=TOLD | {"receipt": "NONE"},
        education="",
        by=town.zhang,
        at=AT,
    )
    assert done.state == State.PROPOSED


# -- tiers as they are published (R-113) -----------------------------------------------------------------------
STEPS = ((1, "不足三吨", 100, 500), (2, "三吨到十吨", 500, 1000), (3, "十吨到五十吨", 1000, 1500),
         (4, "五十吨以上", 1500, 2000))  # fmt: skip


def four_tiers(item):
    benchmark = DiscretionBenchmark.objects.create(
        code="TZ-4", name="倾倒建筑垃圾", item=item.item, basis_law=item.basis_law, article="第三十二条",
        issuer="台州市综合行政执法局", path="3310", valid_from=date(2025, 1, 1),
    )  # fmt: skip
    return [
        DiscretionBand.objects.create(
            benchmark=benchmark, position=tier, tier=tier, circumstance=words, low=low, high=high, unit="YUAN"
        )
        for tier, words, low, high in STEPS
    ]


@pytest.fixture
def dumping():
    """A town with an item of 100 to 2,000 yuan under four tiers, and its bands."""
    item = make_item("ZJ-DUMP", fine_min=Decimal(100), fine_max=Decimal(2000))
    lane = Lane(item=item)
    lane.bands = four_tiers(item)
    lane.to(State.INVESTIGATING)
    return lane


TIPPED = {"harm": "SERIOUS", "correction": "ORDERED", "correct_by": "2026-12-20", "outcome": "FINE",
          "correction_order": "责令清运", "reason": "堆放八吨"}  # fmt: skip


def test_T_113_the_circumstance_is_chosen_and_its_range_holds(dumping):
    at, second = REACHED_ON[State.INVESTIGATING], dumping.bands[1]
    typed = TIPPED | {"grade": "ORDINARY", "fine": "800"}
    refused = api(dumping.zhang, dumping.case, "weigh", typed, at)
    assert refused.status_code == 409 and "还没有选择符合的情形" in refused.content.decode()

    typed |= {"band": str(second.pk), "fine": "1800"}
    assert api(dumping.zhang, dumping.case, "weigh", typed, at).status_code == 200
    outside = said(dumping.case, "case.decide", at, "R-113")
    assert [level for level, _ in outside] == ["HOLD"] and "1,800 元不在一般幅度内" in outside[0][1]


def test_T_113_the_page_lists_every_circumstance_with_its_range(dumping):
    at = REACHED_ON[State.INVESTIGATING]
    with clock.set_to(at):
        part = client_of(dumping.zhang).post(
            f"/cases/{dumping.case.pk}/weigh/", {"harm": "SERIOUS", "correction": "ORDERED"},
            headers={"HX-Request": "true", "HX-Target": "advice"},
        ).content.decode()  # fmt: skip
    assert part.count("<option") >= 5 and "第2档 三吨到十吨" in part and 'value="">按符合的情形选' in part
    assert re.search(r'name="fine" value=""', part)  # two ranges are 一般: nobody guesses


def test_T_113_what_is_proposed_follows_the_chosen_circumstance(dumping):
    at, (first, second, _, fourth) = REACHED_ON[State.INVESTIGATING], dumping.bands
    answers = {"harm": "SERIOUS", "correction": "ORDERED"}
    for band, tier, fine in (
        (first, "LIGHTER", 300),
        (second, "ORDINARY", 750),
        (fourth, "HEAVIER", 1750),
    ):
        found = advise(dumping.case, **answers, band=str(band.pk), at=at)
        assert (found.tier, found.fine) == (tier, Decimal(fine))


# -- a ground that the officers reject (R-111) -----------------------------------------------------------------
class Rejecting(Lane):
    """A town whose officers hold that a ground of art. 32 does not stand."""

    def weigh(self, at, **answers):
        ground = {
            "mitigations": ["HARM_REMOVED"], "mitigation_note": "次日清理", "mitigations_rejected": "立案以后才清理",
        }  # fmt: skip
        super().weigh(at, **ground | answers)


def test_T_111a_the_head_answers_before_the_party_is_told():
    lane = Rejecting()
    lane.to(State.CONCLUDED)
    at = REACHED_ON[State.NOTIFIED]
    refused = api(lane.zhang, lane.case, "give_notice", {}, at)
    [found] = [one for one in refused.json()["findings"] if one["rule"] == "R-111"]
    assert refused.status_code == 409 and found["level"] == "HOLD" and "立案以后才清理" in found["message"]
    lifted = api(
        lane.head, lane.case, "lift", {"step": "give_notice", "rule": "R-111", "reason": "经核查不成立"}, at
    )
    assert lifted.status_code == 200, lifted.content.decode()
    assert api(lane.zhang, lane.case, "give_notice", {}, at).status_code == 200


# -- gains (R-107) ---------------------------------------------------------------------------------------------
def test_T_137_thresholds_go_by_the_field(town):
    plain, nature = town.item, make_item("ZJ-AIR", basis_law="中华人民共和国大气污染防治法")
    [facts] = facts_of([make_case(town, item=plain)], at=AT)
    assert facts.agency.hearing_threshold == Decimal(5000)
    organisation = party(
        kind="ORGANISATION", identity_kind="OTHER", identity="X1", name="甲公司", representative="甲"
    )
    case = make_case(town, who=organisation)
    Case.objects.filter(pk=case.pk).update(item=nature)
    [facts] = facts_of([Case.objects.get(pk=case.pk)], at=AT)
    assert (facts.agency.hearing_threshold, facts.act.environmental) == (Decimal(200000), True)


def test_the_trial_of_a_sheet_asks_in_any_order(town):
    typed = {"harm": "NONE", "correction": "ON_SPOT"}
    case = make_case(town)
    for answers in (typed, dict(reversed(typed.items()))):
        assert advise(case, **answers, at=AT).limb == "MINOR"


def test_what_was_left_unanswered_stays_unanswered(town):
    case = make_case(town)
    weigh(case)
    assert Case.objects.get(pk=case.pk).safety_harm is None
    weigh(case, safety_harm=True)
    weigh(case, safety_harm=None)
    assert Case.objects.get(pk=case.pk).safety_harm is True


def test_registering_marks_a_minor_by_the_same_age(town):
    case = make_case(town, who=party(**FIFTEEN, guardian="周父"))
    assert case.sensitivity == "MINOR"


# -- capacity waits for its appraisal, outlays of the market (R-107) -----------------------------------
WEIGHED = {"harm": "SERIOUS", "correction": "ORDERED", "correct_by": "2026-12-20", "outcome": "FINE",
           "grade": "ORDINARY", "fine": "2000", "correction_order": "责令改正"}  # fmt: skip


def test_T_110_the_page_keeps_what_is_known_while_the_appraisal_is_awaited():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.INVESTIGATING]
    assert api(lane.zhang, lane.case, "weigh", WEIGHED | {"capacity": "PENDING"}, at).status_code == 200
    waiting = ("BLOCK", "正在等待当事人责任能力的鉴定意见")
    assert waiting in said(lane.case, "case.conclude", at, "R-110")
    piece = lane.case.dossier.pieces.first()
    done = WEIGHED | {"capacity": "LUCID", "appraisal": piece.pk}
    assert api(lane.zhang, lane.case, "weigh", done, at).status_code == 200
    assert said(lane.case, "case.conclude", at, "R-110") == []


def test_T_110_a_doubtful_mind_leaves_the_simple_procedure(town):
    case = make_case(town)
    typed = {"harm": "SERIOUS", "correction": "REFUSED", "outcome": "FINE", "grade": "LIGHTER", "fine": "100"}
    refused = api(town.zhang, case, "weigh", typed | {"capacity": "PENDING"}, AT)
    assert refused.status_code == 409 and "须先鉴定，不能当场决定" in refused.content.decode()
    assert api(town.zhang, case, "weigh", typed, AT).status_code == 200


@pytest.mark.parametrize(("domain", "asked", "gains"), [("MARKET", True, 500), ("GENERAL", False, 800)])
def test_T_107b_outlays_are_asked_in_market_regulation_alone(domain, asked, gains):
    lane = Lane()
    lane.to(State.CONCLUDED)
    at = REACHED_ON[State.CONCLUDED]
    lane.case.filing.__class__.objects.filter(case=lane.case).update(domain=domain)
    with clock.set_to(at):
        page = client_of(lane.zhang).get(reverse("cases:report", args=[lane.case.pk])).content.decode()
    assert ('name="outlays"' in page) is asked
    typed = {
        "nature": "乱扔", "reasoning": "情节一般", "proposal": "罚款", "verified": True, "receipts": "800",
        "outlays": "300", "outlay_pieces": [lane.case.dossier.pieces.first().pk],
    }  # fmt: skip
    assert api(lane.zhang, lane.case, "report", typed, at).status_code == 200
    [facts] = facts_of([Case.objects.get(pk=lane.case.pk)], at=at)
    assert illegal_gains(facts.gains, at.date()) == gains
