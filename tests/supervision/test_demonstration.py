"""The league of the demonstration city is told in the order in which it happened."""

from collections import Counter
from itertools import pairwise

from supervision import demonstration
from supervision.league.periods import Kind
from supervision.league.services import computing, publishing
from tests.conftest import AT


def test_no_day_of_the_city_is_lived_before_the_one_before_it():
    """A week is closed ten days after its publication, three after the next week has lifted its warnings."""
    steps = demonstration.steps_until(AT, demonstration.lived(AT.date()))
    moments = [moment for moment, _, _ in steps]
    assert moments == sorted(moments) and moments[-1] <= AT
    weeks = [period.key for period in demonstration.lived(AT.date()) if period.kind == Kind.WEEK]
    for week, following in pairwise(weeks[:-2]):
        taken = [(take, period.key) for _, take, period in steps]
        closed = taken.index((publishing.finalise, week))
        assert taken.index((demonstration.show, week)) < taken.index((demonstration.show, following)) < closed


def test_each_period_is_cut_shown_and_closed_once_at_most():
    steps = demonstration.steps_until(AT, demonstration.lived(AT.date()))
    counted = Counter((take, period.key) for _, take, period in steps)
    assert set(counted.values()) == {1}
    assert {take for take, _ in counted} == {computing.cut, demonstration.show, publishing.finalise}
