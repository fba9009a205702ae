"""A table is frozen with what it was made of: made once, published in time, corrected beside the old one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localtime

from cases.models import Case
from enforcement.errors import DomainError
from enforcement.journal.models import Entry
from enforcement.teams.roles import Role
from supervision.league import runs
from supervision.league.definitions import Level
from supervision.league.models import Result, Snapshot
from supervision.league.periods import parse
from supervision.league.services import computing, defining, differing, publishing
from supervision.models import ScoringRules
from tests.factories import make_officer
from tests.supervision.league.records import HOUR, MONDAY, WEEK, League, moment

pytestmark = pytest.mark.django_db
TOWN = (Level.TOWN,)


@pytest.fixture
def league():
    return League()


def standing(snapshot, team):
    return snapshot.standings.get(path=team.path)


def results(snapshot, team):
    return {row.indicator: row for row in Result.objects.filter(standing=standing(snapshot, team))}


def busy(league):
    """A week in which 海门街道 does better than 楚门镇, and 大陈镇 hardly anything."""
    city = league.city
    league.log(city.haimen, 20)
    league.log(city.chumen, 15)
    late = league.log(city.chumen, 5, delay=30 * HOUR)
    league.log(city.dachen, 2)
    return late


def test_a_cut_table_ranks_and_names_the_records_that_cost_points(league):
    late = busy(league)
    [snapshot] = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    city = league.city
    haimen, chumen, dachen = (standing(snapshot, team) for team in (city.haimen, city.chumen, city.dachen))
    assert (haimen.rank, chumen.rank, dachen.rank) == (1, 2, None)
    assert dachen.why.startswith("样本不足")
    row = results(snapshot, city.chumen)["P1"]
    assert (row.n, row.of, str(row.value), str(row.target)) == (15, 20, "75.0000", "98.0000")
    assert row.misses == [["case", case.pk] for case in late]
    assert chumen.dimensions["TEAMS"] == 100.0 and "ENFORCEMENT" not in chumen.dimensions
    assert abs(sum(each.points for each in results(snapshot, city.chumen).values()) - chumen.total) < 0.01
    assert {light["indicator"] for light in chumen.lights} >= {"P1", "L4"}


def test_every_level_and_group_has_its_table(league):
    busy(league)
    made = {snapshot.level: snapshot for snapshot in computing.cut(WEEK, at=WEEK.cut_off)}
    assert set(made) == set(Level)
    groups = {row.path: row.group for row in made["TOWN"].standings.all()}
    city = league.city
    assert groups[city.chumen.path] == "EMPOWERED" and groups[city.jishan.path] == "SERVED"
    assert [row.name for row in made["CITY"].standings.all()] == ["台州市"]
    assert made["COUNTY"].standings.filter(ranked=True).count() == 2
    assert [row.path for row in made["DEPARTMENT"].standings.all()] == [city.bureau.path]


def test_what_happens_later_changes_nothing_and_is_named(league):
    late = busy(league)
    [snapshot] = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    before = list(snapshot.standings.order_by("path").values_list("total", "rank", "dimensions"))
    assert publishing.is_intact(snapshot) and differing.changed_since(snapshot, WEEK) == []
    league.log(league.city.dachen, 30, day=WEEK.last + timedelta(days=2))
    assert differing.changed_since(snapshot, WEEK) == []

    Case.objects.filter(pk=late[0].pk).update(discovered_at=moment(MONDAY) - HOUR)
    [changed] = differing.changed_since(snapshot, WEEK)
    assert changed == {
        "indicator": "P1", "unit": league.city.chumen.path, "kind": "case", "pk": late[0].pk, "was": "0", "is": "1",
    }  # fmt: skip
    assert list(snapshot.standings.order_by("path").values_list("total", "rank", "dimensions")) == before
    assert publishing.is_intact(snapshot)


def test_a_touched_row_is_found(league):
    busy(league)
    [snapshot] = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    Result.objects.filter(standing__snapshot=snapshot, indicator="P1").update(n=20)
    assert not publishing.is_intact(snapshot)


def test_the_same_cut_twice_is_one(league):
    busy(league)
    first = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    again = computing.cut(WEEK, at=WEEK.cut_off + timedelta(days=3), levels=TOWN)
    assert first == again and Snapshot.objects.count() == 1


def test_a_running_period_has_a_provisional_table_made_anew(league):
    busy(league)
    with pytest.raises(DomainError, match="还没有结束"):
        computing.cut(WEEK, at=moment(MONDAY, 12))
    [early] = computing.run_provisional(WEEK, at=moment(MONDAY, 12), levels=TOWN)
    [later] = computing.run_provisional(WEEK, at=moment(MONDAY, 18), levels=TOWN)
    assert later.state == "PROVISIONAL" and not Snapshot.objects.filter(pk=early.pk).exists()
    computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    assert list(Snapshot.objects.values_list("serial", flat=True)) == [1]
    assert computing.run_provisional(WEEK, at=WEEK.cut_off) == []


def test_no_rules_no_table(league):
    ScoringRules.objects.all().delete()
    with pytest.raises(DomainError, match="没有生效的评价口径"):
        computing.cut(WEEK, at=WEEK.cut_off)


def test_published_on_monday_at_nine_disputed_till_wednesday_final_on_thursday(league):
    busy(league)
    computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    with pytest.raises(DomainError, match="还没有到时间"):
        publishing.publish(WEEK, at=WEEK.publish_at - timedelta(minutes=1))
    [snapshot] = publishing.publish(WEEK, at=WEEK.publish_at)
    assert f"{localtime(snapshot.appeal_until):%m-%d %H:%M}" == "11-18 18:00"
    assert publishing.publish(WEEK, at=WEEK.publish_at) == []
    assert publishing.finalise(WEEK, at=moment(snapshot.appeal_until.date(), 19)) == []
    [final] = publishing.finalise(WEEK, at=moment(snapshot.appeal_until.date() + timedelta(days=1), 9))
    assert final.state == "FINAL"
    verbs = ["league.cut", "league.published", "league.final"]
    chain = Entry.objects.filter(chain__key=snapshot.chain_key).order_by("serial")
    assert list(chain.values_list("verb", flat=True)) == verbs


def test_a_correction_stands_beside_the_old_table_and_says_what_differs(league):
    late = busy(league)
    computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    [old] = publishing.publish(WEEK, at=WEEK.publish_at)
    at = WEEK.publish_at + 3 * HOUR
    with pytest.raises(DomainError, match="完全相同"):
        publishing.correct(WEEK, "TOWN", reason="核对", by=league.office, at=at)
    Case.objects.filter(pk__in=[case.pk for case in late]).update(discovered_at=moment(MONDAY) - HOUR)
    with pytest.raises(DomainError, match="理由"):
        publishing.correct(WEEK, "TOWN", reason=" ", by=league.office, at=at)
    with pytest.raises(PermissionDenied):
        publishing.correct(WEEK, "TOWN", reason="核对", by=make_officer(Role.HEAD, league.city.chumen), at=at)
    new = publishing.correct(WEEK, "TOWN", reason="发现时间录错", by=league.office, at=at)
    assert (new.name, new.state, new.cut_off) == ("W46-2", "PUBLISHED", WEEK.cut_off)
    said = {(row["what"], row["was"], row["is"]) for row in new.differences if row["name"] == "楚门镇"}
    assert ("实时办理率", "15/20", "20/20") in said and ("位次", "2", "1") in said
    assert Snapshot.objects.shown().get() == new and publishing.is_intact(old)
    assert standing(old, league.city.chumen).rank == 2


def test_a_withdrawn_table_keeps_its_rows_and_its_reason(league):
    busy(league)
    computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    [snapshot] = publishing.publish(WEEK, at=WEEK.publish_at)
    gone = publishing.withdraw(snapshot, reason="接口数据缺失", by=league.office, at=WEEK.publish_at)
    assert gone.state == "WITHDRAWN" and gone.standings.exists()
    assert not Snapshot.objects.shown().exists()
    with pytest.raises(DomainError, match="已撤回"):
        publishing.withdraw(gone, reason="再撤", by=league.office, at=WEEK.publish_at)


def test_changes_and_trends_come_from_the_table_before(league):
    busy(league)
    league.log(league.city.chumen, 20, day=MONDAY - timedelta(weeks=1))
    league.log(league.city.haimen, 20, day=MONDAY - timedelta(weeks=1), delay=30 * HOUR)
    for period in (WEEK.previous, WEEK):
        computing.cut(period, at=period.cut_off, levels=TOWN)
        publishing.publish(period, at=period.publish_at)
    now = Snapshot.objects.get(period=WEEK.key)
    haimen = standing(now, league.city.haimen)
    assert (haimen.previous_rank, haimen.rank, haimen.change) == (2, 1, 1)
    assert haimen.places == [2, 1] and haimen.trend[-1] == float(haimen.total)


def test_quality_says_which_unit_is_late_empty_or_contradicts_itself(league):
    busy(league)
    league.log(league.city.haimen, 1, delay=80 * HOUR)
    [snapshot] = computing.cut(WEEK, at=WEEK.cut_off, levels=TOWN)
    snapshot.refresh_from_db()
    said = {row["name"]: row for row in snapshot.quality}
    assert said["海门街道"]["late"] == 1 and said["沙门镇"]["cases"] == 0
    assert "大陈镇" not in said


def test_no_points_for_lists_in_another_months_rules(league):
    """A table is scored by the rules of its own days, whatever came later."""
    busy(league)
    weights = dict.fromkeys(league.rules.weights, 0) | {"PLATFORM": 100}
    defining.publish_rules(
        lines={}, weights=weights, title="二版", document="市办〔2026〕9号", valid_from=WEEK.last + timedelta(days=1),
        place_dimension="PLATFORM", place_least=5, by=league.office, at=WEEK.cut_off,
    )  # fmt: skip
    [snapshot] = computing.cut(WEEK, at=WEEK.publish_at, levels=TOWN)
    assert snapshot.rules.number == 1
    league.log(league.city.chumen, 20, day=WEEK.next.first, delay=30 * HOUR)
    [after] = computing.cut(WEEK.next, at=WEEK.next.cut_off, levels=TOWN)
    assert after.rules.number == 2
    assert set(standing(after, league.city.chumen).dimensions) == {"PLATFORM"}


def test_monthly_and_yearly_tables_read_their_own_days(league):
    busy(league)
    league.log(league.city.chumen, 30, day=MONDAY - timedelta(days=120))
    for key, of in (("2026-11", 20), ("2026", 50)):
        period = parse(key)
        [snapshot] = computing.run_provisional(period, at=WEEK.cut_off, levels=TOWN)
        assert results(snapshot, league.city.chumen)["P1"].of == of


def test_runs_missed_over_a_monday_are_made_once(league):
    busy(league)
    at = WEEK.publish_at + timedelta(days=1)
    asked = {(kind, key) for kind, key, _, _ in runs.due(at)}
    assert {("league.cut", WEEK.key), ("league.publish", WEEK.key), ("league.cut", "2026-10")} <= asked
    runs.publish(WEEK.key, at=at)
    runs.publish(WEEK.key, at=at)
    assert Snapshot.objects.filter(period=WEEK.key, serial=1).count() == len(Level)
    assert WEEK.key not in {period.key for period in runs.missing(at)}
    town = Snapshot.objects.get(period=WEEK.key, level="TOWN")
    assert f"{localtime(town.appeal_until):%m-%d %H:%M}" == "11-19 18:00"
