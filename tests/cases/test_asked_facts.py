"""Facts that a few cases need: each is typed on a page or sent to the API, and the law answers it."""

from datetime import timedelta

import pytest

from cases.closing import service as closing_service
from cases.file.facts import facts_of
from cases.investigation import vetting
from cases.limits import service as periods
from cases.models import Case, Publication, Review, Vetting
from cases.publication import service as publishing
from cases.review import service as reviewing
from cases.weighing import applying
from cases.workflow import State
from enforcement import clock, law
from enforcement.errors import DomainError
from enforcement.journal.models import Entry
from enforcement.procedures import limits
from lists.models import ItemVersion
from tests.cases.ordinary import DAY, REACHED_ON, Lane
from tests.cases.reviews import Neighbour, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane():
    return Lane()


def at_of(state):
    return REACHED_ON[state]


def said(lane, gate, at, rule):
    """Return the messages of a rule at a gate on the case as it stands."""
    [facts] = facts_of([Case.objects.get(pk=lane.case.pk)], at=at)
    return [one.message for one in law.check(facts, gate=gate) if one.rule == rule]


def post(lane, officer, page, typed, at):
    with clock.set_to(at):
        return client_of(officer).post(f"/cases/{lane.case.pk}/{page}", typed)


def api(lane, officer, verb, typed, at):
    with clock.set_to(at):
        return client_of(officer).post(
            f"/api/cases/{lane.case.pk}/{verb}/", typed, content_type="application/json"
        )


def piece_of(lane):
    return lane.case.dossier.pieces.order_by("pk").first()


# -- evidence: copies and devices (R-122, R-117) --------------------------------------------------------------


def test_T_122a_a_copy_is_checked_against_its_original(lane):
    lane.to(State.CONCLUDED)
    at, piece = at_of(State.CONCLUDED), piece_of(lane)
    assert said(lane, "case.conclude", at, "R-122") == []
    assert (
        post(lane, lane.zhang, f"evidence/{piece.pk}/", {"piece": piece.pk, "copy": "on"}, at).status_code
        == 302
    )
    [message] = said(lane, "case.conclude", at, "R-122")
    assert "复制件来源、与原件核对无异的说明、原件持有人的盖章或者签名" in message
    typed = {
        "piece": piece.pk, "copy": "on", "source": "当事人处", "compared_on": at.date(),
        "compared_by": lane.li.pk, "compared_note": "与原件无异", "holder_confirmed": "on",
    }  # fmt: skip
    post(lane, lane.zhang, f"evidence/{piece.pk}/", typed, at)
    row = Vetting.objects.get()
    assert (row.compared_by, row.compared_note, row.by) == (lane.li, "与原件无异", lane.zhang)
    assert said(lane, "case.conclude", at, "R-122") == []
    assert Entry.objects.filter(chain__key=lane.case.chain_key, verb="case.vet").count() == 2


DEVICE = {
    "from_device": True, "device_number": "监-07", "device_place": "人民路口", "device_reviewed_on": "2026-01-05",
    "device_published_on": "2026-02-01", "device_marked": True, "device_basis_level": "LAW",
    "reviewed_on": "2026-11-20", "reviewed_by": "赵六",
    "informed_on": "2026-11-20", "access_note": "短信附查询网址，当事人当日查看",
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, []),
        ({"device_published_on": None}, ["没有向社会公布设置地点"]),
        ({"device_reviewed_on": None}, ["没有经过法制和技术审核"]),
        ({"device_marked": False}, ["没有设置明显标志"]),
        ({"device_number": ""}, ["监控设备没有登记"]),
        ({"device_basis_level": "NORMATIVE"}, ["只依据行政规范性文件"]),
        ({"device_basis_level": ""}, ["没有登记使用监控设备监-07所依据的"]),
        ({"review_fault": "车牌模糊"}, ["设备记录审核未通过：车牌模糊"]),
        ({"reviewed_on": None}, ["设备记录没有经过审核"]),
    ],
)
def test_T_117_a_capture_needs_a_reviewed_and_published_device(lane, given, words):
    lane.to(State.CONCLUDED)
    at, piece = at_of(State.CONCLUDED), piece_of(lane)
    answer = api(lane, lane.zhang, "vet", {"piece": piece.pk} | DEVICE | given, at)
    assert answer.status_code == 200, answer.json()
    found = said(lane, "case.conclude", at, "R-117")
    assert len(found) == len(words) and all(one in found[number] for number, one in enumerate(words))


