"""Signing in, lock-out, idleness, and what is kept of a session that ended in the middle (R-1105)."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from enforcement import clock
from enforcement.journal.models import Entry
from enforcement.teams import services
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from enforcement.teams.signin import address_of
from enforcement.teams.tasks import clear_sessions
from tests.factories import AT, DAY, PASSWORD, make_city, make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine_o_clock():
    with clock.set_to(AT):
        yield


@pytest.fixture
def officer():
    return make_officer(username="zhangsan", password=PASSWORD)


def sign_in(client, username="zhangsan", password=PASSWORD, **given):
    return client.post("/login/", {"username": username, "password": password, **given})


def test_sign_in_and_out_are_journalled(client, officer):
    assert sign_in(client).url == reverse(settings.LOGIN_REDIRECT_URL)
    assert client.get("/me/").status_code == 200

    client.post("/logout/")
    assert client.get("/me/").url.startswith("/login/")
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["sign_in", "sign_out"]


def test_administrator_and_auditor_land_on_their_own_pages(client):
    make_officer(Role.ADMINISTRATOR, make_team("331083"), username="admin1", password=PASSWORD)
    make_officer(Role.AUDITOR, make_team("3310"), username="audit1", password=PASSWORD)

    assert sign_in(client, "admin1").url == "/manage/people/"
    client.post("/logout/")
    assert sign_in(client, "audit1").url == "/me/"


def test_wrong_password_tells_how_many_attempts_are_left(client, officer):
    page = sign_in(client, password="Wrong-2026")

    assert page.status_code == 422
    assert "还可以试 4 次" in page.content.decode()
    assert sign_in(client).status_code == 302


def test_T_1105a_after_five_wrong_the_sixth_correct_is_refused(client, officer):
    make_officer(Role.ADMINISTRATOR, make_team("331083"), name="王五", phone="8888")
    for _ in range(4):
        assert sign_in(client, password="Wrong-2026").status_code == 422
    assert sign_in(client, password="Wrong-2026").status_code == 429

    page = sign_in(client)

    assert page.status_code == 429
    words = page.content.decode()
    assert "锁定到" in words and "系统管理员" in words
    assert "王五" not in words and "8888" not in words  # a stranger reads this too
    assert client.get("/me/").status_code == 302
    assert "sign_in.locked" in Entry.objects.values_list("verb", flat=True)


def test_unknown_name_is_told_and_locked_the_same(client):
    for left in (4, 3, 2, 1):
        assert f"还可以试 {left} 次" in sign_in(client, "nobody").content.decode()
    assert sign_in(client, "nobody").status_code == 429


def test_strangers_do_not_lock_a_known_name(client, officer):
    for _ in range(5):
        client.post("/login/", {"username": "zhangsan", "password": "x"}, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client).status_code == 302


def test_many_names_from_one_address_and_one_name_from_many_addresses_end(client, officer):
    for number in range(60):
        sign_in(client, f"name{number}", "x")
    assert sign_in(client).status_code == 429
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert (
        client.post("/login/", {"username": "zhangsan", "password": PASSWORD}, **elsewhere).status_code == 302
    )
    client.post("/logout/")
    for number in range(30):
        client.post("/login/", {"username": "lisi", "password": "x"}, REMOTE_ADDR=f"198.51.100.{number}")
    answer = client.post("/login/", {"username": "lisi", "password": "x"}, REMOTE_ADDR="198.51.100.99")
    assert answer.status_code == 429


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.7"})
    assert address_of(request) == "127.0.0.1"
    settings.PROXIES = 1
    assert address_of(request) == "203.0.113.7"
    assert address_of(rf.get("/", headers={"X-Forwarded-For": "<x>"})) == "0.0.0.0"


def test_wrong_passwords_and_refusals_are_journalled(client, officer):
    sign_in(client, password="Wrong-2026")
    sign_in(client, "nobody", "x")
    sign_in(client)
    assert client.get("/manage/people/").status_code == 403
    written = list(Entry.objects.order_by("pk").values_list("chain__key", "verb", "data"))
    assert written[0] == (officer.chain_key, "sign_in.failed", {"address": "127.0.0.1"})
    assert written[1] == ("settings:sign_in", "sign_in.failed", {"address": "127.0.0.1", "length": 6})
    assert written[-1] == (officer.chain_key, "access.refused", {"address": "/manage/people/"})


def test_a_form_that_came_too_late_is_not_readable_in_the_session_table(client, officer):
    sign_in(client)
    with clock.set_to(AT + timedelta(minutes=31)):
        client.post("/me/?q=331083199001010001", {"theme": "dark", "identity": "331083199001010001"})
        stored = [row.get_decoded() for row in Session.objects.all()]
        assert any("kept" in row for row in stored)
        assert "331083199001010001" not in str(stored) and "dark" not in str(stored)
        assert sign_in(client).url == "/me/kept/"
        assert "331083199001010001" in client.get("/me/kept/").content.decode()


def test_ended_sessions_are_cleared(client, officer):
    sign_in(client)
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=AT - timedelta(minutes=1))
    clear_sessions()
    assert Session.objects.count() == 1


def test_who_must_change_his_password_is_stopped_on_the_api_too(client, officer):
    _, token = AuthToken.objects.create(user=officer)
    sign_in(client)
    assert client.get("/api/officers/").status_code == 200
    Officer.objects.update(must_change_password=True)
    for asked in ({}, {"HTTP_AUTHORIZATION": f"Token {token}"}):
        answer = (client if not asked else Client()).get("/api/officers/", **asked)
        assert answer.status_code == 403 and "密码须先修改" in answer.json()["message"]


def test_ending_a_token_that_is_none_says_so(client, officer):
    sign_in(client)
    client.post("/me/tokens/abcdefgh/")
    words = client.get("/me/").content.decode()
    assert "没有这个令牌" in words and "令牌已注销" not in words


def test_nothing_that_a_person_sees_is_kept_and_what_a_page_may_use_is_said(client, officer):
    sign_in(client)
    for address in ("/me/", "/api/officers/", "/cases/"):
        assert "no-store" in client.get(address)["Cache-Control"]
    answer = client.get("/me/")
    assert "geolocation=(self)" in answer["Permissions-Policy"]
    assert "form-action 'self'" in answer["Content-Security-Policy"]


def test_lock_is_by_name_so_others_still_sign_in(client, officer):
    make_officer(username="lisi", password=PASSWORD)
    for _ in range(5):
        sign_in(client, password="Wrong-2026")
    assert sign_in(client, "lisi").status_code == 302


@pytest.mark.parametrize("path", ["/me/", "/manage/people/", "/desk/"])
def test_every_page_asks_to_sign_in(client, path):
    assert client.get(path).url == f"/login/?next={path.replace('/', '%2F')}"


def test_api_asks_with_401(client):
    assert client.get("/api/officers/").status_code == 401


def test_next_leads_back_but_never_to_another_site(client, officer):
    assert sign_in(client, next="/me/#id_theme").url == "/me/#id_theme"
    client.post("/logout/")
    assert sign_in(client, next="https://evil.example/").url == reverse(settings.LOGIN_REDIRECT_URL)


IDLE = [(Role.OFFICER, 29, True), (Role.OFFICER, 31, False), (Role.ADMINISTRATOR, 14, True)]
IDLE += [(Role.ADMINISTRATOR, 16, False)]


@pytest.mark.parametrize(("role", "minutes", "stays"), IDLE)
def test_T_1105b_idle_session_asks_to_sign_in(client, role, minutes, stays):
    make_officer(role, make_team("331083"), username="li", password=PASSWORD)
    sign_in(client, "li")

    with clock.set_to(AT + timedelta(minutes=minutes)):
        assert (client.get("/me/").status_code == 200) is stays
        assert (client.get("/me/").status_code == 200) is stays


def test_each_press_prolongs_the_session_but_polling_does_not(client, officer):
    sign_in(client)
    with clock.set_to(AT + timedelta(minutes=20)):
        client.get("/me/", headers={"X-Background": "1"})
    with clock.set_to(AT + timedelta(minutes=29)):
        assert client.get("/me/").status_code == 200
    with clock.set_to(AT + timedelta(minutes=58)):
        assert client.get("/me/", headers={"X-Background": "1"}).status_code == 200
    with clock.set_to(AT + timedelta(minutes=60)):
        assert client.get("/me/").status_code == 302


def test_session_that_ended_in_the_middle_keeps_what_was_typed(client, officer):
    sign_in(client)
    with clock.set_to(AT + timedelta(minutes=31)):
        late = client.post("/me/", {"theme": "dark", "shortcuts": "on", "old_password": "x"})
        assert late.url.startswith("/login/")
        assert Officer.objects.get(pk=officer.pk).theme == ""

        assert sign_in(client).url == "/me/kept/"
        page = client.get("/me/kept/").content.decode()

    assert 'action="/me/"' in page and 'value="dark"' in page
    assert "old_password" not in page
    with clock.set_to(AT + timedelta(minutes=32)):
        assert client.get("/me/kept/").status_code == 200
        client.post("/me/", {"theme": "dark", "shortcuts": "on", "seen_shortcuts": "True"})
        assert client.get("/me/kept/").url == "/"
    assert Officer.objects.get(pk=officer.pk).theme == "dark"


def test_what_was_typed_is_shown_to_nobody_else(client, officer):
    make_officer(username="lisi", password=PASSWORD)
    sign_in(client)
    with clock.set_to(AT + timedelta(minutes=31)):
        client.post("/me/", {"theme": "dark"})
        assert sign_in(client, "lisi").url == reverse(settings.LOGIN_REDIRECT_URL)
        assert client.get("/me/kept/").url == "/"


def test_part_of_a_page_sends_the_whole_page_to_sign_in_and_back_to_the_field(client, officer):
    sign_in(client)
    with clock.set_to(AT + timedelta(minutes=31)):
        headers = {
            "HX-Request": "true",
            "HX-Current-URL": "http://testserver/cases/new/",
            "HX-Trigger": "id_place",
        }
        answer = client.post("/me/", {}, headers=headers)

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/login/?next=%2Fcases%2Fnew%2F%23id_place"


@pytest.mark.parametrize("again", [False, True], ids=["as it ends", "after it has ended"])
def test_a_script_of_the_page_is_told_and_its_half_form_is_not_offered_as_a_form(client, officer, again):
    sign_in(client)
    with clock.set_to(AT + timedelta(minutes=31)):
        if again:
            client.get("/me/")
        asked = {"Accept": "application/json", "Content-Type": "application/json"}
        answer = client.post("/cases/drafts/x/", "{}", content_type="application/json", headers=asked)
        assert answer.status_code == 401
        assert "请重新登录，已填的内容还在" in answer.json()["message"]

        assert sign_in(client).url == reverse(settings.LOGIN_REDIRECT_URL)


def test_idle_api_session_is_ended_with_401(client, officer):
    sign_in(client)
    with clock.set_to(AT + timedelta(minutes=31)):
        assert client.get("/api/officers/").status_code == 401


def test_stale_password_must_be_changed_first(client):
    make_officer(username="old", password=PASSWORD, password_changed_on=DAY - timedelta(days=91))
    sign_in(client, "old")
    assert client.get("/me/").url == "/me/password/"

    typed = {"old": PASSWORD, "new": "Fresh-street-2026", "again": "Fresh-street-2026"}
    assert client.post("/me/password/", typed).status_code == 302
    assert client.get("/me/").status_code == 200


def test_changed_password_ends_other_sessions(client, officer):
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post("/me/password/", {"old": PASSWORD, "new": "Fresh-street-2026", "again": "Fresh-street-2026"})

    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"old": "Wrong-2026", "new": "Fresh-street-2026", "again": "Fresh-street-2026"}, "原密码不对"),
        ({"old": PASSWORD, "new": "Fresh-street-2026", "again": "Fresh-2027"}, "不一样"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "最近 5 次"),
    ],
)
def test_bad_new_password_is_refused_with_its_reason(client, officer, typed, why):
    sign_in(client)
    page = client.post("/me/password/", typed)

    assert page.status_code == 422 and why in page.content.decode()
    assert Officer.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_who_lost_his_last_post_is_signed_out(client, officer):
    sign_in(client)
    services.end_post(post=officer.posts.get(), left_on=DAY + timedelta(days=1), by=None, at=AT)

    with clock.set_to(AT + timedelta(days=1)):
        assert client.get("/me/").url.startswith("/login/")
        assert "没有有效岗位" in sign_in(client).content.decode()


def test_token_comes_for_a_password_and_opens_the_api(client, officer):
    answer = client.post("/api/token/", {"username": "zhangsan", "password": PASSWORD})
    assert answer.status_code == 200

    headers = {"Authorization": f"Token {answer.json()['token']}"}
    assert client.get("/api/officers/", headers=headers).status_code == 200
    assert client.get("/api/teams/331083102/", headers=headers).json()["name"] == "楚门镇"

    AuthToken.objects.all().delete()
    assert client.get("/api/officers/", headers=headers).status_code == 401


def test_token_respects_the_lock_out(client, officer):
    for _ in range(5):
        client.post("/api/token/", {"username": "zhangsan", "password": "Wrong-2026"})
    refused = client.post("/api/token/", {"username": "zhangsan", "password": PASSWORD})

    assert refused.status_code == 429 and "锁定到" in refused.json()["message"]
    assert sign_in(client).status_code == 429


def test_success_forgets_earlier_failures(client, officer):
    for _ in range(2):
        for _ in range(4):
            client.post("/api/token/", {"username": "zhangsan", "password": "Wrong-2026"})
        assert client.post("/api/token/", {"username": "zhangsan", "password": PASSWORD}).status_code == 200


def test_api_lists_only_who_is_visible(client):
    city = make_city()
    mine = make_officer(team=city.chumen, username="zhangsan", password=PASSWORD)
    make_officer(team=city.dachen)
    sign_in(client)

    found = client.get("/api/officers/").json()["results"]
    assert [one["id"] for one in found] == [mine.pk]
    assert client.get("/api/officers/?team=331002101").json()["results"] == []


def test_moment_of_the_lock_is_half_an_hour_ahead(client, officer):
    for _ in range(5):
        page = sign_in(client, password="Wrong-2026")
    left = page.context["locked"].until - datetime.now(tz=AT.tzinfo)
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
