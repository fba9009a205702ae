"""R-121: what is decided is what was told; what was told is kept part by part, whatever shape it was stored in."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from cases.decision import service as resolving
from cases.demonstration.pictures import photograph
from cases.file.facts import facts_of
from cases.investigation import service as investigating
from cases.models import Case, PriorNotice, Review
from cases.notice import service as telling
from cases.page.beside import Run, marked
from cases.review import service as reviewing
from cases.weighing import service as weighing
from cases.wording.told import FORM, told_of
from cases.workflow import State
from enforcement import clock, law
from enforcement.errors import Refused
from enforcement.law.kinds import NoticeElement
from evidence import services as evidence
from tests.cases.ordinary import DAY, PENALTY, REACHED_ON, Lane
from tests.conftest import AT

pytestmark = pytest.mark.django_db
LATER = REACHED_ON[State.DECIDED]
REPLACED = "甲店占用人行道堆放货物120平方米，拒不改正"


@pytest.fixture
def lane(db):
    return Lane()


def find(lane, *texts):
    keys = [*lane.case.dossier.pieces.values_list("pk", flat=True)]
    facts = [(text, keys, [lane.record.pk]) for text in texts]
    lane.case.refresh_from_db()
    investigating.set_facts(case=lane.case, facts=facts, by=lane.zhang, at=LATER)


def submit(lane, at=LATER, **reasons):
    for remark in reviewing.open_remarks(lane.case):
        reviewing.answer_remark(remark=remark, answer="已改", by=lane.zhang, at=at)
    return reviewing.submit(case=lane.case, by=lane.zhang, at=at, reasons=reasons)


def messages(refused, rule="R-121"):
    return [one.message for one in refused.value.findings if one.rule == rule]


def test_T_121d_a_fact_replaced_after_the_notice_is_told_anew(lane):
    lane.returned()
    find(lane, REPLACED)
    with pytest.raises(Refused) as refused:
        submit(lane)
    [said] = messages(refused)
    assert "当事人乱扔烟蒂" in said and REPLACED in said
    investigating.reopen(case=lane.case, reason="事实有变化", by=lane.zhang, at=LATER)
    lane.case.refresh_from_db()
    investigating.conclude(
        case=lane.case,
        nature="占道",
        reasoning="情节一般",
        proposal="罚款",
        verified=True,
        by=lane.zhang,
        at=LATER,
    )
    lane.reach_notified(LATER)
    lane.reach_in_review(LATER + DAY)
    assert Case.objects.get(pk=lane.case.pk).state == State.IN_REVIEW


@pytest.mark.parametrize("gate", ["case.submit", "case.approve_review", "case.decide"])
def test_T_121d_no_gate_lets_another_fact_through(lane, gate):
    lane.returned()
    find(lane, REPLACED)
    [facts] = facts_of([Case.objects.get(pk=lane.case.pk)], at=LATER)
    assert any("与告知的不同" in one.message for one in law.check(facts, gate))


def test_T_121d_the_same_facts_pass_in_any_order_and_punctuation(lane):
    lane.to(State.CONCLUDED)
    at = REACHED_ON[State.NOTIFIED]
    pieces = [*lane.case.dossier.pieces.values_list("pk", flat=True)]
    investigating.set_facts(case=lane.case, facts=[("乱扔烟蒂", pieces, []), ("已经承认。", [], [lane.record.pk])],
                            by=lane.zhang, at=at)  # fmt: skip
    lane.reach_notified(at)
    lane.reach_in_review(REACHED_ON[State.IN_REVIEW])
    reviewing.take(review=lane.review, by=lane.reviewer, at=LATER)
    reviewing.send_back(
        review=lane.review, result="CORRECT", opinion="改", version=None, by=lane.reviewer, at=LATER
    )
    lane.case.refresh_from_db()
    investigating.set_facts(case=lane.case, facts=[("已经承认", [], [lane.record.pk]), ("乱扔烟蒂。", pieces, [])],
                            by=lane.zhang, at=LATER)  # fmt: skip
    assert submit(lane).serial == 2


def test_T_121d_new_evidence_for_the_same_fact_is_new(lane):
    lane.returned()
    # taken and received before the notice, and not told
    piece = evidence.receive(
        dossier=lane.case.dossier, upload=photograph(lane.case.pk + 7, "另一张"), title="现场照片", kind="ELECTRONIC",
        captured_at=AT, place="", latitude=None, longitude=None, officers=[lane.zhang], by=lane.zhang, at=AT,
        time_source="DEVICE",
    )  # fmt: skip
    find(lane, "当事人乱扔烟蒂")
    with pytest.raises(Refused) as refused:
        submit(lane)
    assert piece.title in messages(refused)[0] and "证据" in messages(refused)[0]


def test_T_121d_another_place_is_told_anew(lane):
    lane.returned()
    Case.objects.filter(pk=lane.case.pk).update(place="中山路9号")
    lane.case.refresh_from_db()
    with pytest.raises(Refused) as refused:
        submit(lane)
    assert "中山路9号" in messages(refused)[0]


def test_T_121_a_lower_amount_passes_with_its_reason_only(lane):
    lane.returned()
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": Decimal(1500)}, by=lane.zhang, at=LATER)
    with pytest.raises(Refused) as refused:
        submit(lane)
    assert "2,000 元改为 1,500 元" in messages(refused)[0]
    assert submit(lane, **{"R-121": "当事人主动消除影响"}).serial == 2
    assert lane.case.dossier.rulings.get(rule="R-121", gate="case.submit").reason == "当事人主动消除影响"


def test_T_121_a_higher_amount_never_passes(lane):
    lane.returned()
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": Decimal(2500)}, by=lane.zhang, at=LATER)
    with pytest.raises(Refused) as refused:
        submit(lane, **{"R-121": "说明"})
    assert any("不得因申辩加重" in said for said in messages(refused))


# -- what the row keeps --------------------------------------------------------------------------------------
def test_T_120a_elements_are_read_from_the_notice_itself(lane):
    lane.to(State.NOTIFIED)
    notice = telling.standing_notice(lane.case)
    assert notice.told["form"] == FORM
    assert set(notice.told["elements"]) == set(NoticeElement)
    content = notice.document.content
    told = {(one["kind"], one["text"]) for one in notice.told["parts"]}
    assert {("FACT", "当事人乱扔烟蒂"), ("PLACE", content["place"]), ("BASIS", content["basis"])} <= told
    assert ("BREACHED", content["breached"]) in told
    # each piece that the paper states is told, under its key; the paper names a record in prose
    stated = [one for one in notice.told["parts"] if one["kind"] == "EVIDENCE"]
    assert len(stated) == len(content["evidence"]) and all(one["key"] for one in stated)
    assert {"现场照片", str(lane.record)} == {one["text"] for one in stated}


@pytest.fixture
def old(lane):
    """Return a notice as the first form stored it."""
    lane.to(State.NOTIFIED)
    notice, case = telling.standing_notice(lane.case), lane.case
    notice.told = {
        "当事人": f"{case.party.name} {case.party.identity_lookup}", "事项": case.item.item.code,
        "违法行为时间": case.act_at.isoformat(), "地点": case.place, "认定事实": "当事人乱扔烟蒂",
    }  # fmt: skip
    notice.save()
    return notice


def test_T_121_the_first_form_is_read_as_it_was_told(lane, old):
    [facts] = facts_of([Case.objects.get(pk=lane.case.pk)], at=LATER)
    assert not [one for one in law.check(facts, "case.submit") if "与告知的不同" in one.message]
    find_at = facts.but(telling={"decided": facts.telling.decided[:4]})
    assert [one for one in law.check(find_at, "case.submit") if "与告知的不同" in one.message]


@pytest.mark.parametrize("told", [None, {}], ids=["sentences", "nothing kept"])
def test_T_121_the_migration_carries_old_rows(lane, old, told):
    if told is not None:
        PriorNotice.objects.filter(pk=old.pk).update(told=told)
    before = told_of(PriorNotice.objects.get(pk=old.pk))

    class Editor:
        class connection:
            alias = "default"

    import_module("cases.migrations.0010_told_in_parts").carry(apps, Editor)
    kept = PriorNotice.objects.get(pk=old.pk).told
    assert kept == before and kept["form"] == FORM
    assert set(kept["elements"]) == set(NoticeElement)
    [facts] = facts_of([Case.objects.get(pk=lane.case.pk)], at=LATER)
    assert not [one for one in law.check(facts, "case.submit") if "与告知的不同" in one.message]


# -- the review and the discussion ---------------------------------------------------------------------------
def test_T_132_the_decision_is_what_the_reviewer_agreed_to(lane):
    lane.to(State.REVIEWED)
    assert Review.objects.get(case=lane.case).approved["form"] == FORM
    found = lane.case.assessment
    found.fine = Decimal(1500)
    found.save()
    with pytest.raises(Refused) as refused:
        resolving.decide(case=lane.case, by=lane.head, at=LATER)
    assert "审核同意的是“2,000 元”，现在是“1,500 元”" in messages(refused, "R-132")[0]


def discuss(lane, **concluded):
    resolving.discuss(
        case=lane.case, held_on=LATER.date(), place="会议室", chair="孙七", recorder="李四", conclusion="一致同意",
        attendees=[(lane.head, "负责人", "同意", "FOR"), (lane.other_head, "负责人", "同意", "FOR")],
        by=lane.head, at=LATER, **{"outcome": "FINE", "fine": Decimal(2000)} | concluded,
    )  # fmt: skip
    lane.case.refresh_from_db()


@pytest.mark.parametrize(
    ("concluded", "words"),
    [({"fine": Decimal(1800)}, "罚款 1,800 元"), ({"outcome": "NO_PENALTY", "fine": None}, "不予处罚"),
     ({"order": "十日内改正"}, "十日内改正"), ({}, ""), ({"order": "责令立即改正。"}, "")],
)  # fmt: skip
def test_T_131_the_decision_is_what_the_heads_concluded(lane, concluded, words):
    from enforcement.teams.roles import Role
    from tests.factories import make_officer

    lane.to(State.REVIEWED)
    lane.other_head = make_officer(Role.HEAD, lane.team, name="吴十")
    discuss(lane, **concluded)
    minutes = lane.case.discussion.document.content["conclusion"]
    assert "决定" in minutes and minutes.endswith("一致同意。")
    if not words:
        resolving.decide(case=lane.case, by=lane.head, at=LATER)
        return
    with pytest.raises(Refused) as refused:
        resolving.decide(case=lane.case, by=lane.head, at=LATER)
    assert words in messages(refused, "R-131")[0]
    discuss(lane)
    resolving.decide(case=lane.case, by=lane.head, at=LATER)


# -- side by side ----------------------------------------------------------------------------------------------
def told_by_api(client, lane):
    client.force_login(lane.zhang)
    with clock.set_to(LATER):
        answer = client.get(f"/api/cases/{lane.case.pk}/told/")
    assert answer.status_code == 200
    return {row["part"]: row for row in answer.json()}


def test_T_121_the_api_lays_notice_and_decision_side_by_side(lane, client):
    lane.returned()
    assert all(row["same"] for row in told_by_api(client, lane).values())
    find(lane, REPLACED)
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": Decimal(1500)}, by=lane.zhang, at=LATER)
    rows = told_by_api(client, lane)
    facts, fine = rows["认定事实"], rows["罚款数额"]
    assert (facts["told"], facts["decided"], facts["needs_new_notice"]) == (
        ["当事人乱扔烟蒂"],
        [REPLACED],
        True,
    )
    assert (fine["told"], fine["decided"], fine["verdict"]) == (["2,000 元"], ["1,500 元"], "比告知的少")
    assert [name for name, row in rows.items() if row["needs_new_notice"]] == ["认定事实"]
    for remark in reviewing.open_remarks(lane.case):
        reviewing.answer_remark(remark=remark, answer="已改", by=lane.zhang, at=LATER)
    with clock.set_to(LATER):
        refused = client.post(f"/api/cases/{lane.case.pk}/submit/", {}, content_type="application/json")
    words = [one["message"] for one in refused.json()["findings"]]
    assert refused.status_code == 409 and any("当事人乱扔烟蒂" in each and REPLACED in each for each in words)


def test_T_121_nothing_told_has_nothing_beside_it(lane, client):
    lane.to(State.CONCLUDED)
    assert told_by_api(client, lane) == {}


def test_T_121_a_higher_amount_is_marked(lane, client):
    lane.returned()
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": Decimal(2500)}, by=lane.zhang, at=LATER)
    assert told_by_api(client, lane)["罚款数额"]["verdict"] == "要重新告知"


def test_words_that_differ_are_marked_and_no_others():
    told, now = marked(("堆放货物20平方米", "承认"), ("承认。", "堆放货物120平方米"))
    assert ["".join(run.text for run in line) for line in told] == ["堆放货物20平方米", "承认"]
    assert not any(run.marked for line in told for run in line)
    assert [run.text for run in now[1] if run.marked] == ["1"]
    assert now[0] == [Run("承认。")]