def test_the_party_learns_of_a_capture_in_time(lane):
    lane.to(State.CONCLUDED)
    piece, at = piece_of(lane), at_of(State.CONCLUDED)
    api(lane, lane.zhang, "vet", {"piece": piece.pk} | DEVICE | {"informed_on": None}, at)
    [message] = said(lane, "case.conclude", at + 10 * DAY, "R-117")
    assert "告知当事人" in message


def test_evidence_that_is_excluded_proves_nothing(lane):
    lane.to(State.CONCLUDED)
    piece, at = piece_of(lane), at_of(State.CONCLUDED)
    vetting.vet(case=lane.case, piece=piece, checked={"excluded": "偷拍"}, by=lane.zhang, at=at)
    assert "偷拍" in said(lane, "case.conclude", at, "R-122")[0]


def test_what_is_not_ticked_is_not_kept(lane):
    lane.to(State.INVESTIGATING)
    at, piece = at_of(State.INVESTIGATING), piece_of(lane)
    api(lane, lane.zhang, "vet", {"piece": piece.pk} | DEVICE | {"from_device": False}, at)
    row = Vetting.objects.get()
    assert (row.device_number, row.device_reviewed_on, row.device_marked) == ("", None, False)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"copy": True, "compared_on": "2026-11-20", "compared_by": ""}, "还没有选由谁核对"),
        (DEVICE | {"reviewed_by": ""}, "还没有填审核人"),
        (DEVICE | {"informed_on": "2030-01-01"}, "日期晚于今天"),
    ],
)
def test_a_check_that_says_too_little_is_asked_again(lane, given, words):
    lane.to(State.INVESTIGATING)
    at, piece = at_of(State.INVESTIGATING), piece_of(lane)
    answer = api(lane, lane.zhang, "vet", {"piece": piece.pk} | given, at)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not Vetting.objects.exists()


def test_nobody_checks_the_evidence_of_another_case(lane):
    lane.to(State.INVESTIGATING)
    at, piece = at_of(State.INVESTIGATING), piece_of(lane)
    other = Neighbour(lane)
    other.to(State.INVESTIGATING)
    assert api(other, other.zhang, "vet", {"piece": piece.pk}, at).status_code == 400
    assert post(other, other.zhang, f"evidence/{piece.pk}/", {"piece": piece.pk}, at).status_code == 404
    assert post(lane, other.zhang, f"evidence/{piece.pk}/", {"piece": piece.pk}, at).status_code == 403
    with pytest.raises(DomainError, match="不在本案的案卷里"):
        vetting.vet(case=other.case, piece=piece, checked={}, by=other.zhang, at=at)


# -- capacity, mitigation, limitation (R-110, R-111, R-114) ---------------------------------------------------

WEIGHED = {
    "harm": "SERIOUS", "correction": "ORDERED", "correct_by": "2026-12-20", "outcome": "FINE", "grade": "ORDINARY",
    "fine": "2000", "correction_order": "责令改正",
}  # fmt: skip


def test_T_110a_who_could_not_control_himself_is_not_punished(lane):
    lane.to(State.INVESTIGATING)
    at, piece = at_of(State.INVESTIGATING), piece_of(lane)
    answer = api(lane, lane.zhang, "weigh", WEIGHED | {"capacity": "NONE", "appraisal": piece.pk}, at)
    assert (
        answer.status_code == 409 and "不能辨认或者不能控制自己行为，不予行政处罚" in answer.content.decode()
    )
    spared = WEIGHED | {
        "capacity": "NONE",
        "appraisal": piece.pk,
        "outcome": "NO_PENALTY",
        "guardian_order": "看管",
    }
    assert api(lane, lane.zhang, "weigh", spared, at).status_code == 200
    found = Case.objects.get(pk=lane.case.pk).assessment
    assert (found.capacity, found.appraisal, found.limb) == ("NONE", piece, "INCAPACITY")


