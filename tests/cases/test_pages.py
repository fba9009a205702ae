"""The pages of a case as requests: bad input is refused with its reason, changes nothing, keeps what was typed."""

import json
from datetime import date

import pytest

from cases.models import Case
from enforcement.dossiers.models import Draft
from enforcement.teams.roles import Role
from tests.cases.factories import (
    CHILD,
    Town,
    id_number,
    issued,
    make_case,
    party,
    proposed,
    signature_field,
    weigh,
)
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def phone(client, town):
    client.force_login(town.zhang)
    return client


def start(phone, shape="pages"):
    return phone.post("/cases/new/", {"shape": shape}).url


def scene(town, **given):
    return {
        "item": town.item.item.code, "kind": "PERSON", "name": "李明", "identity": id_number(date(1990, 3, 7)),
        "phone": "19900000002", "address": "人民路1号", "place": "人民路12号门前", "act_at": "2026-11-20T09:50",
        "partner": town.li.pk,
    } | given  # fmt: skip


ANSWERS = {"harm": "SERIOUS", "correction": "REFUSED", "outcome": "FINE", "fine": "200", "grade": "LIGHTER"}
TOLD = {"certificates_shown": "on", "rights_told": "on", "has_defence": "no"}


def test_three_pages_issue_one_decision(phone, town):
    page = phone.post(start(phone), scene(town))
    case = Case.objects.get()
    assert page.url == f"/cases/{case.pk}/weigh/"
    assert phone.post(page.url, ANSWERS).url == f"/cases/{case.pk}/notice/"
    told = TOLD | {"signature": signature_field(), "idempotency_key": "k"}
    for _ in range(2):
        assert phone.post(f"/cases/{case.pk}/notice/", told).url == f"/cases/{case.pk}/receipt/"
    case.refresh_from_db()
    assert case.state == "DELIVERED" and case.dossier.documents.count() == 1
    assert case.number in phone.get(f"/cases/{case.pk}/receipt/").content.decode()
    assert not Draft.objects.exclude(data={}).exists()


def test_the_moment_of_a_position_is_told_as_people_write_it(phone, town):
    found = {"latitude": "28.276542", "longitude": "121.401234", "located_at": "2026-11-20T09:51"}
    again = phone.post(start(phone), scene(town, name="", **found)).content.decode()
    assert "2026-11-20 09:51 已定位" in again and 'data-located-at value="2026-11-20T09:51"' in again


def test_one_sheet_does_the_same(phone, town):
    url = start(phone, "sheet")
    assert "一张表" in phone.get(url).content.decode()
    answer = phone.post(
        url, scene(town) | ANSWERS | TOLD | {"signature": signature_field(), "idempotency_key": "k"}
    )
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.pk}/receipt/" and case.state == "DELIVERED"


def test_a_refused_sheet_keeps_nothing_but_the_draft(phone, town):
    url = start(phone, "sheet")
    answer = phone.post(
        url, scene(town) | ANSWERS | {"fine": "201"} | TOLD | {"signature": signature_field()}
    )
    assert answer.status_code == 422 and "第五十一条" in answer.content.decode()
    assert not Case.objects.exists() and "李明" in answer.content.decode()


def test_the_sheet_asks_the_law_while_it_is_filled(phone, town):
    url = start(phone, "sheet")
    halves = scene(town) | {"harm": "NONE", "correction": "ON_SPOT"}
    part = phone.post(url, halves, headers={"HX-Target": "weighing", "HX-Request": "true"})
    text = part.content.decode()
    assert "应当不予处罚" in text and "<html" not in text and not Case.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"identity": "990101199003071230"}, "校验位不符"),
        ({"identity": ""}, "没有填证件号码"),
        ({"item": ""}, "还没有选事项"),
        ({"item": "ZJ-NONE"}, "没有这个事项"),
        ({"act_at": "2026-11-21T09:00"}, "在现在之后"),
        ({"act_at": "20 Nov"}, "输入"),
        ({"identity_kind": "NONE", "identity": ""}, "出生日期"),
        ({"kind": "ORGANISATION", "identity": "91990101MA0000001"}, "法定代表人"),
        ({"partner": "999999"}, "选择一个有效的选项"),
        ({"partner": ""}, "还差"),
        ({"name": ""}, "必填"),
    ],
    ids=lambda part: next(iter(part.items()))[0] if isinstance(part, dict) else "",
)
def test_bad_input_on_page_one(phone, town, given, words):
    url = start(phone)
    page = phone.post(url, scene(town, **given))
    text = page.content.decode()
    assert page.status_code == 422 and words in text and "<title>错误" in text
    assert "人民路12号门前" in text and not Case.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"fine": "201"}, "第五十一条"),
        ({"fine": ""}, "还没有填数额"),
        ({"fine": "-5"}, "大于或等于"),
        ({"fine": "99999999"}, "第五十一条"),
        ({"outcome": "DETENTION"}, "选择一个有效的选项"),
        ({"harm": "NONE", "correction": "ON_SPOT"}, "第三十三条"),
        ({"correction": "ORDERED"}, "改正要写明期限"),
        ({"correction": "ORDERED", "correct_by": "2026-11-01"}, "早于今天"),
    ],
)
def test_bad_input_on_page_two(phone, town, given, words):
    case = make_case(town)
    page = phone.post(f"/cases/{case.pk}/weigh/", ANSWERS | given)
    assert page.status_code == 422 and words in page.content.decode()
    assert not hasattr(Case.objects.get(pk=case.pk), "assessment")


