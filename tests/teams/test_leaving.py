"""Who may not leave, what is passed on before a post ends, accounts that are closed, mergers that are taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.crew import service as recusing
from cases.models import Review
from cases.review import service as reviewing
from cases.workflow import State
from enforcement import clock
from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.teams import services
from enforcement.teams.models import Merger, Officer
from enforcement.teams.roles import Role
from supervision.league.counting.units import Map
from tests.cases.factories import Town, make_case
from tests.cases.ordinary import REACHED_ON, Lane
from tests.conftest import AT
from tests.factories import DAY, make_city, make_officer

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def administrator(city):
    return make_officer(Role.ADMINISTRATOR, city.yuhuan, name="吴一")


def end(post, by, **given):
    return services.end_post(post=post, left_on=DAY, by=by, at=AT, **given)


# the last administrator, and oneself (R-1106)


def test_nobody_ends_his_own_administration(administrator):
    with pytest.raises(Refused, match="不能结束或者停用自己"):
        end(administrator.posts.get(), administrator)
    with pytest.raises(Refused, match="不能结束或者停用自己"):
        services.disable(officer=administrator, reason="离开", by=administrator, at=AT)
    assert Officer.objects.get(pk=administrator.pk).is_active


def test_the_last_administrator_stays_whoever_asks(city, administrator):
    above = make_officer(Role.ADMINISTRATOR, city.city)
    lower = end(administrator.posts.get(), above)  # the city's remains
    assert lower.valid_to
    with pytest.raises(Refused, match=r"唯一的系统管理员.*先任命另一位"):
        end(above.posts.get(), None)
    with pytest.raises(Refused, match="唯一的系统管理员"):
        services.disable(officer=above, reason="离开", by=None, at=AT)


def test_another_administrator_takes_his_place_and_then_he_may_leave(city, administrator):
    other = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    assert end(administrator.posts.get(), other).valid_to == DAY - timedelta(days=1)


def test_one_whose_account_is_closed_is_no_administrator(city, administrator):
    other = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    services.disable(officer=other, reason="停职", by=administrator, at=AT)
    with pytest.raises(Refused, match="唯一的系统管理员"):
        end(administrator.posts.get(), None)


# accounts


def test_an_account_is_closed_with_its_reason_and_opened_again(city, administrator):
    officer = make_officer(Role.OFFICER, city.chumen)
    with pytest.raises(Refused, match="停用的理由"):
        services.disable(officer=officer, reason=" ", by=administrator, at=AT)
    services.disable(officer=officer, reason="停职检查", by=administrator, at=AT)
    assert Officer.objects.get(pk=officer.pk).sight(DAY).posts == ()
    assert Entry.objects.get(verb="officer.shut_out").data["reason"] == "停职检查"
    with pytest.raises(Refused, match="已经停用"):
        services.disable(officer=officer, reason="再停", by=administrator, at=AT)
    services.enable(officer=officer, by=administrator, at=AT)
    assert Officer.objects.get(pk=officer.pk).sight(DAY).posts
    with pytest.raises(PermissionDenied):
        services.disable(officer=make_officer(Role.OFFICER, city.haimen), reason="x", by=administrator, at=AT)


def test_who_manages_a_town_takes_no_account_that_decides_above_it(city):
    """A password set by him would open everything that the person may do elsewhere."""
    lower = make_officer(Role.ADMINISTRATOR, city.chumen)
    both = make_officer(Role.OFFICER, city.chumen, name="张三")
    services.appoint(officer=both, team=city.yuhuan, role=Role.CITY_OFFICE, valid_from=DAY, by=None, at=AT)
    for act in (
        lambda by: services.reset_password(officer=both, new="Linshi-2026-mima", by=by, at=AT),
        lambda by: services.disable(officer=both, reason="停职", by=by, at=AT),
        lambda by: services.amend(officer=both, name="别名", phone="", by=by, at=AT),
    ):
        with pytest.raises(PermissionDenied, match="还在玉环市任职"):
            act(lower)
    above = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    assert services.amend(officer=both, name="张三三", phone="", by=above, at=AT).name == "张三三"


def test_who_has_no_post_is_not_let_in_again(city, administrator):
    officer = make_officer(Role.OFFICER, city.chumen)
    end(officer.posts.get(), administrator)
    with pytest.raises(Refused, match="今天没有岗位"):
        services.enable(officer=officer, by=administrator, at=AT)


def test_name_and_telephone_are_put_right_and_journalled(city, administrator):
    officer = make_officer(Role.OFFICER, city.chumen, name="张三", phone="")
    with pytest.raises(Refused, match="手机号应为11位"):
        services.amend(officer=officer, name="张三", phone="139", by=administrator, at=AT)
    services.amend(officer=officer, name="章三", phone="13900000001", by=administrator, at=AT)
    officer.refresh_from_db()
    assert (officer.name, officer.phone) == ("章三", "13900000001")
    assert Entry.objects.get(verb="officer.amended").data["before"]["name"] == "张三"


def test_the_pages_of_an_administrator(client, city, administrator):
    officer = make_officer(Role.OFFICER, city.chumen, name="张三")
    client.force_login(administrator)
    with clock.set_to(AT):
        page = client.get(f"/manage/people/{officer.pk}/").content.decode()
        assert "停用账户" in page and "修改姓名和电话" in page
        answer = client.post(f"/manage/people/{officer.pk}/disable/", {"reason": "停职"})
        assert answer.status_code == 302
        page = client.get(f"/manage/people/{officer.pk}/").content.decode()
        assert "恢复账户" in page
        assert client.post(f"/manage/people/{officer.pk}/enable/", {}).status_code == 302
        own = client.post(
            f"/manage/people/{administrator.pk}/posts/{administrator.posts.get().pk}/", {"left_on": DAY}
        )
        assert own.status_code == 422 and "另一位系统管理员" in own.content.decode()


# what he has in hand


@pytest.fixture
def town():
    return Town()


def test_his_cases_go_to_who_takes_them(town):
    case, taker = make_case(town), make_officer(Role.OFFICER, town.team, name="接手")
    end(town.zhang.posts.get(), None, to=taker)
    case.refresh_from_db()
    assert (case.handler, case.left_at) == (taker, None)
    assert set(case.dossier.members.present().values_list("officer", flat=True)) == {taker.pk, town.li.pk}
    assert case.dossier.members.get(officer=town.zhang).left_at == AT
    entry = Entry.objects.get(verb="case.handed_over")
    assert (entry.data["before"], entry.data["after"]) == (town.zhang.name, "接手")
    assert Entry.objects.get(verb="officer.leave").data["given"] == 1


def test_who_takes_over_from_the_one_and_the_other_is_told_as_it_is(town):
    case, taker = make_case(town), make_officer(Role.OFFICER, town.team, name="接手")
    end(town.li.posts.get(), None)  # the second officer's place waits for the head
    end(town.zhang.posts.get(), None, to=taker)
    told = [entry.data["after"] for entry in Entry.objects.filter(verb="case.handed_over").order_by("pk")]
    case.refresh_from_db()
    assert (case.handler, case.left_at, told) == (taker, AT, ["待负责人分派", "接手"])


def test_a_review_goes_back_to_the_queue_without_what_he_had_ticked():
    lane = Lane()
    lane.to(State.IN_REVIEW)
    at = REACHED_ON[State.REVIEWED]
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    lane.mark_all(at)
    reviewing.note_opened(lane.review, lane.reviewer, at)
    services.end_post(post=lane.reviewer.posts.get(), left_on=at.date(), by=None, at=at)
    review = Review.objects.get()
    assert (review.reviewer, review.taken_at, review.opened_at) == (None, None, None)
    assert (review.marks, review.disposed) == ({}, {})
    # who had it open sees that it moved
    assert review.version > lane.review.version


def test_without_a_taker_they_wait_on_the_head_s_desk_until_he_assigns_them(town, client):
    case, taker = make_case(town), make_officer(Role.OFFICER, town.team, name="接手")
    end(town.zhang.posts.get(), None)
    case.refresh_from_db()
    assert case.left_at == AT and case.state == State.ON_SITE
    client.force_login(town.head)
    with clock.set_to(AT):
        assert f"/cases/{case.pk}/" in client.get("/desk/").content.decode()
        page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "更换承办人员" in page
    recusing.assign(case=case, handler=taker, partner=town.li, reason="承办人离任", by=town.head, at=LATER)
    case.refresh_from_db()
    assert (case.handler, case.left_at) == (taker, None)


def test_a_summary_case_is_assigned_by_the_head_alone(town):
    case, taker = make_case(town), make_officer(Role.OFFICER, town.team)
    with pytest.raises(PermissionDenied):
        recusing.assign(case=case, handler=taker, partner=town.li, reason="调岗", by=town.li, at=AT)
    done = recusing.assign(case=case, handler=taker, partner=town.li, reason="调岗", by=town.head, at=AT)
    assert done.handler == taker and done.procedure == "SUMMARY"


def test_who_cannot_handle_them_does_not_take_them(town):
    make_case(town)
    for to in (make_officer(Role.AUDITOR, town.team), town.zhang):
        with pytest.raises(Refused):
            end(town.zhang.posts.get(), None, to=to)
    assert town.zhang.posts.get().valid_to is None


def test_who_keeps_another_post_for_the_same_work_keeps_his_cases(town):
    case = make_case(town)
    services.appoint(officer=town.zhang, team=town.team, role=Role.LEADER, valid_from=DAY, by=None, at=AT)
    end(town.zhang.posts.get(role=Role.OFFICER), None)
    case.refresh_from_db()
    assert (case.handler, case.left_at) == (town.zhang, None)


def test_the_page_tells_numbers_and_no_content(town, client):
    case = make_case(town)
    administrator = make_officer(Role.ADMINISTRATOR, town.team)
    client.force_login(administrator)
    with clock.set_to(AT):
        page = client.get(
            f"/manage/people/{town.zhang.pk}/posts/{town.zhang.posts.get().pk}/"
        ).content.decode()
    assert "承办的案件 1" in page and case.title not in page and "交本单位负责人分派" in page


# mergers


def merge(team, into, by=None):
    return services.merge_teams(team=team, into=into, merged_on=DAY, document="省政府批复", by=by, at=AT)


def test_a_merger_is_taken_back_the_same_day_and_no_later(city, administrator):
    row = merge(city.jishan, city.chumen, administrator)
    with pytest.raises(Refused, match="限当天"):
        services.undo_merger(merger=row, reason="登记错了", by=administrator, at=LATER)
    with pytest.raises(Refused, match="撤销的理由"):
        services.undo_merger(merger=row, reason="", by=administrator, at=AT)
    services.undo_merger(merger=row, reason="登记错了", by=administrator, at=AT)
    assert not Merger.objects.exists()
    assert [each.verb for each in Entry.objects.filter(verb__startswith="team.").order_by("pk")][-2:] == [
        "team.merged", "team.unmerged",
    ]  # fmt: skip
    assert merge(city.jishan, city.chumen, administrator).pk


def test_a_unit_that_is_set_up_again_counts_for_itself_from_that_day(city):
    row, back = merge(city.jishan, city.chumen), DAY + timedelta(days=30)
    with pytest.raises(Refused, match="不晚于撤并日期"):
        services.part_teams(merger=row, ended_on=DAY, document="批复", by=None, at=LATER)
    services.part_teams(merger=row, ended_on=back, document="省政府批复〔2026〕9号", by=None, at=LATER)
    assert Map(back - timedelta(days=1)).unit_of(city.jishan.path, "", "") == city.chumen.path
    assert Map(back).unit_of(city.jishan.path, "", "") == city.jishan.path


def test_what_a_merger_moves_is_seen_before_it_is_made(city, client, administrator):
    make_officer(Role.OFFICER, city.jishan)
    client.force_login(administrator)
    sent = {"team": city.jishan.pk, "into": city.chumen.pk, "merged_on": DAY, "document": "批复"}
    with clock.set_to(AT):
        page = client.post("/manage/mergers/add/", sent | {"step": "look"}).content.decode()
        assert "在岗人员" in page and "没有办结的案件" in page and not Merger.objects.exists()
        assert client.post("/manage/mergers/add/", sent | {"step": "merge"}).status_code == 302
        assert "撤销登记" in client.get("/manage/mergers/").content.decode()
        row = Merger.objects.get()
        assert client.post(f"/manage/mergers/{row.pk}/undo/", {"reason": "错"}).status_code == 302
    assert not Merger.objects.exists()