def test_T_110b_impaired_capacity_asks_for_its_appraisal_and_a_reason(lane):
    lane.to(State.CONCLUDED)
    at = at_of(State.CONCLUDED)
    Case.objects.filter(pk=lane.case.pk).update(state=State.INVESTIGATING)
    found = lane.case.assessment
    found.capacity = "PARTIAL"
    found.save()
    messages = said(lane, "case.conclude", at, "R-110")
    assert len(messages) == 2 and any("没有鉴定意见" in one for one in messages)
    found.appraisal, found.capacity_reason = piece_of(lane), "已按从轻幅度"
    found.save()
    assert said(lane, "case.conclude", at, "R-110") == []


def test_T_111a_a_ground_to_lighten_bars_the_ordinary_tier(lane):
    lane.to(State.INVESTIGATING)
    at = at_of(State.INVESTIGATING)
    typed = WEIGHED | {"mitigations": ["HARM_REMOVED"]}
    answer = api(lane, lane.zhang, "weigh", typed, at)
    assert answer.status_code == 400 and "还没有写经过和证据" in answer.content.decode()
    typed |= {"mitigation_note": "当日自行清理，照片为证"}
    answer = api(lane, lane.zhang, "weigh", typed, at)
    assert answer.status_code == 409 and "主动消除或者减轻危害后果" in answer.content.decode()
    assert (
        api(lane, lane.zhang, "weigh", typed | {"mitigations_rejected": "清理在立案以后"}, at).status_code
        == 200
    )


def test_the_weigh_page_advises_on_what_is_special(lane):
    lane.to(State.INVESTIGATING)
    at = at_of(State.INVESTIGATING)
    with clock.set_to(at):
        page = client_of(lane.zhang).post(
            f"/cases/{lane.case.pk}/weigh/",
            WEIGHED | {"capacity": "NONE"}, headers={"HX-Request": "true", "HX-Target": "advice"},
        ).content.decode()  # fmt: skip
    assert "应当不予处罚" in page and "第三十一条" in page and 'name="guardian_order"' in page


def test_T_114_limitation_runs_from_the_end_of_a_lasting_act(lane):
    lane.to(State.INVESTIGATING)
    case, at = Case.objects.get(pk=lane.case.pk), at_of(State.INVESTIGATING)
    Case.objects.filter(pk=case.pk).update(act_at=case.act_at - timedelta(days=800))
    assert said(lane, "case.file", at, "R-114") != []
    Case.objects.filter(pk=case.pk).update(
        act_span="CONTINUING", ended_on=case.act_at.date() - timedelta(days=9)
    )
    assert said(lane, "case.file", at, "R-114") == []
    Case.objects.filter(pk=case.pk).update(ended_on=None)
    assert said(lane, "case.file", at, "R-114") == []  # still going on


def test_T_114b_harm_to_life_makes_it_five_years(lane):
    lane.to(State.CONCLUDED)
    case, at = Case.objects.get(pk=lane.case.pk), at_of(State.CONCLUDED)
    Case.objects.filter(pk=case.pk).update(act_at=case.act_at - timedelta(days=1500))
    assert said(lane, "case.decide", at, "R-114") != []
    Case.objects.filter(pk=case.pk).update(safety_harm=True)
    assert said(lane, "case.decide", at, "R-114") == []


# -- the norms (R-108, R-115) ---------------------------------------------------------------------------------


def other_item(lane, **given):
    """Return an item like the lane's under another code."""
    item = ItemVersion.objects.select_related("item").get(pk=lane.case.item_id)
    code = item.item
    code.pk, code.code = None, "ZZ-1"
    code.save()
    item.pk, item.item, item.name = None, code, "擅自占用道路"
    for name, value in given.items():
        setattr(item, name, value)
    item.save()
    return item


def test_T_108_the_norm_with_the_higher_fine_is_applied(lane):
    lane.to(State.CONCLUDED)
    at = at_of(State.CONCLUDED)
    Case.objects.filter(pk=lane.case.pk).update(state=State.INVESTIGATING)
    higher = other_item(lane, fine_max=900000)
    typed = {"applied": lane.case.item_id, "norm_1": "占用道路"}
    assert post(lane, lane.zhang, "norms/", typed, at).status_code == 302
    [message] = said(lane, "case.conclude", at, "R-108")
    assert "应适用罚款数额高的擅自占用道路" in message
    api(lane, lane.zhang, "norms", {"applied": lane.case.item_id, "norms": []}, at)
    assert said(lane, "case.conclude", at, "R-108") == []
    ItemVersion.objects.filter(pk=higher.pk).update(fine_max=1, fine_min=0)
    applying.apply_norms(
        case=lane.case,
        version=lane.case.item,
        others=[ItemVersion.objects.get(pk=higher.pk)],
        by=lane.zhang,
        at=at,
    )
    assert said(lane, "case.conclude", at, "R-108") == []


