"""How papers tell the course of a case: its records by name, its steps by day (R-915)."""

from django.utils import timezone

from enforcement.documents import wording
from enforcement.law.kinds import RecordKind


def history(case):
    """Return the course of the case so far, one sentence for each step that was taken."""
    lines = []
    if case.clue_on:
        lines.append(f"{words(case.clue_on)}，本机关登记线索（{case.get_source_display()}）。")
    if case.filed_on:
        lines.append(f"{words(case.filed_on)}，经负责人批准立案。")
    for row in case.records.order_by("began_at"):
        lines.append(f"{words(timezone.localdate(row.began_at))}，执法人员在{row.place}{made(row)}。")
    return tuple(lines) or ("执法人员依法调查取证。",)


def course(case):
    """Return the source and the course of the case up to its decision, one paragraph each (R-915)."""
    report = case.reports.order_by("-pk").first()
    reviewed = case.reviews.filter(result="AGREE").order_by("-pk").first()
    held = getattr(case, "discussion", None)
    number = case.filing.document.number if case.filing.document_id else ""
    inquiry = [
        f"{words(timezone.localdate(row.began_at))}，执法人员在{row.place}{made(row)}"
        for row in case.records.order_by("began_at")
    ]
    return wording.case_history(
        source=f"本案来源于{case.get_source_display()}",
        matter=case.title,
        filed_on=case.filed_on,
        concluded_on=report.concluded_on,
        reviewed_on=timezone.localdate(reviewed.concluded_at) if reviewed else None,
        filing_number=number,
        inquiry=inquiry,
        discussed_on=held.held_on if held else None,
    )


def record_name(row):
    """Return what papers call a record: whose it is and which one, in words of prose."""
    name = row.get_kind_display()
    of = f"对{row.person}的{name}" if row.person and row.kind == RecordKind.INQUIRY else name
    return f"{of}（第{row.serial}次）"


def made(row):
    """Return what the officers did when they made a record, to follow the place."""
    name = f"{row.get_kind_display()}（第{row.serial}次）"
    return (
        f"对{row.person}进行询问，制作{name}"
        if row.person and row.kind == RecordKind.INQUIRY
        else f"制作{name}"
    )


def words(day):
    return f"{day.year}年{day.month}月{day.day}日"