def test_an_organisation_fined_3001_is_offered_the_general_procedure(phone, town):
    from cases.demonstration.cast import credit_number

    who = {"kind": "ORGANISATION", "identity": credit_number(5), "representative": "王某", "name": "某公司"}
    phone.post(start(phone), scene(town, **who))
    case = Case.objects.get()
    page = phone.post(f"/cases/{case.pk}/weigh/", ANSWERS | {"fine": "3001"})
    assert page.status_code == 422 and "转普通程序" in page.content.decode()
    over = ANSWERS | {"fine": "3001"}
    assert phone.post(f"/cases/{case.pk}/convert/", over).status_code == 422  # why, is to be written
    phone.post(f"/cases/{case.pk}/convert/", over | {"convert_reason": "超过当场处罚的上限"})
    case = Case.objects.get(pk=case.pk)
    assert case.state == "TO_FILE" and case.assessment.fine == 3001


def test_a_child_is_a_hard_stop(phone, town):
    phone.post(start(phone), scene(town, identity=id_number(CHILD)))
    case = Case.objects.get()
    page = phone.post(f"/cases/{case.pk}/weigh/", ANSWERS)
    assert "第三十条" in page.content.decode() and page.status_code == 422


@pytest.mark.parametrize(
    "forged", ["not-a-picture", "data:image/png;base64,!!!", "data:text/html;base64,PGI+"]
)
def test_a_forged_signature_is_refused(phone, town, forged):
    case = make_case(town)
    weigh(case)
    page = phone.post(f"/cases/{case.pk}/notice/", TOLD | {"signature": forged})
    assert page.status_code == 422 and Case.objects.get(pk=case.pk).number == ""


def test_another_towns_pages_are_not_there(client, town):
    case = issued(town)
    client.force_login(make_officer(team=make_team("331002001")))
    for address in ("", "scene/", "weigh/", "notice/", "receipt/", "preview.pdf", "do/close/"):
        assert client.get(f"/cases/{case.pk}/{address}").status_code == 404, address
    assert client.post(f"/cases/{case.pk}/do/close/").status_code == 404
    assert client.post(f"/cases/{case.pk}/identity/").status_code == 404


def test_a_step_without_the_post_names_who_may(phone, town):
    case = proposed(town)
    page = phone.get(f"/cases/{case.pk}/do/confirm_exemption/")
    assert page.status_code == 403 and "负责人" in page.content.decode()


def test_another_persons_draft_is_not_there(client, phone, town):
    url = start(phone)
    client.force_login(town.li)
    assert client.get(url).status_code == 404


def test_a_draft_keeps_what_was_typed_but_no_ticks(phone, town):
    url = start(phone)
    draft = Draft.objects.get()
    typed = {"name": "李明", "rights_told": "on", "signature": "data:..."}
    phone.post(f"/cases/drafts/{draft.form}/", json.dumps(typed), content_type="application/json")
    draft.refresh_from_db()
    assert draft.data == {"name": "李明"}
    assert 'value="李明"' in phone.get(url).content.decode()
    assert "草稿 1" in phone.get("/desk/").content.decode()