def test_a_norm_is_named_so_that_one_is_found(lane):
    lane.to(State.CONCLUDED)
    at = at_of(State.CONCLUDED)
    Case.objects.filter(pk=lane.case.pk).update(state=State.INVESTIGATING)
    answer = post(lane, lane.zhang, "norms/", {"applied": lane.case.item_id, "norm_1": "没有这样的事"}, at)
    assert answer.status_code == 422 and "没有这个事项" in answer.content.decode()
    other_item(lane)
    answer = post(lane, lane.zhang, "norms/", {"applied": 999999, "norm_1": "ZZ-1"}, at)
    assert answer.status_code == 422


def newer(lane, day, high):
    """End the lane's version of the item the day before `day`, and begin another with a maximum of `high`."""
    item = ItemVersion.objects.get(pk=lane.case.item_id)
    ItemVersion.objects.filter(pk=item.pk).update(valid_to=day - timedelta(days=1))
    item.pk, item.valid_from, item.fine_min, item.fine_max = None, day, 0, high
    item.save()
    return item


def test_T_115_a_lighter_later_text_governs(lane):
    lane.to(State.CONCLUDED)
    at = at_of(State.CONCLUDED)
    Case.objects.filter(pk=lane.case.pk).update(state=State.INVESTIGATING)
    assert said(lane, "case.conclude", at, "R-115") == []
    version = newer(lane, at.date() - timedelta(days=1), 800)
    messages = said(lane, "case.conclude", at, "R-115")
    assert any("新规定较轻，适用新规定" in one for one in messages)
    assert any("超过上限 800 元" in one for one in messages)
    assert post(lane, lane.zhang, "norms/", {"applied": version.pk}, at).status_code == 302
    assert Case.objects.get(pk=lane.case.pk).item == version
    assert len(said(lane, "case.conclude", at, "R-115")) == 1  # the amount alone


def test_after_the_notice_the_basis_stands(lane):
    lane.to(State.NOTIFIED)
    at = at_of(State.NOTIFIED)
    Case.objects.filter(pk=lane.case.pk).update(state=State.RETURNED)
    version = newer(lane, at.date() - timedelta(days=2), 800)
    answer = api(lane, lane.zhang, "norms", {"applied": version.pk}, at)
    assert answer.status_code == 409 and "重新告知" in answer.content.decode()


# -- the ninety days (R-134, R-503, R-504) --------------------------------------------------------------------


def limit(lane, key="decide"):
    return lane.case.limits.get(key=key)


def extended(lane, at, days=30, minutes=False, domain="HOUSING", by=None):
    typed = {
        "domain": domain,
        "days": days,
        "reason": "案情复杂",
        "piece": piece_of(lane).pk,
        "minutes": minutes,
    }
    return api(lane, by or lane.head, "extend", typed, at)


def test_T_503a_extensions_move_the_last_day(lane):
    lane.to(State.INVESTIGATING)
    at = at_of(State.INVESTIGATING)
    assert extended(lane, at).status_code == 200
    assert limit(lane).legal_last_day >= limit(lane).start_on + timedelta(days=120)
    refused = extended(lane, at, days=60)
    assert refused.status_code == 409 and "没有讨论记录" in refused.content.decode()
    assert extended(lane, at, days=60, minutes=True).status_code == 200
    more = extended(lane, at, days=1, minutes=True)
    assert more.status_code == 409 and "最多再延 60 日" in more.content.decode()
    assert len(Case.objects.get(pk=lane.case.pk).filing.extensions) == 2
    [facts] = facts_of([Case.objects.get(pk=lane.case.pk)], at=at)
    assert [(one.days, one.approved_by) for one in facts.filing.extensions] == [
        (30, lane.head.name),
        (60, lane.head.name),
    ]


