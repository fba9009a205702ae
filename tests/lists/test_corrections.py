"""The sheets that came after the first: texts that replaced others, items of the code that the list lacked."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement.law.kinds import PenaltyKind
from enforcement.parameters.models import StatuteVersion
from lists.models import ImportReport, ItemVersion
from lists.seeds import load_lists

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2026, 3, 29), date(2026, 3, 30)


@pytest.fixture
def loaded(at):
    return load_lists(by=None, at=at)


def on(code, day):
    return ItemVersion.objects.on(day).filter(item__code=code).first()


def test_T_1206e_an_item_of_the_old_funeral_text_ends_with_it(loaded):
    for code in ("ZJ-BZ-18-A", "ZJ-BZ-22-2-A"):
        assert on(code, LAST) is not None and on(code, FIRST) is None


def test_T_1220a_the_newer_text_ends_the_older_one_the_day_before(loaded):
    old, new = StatuteVersion.objects.filter(statute__key="BZ").order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.valid_to) == (LAST, FIRST, None)
    [gone] = StatuteVersion.objects.filter(statute__key="GS")
    assert gone.repealed_on == date(2026, 6, 1) and gone.valid_to == date(2026, 5, 31)
    [water] = StatuteVersion.objects.filter(statute__key="GSTL")
    assert water.valid_from == date(2026, 6, 1)


# 生态环境法典 1129, 1134(2), 1174(1)(1)(2) with (2), 1190(3), 1210; 1132(2) closes and fines (law.md 16)
CODE = [
    ("ZJ-FD-1129-A", 2000, 20000, {"FINE"}, False), ("ZJ-FD-1134-2-A", 10000, 100000, {"FINE"}, False),
    ("ZJ-FD-1174-1-1-O", 100000, 1000000, {"FORFEIT_GAINS", "FINE"}, False),
    ("ZJ-FD-1174-1-2-O", 100000, 1000000, {"FORFEIT_GAINS", "FINE"}, False),
    ("ZJ-FD-1190-1-3-P", 200, 1000, {"WARNING", "FINE"}, True), ("ZJ-FD-1210-A", 5000, 50000, {"FINE"}, True),
    ("ZJ-FD-1132-2-A", 10000, 100000, {"CLOSE_BUSINESS", "FINE"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("code", "low", "high", "kinds", "first"), CODE, ids=[row[0] for row in CODE])
def test_items_of_the_code(loaded, code, low, high, kinds, first):
    # a version that stood is corrected from its second day: what was in force on the first stays as it was
    version = on(code, date(2026, 8, 16))
    assert (version.fine_min, version.fine_max) == (Decimal(low), Decimal(high))
    assert {PenaltyKind(kind).name for kind in version.kinds} == kinds
    assert version.correct_first is first and on(code, date(2026, 8, 14)) is None


def test_a_place_that_has_the_first_sheets_gets_the_later_ones(loaded, at):
    """As after an upgrade: what stands stays, what came later is loaded, and again changes nothing."""
    assert load_lists(by=None, at=at) == []
    ImportReport.objects.filter(name__contains="2026-11").update(name="another.csv")
    assert len(load_lists(by=None, at=at)) == 2
    assert ItemVersion.objects.filter(item__code="ZJ-FD-1129-A").count() == 1
