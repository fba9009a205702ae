"""What is out of the ordinary in a period: a unit merged in its middle, a unit without data, a week that still runs."""

from datetime import timedelta

import pytest

from enforcement.errors import DomainError
from enforcement.teams.services import merge_teams
from supervision.league import runs
from supervision.league.definitions import Level
from supervision.league.models import Snapshot
from supervision.league.services import computing
from tests.supervision.league.records import MONDAY, WEEK, League, moment

pytestmark = pytest.mark.django_db
TOWN = (Level.TOWN,)


@pytest.fixture
def league():
    return League()


def merge(league, day):
    city = league.city
    return merge_teams(
        team=city.jishan, into=city.chumen, merged_on=day, document="批复〔2026〕3号", by=None, at=moment(day)
    )


def p1(snapshot, team):
    return snapshot.standings.get(path=team.path).results.get(indicator="P1")


def test_a_unit_merged_in_the_middle_of_a_week_counts_for_the_other_one(league):
    city = league.city
    league.log(city.chumen, 10)
    league.log(city.squad, 6, area=city.jishan.path)
    merge(league, MONDAY + timedelta(days=2))
    [snapshot] = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    merged = snapshot.standings.get(path=city.jishan.path)
    assert (merged.rank, merged.why) == (None, "2026-11-11 并入楚门镇")
    assert p1(snapshot, city.chumen).of == 16 and not merged.results.filter(indicator="P1", of__gt=0).exists()


def test_a_merger_after_the_week_changes_nothing_in_it(league):
    city = league.city
    league.log(city.chumen, 10)
    league.log(city.squad, 6, area=city.jishan.path)
    merge(league, WEEK.last + timedelta(days=1))
    [snapshot] = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    assert p1(snapshot, city.chumen).of == 10 and p1(snapshot, city.jishan).of == 6


def test_a_unit_without_data_is_listed_and_not_ranked(league):
    league.log(league.city.chumen, 10)
    [snapshot] = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    empty = snapshot.standings.get(path=league.city.dachen.path)
    assert (empty.rank, empty.ranked, empty.light) == (None, False, "NONE")
    assert "没有可以计分的记录" in empty.why


def test_a_week_that_still_runs_is_neither_cut_nor_published(league):
    before = WEEK.cut_off - timedelta(seconds=1)
    with pytest.raises(DomainError, match="还没有结束"):
        computing.cut(WEEK, at=before)
    with pytest.raises(DomainError, match="还没有结束"):
        runs.publish(WEEK.key, at=before)
    assert not Snapshot.objects.exists()