def test_an_extension_survives_the_next_years_calendar(lane):
    lane.to(State.INVESTIGATING)
    at = at_of(State.INVESTIGATING)
    extended(lane, at)
    row = limit(lane)
    assert row.provisional
    limits.recount(by=None, at=at + DAY)
    assert limit(lane).legal_last_day == row.legal_last_day
    lane.case.limits.filter(key="decide").update(legal_last_day=at.date())
    [moved] = [one.limit for one in limits.recount(by=None, at=at + DAY) if one.limit.key == "decide"]
    assert moved.legal_last_day == row.legal_last_day


def test_an_extension_comes_from_the_head_before_the_end(lane):
    lane.to(State.INVESTIGATING)
    at = at_of(State.INVESTIGATING)
    assert extended(lane, at, by=lane.zhang).status_code == 403
    late = at + timedelta(days=120)
    with pytest.raises(DomainError, match="已满才批准"):
        periods.extend(
            case=lane.case, domain="HOUSING", days=30, reason="复杂", piece=piece_of(lane), minutes=False,
            by=lane.head, at=late,
        )  # fmt: skip
    assert extended(lane, at, domain="GENERAL").status_code == 400


def test_T_503d_days_that_do_not_count_are_added(lane):
    lane.to(State.INVESTIGATING)
    at, first = at_of(State.INVESTIGATING), limit(lane)
    start = lane.case.filed_on if lane.case.filed_on else Case.objects.get(pk=lane.case.pk).filed_on
    typed = {
        "ground": "鉴定", "start": start, "end": start + timedelta(days=20), "reason": "伤情鉴定",
        "piece": piece_of(lane).pk,
    }  # fmt: skip
    early = post(lane, lane.zhang, "do/exclude/", typed, at)
    assert early.status_code == 422 and "还没有结束" in early.content.decode()
    later = at + timedelta(days=25)
    assert post(lane, lane.zhang, "do/exclude/", typed, later).status_code == 302
    found = limit(lane)
    assert found.legal_last_day > first.legal_last_day + timedelta(days=15)
    assert any("鉴定" in line for line in found.explanation)
    bare = post(lane, lane.zhang, "do/exclude/", typed | {"piece": ""}, later)
    assert bare.status_code == 422
    back = post(lane, lane.zhang, "do/exclude/", typed | {"end": start}, later)
    assert back.status_code == 422 and "止日晚于起日" in back.content.decode()


def test_T_605b_a_market_case_is_reviewed_within_ten_days(lane):
    lane.to(State.NOTIFIED)
    lane.case.filing.domain = "MARKET"
    lane.case.filing.save()
    lane.reach_in_review(at_of(State.IN_REVIEW))
    day = lane.review.submitted_at.date()
    assert lane.review.due_on - day >= timedelta(days=13)


# -- disagreement (R-131, R-604) ------------------------------------------------------------------------------


def returned(lane):
    lane.to(State.IN_REVIEW)
    at = at_of(State.REVIEWED)
    review = reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    reviewing.remark(
        review=review,
        point="LAW",
        anchor="fine",
        label="拟罚款",
        text="过重",
        version=None,
        by=lane.reviewer,
        at=at,
    )
    reviewing.send_back(review=review, result="CORRECT", opinion="改", version=None, by=lane.reviewer, at=at)
    lane.case = Case.objects.get(pk=lane.case.pk)
    return at


def test_T_604b_a_disagreement_needs_the_heads_minutes(lane):
    at = returned(lane)
    assert post(lane, lane.zhang, "do/disagree/", {"reason": ""}, at).status_code == 422
    assert post(lane, lane.zhang, "do/disagree/", {"reason": "有从重情节"}, at).status_code == 302
    first = Review.objects.get(serial=1)
    assert (first.disagreement, first.disagreed_by) == ("有从重情节", lane.zhang)
    assert first.remarks.get().answer == "不同意：有从重情节"
    again = api(lane, lane.zhang, "disagree", {"reason": "再说一次"}, at)
    assert again.status_code == 409 and "已经提出过一次" in again.content.decode()
    second = reviewing.submit(case=lane.case, by=lane.zhang, at=at)
    with clock.set_to(at):
        desk = client_of(lane.reviewer).get(f"/reviews/{second.pk}/").content.decode()
    assert "承办机构不同意上次意见" in desk and "有从重情节" in desk
    reviewing.take(review=second, by=lane.reviewer, at=at)
    reviewing.approve(review=second, rest=True, version=None, by=lane.reviewer, at=at)
    [message] = said(lane, "case.decide", at, "R-131")
    assert "承办机构与法制审核意见不一致" in message


