"""The one import: a sheet is examined row by row, compared with what stands, shown, published as of a day.

Twice gives the same. A row that differs from the entry in force begins a new version and ends the old one on
the day before; nothing published is edited or lost. A sheet with a faulty row changes nothing unless the good
rows alone are asked for.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.errors import Conflict, Refused
from enforcement.journal.services import locked_chain, record
from enforcement.law.findings import block
from enforcement.parameters.models import Statute
from enforcement.parameters.services import may_set, refresh_soon
from enforcement.parameters.sheets import UnknownColumns, read_sheet
from enforcement.teams.roles import EDIT_LISTS
from lists import matching
from lists.importers import IMPORTERS
from lists.importers.rows import Fault, Held, Record
from lists.models import SUBJECTS, Catalogue, FineMode, ImportLine, ImportReport, Simple

Outcome = ImportLine.Outcome
COUNTED = (Outcome.TAKEN, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)
CHAIN = "settings:lists"
SHOWN = 20  # rows named in a refusal; the report has all of them
ONE_DAY = timedelta(days=1)
WORDS = dict([*Catalogue.choices, *FineMode.choices, *Simple.choices, *SUBJECTS, *Statute.LEVELS])


@dataclass
class Change:
    """What one record does: begin an entry (`start`, `end`), close one (`ends`), correct its remarks."""

    record: Record
    outcome: str
    words: str = ""
    start: date | None = None
    end: date | None = None
    ends: tuple[Held, date] | None = None
    touches: Held | None = None
    is_first: bool = False


@dataclass
class Examined:
    """A sheet compared with what stands: what would change, and what cannot be taken."""

    changes: list
    faults: list
    missing: list
    importer: object = None
    counts: dict = field(default_factory=dict)


@transaction.atomic
def preview_sheet(*, kind, name, content, day, by, at, defaults=None, columns=None, wait=False):
    """Examine a sheet and keep it with every row's fate, to be published or left; nothing else changes.

    content: the file's bytes. day: from when changes hold that name no day of their own.
    defaults: {column: text} for columns which the sheet lacks. columns: {what the sheet writes: our column}, kept
    for the unit's next sheet. wait: keep a sheet whose columns are not known, until they are matched.
    """
    today = timezone.localdate(at)
    check_may_import(kind, by, day, today)
    names = matching.checked(kind, columns or {})
    report = ImportReport(
        kind=kind, name=name[:120], content=content, sha256=digest_of(content), day=day, defaults=defaults or {},
        columns=matching.known_names(kind, by, today) | names, made_by=by, made_at=at,
    )  # fmt: skip
    try:
        compare(report, by, today)
    except UnknownColumns as unknown:
        if not (wait and unknown.can_match):
            raise
        report.head = list(unknown.theirs)
        report.save()
    if names and by:
        matching.remember(kind=kind, names=names, by=by, at=at, day=today)
    return report


def compare(report, by, today):
    """Examine a report's sheet and keep it with its lines."""
    examined = examine(report, by, today)
    report.counts, report.head = examined.counts, []
    report.save()
    ImportLine.objects.bulk_create(lines_of(report, examined), batch_size=500)


@transaction.atomic
def match_columns(*, report, columns, by, at):
    """Say which column of a waiting sheet is which of ours, and compare it; remembered for the unit's next sheet."""
    today = timezone.localdate(at)
    report = ImportReport.objects.select_for_update().get(pk=report.pk)
    check_may_import(report.kind, by, report.day, today)
    if not report.head:
        raise Refused("对应列名", [block("这份表的列已经对应过了", "查看逐行结果；要重新对应的，重新上传")])
    names = matching.checked(report.kind, columns)
    report.columns = report.columns | names
    compare(report, by, today)
    matching.remember(kind=report.kind, names=names, by=by, at=at, day=today)
    return report


def publishable(report, by, today, partial):
    """Return what a sheet would change now, or raise why it cannot be published: Refused, Conflict."""
    what = f"发布{report.get_kind_display()}"
    check_may_import(report.kind, by, report.day, today)
    if report.published_at:
        raise Refused(
            what, [block(f"这份表已于 {timezone.localtime(report.published_at):%Y-%m-%d %H:%M} 发布")]
        )
    if report.head:
        raise Refused(what, [block("这份表的列还没有对应", "在这份表的页面上逐列对应")])
    examined = examine(report, by, today)
    if examined.counts != report.counts:
        raise Conflict("预览之后清单又有变化，结果与预览不同，没有发布。请重新上传预览。")
    if examined.faults and not partial:
        raise Refused(what, faults_in_words(examined.faults))
    return examined


