"""Publishing a version of the rules (口径) after the law and the sums were asked, and trying one without a trace."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from enforcement.errors import Refused
from enforcement.journal.services import record
from enforcement.law.findings import Level as Force
from enforcement.law.findings import block
from enforcement.law.metrics import findings_about
from enforcement.teams.roles import RANK
from supervision.league.definitions import Dimension
from supervision.league.indicators import catalogue
from supervision.league.models import RuleLine, ScoringRules, Snapshot
from supervision.league.rules import FIRST_WEIGHTS, default_row, line_of, rows_of, weights_of
from supervision.league.scores.checking import RULES, check_lines
from supervision.league.scores.methods import half_up
from supervision.league.services.computing import places_of
from supervision.league.services.publishing import require
from supervision.league.services.recounting import reading_of, recounted

EDITABLE = (
    "method", "weight", "target", "target_document", "target_from", "target_to", "base", "base_on", "due_on", "yellow",
    "red", "paced", "veto_misses", "options", "minimum", "rolling_below",
)  # fmt: skip


PLACING = ("place_dimension", "place_least")


def drafted(*, lines, weights, title, document, valid_from, valid_to=None, after=None, **more):
    """Return an unsaved (rules, {indicator: RuleLine}) with what was typed over the version `after`.

    lines: {indicator: {column: value}}; weights: {Dimension: per cent}.
    """
    rules = ScoringRules(
        title=title, document=document, valid_from=valid_from, valid_to=valid_to,
        weights={key: float(value) for key, value in weights.items()}, **more,
    )  # fmt: skip
    known, rows = rows_of(after) if after else {}, {}
    for key, indicator in catalogue().items():
        row = known.get(key) or default_row(rules, indicator)
        rows[key] = RuleLine(rules=rules, indicator=key, **{name: getattr(row, name) for name in EDITABLE})
        for name, value in lines.get(key, {}).items():
            setattr(rows[key], name, value)
    return rules, rows


def findings(rules, rows, day=None):
    """Return everything that forbids these rules: the law's (R-145), then what does not add up.

    day: on which every target must be valid, None for not asking (a trial on an older table).
    """
    found = []
    for key, indicator in catalogue().items():
        if rows[key].weight and not indicator.scored:
            found += [each for each in findings_about(indicator.weighed) if each.level is Force.BLOCK]
    lines = [line_of(indicator, rows[key]) for key, indicator in catalogue().items()]
    return found + check_lines(lines, weights_of(rules), day)


def faults_of_day(before, valid_from):
    """Return why a new version cannot begin on that day: it never reaches back over a published table."""
    found = []
    if before and valid_from <= before.valid_from:
        said = f"新版口径要晚于第 {before.number} 版（{before.valid_from:%Y-%m-%d} 起）生效"
        found.append(block(said, "改用更晚的起始日期", clause=RULES))
    last = Snapshot.objects.published().aggregate(last=Max("last"))["last"]
    if last and valid_from <= last:
        said = f"{last:%Y-%m-%d} 以前的榜单已经发布，新版口径不能追溯"
        found.append(block(said, f"从 {last + timedelta(days=1):%Y-%m-%d} 或者以后起施行", clause=RULES))
    return found


def faults_of_new(rules, rows, before):
    """Return everything that stands against publishing these rules after the version `before`."""
    found = faults_of_day(before, rules.valid_from)
    if not rules.document.strip():
        found.append(block("新版口径没有依据文件", "填写文件名称和文号", clause=RULES))
    return found + faults_of_placing(rules, rows) + findings(rules, rows, rules.valid_from)


def faults_of_placing(rules, rows):
    """Return why units could take a place without anything where it counts most."""
    weights = weights_of(rules)
    measured = {each.dimension for key, each in catalogue().items() if each.scored and rows[key].weight}
    most = max((weights[each] for each in measured), default=0)
    heaviest = [each for each in Dimension if each in measured and weights[each] == most]
    if heaviest and rules.place_dimension not in heaviest:
        named = "、".join(each.label for each in heaviest)
        said = f"排名须有得分的维度不是权重最大的（{named}）：在最要紧的地方没有记录的单位会排到前面"
        return [block(said, f"改为{named}", clause=RULES)]
    if rules.place_least < 1:
        return [block("排名所需件数小于1", "填写1以上的件数", clause=RULES)]
    return []


def refuse_faults(rules, rows, before):
    """Raise Refused with everything that stands against publishing these rules."""
    if found := faults_of_new(rules, rows, before):
        raise Refused("发布口径", found)


@transaction.atomic
def publish_rules(*, lines, weights, title, document, valid_from, valid_to=None, reason="", by, at, **more):
    """Publish the next version of the rules, in force from a day on; the version before ends the day before.

    A version never reaches back over a published table. Raises Refused with every finding, R-145 among them.
    """
    require(by, RANK, "发布口径", at)
    before = ScoringRules.objects.select_for_update().order_by("-number").first()
    rules, rows = drafted(
        lines=lines, weights=weights, title=title, document=document, valid_from=valid_from, valid_to=valid_to,
        after=before, reason=reason, made_by=by, made_at=at, **more,
    )  # fmt: skip
    refuse_faults(rules, rows, before)
    if before and (before.valid_to is None or before.valid_to >= valid_from):
        before.valid_to = valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    rules.number = before.number + 1 if before else 1
    rules.save()
    RuleLine.objects.bulk_create(rows.values())
    record(rules, "league.rules", by=by, at=at, edition=rules.number, first=valid_from, basis=document)
    return rules


def first_rules(*, valid_from, valid_to, document, title, invented, by, at, **more):
    """Write the first version from what the indicators declare, once; return the version in force."""
    if known := ScoringRules.objects.order_by("number").first():
        return known
    rules, rows = drafted(
        lines={}, weights=FIRST_WEIGHTS, title=title, document=document, valid_from=valid_from, valid_to=valid_to,
        invented=invented, made_by=by, made_at=at, number=1, **more,
    )  # fmt: skip
    if found := findings(rules, rows, valid_from):
        raise Refused("发布口径", found)
    with transaction.atomic():
        rules.save()
        RuleLine.objects.bulk_create(rows.values())
        record(rules, "league.rules", by=by, at=at, edition=1, first=valid_from, basis=document)
    return rules


@dataclass(frozen=True)
class Trial:
    """One unit of a trial: its line in the frozen table (None where it had none), and what it would have now."""

    name: str
    path: str
    was: object
    total: Decimal
    place: int | None
    group: str
    why: str = ""

    @property
    def change(self):
        return self.total - self.was.total if self.was else self.total

    @property
    def moved(self):
        """Return how many places it would rise (> 0) or fall, None where one of the two places is missing."""
        before = self.was.rank if self.was else None
        return None if None in (before, self.place) else before - self.place


def tried(snapshot, period, *, lines, weights, group_by_size=None, **placing):
    """Return what other rules would make of a frozen table, a Trial for each unit in the order of their codes.

    Counts what the table counted, so that nothing but the rules differs, and writes nothing at all. Whether the
    targets are valid on that day is not asked: they are tried on days before them.
    """
    kept = snapshot.rules
    rules, rows = drafted(
        lines=lines, weights=weights, title="试算", document="试算", valid_from=kept.valid_from,
        valid_to=kept.valid_to, after=kept,
        group_by_size=kept.group_by_size if group_by_size is None else group_by_size,
        **({name: getattr(kept, name) for name in PLACING} | {key: placing[key] for key in PLACING if key in placing}),
    )  # fmt: skip
    if found := findings(rules, rows):
        raise Refused("试算", found)
    trial = [line_of(indicator, rows[key]) for key, indicator in catalogue().items()]
    table = recounted(reading_of(snapshot, period, rules, trial))
    inside, _ = places_of(table)
    now = {row.path: row for row in snapshot.standings.all()}
    return [
        Trial(
            unit.name, unit.path, now.get(unit.path), half_up(table.scores[unit.path].total, 2),
            inside.get(unit.path), table.scores[unit.path].group, unit.why or table.scores[unit.path].why,
        )
        for unit in table.units
    ]  # fmt: skip


def movers_first(trials):
    """Return the trials with those that move most first, then those whose total changes most."""
    return sorted(trials, key=lambda row: (-abs(row.moved or 0), -abs(row.change), row.path))
