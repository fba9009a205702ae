"""An objection that is upheld changes what it is about, in every table of its period, and nothing else."""

import pytest

from cases.models import Case
from enforcement.errors import DomainError
from supervision.league.counting.traces import Trace
from supervision.league.definitions import Level
from supervision.league.models import Appeal, Snapshot
from supervision.league.periods import parse
from supervision.league.services import appealing, defining, publishing, recounting
from tests.supervision.league.acting import TUESDAY, Published
from tests.supervision.league.records import HOUR, WEEK

REPLY = "调取日志，确系当日录入"


@pytest.fixture
def city(db):
    from enforcement import clock

    with clock.set_to(TUESDAY):
        yield Published(levels=tuple(Level))


def object_to(city, indicator="P1"):
    return appealing.appeal(city.chumen, text="不对", indicator=indicator, by=city.head, at=TUESDAY)


def spoil_others(city):
    """Let the records of another town count otherwise since the cut, for a reason that nobody disputes."""
    return Case.objects.filter(team=city.city.haimen).update(discovered_at=TUESDAY - 90 * 24 * HOUR)


def uphold(row, city, **given):
    return appealing.reply(row, upheld=True, text=REPLY, by=city.office, at=TUESDAY, **given)


def shown(level):
    return Snapshot.objects.shown().get(period=WEEK.key, level=level)


def figures(snapshot, path):
    row = snapshot.standings.get(path=path)
    results = row.results.order_by("indicator").values_list("indicator", "n", "of", "score")
    return row.total, row.rank, row.dimensions, row.lights, row.trend, list(results)


def test_only_the_unit_s_records_are_put_right_and_everybody_else_stays(city):
    row, case = object_to(city), city.mend()
    old, haimen = city.snapshot, city.city.haimen.path
    assert spoil_others(city)
    before = figures(old, haimen)
    uphold(row, city)
    row.refresh_from_db()
    assert [(each["pk"], each["was"], each["is"]) for each in row.changes] == [(case.pk, "0", "1")]
    new = shown("TOWN")
    assert new == row.corrected and figures(new, haimen) == before
    assert {each["unit"] for each in new.differences} == {city.city.chumen.path}
    assert publishing.is_intact(old) and publishing.is_intact(new)


def test_the_pair_of_tables_is_published_together(city):
    row = object_to(city)
    city.mend()
    county = city.city.chumen.path[:6]
    was = {level: shown(level) for level in Level}
    uphold(row, city)
    now = {level: shown(level) for level in Level}
    assert {level for level in Level if now[level].serial == 2} == {"TOWN", "COUNTY", "CITY"}
    [town], [above] = (
        now[level].standings.get(path=path).results.filter(indicator="P1")
        for level, path in (("TOWN", city.city.chumen.path), ("COUNTY", county))
    )
    assert (town.n, town.of) == (16, 20) and (above.n, above.of) == (16, 20)
    assert {now[level].reason for level in ("TOWN", "COUNTY", "CITY")} == {f"采纳楚门镇的异议：{REPLY}"}
    assert now["DEPARTMENT"] == was["DEPARTMENT"]


def test_another_indicator_is_not_touched(city):
    row = object_to(city, "L4")
    city.mend()
    with pytest.raises(DomainError, match="采纳不会改变任何成绩"):
        uphold(row, city)
    assert Appeal.objects.get().state == "OPEN" and Snapshot.objects.count() == 4


def test_records_of_others_make_no_ground(city):
    row = object_to(city)
    spoil_others(city)
    with pytest.raises(DomainError, match="采纳不会改变任何成绩"):
        uphold(row, city)
    assert Snapshot.objects.count() == 4


def test_what_is_confirmed_is_what_is_published(city):
    row = object_to(city)
    city.mend()
    seen = recounting.seal_of(recounting.upheld(row, WEEK))
    second = city.late[1]
    second.discovered_at = second.opened_at - HOUR
    second.save(update_fields=["discovered_at"])
    with pytest.raises(DomainError, match="与您刚才看到的不同，没有公布"):
        uphold(row, city, seen=seen)
    assert Snapshot.objects.count() == 4
    outcomes = recounting.upheld(row, WEEK)
    promised = {each["unit"]: each["is"] for each in outcomes[0].totals}
    uphold(row, city, seen=recounting.seal_of(outcomes))
    assert shown("TOWN").standings.get(path=city.city.chumen.path).total == promised[city.city.chumen.path]


def test_every_unit_that_moves_is_shown_before_the_press(city, pages):
    row = object_to(city)
    city.mend()
    _, text = pages(city.office, f"/league/appeals/{row.pk}/", {"text": REPLY, "step": "look"})
    for words in ("楚门镇", "玉环市", "台州市", "县级 W46-2", "全市 W46-2", 'name="seen"'):
        assert words in text, words


def test_a_later_appeal_about_another_unit_s_correction_finds_nothing(city):
    first = object_to(city)
    city.mend()
    uphold(first, city)
    other = appealing.appeal(
        shown("TOWN").standings.get(path=city.city.haimen.path), text="也不对", indicator="P1", by=city.stranger,
        at=TUESDAY,
    )  # fmt: skip
    with pytest.raises(DomainError, match="采纳不会改变任何成绩"):
        uphold(other, city)


def test_a_trial_counts_what_the_table_counted(city):
    before = defining.tried(city.snapshot, WEEK, lines={}, weights=city.rules.weights)
    assert [each.change for each in before] == [0] * len(before)
    spoil_others(city)
    city.mend()
    again = defining.tried(city.snapshot, WEEK, lines={}, weights=city.rules.weights)
    assert [(each.total, each.place) for each in again] == [(each.total, each.place) for each in before]


def test_a_frozen_table_comes_out_of_its_own_contributions(city):
    for level in Level:
        snapshot = shown(level)
        table = recounting.recounted(recounting.reading_of(snapshot, parse(snapshot.period)))
        assert recounting.totals_again(snapshot, table) == []


def test_a_record_is_put_into_and_out_of_a_trace():
    trace = Trace()
    trace.texts = {"case": "12:1 13:0 9;1"}
    trace.put("case", 13, ":1")
    trace.put("case", 9, None)
    trace.put("review", 4, ";0")
    assert trace.worths() == {("case", 12): ":1", ("case", 13): ":1", ("review", 4): ";0"}
    trace.put("review", 4, None)
    assert trace.texts == {"case": "12:1 13:1"}