@transaction.atomic
def publish_sheet(*, report, by, at, partial=False, retire=False):
    """Put a previewed sheet in force as of its day; one faulty row refuses it unless `partial`.

    retire: end on the day before what stands and the sheet no longer lists.
    """
    locked_chain(CHAIN)  # two sheets never interleave
    report = ImportReport.objects.select_for_update().get(pk=report.pk)
    examined = publishable(report, by, timezone.localdate(at), partial)
    changes = [c for c in examined.changes if c.start or c.ends or c.touches]
    ended = [change for change in examined.missing if change.ends] if retire else []
    examined.importer.apply(changes + ended)
    if changes or ended:
        refresh_soon(at)
    if ended:
        keys = [change.record.key[:60] for change in ended]
        report.lines.filter(outcome=Outcome.MISSING, key__in=keys).update(outcome=Outcome.RETIRED)
        report.counts = report.counts | {"RETIRED": len(ended)}
    report.published_by, report.published_at = by, at
    report.save(update_fields=["published_by", "published_at", "counts"])
    record(
        report, "lists.publish", by=by, at=at, kind=report.kind, report=report.pk, name=report.name,
        sha256=report.sha256, day=report.day, counts=report.counts, retired=[c.record.key for c in ended],
    )  # fmt: skip
    return report


@transaction.atomic
def import_sheet(*, partial=False, retire=False, by, at, **sheet):
    """Preview and publish in one act, for commands and the API; a faulty row refuses the whole."""
    report = preview_sheet(**sheet, by=by, at=at)
    return publish_sheet(report=report, by=by, at=at, partial=partial, retire=retire)


def digest_of(content):
    return hashlib.sha256(content).hexdigest()


def check_may_import(kind, by, day, today):
    """Refuse who may not, and days that have gone by: old cases keep what they were decided by."""
    if by is None:
        return
    own = by.may(EDIT_LISTS, today) if kind == ImportReport.Kind.DEVOLUTIONS else may_set(by, "", today)
    if not own:
        raise PermissionDenied(f"您的岗位不能发布{ImportReport.Kind(kind).label}")
    if day < today:
        raise Refused("发布清单", [block(f"起始日 {day} 已经过去", f"起始日选 {today} 或者以后")])


def examine(report, by, today):
    """Return a report's sheet compared row by row with what stands."""
    day = report.day
    importer = IMPORTERS[report.kind](defaults=report.defaults, by=by, day=day, today=today)
    sheet = read_sheet(
        bytes(report.content), required=importer.required, names=importer.names, where="这份表",
        matched=report.columns, derived=getattr(importer, "derived", {}),
    )  # fmt: skip
    records, faults = read_records(importer, sheet)
    standing = importer.held()
    changes = [decide(record, standing.get(record.key, []), day, importer.labels) for record in records]
    refused = [change for change in changes if change.outcome == Outcome.REFUSED]
    changes = [change for change in changes if change.outcome != Outcome.REFUSED]
    faults += [Fault(c.record.key, c.record.label, c.record.lines, [c.words]) for c in refused]
    listed = {record.key for record in records} | {fault.key for fault in faults}
    missing = missing_of(importer, standing, listed, day)
    counts = {code.value: 0 for code in COUNTED}
    for change in changes:
        counts[change.outcome] += len(change.record.lines)
    counts[Outcome.REFUSED.value] = sum(len(fault.lines) for fault in faults)
    counts["MISSING"] = len(missing)
    return Examined(changes, faults, missing, importer, counts)


def missing_of(importer, standing, listed, day):
    """Return a Change for every entry in force that the sheet does not list: how it would end on the day before."""
    own = getattr(importer, "may_retire", lambda held: True)
    changes = []
    for key, held in standing.items():
        last = held[-1]
        if key in listed or (last.valid_to and last.valid_to < day) or not own(last):
            continue
        record = Record(key, importer.label_of(last), {}, [0], context={"repealed_on": day})
        begun = last.valid_from < day
        words = f"停用的，自 {day} 起失效" if begun else f"{last.valid_from} 起才生效，不能停用"
        changes.append(Change(record, Outcome.MISSING, words, ends=(last, day - ONE_DAY) if begun else None))
    return changes


def read_records(importer, sheet):
    records, faults, seen = [], [], {}
    joins, above = hasattr(importer, "join"), ""
    for line, row in sheet.rows:
        reasons, record = importer.read(line, row)
        if joins and not record.key and above:
            # a merged cell that another program has emptied: the row belongs to what stands above it
            reasons = [f"没有编码，像是与 {above} 同属一条的合并单元格；请取消合并、逐行填满", *reasons]
            record.key = above
        above = record.key
        if not joins and record.key in seen:
            reasons = [*reasons, f"与第 {seen[record.key]} 行重复"]
        seen.setdefault(record.key, line)
        if reasons:
            faults.append(Fault(record.key, record.label, [line], reasons))
        else:
            records.append(record)
    return importer.join(records, faults) if joins else (records, faults)


