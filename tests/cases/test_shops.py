"""R-318: an individual business and its operator are one party for look-backs and duplicates (R-108, R-702)."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from cases.file.bulk import CaseFiles
from cases.file.single import CaseFile
from cases.listing.filters import parties_of
from cases.models import Case, Party
from cases.party.lookback import look_back
from cases.party.repeats import alike_of
from enforcement.errors import Refused
from tests.cases.factories import Town, id_number, issue, make_case, party, weigh
from tests.cases.test_pages import scene, start
from tests.conftest import AT

pytestmark = pytest.mark.django_db
RUNS, OTHER = id_number(date(1980, 1, 2), serial=11), id_number(date(1980, 1, 2), serial=12)
CODE = "91350100M000100Y43"


def shop(**given):
    """Return a shop with its operator, as page 1 hands it over."""
    defaults = {
        "kind": "INDIVIDUAL_BUSINESS", "name": "小明早餐店", "identity_kind": "CREDIT_CODE", "identity": CODE,
        "representative": "早小明", "operator_identity": RUNS,
    }  # fmt: skip
    return party(**defaults | given)


@pytest.fixture
def town():
    return Town()


ONE = {
    "operator, then shop": (party(identity=RUNS), shop(), 1),
    "shop, then operator": (shop(), party(identity=RUNS), 1),
    "two shops of one operator": (shop(), shop(identity_kind="NONE", identity="", name="小明夜宵店"), 1),
    "one shop, new operator": (shop(), shop(operator_identity=OTHER, representative="晚小明"), 1),
    "another's number": (party(identity=OTHER), shop(), 0),
    "a company is not its head": (
        party(identity=RUNS),
        shop(kind="ORGANISATION", name="小明餐饮有限公司"),
        0,
    ),
}


def fined(town, who):
    """Return a delivered fine of this party."""
    case = make_case(town, who=who)
    weigh(case)
    return issue(case, signer_relation="OPERATOR" if who["kind"] == "INDIVIDUAL_BUSINESS" else "SELF")


@pytest.mark.parametrize(("first", "then", "count"), ONE.values(), ids=ONE)
def test_T_318a_the_look_back_and_the_duplicates_know_both_numbers(town, first, then, count):
    earlier = fined(town, first)
    again = make_case(town, who=then)
    assert look_back(case=again).count == count
    Case.objects.filter(pk=again.pk).update(procedure="GENERAL")  # only that one asks for the fines of others
    again = Case.objects.select_related("party", "item", "team").get(pk=again.pk)
    assert [row.pk for row in alike_of([again])[again.pk]] == [earlier.pk] * count
    assert [row.pk for row in CaseFiles([again], AT.date()).fined(again)] == [earlier.pk] * count
    page = CaseFile.of(again.pk, AT.date())
    assert [row.pk for row in page.fined(again)] == [earlier.pk] * count


def test_T_318a_the_number_is_sealed_and_finds_the_shop(town):
    case = make_case(town, who=shop(operator_identity=f" {RUNS[:6]} {RUNS[6:]}"))
    held = Party.objects.get()
    assert held.operator_identity == RUNS and RUNS not in held.operator_sealed
    assert parties_of([RUNS]) == [held.pk]
    assert make_case(town, who=shop()).party == held
    assert make_case(town, who=shop(operator_identity=OTHER)).party != held
    assert case.party == held


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (RUNS[:-1], "现在是17位"),
        (RUNS[:-1] + ("1" if RUNS[-1] != "1" else "2"), "校验位不符"),
        ("12", "只有2位"),
    ],
)
def test_T_318a_a_number_that_cannot_be_one_is_refused(client, town, number, fault):
    with pytest.raises(Refused) as refused:
        make_case(town, who=shop(operator_identity=number))
    assert fault in refused.value.findings[0].message and not Case.objects.exists()
    client.force_login(town.zhang)
    typed = {
        name: value
        for name, value in shop(operator_identity=number).items()
        if name != "identity_kind" and value
    }
    page = client.post(start(client), scene(town, **typed))
    assert page.status_code == 422 and fault in page.content.decode()


def test_T_318a_another_document_and_none_with_a_reason(client, town):
    assert make_case(town, who=shop(operator_identity="h 6012 3456")).party.operator_identity == "H60123456"
    client.force_login(town.zhang)
    typed = scene(town, kind="INDIVIDUAL_BUSINESS", name="小红早餐店", identity=CODE, representative="早小红")
    typed |= {"reason-R-108": "另一处，已与前一件核对"}
    page = client.post(start(client), typed)
    assert page.status_code == 422 and "查不到经营者本人" in page.content.decode()
    page = client.post(start(client), typed | {"reason-R-318": "经营者不在场，店员说不出号码"})
    assert page.status_code == 302, page.content.decode()
    assert Case.objects.latest("pk").party.operator_lookup == ""


def test_T_318a_the_number_is_masked_and_shown_with_a_record(client, town):
    case = make_case(town, who=shop())
    client.force_login(town.zhang)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert RUNS not in page and f"{RUNS[:6]}********{RUNS[-4:]}" in page and "<dt>经营者</dt>" in page
    app = APIClient()
    app.force_authenticate(town.zhang)
    assert app.get(f"/api/cases/{case.pk}/").json()["operator_identity"] == f"{RUNS[:6]}********{RUNS[-4:]}"
    assert RUNS not in app.get(f"/api/cases/{case.pk}/").content.decode()


def test_T_318a_a_person_has_no_operator(town):
    assert make_case(town, who=party(operator_identity=RUNS)).party.operator_lookup == ""