def test_only_the_crew_disagrees_and_only_with_a_return(lane):
    at = returned(lane)
    assert api(lane, lane.head, "disagree", {"reason": "不同意"}, at).status_code == 403
    with clock.set_to(at):
        assert (
            "不同意审核意见" in client_of(lane.zhang).get(f"/cases/{lane.case.pk}/remarks/").content.decode()
        )
        assert (
            "不同意审核意见"
            not in client_of(lane.head).get(f"/cases/{lane.case.pk}/remarks/").content.decode()
        )


# -- publication (R-124, R-125) -------------------------------------------------------------------------------

SHOWN = {
    "publish": "yes", "reason": "有一定社会影响", "published_on": None, "masked": True, "address": "https://example.cn/1",
}  # fmt: skip


def test_T_124a_a_penalty_is_published_in_time(lane):
    lane.to(State.EXECUTED)
    at = at_of(State.EXECUTED)
    row = limit(lane, "publish")
    assert row.met_on is None and row.legal_last_day > row.start_on
    assert api(lane, lane.zhang, "publish", SHOWN, at).status_code == 200
    assert limit(lane, "publish").met_on is None
    late = at + timedelta(days=60)
    assert any("公示最长期限" in one for one in said(lane, "case.request_closing", late, "R-124"))
    answer = api(lane, lane.zhang, "publish", SHOWN | {"published_on": at.date().isoformat()}, at)
    assert answer.status_code == 200 and limit(lane, "publish").met_on == at.date()
    assert said(lane, "case.request_closing", late, "R-124") == []


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"published_on": "2026-11-01"}, 409, "公示日期应在决定"),
        ({"publish": "no", "published_on": "today"}, 409, "审查结论是不公示"),
        ({"withdrawn_on": "today", "withdrawal_reason": "撤销"}, 409, "没有公示日期"),
        ({"published_on": "today", "withdrawn_on": "today"}, 400, "公开说明理由"),
        ({"secrets": ["TRADE"]}, 400, "还没有写是哪份文书"),
        (
            {"secrets": ["TRADE"], "secret_papers": "配方", "masked": False, "published_on": "today"},
            409,
            "保密处理",
        ),
    ],
)
def test_a_publication_that_cannot_be(lane, given, status, words):
    lane.to(State.EXECUTED)
    at = at_of(State.EXECUTED)
    given = {name: at.date().isoformat() if value == "today" else value for name, value in given.items()}
    answer = api(lane, lane.zhang, "publish", SHOWN | given, at)
    assert answer.status_code == status and words in answer.content.decode()
    assert not Publication.objects.exists()


def test_T_125a_a_trade_secret_holds_the_publication_for_the_head(lane):
    lane.to(State.EXECUTED)
    at = at_of(State.EXECUTED)
    typed = SHOWN | {"secrets": ["TRADE"], "secret_papers": "询问笔录（配方）"}
    assert (
        post(lane, lane.zhang, "do/publish/", {**typed, "published_on": "", "masked": "on"}, at).status_code
        == 302
    )
    [message] = said(lane, "case.request_closing", at, "R-125")
    assert "商业秘密" in message


def test_the_closing_form_says_what_was_registered(lane):
    lane.to(State.EXECUTED)
    at = at_of(State.EXECUTED)
    given = {name: SHOWN.get(name) for name in ("published_on", "address", "masked", "reason")}
    held = given | {
        "publish": False, "secrets": [], "secret_papers": "", "overturned_on": None, "withdrawn_on": None,
        "withdrawal_reason": "",
    }  # fmt: skip
    publishing.publish(case=lane.case, publication=held, by=lane.zhang, at=at)
    assert limit(lane, "publish").met_on == at.date()
    closing = {"performance": "已缴清", "rechecked_on": None, "publish_reason": "公开"}
    with pytest.raises(DomainError, match="不一致"):
        closing_service.request_closing(case=lane.case, **closing, publish=True, by=lane.zhang, at=at)
    with clock.set_to(at):
        form = client_of(lane.zhang).get(f"/cases/{lane.case.pk}/do/request_closing/").context["form"]
    assert form.initial["publish"] == "no" and form.initial["publish_reason"] == "有一定社会影响"