def test_two_people_correct_one_case(phone, town, client):
    case = make_case(town)
    phone.post(f"/cases/{case.pk}/scene/", scene(town, place="中山路3号", version=1))
    client.force_login(town.li)
    page = client.post(f"/cases/{case.pk}/scene/", scene(town, place="解放街9号", version=1))
    text = page.content.decode()
    assert page.status_code == 409 and "中山路3号" in text and "解放街9号" in text


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_page_asks_the_same_number_of_queries(phone, town, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make_case(town)
    phone.get("/cases/")
    with django_assert_max_num_queries(12):
        assert phone.get("/cases/").content.decode().count("<tr>") >= rows


def test_the_desk_within_its_budget(phone, town, django_assert_max_num_queries):
    for _ in range(12):
        make_case(town)
    issued(town)
    phone.get("/desk/")
    with django_assert_max_num_queries(14):
        assert "要我办 12 件" in phone.get("/desk/").content.decode()


def test_the_case_page_within_its_budget(phone, town, django_assert_max_num_queries):
    case = issued(town)
    phone.get("/desk/")
    with django_assert_max_num_queries(34):
        text = phone.get(f"/cases/{case.pk}/").content.decode()
    assert case.number in text and "报机关备案" in text


def test_a_filter_does_not_offer_other_units(phone, town):
    make_team("331002001")
    assert "海门街道" not in phone.get("/cases/").content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_desk(client, town, role):
    issued(town)
    client.force_login(make_officer(role, make_team("331083102" if role == Role.OFFICER else "3310")))
    assert client.get("/desk/").status_code == 200


def test_the_preview_carries_no_number(phone, town):
    case = make_case(town)
    weigh(case)
    answer = phone.get(f"/cases/{case.pk}/preview.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert not case.dossier.documents.exists()


def test_a_case_starts_from_an_item(phone, town):
    code = town.item.item.code
    assert f'value="{code}"' in phone.get(f"/cases/new/?item={code}").content.decode()
    url = phone.post("/cases/new/", {"shape": "pages", "item": code}).url
    assert f'value="{code}" checked' in phone.get(url).content.decode()


def test_what_was_signed_for_is_what_is_decided(phone, town):
    case = make_case(town)
    weigh(case)
    text = phone.get(f"/cases/{case.pk}/notice/").content.decode()
    assert 'name="version" value="2"' in text
    weigh(Case.objects.get(pk=case.pk), fine=150)
    page = phone.post(f"/cases/{case.pk}/notice/", TOLD | {"signature": signature_field(), "version": "2"})
    assert page.status_code == 409 and Case.objects.get(pk=case.pk).number == ""


def test_another_party_is_weighed_anew(phone, town):
    case = make_case(town)
    weigh(case)
    phone.post(f"/cases/{case.pk}/scene/", scene(town, name="王二", version=2))
    assert not hasattr(Case.objects.get(pk=case.pk), "assessment")


def test_a_double_press_on_page_one_logs_one_case(phone, town):
    url = start(phone)
    first, second = phone.post(url, scene(town)), phone.post(url, scene(town))
    assert first.url == second.url and Case.objects.count() == 1


def test_a_late_autosave_does_not_bring_a_sent_draft_back(phone, town):
    url = start(phone)
    form = Draft.objects.get().form
    phone.post(url, scene(town))
    answer = phone.post(
        f"/cases/drafts/{form}/", json.dumps({"name": "李明"}), content_type="application/json"
    )
    assert answer.status_code == 409 and "草稿 0" in phone.get("/desk/").content.decode()


def test_a_draft_holds_no_number_in_clear(phone, town):
    url = start(phone)
    draft = Draft.objects.get()
    typed = {"identity": "990101199003071234", "phone": "19900000009", "name": "李明"}
    phone.post(f"/cases/drafts/{draft.form}/", json.dumps(typed), content_type="application/json")
    draft.refresh_from_db()
    assert "990101199003071234" not in str(draft.data) and "19900000009" not in str(draft.data)
    assert 'value="990101199003071234"' in phone.get(url).content.decode()


def test_a_colleague_neither_sees_nor_decides_what_two_others_do(client, town):
    case = make_case(town)
    weigh(case)
    client.force_login(town.leader)
    for address in ("scene/", "preview.pdf"):
        assert client.get(f"/cases/{case.pk}/{address}").status_code == 403
    told = TOLD | {"signature": signature_field()}
    assert client.post(f"/cases/{case.pk}/notice/", told).status_code == 403
    assert Case.objects.get(pk=case.pk).number == ""


def test_a_citizens_number_is_one_whatever_it_is_called(phone, town):
    wrong = scene(
        town,
        identity_kind="OTHER",
        identity_name="护照",
        nationality="越南",
        identity=id_number(CHILD),
        born_on="1990-01-01",
    )
    page = phone.post(start(phone), wrong)
    assert page.status_code == 422 and "居民身份证号码" in page.content.decode()


def test_a_name_in_the_register_is_not_rewritten(town):
    first = make_case(town)
    second = make_case(town, who=party(name="周大明"))
    first.party.refresh_from_db()
    assert first.party.name == "周小明" and second.party.name == "周大明"


@pytest.mark.parametrize("blank", ["", "data:image/png;base64,iVBORw0KGgo="])
def test_a_blank_signature_is_said_on_the_page(phone, town, blank):
    case = make_case(town)
    weigh(case)
    page = phone.post(f"/cases/{case.pk}/notice/", TOLD | {"signature": blank})
    assert page.status_code == 422 and Case.objects.get(pk=case.pk).number == ""


def test_steps_out_of_turn_are_refused_not_broken(phone, town):
    case = make_case(town)
    for step in ("collect", "hand_in", "record_payment", "file_with_unit", "close", "deliver"):
        assert phone.post(f"/cases/{case.pk}/do/{step}/", {}).status_code in (302, 403, 422), step
