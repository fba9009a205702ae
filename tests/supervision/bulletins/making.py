"""A city with a published table of its towns: as many as a test wants, falling scores, two lights at the end."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

from enforcement.teams.models import Team
from enforcement.teams.roles import Role
from supervision.bulletins.services import making
from supervision.league.models import Result, ScoringRules, Snapshot, Standing
from supervision.league.periods import parse
from tests.conftest import AT, SHANGHAI
from tests.factories import make_officer, make_team

TODAY = AT.date()
CUT = datetime(2026, 11, 16, 0, 0, tzinfo=SHANGHAI)
WEIGHTS = {"LISTS": 15, "TEAMS": 15, "ENFORCEMENT": 30, "PLATFORM": 20, "SYSTEM": 10, "INNOVATION": 10}
NAMES = [
    "清港镇",
    "楚门镇",
    "沙门镇",
    "干江镇",
    "芦浦镇",
    "龙溪镇",
    "大麦屿街道",
    "坎门街道",
    "玉城街道",
    "海山乡",
]
RED = {
    "light": "RED", "cause": "BAND", "indicator": "E1",
    "reason": "法定期限内办结率80.00%（16/20），低于红色界限（97.00%）",
    "exit": "法定期限内办结率达到97.00%以上",
}  # fmt: skip
YELLOW = {
    "light": "YELLOW", "cause": "FELL", "indicator": "", "reason": "位次下降3位", "exit": "位次回升到第5位以上",
}  # fmt: skip


def make_office():
    """Return the city office's unit, and its person who writes bulletins."""
    make_team("3310")
    office = make_team("331000901")
    office.mark, office.full_name = "台综指办", "台州市综合行政执法指导办公室"
    office.save()
    return office, make_officer(Role.CITY_OFFICE, office, name="陈九")


def make_rules():
    return ScoringRules.objects.create(
        number=1,
        title="首版",
        document="台州市“六比六看”评价办法",
        weights=WEIGHTS,
        valid_from=date(2026, 1, 1),
        made_at=AT,
    )


def make_snapshot(rules=None, *, serial=1, state="PUBLISHED", level="TOWN", **given):
    period = parse("2026-W46")
    values = {
        "kind": "WEEK", "period": period.key, "first": period.first, "last": period.last, "level": level,
        "serial": serial, "state": state, "rules": rules or ScoringRules.objects.first() or make_rules(),
        "formula_version": "1", "list_version": "1", "cut_off": CUT, "computed_at": CUT + timedelta(hours=1),
        "journal_position": 0, "published_at": CUT + timedelta(hours=9),
        "appeal_until": CUT + timedelta(days=2, hours=18), "digest": "0" * 64,
    }  # fmt: skip
    return Snapshot.objects.create(**values | given)


def town(place):
    """Return the town on a place of the table: known names first, then numbers."""
    path = f"331083{101 + place:03}"
    name = NAMES[place] if place < len(NAMES) else f"第{place + 1}镇"
    team = Team.objects.filter(path=path).first() or make_team(path)
    team.name = name
    team.save(update_fields=["name"])
    return team


def fill(snapshot, towns=10, *, group="EMPOWERED", step=Decimal("1.5"), lower=Decimal(0)):
    """Give a snapshot one standing for each town, from the best down, with two results for each of the last three."""
    rows = []
    for place in range(towns):
        team = town(place)
        total = max(Decimal(98) - step * place - lower, Decimal(1))
        before = {towns - 1: towns - 3, 0: 2, 1: 1}.get(place, place + 1)
        rows.append(
            Standing(
                snapshot=snapshot, team=team, path=team.path, name=team.name, county="玉环市", group=group,
                rank=place + 1, rank_overall=place + 1, previous_rank=before, total=total,
                previous_total=Decimal(98) - step * (before - 1),
                dimensions={key: float(max(total - number, 0)) for number, key in enumerate(WEIGHTS)},
            )
        )  # fmt: skip
    if towns > 3:
        rows[-1].light, rows[-1].lights = "RED", [RED]
        rows[-2].light, rows[-2].lights = "YELLOW", [YELLOW]
    rows = Standing.objects.bulk_create(rows)
    Result.objects.bulk_create(
        result for row in rows[-3:] for result in (
            make_result(row, "E1", n=16, of=20, value=80, target=100, share=18, points=Decimal("14.40")),
            make_result(row, "P1", n=30, of=40, value=75, target=98, share=14, points=Decimal("10.714286")),
        )
    )  # fmt: skip
    return rows


def make_result(standing, indicator, *, n, of, value, target, share, points, **given):
    values = {
        "status": "SCORED", "n": n, "of": of, "period_n": n, "period_of": of, "value": value, "target": target,
        "method": "ATTAIN", "weight": 60, "share": share, "score": 100 * Decimal(points) / share, "points": points,
    }  # fmt: skip
    return Result(standing=standing, indicator=indicator, **values | given)


def make_table(towns=10):
    """Return the office, its writer, and a published snapshot with its standings."""
    office, chen = make_office()
    snapshot = make_snapshot()
    rows = fill(snapshot, towns)
    return SimpleNamespace(office=office, chen=chen, snapshot=snapshot, rows=rows)


def make_bulletin(towns=10, table=None):
    table = table or make_table(towns)
    return making.make(snapshot=table.snapshot, group="EMPOWERED", by=table.chen, at=AT, day=TODAY)


def correct(table, towns=10):
    """Put a corrected snapshot beside a table's, half a point lower for everybody."""
    newer = make_snapshot(serial=2, reason="采纳异议")
    fill(newer, towns, lower=Decimal("0.5"))
    return newer