# -- the order to correct --------------------------------------------------------------------------------------


def test_the_order_to_correct_is_a_time_limit_of_the_case(lane):
    lane.to(State.INVESTIGATING)
    at = at_of(State.INVESTIGATING)
    assert api(lane, lane.zhang, "weigh", WEIGHED, at).status_code == 200
    row = limit(lane, "correct")
    assert row.legal_last_day.isoformat() == "2026-12-20" and row.for_party and "第二十八条" in row.clause
    with clock.set_to(at):
        assert "责令改正" in client_of(lane.zhang).get(f"/cases/{lane.case.pk}/").content.decode()
    refused = WEIGHED | {"correction": "REFUSED", "correct_by": None}
    assert api(lane, lane.zhang, "weigh", refused, at).status_code == 200
    assert not lane.case.limits.filter(key="correct").exists()


# -- the report ------------------------------------------------------------------------------------------------


def test_two_people_correct_one_report(lane):
    lane.to(State.CONCLUDED)
    at = at_of(State.CONCLUDED)
    with clock.set_to(at):
        shown = client_of(lane.zhang).get(f"/cases/{lane.case.pk}/report/").context["form"].initial["version"]
    typed = {"nature": "性质", "reasoning": "说理", "proposal": "建议", "verified": "on", "version": shown}
    assert post(lane, lane.zhang, "report/", typed, at).status_code == 302
    second = post(lane, lane.li, "report/", typed | {"reasoning": "另一种说理"}, at)
    text = second.content.decode()
    assert second.status_code == 409 and "别人先改过" in text and "另一种说理" in text and "说理" in text
    assert lane.case.reports.get().reasons == "说理"
    newer_version = second.context["form"].initial["version"]
    third = post(lane, lane.li, "report/", typed | {"reasoning": "另一种说理", "version": newer_version}, at)
    assert third.status_code == 302 and lane.case.reports.get().reasons == "另一种说理"


def test_everything_is_read_back_by_the_api_and_on_the_desk(lane):
    lane.to(State.CONCLUDED)
    at, piece = at_of(State.CONCLUDED), piece_of(lane)
    api(lane, lane.zhang, "vet", {"piece": piece.pk, "copy": True, "source": "档案室"} | DEVICE, at)
    extended(lane, at)
    with clock.set_to(at):
        told = client_of(lane.zhang).get(f"/api/cases/{lane.case.pk}/asked/").json()
        page = client_of(lane.zhang).get(f"/cases/{lane.case.pk}/").content.decode()
    [row] = told["vettings"]
    assert (row["piece"], row["source"], row["device_number"]) == (piece.pk, "档案室", "监-07")
    assert told["special"]["capacity"] == "FULL" and told["period"]["domain"] == "HOUSING"
    assert told["period"]["extensions"][0]["days"] == 30 and told["publication"] is None
    assert f"{lane.head.name}批准延长 30 日" in page


def test_the_reviewer_sees_what_was_checked_of_a_piece(lane):
    lane.to(State.CONCLUDED)
    at, piece = at_of(State.CONCLUDED), piece_of(lane)
    api(lane, lane.zhang, "vet", {"piece": piece.pk, "copy": True, "source": "档案室"} | DEVICE, at)
    lane.reach_notified(at_of(State.NOTIFIED))
    lane.case = Case.objects.get(pk=lane.case.pk)
    lane.reach_in_review(at_of(State.IN_REVIEW))
    with clock.set_to(at_of(State.IN_REVIEW)):
        desk = client_of(lane.reviewer).get(f"/reviews/{lane.review.pk}/", {"show": f"piece:{piece.pk}"})
        facts = client_of(lane.reviewer).get(f"/reviews/{lane.review.pk}/", {"show": "facts"})
    text = desk.content.decode()
    for words in ("没有与原件核对", "档案室", "监-07", "赵六", "短信附查询网址"):
        assert words in text, words
    assert "复制件未核对" in facts.content.decode()
