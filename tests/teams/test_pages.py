"""One's own page and the pages of people, through the browser's eyes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from knox.models import AuthToken

from enforcement import clock
from enforcement.journal.models import Entry
from enforcement.teams.models import Officer, Post
from enforcement.teams.roles import Role
from enforcement.teams.tokens import TokenAuthentication
from tests.factories import AT, DAY, PASSWORD, make_certificate, make_city, make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine_o_clock():
    with clock.set_to(AT):
        yield


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def administrator(city, client):
    officer = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    client.force_login(officer)
    return officer


def force(client, officer):
    client.force_login(officer)
    return client


def test_me_shows_unit_posts_and_days_left(client, city):
    officer = make_officer(team=city.chumen, certificate=False)
    make_certificate(officer, valid_to=DAY + timedelta(days=10))
    page = force(client, officer).get("/me/").content.decode()

    assert "楚门镇" in page and "执法人员" in page and "剩 10 天" in page and "即将到期" in page


def test_settings_are_saved_and_a_second_device_is_told(client, city):
    officer, partner = make_officer(team=city.chumen), make_officer(team=city.chumen)
    seen = {"seen_shortcuts": "True", "seen_theme": "", "seen_partner": ""}
    force(client, officer)

    assert client.post("/me/", {"theme": "dark", "partner": partner.pk, **seen}).status_code == 302
    officer.refresh_from_db()
    assert (officer.theme, officer.partner, officer.shortcuts) == ("dark", partner, False)

    conflict = client.post("/me/", {"theme": "light", "shortcuts": "on", **seen})
    assert conflict.status_code == 409 and "外观" in conflict.content.decode()
    officer.refresh_from_db()
    assert officer.theme == "dark"


def test_partner_list_holds_colleagues_only(client, city):
    stranger = make_officer(team=city.dachen)
    force(client, make_officer(team=city.chumen))

    assert stranger.name not in client.get("/me/").content.decode()
    seen = {"seen_shortcuts": "True", "seen_theme": "", "seen_partner": ""}
    assert client.post("/me/", {"partner": stranger.pk, **seen}).status_code == 422


def test_token_is_shown_once_and_can_be_revoked(client, city):
    officer = make_officer(team=city.chumen)
    force(client, officer).post("/me/tokens/")
    key = AuthToken.objects.get(user=officer).token_key

    assert "只显示这一次" in client.get("/me/").content.decode()
    assert "只显示这一次" not in client.get("/me/").content.decode()
    client.post(f"/me/tokens/{key}/")
    assert not AuthToken.objects.exists()


@pytest.mark.parametrize(("days", "status"), [(None, 200), (1, 200), (-1, 401)])
def test_a_token_opens_the_api_until_its_end_where_it_has_one(client, city, days, status):
    _, text = AuthToken.objects.create(user=make_officer(team=city.chumen))
    AuthToken.objects.update(expiry=days and clock.now() + timedelta(days=days))
    assert client.get("/api/teams/", headers={"authorization": f"Token {text}"}).status_code == status


@pytest.mark.parametrize("text", ["0" * 64, "zz", "令牌".encode().decode("latin-1")])
def test_what_is_no_token_opens_nothing(client, text):
    answer = client.get("/api/teams/", headers={"authorization": f"Token {text}"})
    assert answer.status_code == 401
    assert "令牌已失效" in answer.content.decode()


def test_the_beginning_of_a_token_does_not_do(client, city):
    _, text = AuthToken.objects.create(user=make_officer(team=city.chumen))
    forged = text[:-1] + ("0" if text[-1] != "0" else "1")
    assert client.get("/api/teams/", headers={"authorization": f"Token {forged}"}).status_code == 401


def test_the_token_of_who_was_put_out_of_use_opens_nothing(client, city):
    officer = make_officer(team=city.chumen)
    _, text = AuthToken.objects.create(user=officer)
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/api/teams/", headers={"authorization": f"Token {text}"}).status_code == 401


def test_a_token_sees_what_its_person_sees_in_the_browser(city):
    """Only his own posts of the day count, and none in a unit that is closed."""
    officer, day = make_officer(team=city.chumen), clock.today()
    make_officer(Role.HEAD, team=city.dachen)  # somebody else's
    closed = make_team("331083199", is_active=False)
    for team, since, until in (
        (city.dachen, day - timedelta(days=9), day - timedelta(days=1)),
        (city.dachen, day + timedelta(days=1), None),
        (closed, day, None),
    ):
        Post.objects.create(officer=officer, team=team, role=Role.HEAD, valid_from=since, valid_to=until)
    _, text = AuthToken.objects.create(user=officer)
    known, _ = TokenAuthentication().authenticate_credentials(text.encode())
    assert [post.team for post in known.sight(day).posts] == [city.chumen]
    assert known.sight(day) == Officer.objects.get(pk=officer.pk).sight(day)


def test_nobody_revokes_the_token_of_another(client, city):
    AuthToken.objects.create(user=make_officer(team=city.chumen))
    key = AuthToken.objects.get().token_key
    force(client, make_officer(team=city.chumen)).post(f"/me/tokens/{key}/")
    assert AuthToken.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_people_are_for_administrators(client, city, role):
    other = make_officer(team=city.chumen)
    force(client, make_officer(role, city.yuhuan))

    assert client.get("/manage/people/").status_code == 403
    assert client.get("/manage/people/add/").status_code == 403
    assert client.get(f"/manage/people/{other.pk}/").status_code == 403
    assert (
        client.post(f"/manage/people/{other.pk}/password/", {"new": "Fresh-street-2026"}).status_code == 403
    )


def test_person_of_another_county_does_not_exist(client, city, administrator):
    stranger = make_officer(team=city.dachen, password=PASSWORD)
    for page in ("", "posts/", "certificates/", "password/"):
        address = f"/manage/people/{stranger.pk}/{page}"
        assert client.get(address).status_code == 404
        assert client.post(address, {"new": "Fresh-street-2026"}).status_code in {404, 405}
    assert Officer.objects.get(pk=stranger.pk).check_password(PASSWORD)
    assert stranger.name not in client.get("/manage/people/").content.decode()


def test_post_and_certificate_of_another_cannot_be_named(client, city, administrator):
    mine, stranger = make_officer(team=city.chumen), make_officer(team=city.dachen)
    post, certificate = stranger.posts.get(), stranger.certificates.get()

    ended = client.post(f"/manage/people/{mine.pk}/posts/{post.pk}/", {"left_on": "2026-11-20"})
    typed = {"revoked_on": "2026-11-20", "reason": "调离"}
    revoked = client.post(f"/manage/people/{mine.pk}/certificates/{certificate.pk}/", typed)

    assert (ended.status_code, revoked.status_code) == (404, 404)
    assert not Entry.objects.exists()


def typed(city, **given):
    return {
        "name": "张三",
        "username": "zhangsan",
        "password": PASSWORD,
        "team": city.chumen.pk,
        "role": "OFFICER",
        "valid_from": "2026-11-20",
        "number": "浙J0009",
        "kind": "OFFICER",
        "exam_passed_on": "2024-06-15",
        "certificate_from": "2024-07-01",
        "certificate_to": "2029-06-30",
    } | given


def test_person_is_added_on_one_page(client, city, administrator):
    assert client.get("/manage/people/add/").status_code == 200
    answer = client.post("/manage/people/add/", typed(city))

    officer = Officer.objects.get(username="zhangsan")
    assert answer.url == f"/manage/people/{officer.pk}/"
    assert officer.certificates.get().number == "浙J0009"
    assert "楚门镇人民政府" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"valid_from": "2026-02-30"}, "日期"),
        ({"valid_to": "2026-01-01"}, "止日不能早于起日"),
        ({"certificate_to": ""}, "填了证号，就要填有效期"),
        ({"exam_passed_on": "2019-01-01"}, "申领时已失效"),
        ({"password": "12345678"}, "三类"),
        ({"role": "EMPEROR"}, "role"),
    ],
)
def test_bad_input_is_refused_with_its_reason_and_kept(client, city, administrator, given, why):
    before = Officer.objects.count()
    page = client.post("/manage/people/add/", typed(city, **given))

    assert page.status_code == 422
    assert why in page.content.decode() and 'value="张三"' in page.content.decode()
    assert Officer.objects.count() == before


def test_forged_unit_of_another_county_is_refused(client, city, administrator):
    page = client.post("/manage/people/add/", typed(city, team=city.dachen.pk))
    assert page.status_code == 422
    assert not Officer.objects.filter(username="zhangsan").exists()


def test_acts_upon_a_person(client, city, administrator):
    officer = make_officer(team=city.chumen)
    base = f"/manage/people/{officer.pk}/"
    certificate = officer.certificates.get()
    acts = {
        "posts/": {"team": city.chumen.pk, "role": "LEADER", "valid_from": "2026-11-20"},
        f"posts/{officer.posts.get().pk}/": {"left_on": "2026-11-20"},
        f"certificates/{certificate.pk}/": {"revoked_on": "2026-11-20", "reason": "换证"},
        "certificates/": {
            "number": "浙J0010",
            "kind": "OFFICER",
            "exam_passed_on": "2024-06-15",
            "valid_from": "2026-11-20",
            "valid_to": "2031-11-19",
        },
        "password/": {"new": "Fresh-street-2026"},
    }
    for page, form in acts.items():
        assert client.get(base + page).status_code == 200
        assert client.post(base + page, form).url == base

    officer = Officer.objects.get(pk=officer.pk)
    assert officer.duties_on(DAY) == "楚门镇 中队长"
    assert officer.must_change_password
    assert {row.number: row.covers(DAY) for row in officer.certificates.all()} == {
        certificate.number: False,
        "浙J0010": True,
    }


def test_expired_certificate_lists_what_is_blocked(client, city, administrator):
    officer = make_officer(team=city.chumen, certificate=False)
    make_certificate(officer, valid_to=date(2026, 11, 2))

    page = client.get(f"/manage/people/{officer.pk}/").content.decode()
    assert "今天不能作为执法人员" in page and "当场处罚" in page


def test_page_says_what_a_person_can_see(client, city, administrator):
    officer = make_officer(team=city.squad)
    page = client.get(f"/manage/people/{officer.pk}/").content.decode()

    assert "玉环市综合行政执法局" in page and "鸡山乡人民政府" in page and "只有本人参加办理的" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=李", {"李四"}),
        ("certificate=soon", {"李四"}),
        ("certificate=none", {"赵六", "管理员"}),
        ("certificate=valid", {"李四", "王五"}),
        ("role=LEADER", {"王五"}),
        ("team=331083105", {"赵六"}),
        ("q=没有这个人", set()),
    ],
)
def test_filters(client, city, asked, found):
    make_officer(Role.ADMINISTRATOR, city.yuhuan, name="管理员")
    client.force_login(Officer.objects.get(name="管理员"))
    li = make_officer(team=city.chumen, name="李四", certificate=False)
    make_certificate(li, valid_to=DAY + timedelta(days=30))
    make_officer(Role.LEADER, city.chumen, name="王五")
    make_officer(team=city.shamen, name="赵六", certificate=False)

    rows = client.get(f"/manage/people/?{asked}").context["rows"]
    assert {row["officer"].name for row in rows} == found


def test_list_costs_the_same_for_one_and_fifty(client, city, administrator):
    def queries():
        client.get("/manage/people/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/manage/people/")
        return len(asked)

    make_officer(team=city.chumen)
    few = queries()
    for _ in range(60):
        make_officer(team=city.chumen)

    assert queries() == few <= 10


def test_list_turns_pages_by_key(client, city, administrator):
    for _ in range(60):
        make_officer(team=city.chumen)
    first = client.get("/manage/people/")
    second = client.get("/manage/people/" + first.context["older"])

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 11)
    assert second.context["older"] == "" and second.context["newer"]