def decide(record, held, day, labels):
    """Return what `record` changes, given the entries held for its key in order of their days."""
    change = partial(Change, record)
    if not held:
        start = record.valid_from or record.start or day
        return change(Outcome.TAKEN, start=start, end=record.valid_to, is_first=True)
    target = target_of(record, held)
    if target is None:
        end = held[0].valid_from - ONE_DAY
        return change(Outcome.TAKEN, "补录较早的版本", start=record.valid_from, end=end)
    if differing := difference(record.values, target.values, labels):
        return revise(change, record, held, target, day, differing)
    restart = record.valid_from or day
    if (
        target is held[-1]
        and target.valid_to
        and restart > target.valid_to
        and record.valid_to != target.valid_to
    ):
        return change(Outcome.TAKEN, f"自 {restart} 重新列入", start=restart, end=record.valid_to)
    return settle(change, record, held, target, labels)


def target_of(record, held):
    """Return the entry that a record speaks of: the latest, or that of its own day; None before the first."""
    if record.valid_from is None:
        return held[-1]
    return next((entry for entry in reversed(held) if entry.valid_from <= record.valid_from), None)


def settle(change, record, held, target, labels):
    """Return the change of a record that says the same as its entry: its end, its remarks, or nothing."""
    if record.valid_to and record.valid_to != target.valid_to and target is held[-1]:
        if record.valid_to < target.valid_from:
            return change(Outcome.REFUSED, f"失效日期早于 {target.valid_from} 起的现行版本")
        words = f"{record.valid_to + ONE_DAY} 起失效"
        return change(Outcome.CHANGED, words, ends=(target, record.valid_to))
    if differing := difference(record.soft, target.soft, labels):
        return change(Outcome.CHANGED, f"更新{differing}（不另立版本）", touches=target)
    return change(Outcome.UNCHANGED)


def revise(change, record, held, target, day, differing):
    """Return the change of a record that says something else than its entry: a version of its own."""
    start = record.valid_from if record.valid_from and record.valid_from > target.valid_from else day
    before = next((entry for entry in reversed(held) if entry.valid_from <= start), None)
    if before is None or before.valid_from == start:
        first = (before or held[0]).valid_from
        return change(Outcome.REFUSED, f"与 {first} 起的版本不同（{differing}），变更的起始日应晚于该日")
    after = next((entry for entry in held if entry.valid_from > start), None)
    end = record.valid_to or (after.valid_from - ONE_DAY if after else None)
    if end and end < start:
        return change(Outcome.REFUSED, f"失效日期 {end} 早于变更的起始日 {start}")
    open_before = before.valid_to is None or before.valid_to >= start
    ends = (before, start - ONE_DAY) if open_before else None
    return change(Outcome.CHANGED, f"{start} 起变更：{differing}", start=start, end=end, ends=ends)


def difference(new, old, labels):
    """Return in words how two sets of values differ, "" where they do not."""
    words = []
    for name, value in new.items():
        if value != old.get(name):
            label = labels.get(name, name)
            if isinstance(value, tuple):
                words.append(label)
            else:
                words.append(f"{label} {shown(old.get(name))} → {shown(value)}")
    return "；".join(words)


def shown(value):
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "空" if value in (None, "") else WORDS.get(value, str(value))
    return text if len(text) <= 30 else text[:29] + "…"


def in_words(report):
    """Return the counts of a report in one sentence."""
    told = [f"{Outcome(code).label} {report.counts[code]} 行" for code in COUNTED]
    retired = report.counts.get("RETIRED", 0)
    kept = f"；本表未列、保持原样 {report.counts['MISSING'] - retired} 条"
    return f"{report}：" + "，".join(told) + kept + (f"，停用 {retired} 条" if retired else "")


def lines_of(report, examined):
    """Return the report's lines: every row of the sheet with its fate."""
    for change in examined.changes:
        for line in change.record.lines:
            yield line_of(report, line, change.record, change.outcome, change.words)
    for change in examined.missing:
        yield line_of(report, 0, change.record, change.outcome, change.words)
    for fault in examined.faults:
        for line in fault.lines:
            yield line_of(report, line, fault, Outcome.REFUSED, "；".join(fault.reasons))


def line_of(report, line, entry, outcome, words):
    return ImportLine(
        report=report,
        line=line,
        key=entry.key[:60],
        label=entry.label[:300],
        outcome=outcome,
        words=words[:600],
    )


def faults_in_words(faults):
    rows = sorted(((fault.lines[0], fault) for fault in faults if fault.lines), key=lambda row: row[0])
    told = [
        block(f"第 {line} 行 {(fault.label or fault.key)[:30]}：{'；'.join(fault.reasons)}")
        for line, fault in rows[:SHOWN]
    ]
    if len(rows) > SHOWN:
        told.append(block(f"还有 {len(rows) - SHOWN} 行有误", "查看导入报告，改好后重新上传"))
    return told
