"""The review desk as a reviewer and an officer use it; the law decides, the pages carry it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases.models import Case, Remark, Review
from cases.review import service as reviewing
from cases.review.alike import summary_of
from cases.workflow import State
from enforcement import clock
from enforcement.documents import services as documents
from enforcement.documents.models import Document
from enforcement.law.kinds import ReviewPoint
from enforcement.teams.models import Post
from enforcement.teams.roles import Role
from tests.cases.ordinary import DAY, PENALTY
from tests.cases.reviews import MORNING, Neighbour, add_piece, client_of, flagged, in_review
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def lane():
    return in_review()


@pytest.fixture
def wang(lane):
    return client_of(lane.reviewer)


def taken(lane):
    return reviewing.take(review=lane.review, by=lane.reviewer, at=MORNING)


def now(lane):
    return Review.objects.get(pk=lane.review.pk)


def address(lane, page=""):
    return f"/reviews/{lane.review.pk}/{page}"


# -- the queue --------------------------------------------------------------------------------------------


def test_the_queue_says_what_waits_how_long_and_who_has_it(lane, wang):
    page = wang.get("/reviews/").content.decode()
    for words in ("周*明", "¥2,000.00", "一般", "楚门镇 张三", "1 个工作日", "首次", "待领取", "领取"):
        assert words in page
    assert "周小明" not in page
    taken(lane)
    assert "继续审" in wang.get("/reviews/").content.decode()
    assert "查看" in client_of(lane.other_reviewer).get("/reviews/").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("whose=mine", False),
        ("whose=unclaimed", True),
        ("round=first", True),
        ("round=again", False),
        ("", True),
    ],
)
def test_the_queue_is_filtered(lane, wang, asked, found):
    assert ("周*明" in wang.get(f"/reviews/?{asked}").content.decode()) is found


def test_a_filter_knows_no_unit_out_of_sight(lane, wang):
    other = make_team("331002101")
    page = wang.get(f"/reviews/?team={other.pk}").content.decode()
    assert "周*明" not in page and "大陈镇" not in page
    assert "周*明" in wang.get(f"/reviews/?team={lane.team.pk}").content.decode()


def test_pages_of_the_queue_follow_by_key(lane, wang):
    second = in_another_file(lane, lane.review.due_on)
    third = in_another_file(lane, lane.review.due_on + DAY)
    first = wang.get("/reviews/?size=2")
    assert [row.pk for row in first.context["reviews"]] == [lane.review.pk, second.pk]
    more = wang.get("/reviews/" + first.context["later"])
    assert [row.pk for row in more.context["reviews"]] == [third.pk]
    back = wang.get("/reviews/" + more.context["earlier"])
    assert [row.pk for row in back.context["reviews"]] == [lane.review.pk, second.pk]

    alone = wang.get("/reviews/?size=1")
    for expected in (second, third):
        alone = wang.get("/reviews/" + alone.context["later"])
        assert [row.pk for row in alone.context["reviews"]] == [expected.pk]
    nearest = wang.get("/reviews/" + alone.context["earlier"])
    assert [row.pk for row in nearest.context["reviews"]] == [second.pk] and nearest.context["earlier"]


def in_another_file(lane, due_on):
    """Put another file in the queue: the row alone, which is all that a queue reads."""
    case = Case.objects.get(pk=lane.case.pk)
    dossier = case.dossier
    dossier.pk = None
    dossier.save()
    case.pk, case.dossier = None, dossier
    case.save()
    return Review.objects.create(
        case=case,
        path=case.path,
        serial=1,
        submitted_by=lane.zhang,
        submitted_at=MORNING - DAY,
        due_on=due_on,
    )


@pytest.mark.parametrize("rows", [1, 15])
def test_the_queue_asks_at_most_eight_queries(lane, rows, django_assert_max_num_queries):
    for _ in range(rows):
        in_another_file(lane, lane.review.due_on)
    county = make_officer(Role.COUNTY_REVIEWER, make_team("331083902"), name="县审")
    for reviewer in (lane.reviewer, county):
        client = client_of(reviewer)
        client.get("/reviews/")  # the session notes its first use
        with django_assert_max_num_queries(8):
            assert len(client.get("/reviews/").context["reviews"]) == rows + 1


@pytest.mark.parametrize(
    ("role", "path", "status", "sees"),
    [
        (Role.TOWNSHIP_REVIEWER, "331083102", 200, True),
        (Role.TOWNSHIP_REVIEWER, "331083101", 200, False),
        (Role.COUNTY_REVIEWER, "331083902", 200, True),
        (Role.COUNTY_REVIEWER, "331002902", 200, False),
        (Role.OFFICER, "331083102", 403, False),
        (Role.HEAD, "331083102", 403, False),
        (Role.SUPERVISOR, "331083903", 403, False),
        (Role.ADMINISTRATOR, "3310", 403, False),
    ],
)
def test_who_sees_the_queue_and_a_file(lane, role, path, status, sees):
    client = client_of(make_officer(role, make_team(path)))
    queue = client.get("/reviews/")
    assert queue.status_code == status
    assert ("周*明" in queue.content.decode()) is sees
    for page in ("", "approve/", "return/", "alike/", "remark/?anchor=fine"):
        assert (client.get(address(lane, page)).status_code in (200, 302)) is sees
    for act in ("take/", "mark/", "rest/", "dispose/", "remark/", "approve/", "return/"):
        if not sees:
            assert client.post(address(lane, act)).status_code in (403, 404)
    assert now(lane).version == 1 and (sees or now(lane).reviewer is None)


def test_T_602a_a_county_short_of_reviewers_is_told(lane):
    county = make_officer(Role.COUNTY_REVIEWER, make_team("331083902"))
    for _ in range(67):
        make_officer(Role.OFFICER, lane.team)
    page = client_of(county).get("/reviews/").content.decode()
    held = Post.objects.filter(team__path__startswith="331083")
    officers = held.filter(role__in=["OFFICER", "LEADER"]).count()
    assert f"执法人员 {officers} 人" in page and "不到5%" in page and "增配法制审核人员" in page


# -- taking ------------------------------------------------------------------------------------------------


def test_a_file_is_taken_and_opened_in_one_press(lane, wang):
    answer = wang.post(address(lane, "take/"), follow=True)
    assert answer.status_code == 200 and "审核要点" in answer.content.decode()
    assert (now(lane).reviewer, now(lane).opened_at) == (lane.reviewer, MORNING)


def test_who_comes_second_is_told_who_has_it(lane):
    taken(lane)
    other = lane.other_reviewer
    other.qualification = "A1"
    other.save()
    answer = client_of(other).post(address(lane, "take/"))
    assert answer.status_code == 409 and "王五已经领取这个案件" in answer.content.decode()
    assert now(lane).reviewer == lane.reviewer


def test_T_132b_who_is_not_qualified_cannot_take(lane):
    unfit = make_officer(Role.TOWNSHIP_REVIEWER, lane.team, name="赵九", first_review_on="2023-05-01")
    client = client_of(unfit)
    assert "2023-05-01初次从事审核，没有法律职业资格" in client.get(address(lane)).content.decode()
    answer = client.post(address(lane, "take/"))
    assert answer.status_code == 422 and "没有法律职业资格" in answer.content.decode()
    assert now(lane).reviewer is None


def test_R_132_who_handles_the_case_cannot_take(lane):
    Post.objects.create(officer=lane.li, team=lane.team, role=Role.TOWNSHIP_REVIEWER, valid_from="2026-01-01")
    lane.li.qualification = "A20260000001"
    lane.li.save()
    client = client_of(lane.li)
    assert "李四是本案承办人，不能审核本案" in client.get(address(lane)).content.decode()
    assert client.post(address(lane, "take/")).status_code == 403
    assert now(lane).reviewer is None


def test_a_file_is_put_back_into_the_queue_with_a_reason(lane, wang):
    taken(lane)
    assert wang.post(address(lane, "release/"), {"reason": ""}).status_code == 422
    assert now(lane).reviewer == lane.reviewer
    assert wang.post(address(lane, "release/"), {"reason": "外出培训"}).status_code == 302
    assert (now(lane).reviewer, now(lane).opened_at) == (None, None)
    assert "待领取" in wang.get("/reviews/").content.decode()


# -- reading -----------------------------------------------------------------------------------------------


def test_nothing_is_marked_before_the_reviewer_marks_it(lane, wang):
    taken(lane)
    page = wang.get(address(lane))
    assert [point.word for point in page.context["desk"].points] == ["未标注"] * 7
    assert 'aria-pressed="true"' not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 8])
def test_the_desk_asks_a_steady_number_of_queries(lane, wang, rows, django_assert_max_num_queries):
    taken(lane)
    for number in range(rows):
        add_piece(lane, number)
    for reviewer in (wang, client_of(lane.other_reviewer)):
        reviewer.get(address(lane))
        with django_assert_max_num_queries(20):
            assert reviewer.get(address(lane)).status_code == 200


def test_the_file_is_opened_paper_by_paper(lane, wang):
    taken(lane)
    paper = Document.objects.get(kind="PRIOR_NOTICE")
    page = wang.get(address(lane, f"?show=document:{paper.pk}")).content.decode()
    assert f"/documents/{paper.pk}/page/1.png" in page and f"document%3A{paper.pk}%231" in page
    picture = wang.get(f"/documents/{paper.pk}/page/1.png")
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert wang.get(f"/documents/{paper.pk}/page/99.png").status_code == 404
    stranger = client_of(make_officer(Role.TOWNSHIP_REVIEWER, make_team("331083101")))
    assert stranger.get(f"/documents/{paper.pk}/page/1.png").status_code == 404
    piece = lane.case.dossier.pieces.first()
    assert "证明" in wang.get(address(lane, f"?show=piece:{piece.pk}")).content.decode()
    assert "案件内容" in wang.get(address(lane, "?show=document:999999")).content.decode()


def test_a_fact_without_evidence_is_pointed_out(lane, wang):
    fact = lane.case.found_facts.first()
    assert "没有证据" not in wang.get(address(lane)).content.decode()
    fact.pieces.clear(), fact.records.clear()
    assert "1 项事实没有证据" in wang.get(address(lane)).content.decode()


def test_personal_numbers_are_masked(lane, wang):
    page = wang.get(address(lane)).content.decode()
    assert "199****0001" in page and "19900000001" not in page and lane.case.party.identity not in page


def test_like_cases_are_counted_in_the_county_and_listed_in_sight(lane, wang):
    day = MORNING.date()
    assert summary_of(lane.case, "ORDINARY", day).count == 0
    for path, fine in (("", 1800), ("331083105", 3000), ("331002101", 2500)):
        Neighbour(lane, path, fine).to(State.DECIDED)
    later = (MORNING + 5 * DAY).date()
    found = summary_of(lane.case, "ORDINARY", later)
    assert (found.count, found.least, found.middle, found.most) == (2, 1800, Decimal(2400), 3000)
    assert summary_of(lane.case, "HEAVIER", later).count == 0
    assert summary_of(lane.case, "ORDINARY", later.replace(year=2028, month=12)).count == 0
    with clock.set_to(MORNING + 5 * DAY):
        page = wang.get(address(lane, "alike/")).content.decode()
    assert "¥1,800.00" in page and "¥2,400.00" in page and "另有 1 件不在您的可见范围内" in page
    assert page.count("<tr>") == 2


def test_like_cases_are_those_that_still_stand(lane):
    other = Neighbour(lane, "", 1800)
    other.to(State.DECIDED)
    later = (MORNING + 5 * DAY).date()
    assert summary_of(lane.case, "ORDINARY", later).count == 1
    documents.void(
        document=other.case.decision.document, reason="复议撤销", by=lane.head, at=MORNING + 2 * DAY
    )
    assert summary_of(lane.case, "ORDINARY", later).count == 0


# -- marking and concluding ------------------------------------------------------------------------------


def approve(client, lane, **given):
    page = client.get(address(lane, "approve/"))
    asked = {key: value for key, value in page.context["form"].initial.items() if value} | given
    return client.post(address(lane, "approve/"), asked)


def test_the_rest_is_accepted_in_the_act_of_approving(lane, wang):
    taken(lane)
    wang.post(address(lane, "mark/"), {"point": "LAW", "sound": "1", "version": 1})
    confirm = wang.get(address(lane, "approve/")).content.decode()
    for words in ("周小明", "罚款 ¥2,000.00", "王五", "A20263310001", "审核记录第 2 版", *ReviewPoint):
        assert getattr(words, "label", words) in confirm
    assert confirm.count("一并认定") == 6
    with clock.set_to(MORNING + timedelta(seconds=75)):
        assert approve(wang, lane, opinion="同意处罚建议").status_code == 302
    review = now(lane)
    assert (review.result, review.case.state, review.opened_at) == ("AGREE", "REVIEWED", None)
    assert review.marks["LAW"].get("together") is None and review.marks["CRIME"]["together"]
    assert review.document.kind == "REVIEW_OPINION"


def test_the_time_a_file_was_open_is_kept(lane, wang):
    taken(lane)
    wang.get(address(lane))
    with clock.set_to(MORNING + timedelta(seconds=75)):
        approve(wang, lane)
    assert now(lane).concluded_at - now(lane).opened_at == timedelta(seconds=75)


def test_accepting_the_rest_is_one_act(lane, wang):
    taken(lane)
    wang.post(address(lane, "mark/"), {"point": "LAW", "sound": "0", "comment": "依据有误", "version": 1})
    wang.post(address(lane, "rest/"), {"version": 2})
    marks = now(lane).marks
    assert len(marks) == 7 and not marks["LAW"]["sound"] and marks["CRIME"]["sound"]


def test_T_603a_a_point_with_a_fault_bars_the_way(lane, wang):
    taken(lane)
    wang.post(address(lane, "mark/"), {"point": "LAW", "sound": "0", "comment": "依据有误", "version": 1})
    page = wang.get(address(lane)).content.decode()
    assert (
        'aria-disabled="true" aria-describedby="why-not"' in page and "有问题的要点：4 适用法律正确" in page
    )
    assert wang.get(address(lane, "approve/")).status_code == 302
    answer = wang.post(address(lane, "approve/"), {"version": 2, "rest": "True"})
    assert answer.status_code == 422 and "审核要点有问题，不能同意" in answer.content.decode()
    assert now(lane).result == ""


def test_a_fault_has_its_words(lane, wang):
    taken(lane)
    answer = wang.post(address(lane, "mark/"), {"point": "LAW", "sound": "0", "version": 1})
    assert answer.status_code == 422 and "写明有什么问题" in answer.content.decode()


def test_T_603b_a_hint_is_disposed_of_before_the_review_ends():
    lane = flagged()
    wang = client_of(lane.reviewer)
    assert "1 处" in wang.get("/reviews/").content.decode()
    taken(lane)
    [hint] = now(lane).hints
    assert (hint["rule"], hint["level"], hint["point"]) == ("R-107", "HOLD", "LAW")
    page = wang.get(address(lane)).content.decode()
    assert hint["message"] in page and f"系统提示还没有答复：{hint['message']}" in page
    refused = wang.post(address(lane, "approve/"), {"version": 1, "rest": "True"})
    assert refused.status_code == 422 and "系统提示还没有处理" in refused.content.decode()
    wang.post(address(lane, "dispose/"), {"rule": "R-107", "words": "所得确实无法查清", "version": 1})
    assert approve(wang, lane).status_code == 302
    assert now(lane).case.state == State.REVIEWED


def test_each_hint_of_a_rule_is_answered_by_itself_and_for_these_words_alone():
    lane = flagged()
    wang = client_of(lane.reviewer)
    taken(lane)
    report = lane.case.reports.get()
    report.verified = False
    report.save()
    reviewing.renew_hints(review=lane.review, at=MORNING)
    lane.case.found_facts.create(position=2, text="第二项事实")
    reviewing.renew_hints(review=lane.review, at=MORNING)
    first, second, *_ = [hint for hint in now(lane).hints if hint["rule"] == "R-122"]
    asked = {"rule": "R-122", "hint": first["message"], "words": "已另行核实"}
    wang.post(address(lane, "dispose/"), asked | {"version": now(lane).version})
    left = [hint["message"] for hint in now(lane).hints_open]
    assert first["message"] not in left and second["message"] in left
    gone = wang.post(
        address(lane, "dispose/"), asked | {"hint": "没有这样的提示", "version": now(lane).version}
    )
    assert gone.status_code == 422 and "没有这条系统提示了" in gone.content.decode()
    lane.case.found_facts.filter(position=1).update(text="改过的事实")
    reviewing.renew_hints(review=lane.review, at=MORNING)
    assert any("改过的事实" in hint["message"] for hint in now(lane).hints_open)


def test_a_hint_left_open_goes_back_with_the_file():
    lane = flagged()
    wang = client_of(lane.reviewer)
    taken(lane)
    assert "退回即采纳" in wang.get(address(lane, "return/")).content.decode()
    asked = {"result": "CORRECT", "opinion": "查清违法所得", "version": 1}
    assert wang.post(address(lane, "return/"), asked).status_code == 302
    assert now(lane).disposed == {"有违法所得 500 元，除依法应当退赔的外应当予以没收": reviewing.ADOPTED}


@pytest.mark.parametrize(
    ("result", "state"),
    [
        ("CORRECT", State.RETURNED), ("SUPPLEMENT", State.INVESTIGATING), ("SPARE", State.RETURNED),
        ("REFER", State.INVESTIGATING), ("INCOMPLETE", State.RETURNED),
    ],
)  # fmt: skip
def test_R_604_every_result_leads_where_it_must(lane, wang, result, state):
    taken(lane)
    asked = {"result": result, "opinion": "见意见", "version": 1}
    assert wang.post(address(lane, "return/"), asked).status_code == 302
    assert now(lane).case.state == state and now(lane).document


def test_an_opinion_that_returns_says_why(lane, wang):
    taken(lane)
    answer = wang.post(address(lane, "return/"), {"result": "CORRECT", "opinion": "", "version": 1})
    assert answer.status_code == 422 and "没有写明审核意见" in answer.content.decode()
    answer = wang.post(address(lane, "return/"), {"opinion": "改", "version": 1})
    assert answer.status_code == 422 and "改</textarea>" in answer.content.decode().replace("\n", "")


# -- two at once -------------------------------------------------------------------------------------------


def test_an_opinion_on_a_review_that_moved_shows_both_texts(lane, wang):
    taken(lane)
    page = wang.get(address(lane, "approve/"))
    typed = {key: value for key, value in page.context["form"].initial.items() if value} | {
        "opinion": "我看可以"
    }
    asked = {"result": "CORRECT", "opinion": "裁量理由不足", "version": 1}
    wang.post(address(lane, "return/"), asked)
    late = wang.post(address(lane, "approve/"), typed)
    said = late.content.decode()
    assert late.status_code == 409
    assert "这一次审核已经结束" in said and "裁量理由不足" in said and said.count("我看可以") == 2
    assert now(lane).result == "CORRECT" and Document.objects.filter(kind="REVIEW_OPINION").count() == 1


def test_an_opinion_on_a_file_that_moved_is_asked_again(lane, wang):
    taken(lane)
    typed = {"version": 1, "rest": "True", "seen": wang.get(address(lane)).context["seen"], "opinion": "同意"}
    add_piece(lane, 1)
    late = wang.post(address(lane, "approve/"), typed)
    assert late.status_code == 409 and "案卷在您打开以后有变化" in late.content.decode()
    assert now(lane).result == ""
    again = late.context["form"].data
    assert wang.post(address(lane, "approve/"), again.dict()).status_code == 302


def test_a_remark_typed_on_an_old_page_is_kept(lane, wang):
    taken(lane)
    wang.post(address(lane, "mark/"), {"point": "LAW", "sound": "1", "version": 1})
    asked = {"anchor": "fine", "point": "LAW", "text": "数额偏高", "version": 1}
    late = wang.post(address(lane, "remark/"), asked)
    assert late.status_code == 409 and late.content.decode().count("数额偏高") == 2
    assert not Remark.objects.exists()


def test_nobody_writes_into_anothers_review(lane):
    taken(lane)
    other = client_of(lane.other_reviewer)
    asked = {"point": "LAW", "sound": "1", "version": 1}
    answer = other.post(address(lane, "mark/"), asked)
    assert answer.status_code == 409 and "由王五审核" in answer.content.decode()
    assert now(lane).marks == {}


# -- remarks and the officer --------------------------------------------------------------------------------


def remark(client, lane, anchor, text):
    asked = {"anchor": anchor, "point": "LAW", "text": text, "version": now(lane).version}
    return client.post(address(lane, "remark/"), asked)


def returned(lane, wang, *anchors):
    taken(lane)
    for anchor in anchors:
        assert remark(wang, lane, anchor, f"改{anchor}").status_code == 302
    wang.post(
        address(lane, "return/"), {"result": "CORRECT", "opinion": "请补正", "version": now(lane).version}
    )
    return client_of(lane.zhang)


def test_a_remark_lies_on_a_field_or_a_page_and_can_be_taken_back(lane, wang):
    taken(lane)
    paper = Document.objects.get(kind="PRIOR_NOTICE")
    remark(wang, lane, "fine", "数额偏高")
    remark(wang, lane, f"document:{paper.pk}#2", "落款有误")
    assert remark(wang, lane, "document:999999#1", "x").status_code == 422
    assert remark(wang, lane, "nothing", "x").status_code == 422
    first, second = Remark.objects.order_by("pk")
    assert (first.label, first.shown) == ("拟罚款", "2000.00 元")
    assert second.label == "《行政处罚事先告知书》第 2 页"
    wang.post(f"/reviews/{lane.review.pk}/remarks/{second.pk}/drop/", {"version": now(lane).version})
    assert list(Remark.objects.all()) == [first]


def test_every_anchor_opens_a_page(lane, wang):
    taken(lane)
    page = wang.get(address(lane))
    for anchor, _ in page.context["file"].fields:
        assert wang.get(address(lane, "remark/"), {"anchor": anchor.key}).status_code == 200
        assert anchor.url(lane.case).startswith(f"/cases/{lane.case.pk}/")


def test_a_returned_case_leads_from_remark_to_remark(lane, wang):
    zhang = returned(lane, wang, "fine", "reason")
    case = Case.objects.get(pk=lane.case.pk)
    assert "补正 2 处" in zhang.get(f"/cases/{case.pk}/").content.decode()
    first, second = Remark.objects.order_by("pk")
    led = zhang.get(f"/cases/{case.pk}/remarks/next/")
    assert led.url == f"/cases/{case.pk}/weigh/?remark={first.pk}#id_fine"
    led = zhang.post(f"/cases/{case.pk}/remarks/{first.pk}/", {"answer": "不改：有从重情节"})
    assert led.url == f"/cases/{case.pk}/weigh/?remark={second.pk}#id_reason"
    listed = zhang.get(f"/cases/{case.pk}/remarks/").content.decode()
    assert "补正 1 处" in listed and "不改：有从重情节" in listed and "还有 1 处没有处理" in listed
    led = zhang.post(f"/cases/{case.pk}/remarks/{second.pk}/", {"answer": "已补充理由"})
    assert led.url == f"/cases/{case.pk}/remarks/"
    assert zhang.post(f"/cases/{case.pk}/remarks/").url == f"/cases/{case.pk}/"
    assert Review.objects.get(case=case, serial=2).case.state == State.IN_REVIEW


def test_an_answer_has_words_and_is_given_once(lane, wang):
    zhang = returned(lane, wang, "fine")
    mark = Remark.objects.get()
    page = f"/cases/{lane.case.pk}/remarks/{mark.pk}/"
    assert zhang.post(page, {"answer": " "}).status_code == 422
    assert zhang.post(page, {"answer": "已改"}).status_code == 302
    second = zhang.post(page, {"answer": "又改"})
    assert second.status_code == 409 and "张三已经处理了这条审核意见" in second.content.decode()
    assert Remark.objects.get().answer == "已改"


def test_resubmitting_waits_for_every_remark(lane, wang):
    zhang = returned(lane, wang, "fine")
    answer = zhang.post(f"/cases/{lane.case.pk}/remarks/")
    assert answer.status_code == 422 and "还有没有处理的审核意见" in answer.content.decode()


def test_nobody_elses_remark_is_shown(lane, wang):
    returned(lane, wang, "fine")
    mark = Remark.objects.get()
    stranger = client_of(make_officer(team=make_team("331083101")))
    assert "改fine" not in stranger.get(f"/cases/?remark={mark.pk}").content.decode()
    assert stranger.get(f"/cases/{lane.case.pk}/remarks/").status_code == 404
    assert stranger.get(f"/cases/{lane.case.pk}/remarks/next/").status_code == 404
    assert stranger.post(f"/cases/{lane.case.pk}/remarks/{mark.pk}/", {"answer": "x"}).status_code == 404
    assert Remark.objects.get().answer == ""


def test_a_place_that_changed_says_so(lane, wang):
    zhang = returned(lane, wang, "fine", "proposal")
    case = Case.objects.get(pk=lane.case.pk)
    case.assessment.fine = 1900
    case.assessment.save()
    page = zhang.get(f"/cases/{case.pk}/remarks/").content.decode()
    assert page.count("提出以后内容已经改过") == 1 and "现在：1900.00 元" in page


def test_the_second_round_shows_what_changed(lane, wang):
    zhang = returned(lane, wang, "fine")
    mark = Remark.objects.get()
    lane.weigh(MORNING, fine=1800, grade=PENALTY["grade"])
    zhang.post(f"/cases/{lane.case.pk}/remarks/{mark.pk}/", {"answer": "已降到 1800 元"})
    reasons = {"R-121": "采纳审核意见，按从轻情形"}
    reviewing.submit(case=lane.case, by=lane.zhang, at=MORNING, reasons=reasons)
    second = Review.objects.get(serial=2)
    page = wang.get(f"/reviews/{second.pk}/?show=changes").content.decode()
    assert "2000.00 元" in page and "1800.00 元" in page and "已降到 1800 元" in page
    assert "再次送审" in wang.get("/reviews/?round=again").content.decode()


def test_the_next_file_is_taken_in_one_press(lane, wang):
    taken(lane)
    assert wang.post(address(lane, "next/")).url == "/reviews/"
    other = Neighbour(lane)
    other.to(State.IN_REVIEW)
    assert wang.post(address(lane, "next/")).url == f"/reviews/{other.review.pk}/"


# -- why it is lawful, without leaving the desk ---------------------------------------------------------------


def opened(client, lane, show):
    return client.get(address(lane), {"show": show}).content.decode()


def test_the_law_of_the_acts_day_stands_on_the_desk(lane, wang):
    taken(lane)
    page = opened(wang, lane, "law")
    item = lane.case.item
    for words in (
        item.basis_text(),
        item.kinds_text,
        item.fine_words,
        "行为时有效",
        "行为时在清单内",
        "没有变化",
    ):
        assert words in page, words
    assert f"?day={timezone.localdate(lane.case.act_at):%Y-%m-%d}" in page


def test_a_later_version_of_the_item_is_shown_beside_the_old(lane, wang):
    taken(lane)
    item = lane.case.item
    later = type(item).objects.get(pk=item.pk)
    later.pk, later.valid_from, later.fine_max = None, MORNING.date(), 1234
    later.save()
    page = opened(wang, lane, "law")
    assert "1,234" in page and "没有变化" not in page


def test_dates_and_time_limits_stand_on_the_desk(lane, wang):
    taken(lane)
    page = opened(wang, lane, "course")
    for words in (
        "追责时效",
        "没有超过",
        "办案期限",
        "陈述、申辩",
        "法制审核",
        "听证",
        "集体讨论",
        "告知书送达",
    ):
        assert words in page, words
    assert "超期" not in page
    with clock.set_to(MORNING + 20 * DAY):
        late = opened(client_of(lane.reviewer), lane, "course")
    assert "超期" in late


def test_certificates_and_declarations_stand_on_the_desk(lane, wang):
    taken(lane)
    page = opened(wang, lane, "people")
    assert page.count("与本案没有利害关系") == 2 and page.count("有效") >= 2 and "可以审核本案" in page
    lane.zhang.certificates.update(revoked_on=MORNING.date() - 9 * DAY)
    lane.case.recusals.filter(officer=lane.li).delete()
    page = opened(wang, lane, "people")
    assert "无效" in page and "没有回避声明" in page


def test_papers_are_listed_with_signatures_and_service(lane, wang):
    taken(lane)
    page = opened(wang, lane, "papers")
    assert "询问笔录" in page and "周小明" in page and "行政处罚事先告知书" in page


def test_every_point_leads_to_what_it_is_about(lane, wang):
    taken(lane)
    page = wang.get(address(lane))
    keys = page.context["file"].keys()
    assert {point.about for point in page.context["desk"].points} <= set(keys)


def test_a_remark_on_a_page_of_a_paper_lands_on_that_page(lane, wang):
    report = Document.objects.get(kind="INVESTIGATION_REPORT")
    piece = lane.case.dossier.pieces.first()
    zhang = returned(lane, wang, f"document:{report.pk}#1", "about:course", f"piece:{piece.pk}")
    first = Remark.objects.order_by("pk").first()
    led = zhang.get(f"/cases/{lane.case.pk}/remarks/next/")
    assert led.url == f"/cases/{lane.case.pk}/papers/{report.pk}/?remark={first.pk}#page-1"
    page = zhang.get(led.url).content.decode()
    assert 'id="page-1"' in page and first.text in page
    correct = f"/cases/{lane.case.pk}/report/?remark={first.pk}"
    assert correct in page
    typed = {"nature": "新性质", "reasoning": "新说理", "proposal": "新建议", "verified": "on"}
    led = zhang.post(correct, typed)
    first.refresh_from_db()
    assert first.answer == "已改：这份文书已经作废"
    assert led.url.startswith(f"/cases/{lane.case.pk}/?remark=")
    last = Remark.objects.order_by("pk").last()
    listed = zhang.get(f"/cases/{lane.case.pk}/remarks/").content.decode()
    assert f"/evidence/{piece.pk}/?remark={last.pk}" in listed


def test_another_towns_papers_are_not_laid_open(lane, wang):
    report = Document.objects.get(kind="INVESTIGATION_REPORT")
    stranger = client_of(make_officer(team=make_team("331083101")))
    assert stranger.get(f"/cases/{lane.case.pk}/papers/{report.pk}/").status_code == 404
    assert wang.get(f"/cases/{lane.case.pk}/papers/{report.pk + 999}/").status_code == 404


def test_what_came_in_since_the_last_round_is_shown_first(lane, wang):
    zhang = returned(lane, wang, "fine")
    later = MORNING + DAY
    with clock.set_to(later):
        add_piece(lane, 8, at=later)
        mark = Remark.objects.get()
        zhang.post(f"/cases/{lane.case.pk}/remarks/{mark.pk}/", {"answer": "补充照片"})
        reviewing.submit(case=lane.case, by=lane.zhang, at=later)
    second = Review.objects.get(serial=2)
    page = wang.get(f"/reviews/{second.pk}/")
    assert page.context["open"]["kind"] == "changes"
    assert [entry.title for entry in page.context["file"].added] == ["补充照片8"]


def test_disagreeing_narrows_what_may_be_said(lane, wang):
    taken(lane)
    page = wang.get(address(lane, "return/"), {"disagree": 1})
    assert [code for code, _ in page.context["form"].fields["result"].choices] == [
        "SUPPLEMENT",
        "SPARE",
        "REFER",
    ]
    assert len(wang.get(address(lane, "return/")).context["form"].fields["result"].choices) == 5


def test_the_band_of_the_proposed_fine_stands_beside_it(wang, lane):
    """A reviewer reads in one line what is proposed and what the band of this case allows."""
    told = wang.get(address(lane)).content.decode()
    line = told.split('class="amount-line"')[1].split("在幅度内")[0]
    assert "--" not in line and line.count('class="yuan">¥') == 2
