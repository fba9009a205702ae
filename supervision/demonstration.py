"""The league tables of the demonstration city: rules, benchmarks of frequent items, and every week it has lived."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cases.demonstration import after
from cases.models import Case
from enforcement.law.amounts import default_range, yuan
from enforcement.law.kinds import Tier
from enforcement.teams.models import Officer
from lists.importing import import_sheet
from lists.models import DiscretionBenchmark, FineMode, ImportReport, ItemVersion
from supervision.league.models import ScoringRules, Snapshot
from supervision.league.periods import Kind, containing
from supervision.league.services import appealing, computing, publishing, warning
from supervision.league.services.defining import first_rules
from supervision.league.services.lifting import lift_met

WEEKS, MONTHS = 14, 3
DOCUMENT = "（演示）台州市“大综合一体化”行政执法改革评价办法"
SCALE = "（演示）台州市综合行政执法裁量基准"
HEAD = ("code", "name", "basis_law", "article", "tier", "circumstance", "penalty_text", "min", "max", "unit", "issuer",
        "area", "item_code", "valid_from")  # fmt: skip
ANSWER = "已逐件核对失分记录，属实的当周补办完毕；今后由中队长每日下班前检查录入，每周五复查。"
OBJECTION = "实时办理率中有补录的案件：当日信号中断，已附运营商证明，请核实发现时间。"
TIERS = (Tier.LIGHTER, Tier.ORDINARY, Tier.HEAVIER)


@after("league")
def tables(at):
    """Make the rules, the benchmarks and the tables; what stands already is left as it stands."""
    today = timezone.localdate(at)
    first_rules(
        valid_from=date(today.year, 1, 1), valid_to=date(today.year + 1, 12, 31), document=DOCUMENT,
        title="“六比六看”评价口径（演示）", invented=True, by=None, at=at,
    )  # fmt: skip
    refine(today, at)
    counted = [period for period in lived(today) if ScoringRules.objects.on(period.last).exists()]
    for moment, take, period in steps_until(at, counted):
        take(period, at=moment)
    for kind in (Kind.WEEK, Kind.MONTH):
        computing.run_provisional(containing(kind, today), at=at)
    object_to_last_week(at)


def lived(today):
    """Return the ended weeks and months that the city has lived, the earliest first."""
    found = []
    for kind, many in ((Kind.WEEK, WEEKS), (Kind.MONTH, MONTHS)):
        period = containing(kind, today)
        for _ in range(many):
            period = period.previous
            found.append(period)
    return sorted(found, key=lambda period: (period.last, period.kind))


def steps_until(at, periods):
    """Return (moment, step, period) of what has happened to the periods, in its order: the weeks overlap."""
    steps = [
        step
        for period in periods
        for step in (
            (period.cut_off, computing.cut, period),
            (period.publish_at, show, period),
            (period.publish_at + timedelta(days=10), publishing.finalise, period),
        )
    ]
    return sorted((step for step in steps if step[0] <= at), key=lambda step: step[0])


@transaction.atomic
def show(period, *, at):
    """Publish a period, lift the warnings that it ends and send its own; one that is published stays as it is."""
    made = publishing.publish(period, at=at)
    for snapshot in made:
        lift_met(snapshot, at=at)
    if made:
        warn(period, at)


def warn(period, at):
    """Issue the red warnings of a week as the city office would, three at most; most units answer, some late."""
    chen = Officer.objects.filter(username="chen").first()
    table = Snapshot.objects.shown().filter(period=period.key, level="TOWN", kind="WEEK").first()
    if not (chen and table):
        return
    for standing in table.standings.filter(light="RED", ranked=True).order_by("-rank")[:3]:
        light = standing.lights[0]
        sent = warning.issue(
            standing, cause=light["cause"], indicator=light["indicator"], by=chen, at=table.published_at
        )
        answered_at = sent.sent_at + timedelta(days=4 if sent.pk % 3 == 0 else 1, hours=2)
        if sent.pk % 5 and answered_at < at and (head := spokesman(sent.path)):
            warning.answer(sent, text=ANSWER, by=head, at=answered_at)


def refine(today, at):
    """Publish benchmarks for the frequent items: most since January, some since five weeks ago."""
    uses = Counter(Case.objects.values_list("item__item__code", flat=True))
    versions = {
        version.item.code: version
        for version in ItemVersion.objects.on(today).filter(fine_mode=FineMode.RANGE).select_related("item")
    }
    codes = [
        code for code, _ in sorted(uses.items(), key=lambda each: (-each[1], each[0])) if code in versions
    ]
    done = set(DiscretionBenchmark.objects.filter(item__isnull=False).values_list("item__code", flat=True))
    since = [date(today.year, 1, 1)] * 7 + [today - timedelta(weeks=5)]
    rows = [
        row
        for place, code in enumerate(codes)
        if place % 8 < len(since) and code not in done
        for row in bands(versions[code], since[place % 8])
    ]
    if not rows:
        return
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(HEAD)
    sheet.writerows(rows)
    content = written.getvalue().encode("utf-8-sig")
    import_sheet(
        kind=ImportReport.Kind.DISCRETION, name="演示裁量基准.csv", content=content, day=date(today.year, 1, 1),
        by=None, at=at,
    )  # fmt: skip


def bands(version, since):
    """Yield the three lines of an item's benchmark, as the default split would cut its range."""
    for number, tier in enumerate(TIERS, 1):
        span = default_range(tier, version.fine_min, version.fine_max)
        yield (
            f"YS-{version.item.code}"[:40], version.name, version.basis_law, f"第{version.basis_article}条", number,
            tier.label, "罚款", yuan(span.low), yuan(span.high), "元", SCALE, "3310", version.item.code,
            since.isoformat(),
        )  # fmt: skip


def object_to_last_week(at):
    """Let two units object to the last week while they may."""
    last = (
        Snapshot.objects.shown()
        .filter(kind="WEEK", level="TOWN", state="PUBLISHED")
        .order_by("-last")
        .first()
    )
    if not (last and last.published_at + timedelta(hours=3) < at):
        return
    for standing in last.standings.filter(ranked=True).exclude(light="NONE").order_by("rank")[:2]:
        head = spokesman(standing.path)
        if head and not standing.appeals.exists():
            appealing.appeal(
                standing, text=OBJECTION, indicator="P1", by=head, at=last.published_at + timedelta(hours=3)
            )


def spokesman(path):
    return Officer.objects.filter(posts__team__path=path, posts__role="HEAD", is_active=True).first()
