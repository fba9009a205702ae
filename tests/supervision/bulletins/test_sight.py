"""Drafts belong to those who write them; what was published is everybody's. One queryset for page, API and file."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from enforcement.teams.models import Post
from enforcement.teams.roles import Role
from supervision.bulletins.models import Bulletin
from supervision.bulletins.services import signing
from tests.conftest import AT
from tests.factories import make_officer, make_team
from tests.supervision.bulletins.making import TODAY, make_bulletin, make_table

pytestmark = pytest.mark.django_db
READERS = (Role.OFFICER, Role.HEAD, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)


@pytest.fixture
def table():
    return make_table()


@pytest.fixture
def bulletin(table):
    return make_bulletin(table=table)


@pytest.fixture
def zhang(table):
    return make_officer(team=make_team("331083102"))


def seen(officer):
    return list(Bulletin.objects.visible_to(officer, TODAY))


def advance(bulletin, by, *acts):
    done = bulletin
    for act in acts:
        if act == "sign":
            done = signing.sign(bulletin=done, by=by, at=AT, day=TODAY)
        elif act == "publish":
            done = signing.publish(bulletin=done, by=by, at=AT)
        else:
            done = signing.withdraw(bulletin=done, reason="有误", by=by, at=AT)
    return done


@pytest.mark.parametrize(
    ("acts", "public"),
    [((), False), (("sign",), False), (("sign", "publish"), True), (("sign", "withdraw"), False),
     (("sign", "publish", "withdraw"), True)],
)  # fmt: skip
@pytest.mark.parametrize("role", READERS)
def test_only_what_was_published_is_everybody_s(bulletin, table, role, acts, public):
    advance(bulletin, table.chen, *acts)
    reader = make_officer(role, make_team("331083102"))
    assert (seen(reader) == [bulletin]) is public
    assert seen(table.chen) == [bulletin]


def test_another_city_s_office_sees_no_draft(bulletin):
    make_team("3311", name="丽水市")
    other = make_officer(Role.CITY_OFFICE, make_team("331100901"))
    assert seen(other) == []


def test_without_a_post_nothing_is_seen(bulletin, table):
    advance(bulletin, table.chen, "sign", "publish")
    nobody = make_officer()
    Post.objects.filter(officer=nobody).update(valid_to=date(2026, 11, 1))
    assert seen(nobody) == []


PAGES = ("", "preview/", "page/1.png", "file/pdf/", "file/docx/")
ACTS = ("sign/", "publish/", "withdraw/", "refresh/", "blocks/best/", "blocks/best/restore/")


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_draft_opens_for_others(bulletin, zhang, client, page):
    client.force_login(zhang)
    assert client.get(f"/bulletins/{bulletin.pk}/{page}").status_code == 404
    assert "赋权镇街" not in client.get("/bulletins/").content.decode()


@pytest.mark.parametrize("page", ACTS)
def test_no_act_is_open_to_others(bulletin, table, zhang, client, page):
    advance(bulletin, table.chen, "sign", "publish")
    client.force_login(zhang)
    assert client.post(f"/bulletins/{bulletin.pk}/{page}", {"reason": "有误"}).status_code == 403
    assert Bulletin.objects.get().state == "PUBLISHED"


def test_making_is_not_open_to_others(table, zhang, client):
    client.force_login(zhang)
    assert client.get("/bulletins/new/").status_code == 403
    given = {"snapshot": table.snapshot.pk, "group": "EMPOWERED"}
    assert client.post("/bulletins/new/", given).status_code == 403


def test_a_stranger_is_sent_to_sign_in(bulletin, client):
    for page in ("/bulletins/", f"/bulletins/{bulletin.pk}/", f"/bulletins/{bulletin.pk}/file/pdf/"):
        assert client.get(page).url.startswith("/login/")
    assert APIClient().get("/api/bulletins/").status_code == 401


def test_the_api_sees_no_more_than_the_pages(bulletin, table, zhang):
    api = APIClient()
    api.force_authenticate(zhang)
    assert api.get("/api/bulletins/").json()["results"] == []
    for page in ("", "files/pdf/"):
        assert api.get(f"/api/bulletins/{bulletin.pk}/{page}").status_code == 404
    advance(bulletin, table.chen, "sign", "publish")
    assert [row["number"] for row in api.get("/api/bulletins/").json()["results"]] == [
        "台综指办通〔2026〕1号"
    ]
    for verb in ("change", "restore", "refresh", "sign", "publish", "withdraw"):
        assert api.post(f"/api/bulletins/{bulletin.pk}/{verb}/", {}, format="json").status_code == 403
    assert api.post("/api/bulletins/", {}, format="json").status_code == 403
