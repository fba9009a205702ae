"""E2E-2 of the rulebook: on the spot, a citizen, 24 September 2026, to the day."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from cases.models import Case
from cases.street.papers import on_the_spot
from enforcement.documents import services as documents
from enforcement.errors import Refused
from tests.cases.factories import Town, issue, make_case, weigh
from tests.conftest import SHANGHAI

pytestmark = pytest.mark.django_db
SEPTEMBER = datetime(2026, 9, 24, 15, 30, tzinfo=SHANGHAI)


def test_E2E_2_on_the_spot_citizen():
    town = Town()
    case = make_case(town, at=SEPTEMBER)
    weigh(case, at=SEPTEMBER, fine=Decimal(200))
    case = issue(case, at=SEPTEMBER)

    due = {row.key: row for row in case.limits}
    assert due["file_with_unit"].legal_last_day == date(2026, 9, 30)
    assert due["pay"].legal_last_day == date(2026, 10, 9)
    assert due["reconsideration"].legal_last_day == date(2026, 11, 23)
    assert case.state == "DELIVERED" and case.decision.fine == 200
    assert case.number == "玉楚综执简罚决字〔2026〕第000001号"
    content = case.decision.document.full_content()
    assert "先向玉环市人民政府申请行政复议" in content["remedies"]
    assert "可直接" not in content["remedies"] and "6个月" not in content["remedies"]


def test_E2E_2_201_yuan_leaves_the_summary_procedure():
    town = Town()
    case = make_case(town, at=SEPTEMBER)
    with pytest.raises(Refused) as refused:
        weigh(case, at=SEPTEMBER, fine=Decimal(201))
    assert "R-126" in {finding.rule for finding in refused.value.findings}
    assert not hasattr(Case.objects.get(pk=case.pk), "assessment")


def test_E2E_2_text_that_offers_a_direct_suit_is_refused():
    town = Town()
    case = make_case(town, at=SEPTEMBER)
    weigh(case, at=SEPTEMBER)
    content = on_the_spot.content_of(Case.objects.get(pk=case.pk), at=SEPTEMBER)
    wrong = replace(content, remedies="可以先向玉环市人民政府申请行政复议，也可直接向人民法院起诉。")
    found = documents.obstacles(
        kind="ON_THE_SPOT", content=wrong, team=town.team, by=town.zhang, day=SEPTEMBER.date(), number=None
    )
    assert any("起诉" in finding.message for finding in found if finding.rule == "R-127")
