"""Who the party is: numbers as people paste them, one identity on page, API and look-up."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from cases.models import Case, Party
from cases.party import secrets
from cases.street import registering
from enforcement.errors import Refused
from enforcement.teams import services
from enforcement.teams.models import Officer
from tests.cases.factories import Town, act, id_number, make_case, party
from tests.cases.test_pages import scene, start
from tests.conftest import AT

pytestmark = pytest.mark.django_db
NUMBER = id_number(date(1990, 3, 7), serial=70)
WIDE = "".join(chr(ord(sign) + 0xFEE0) for sign in NUMBER)
PASTED = (
    f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
    WIDE,
    f"{NUMBER}\u200b",
    f"\u202a{NUMBER}",
    NUMBER.lower(),
)


@pytest.fixture
def town():
    return Town()


@pytest.mark.parametrize("typed", PASTED, ids=ascii)
def test_a_pasted_number_is_one_party_on_page_and_api(client, town, typed):
    known = make_case(town, who=party(identity=NUMBER)).party
    client.force_login(town.zhang)
    again = {"reason-R-108": "另一处，已与前一件核对"}
    page = client.post(
        start(client), scene(town, name="周小明", identity=typed, phone="＋８６ 199-0000-0002") | again
    )
    assert page.status_code == 302, page.content.decode()
    app = APIClient()
    app.force_authenticate(town.zhang)
    sent = scene(town, name="周小明", identity=typed, phone="\u202a199 0000 0002")
    sent |= {"reasons": {"R-108": "又一处，已与前两件核对"}}
    assert app.post("/api/cases/", sent, format="json").status_code == 201
    assert set(Case.objects.values_list("party", "party_phone")) == {
        (known.pk, "19900000001"), (known.pk, "19900000002")
    }  # fmt: skip
    assert Party.objects.get().identity == NUMBER
    assert secrets.lookup(typed) == known.identity_lookup


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"identity": NUMBER[:-1]}, "现在是17位"),
        ({"phone": "139"}, "现在是3位"),
        ({"phone": "张三"}, "数字以外"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(client, town, given, fault):
    with pytest.raises(Refused) as refused:
        make_case(town, who=party(**given))
    assert [found.rule for found in refused.value.findings] == ["R-908"]
    client.force_login(town.zhang)
    page = client.post(start(client), scene(town, **given))
    assert page.status_code == 422 and fault in page.content.decode()
    app = APIClient()
    app.force_authenticate(town.zhang)
    answer = app.post("/api/cases/", scene(town, **given), format="json")
    assert answer.status_code == 409 and fault in answer.json()["findings"][0]["message"]
    assert not Case.objects.exists()


def test_a_passport_with_spaces_is_the_same_passport(town):
    given = {"identity_kind": "OTHER", "born_on": date(1990, 3, 7)}
    first = make_case(town, who=party(identity="e 1234 5678", **given)).party
    assert make_case(town, who=party(identity="Ｅ12345678", **given)).party == first
    assert first.identity == "E12345678"


@pytest.mark.parametrize(
    ("typed", "kept"), [("139 0000 0000", "13900000000"), ("612345", "612345"), ("", "")]
)
def test_an_officers_telephone(town, typed, kept):
    given = {"username": "qian", "name": "钱一", "password": "Yuhuan-2026-zf"}
    assert services.add_officer(**given, phone=typed, by=None, at=AT).phone == kept


def test_an_officers_wrong_telephone_is_refused(town):
    given = {"username": "qian", "name": "钱一", "password": "Yuhuan-2026-zf"}
    with pytest.raises(Refused) as refused:
        services.add_officer(**given, phone="139", by=None, at=AT)
    assert "现在是3位" in refused.value.findings[0].message
    assert not Officer.objects.filter(username="qian").exists()


def test_a_conflict_over_a_wrong_telephone_is_no_crash(town):
    case = make_case(town)
    with pytest.raises(Refused):
        registering.amend(
            case=case, item=town.item, party=party(phone="139"), act=act(), partner=town.li, version=99,
            by=town.zhang, at=AT,
        )  # fmt: skip


def test_T_318a_a_shop_without_operator_is_refused_on_page_and_api(client, town):
    shop = {"kind": "INDIVIDUAL_BUSINESS", "name": "小明早餐店", "identity": "91350100M000100Y43"}
    with pytest.raises(Refused) as refused:
        make_case(town, who=party(**shop, identity_kind="CREDIT_CODE"))
    assert "R-318" in {found.rule for found in refused.value.findings}
    client.force_login(town.zhang)
    page = client.post(start(client), scene(town, **shop))
    text = page.content.decode()
    assert page.status_code == 422 and "没有写明经营者" in text and "《民法典》第五十四条" in text
    app = APIClient()
    app.force_authenticate(town.zhang)
    answer = app.post("/api/cases/", scene(town, **shop), format="json")
    assert answer.status_code == 400 and "representative" in answer.json()["fields"]
    run_by = scene(town, **shop, representative="早小明")
    answer = app.post("/api/cases/", run_by, format="json")
    assert answer.status_code == 409 and "查不到经营者本人" in str(answer.json()["findings"])
    run_by["reasons"] = {"R-318": "经营者不在场，店员说不出号码"}
    assert app.post("/api/cases/", run_by, format="json").status_code == 201
    assert Case.objects.get().representative == "早小明"
