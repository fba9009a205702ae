"""Drafts: they say what they are, end with what they were for, and can be thrown away."""

import json
from datetime import timedelta

import pytest

from cases.desk.person import desk_of
from cases.execution import service as executing
from cases.models import Case
from enforcement import clock
from enforcement.dossiers.drafting import ARRIVED, forget
from enforcement.dossiers.models import Draft
from enforcement.dossiers.services import save_draft, start_draft
from enforcement.errors import DomainError
from tests.cases.factories import Town, add_photo, issue, make_case, weigh
from tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def phone(client, town):
    client.force_login(town.zhang)
    with clock.set_to(AT):
        yield client


def keep(phone, form, since=None, **typed):
    given = {"HTTP_X_DRAFT_SINCE": since.isoformat()} if since else {}
    address = f"/cases/drafts/{form}/"
    return phone.post(address, json.dumps(typed), content_type="application/json", **given)


def shown(town):
    return [draft.words for draft in desk_of(town.zhang, at=AT).drafts]


def test_a_draft_says_what_it_is(phone, town):
    case = make_case(town)
    for form, data in (
        ("summary:1", {"name": "李明", "place": "中山路3号"}),
        ("lead:1", {"name": "海岸建材", "kind": "ORGANISATION"}),
        ("summary:2", {"act_at": "2026-11-20T10:00"}),
        (f"case:{case.pk}:weigh", {"harm": "MINOR"}),
        (f"case:{case.pk}:scene", {"place": "解放街"}),
    ):
        save_draft(form=form, data=data, by=town.zhang, at=AT)
    about = f"{case.party.shown_name} {case.title}"
    assert sorted(shown(town)) == sorted(
        [
            "简易程序：李* 中山路3号",
            "普通程序线索：海岸建材",
            "简易程序",
            f"判断是否应罚：{about}",
            f"简易程序第 1 步：{about}",
        ]
    )
    text = phone.get("/desk/?tab=drafts").content.decode()
    assert all(words in text for words in shown(town))


def test_a_lead_opens_where_leads_are_written(phone, town):
    draft = save_draft(form="lead:1", data={"name": "李明"}, by=town.zhang, at=AT)
    [mine] = desk_of(town.zhang, at=AT).drafts
    assert mine.url == f"/cases/new/{draft.pk}/lead/"


def test_a_draft_ends_with_its_case(phone, town):
    case = make_case(town)
    add_photo(case, town)
    weigh(case)
    for page in ("scene", "weigh", "notice"):
        assert keep(phone, f"case:{case.pk}:{page}", harm="MINOR").status_code == 200
    assert len(shown(town)) == 3
    issue(case)
    assert shown(town) == []
    late = keep(phone, f"case:{case.pk}:notice", harm="MINOR")
    assert late.status_code == 409 and "已经办完" in late.json()["message"]


def test_a_closed_file_keeps_no_draft(phone, town):
    case = make_case(town)
    keep(phone, f"case:{case.pk}:scene", place="中山路")
    executing.withdraw(case=case, reason="认错了人", by=town.zhang, at=AT)
    assert not Draft.objects.exclude(data={}).exists()


def test_a_save_that_races_the_submit_comes_too_late(town):
    """The page was made at 10:00, sent at 10:05; its autosave of 10:04 is handled at 10:06."""
    given = {"form": "case:1:weigh", "by": town.zhang}
    save_draft(data={"harm": "MINOR"}, since=AT, at=AT + timedelta(minutes=1), **given)
    with clock.set_to(AT + timedelta(minutes=5)):
        forget(town.zhang, "case:1:weigh")
    with pytest.raises(DomainError, match="已经提交"):
        save_draft(data={"harm": "NONE"}, since=AT, at=AT + timedelta(minutes=6), **given)
    assert Draft.objects.get().data == {}
    # the page opened anew afterwards may be written again
    later = AT + timedelta(minutes=7)
    save_draft(data={"harm": "SERIOUS"}, since=later, at=later, **given)
    assert Draft.objects.get().data == {"harm": "SERIOUS"}


def test_opening_a_new_case_makes_no_draft(phone, town):
    phone.post("/cases/new/", {"shape": "pages"})
    phone.post("/cases/new/", {"shape": "lead"})
    assert shown(town) == []


def test_a_draft_is_thrown_away_from_the_list_and_by_program(phone, town, client):
    first, second = (
        save_draft(form=f"summary:{n}", data={"name": "李明"}, by=town.zhang, at=AT) for n in "12"
    )
    assert f"/cases/drafts/{first.pk}/drop/" in phone.get("/desk/?tab=drafts").content.decode()
    assert phone.post(f"/cases/drafts/{first.pk}/drop/").status_code == 302
    [left] = phone.get("/api/drafts/").json()
    assert left["id"] == second.pk and left["words"] == "简易程序：李*"
    client.force_login(town.li)
    assert client.delete(f"/api/drafts/{second.pk}/").status_code == 404
    client.force_login(town.zhang)
    assert client.delete(f"/api/drafts/{second.pk}/").status_code == 204
    assert client.delete("/api/drafts/²/").status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_of_a_case_out_of_sight_is_not_kept(phone, town):
    assert keep(phone, "case:999999:weigh", harm="MINOR").status_code == 409
    assert keep(phone, "case:²:weigh", harm="MINOR").status_code == 409


def test_what_arrived_is_said_with_the_answer(phone, town):
    """The browser keeps its copy until the token comes back; a form that ended at the sign-in page has not arrived."""
    draft = start_draft(form="summary:a", dossier=make_case(town).dossier, by=town.zhang, at=AT)
    url = f"/cases/new/{draft.pk}/"
    wrong = phone.post(url, {"name": "", "copy_token": "abc123"})
    assert wrong.cookies[ARRIVED].value == "abc123.422"
    assert ARRIVED not in phone.post(url, {"name": "", "copy_token": "a; b"}).cookies
    assert ARRIVED not in phone.post("/cases/999999/weigh/", {"copy_token": "abc123"}).cookies
    phone.logout()
    assert ARRIVED not in phone.post(url, {"copy_token": "abc123"}).cookies
    assert Case.objects.count() == 1
