"""Time limits of a case: fixed when their event happens, met when the duty is done, never recomputed silently."""

from dataclasses import replace

from django.db import transaction

from cases.models import Case, CaseDeadline
from enforcement.journal.services import record
from enforcement.law import terms
from enforcement.law.deadlines import deadline
from enforcement.parameters.services import calendar_for, parameter

# the party's own choices: shown on the case, never on anybody's desk
NOT_OURS = ("reconsideration",)


def fix(case, key, label, term, start, *, for_party=False):
    """Fix a time limit that starts with an event on `start`, and show it on the case."""
    due = deadline(term, start, calendar_for())
    row, _ = CaseDeadline.objects.update_or_create(
        case=case,
        key=key,
        defaults={
            "label": label,
            "start_on": start,
            "legal_last_day": due.legal_last_day,
            "safe_day": due.safe_day,
            "for_party": for_party,
            "provisional": due.provisional,
            "clause": str(due.term.clause),
            "explanation": list(due.explanation),
            "met_on": None,
        },
    )
    show_next(case)
    return row


def filing_term(case, day):
    """Return the term for reporting an on-the-spot decision; the law sets no figure, a parameter does."""
    days = parameter("summary.filing_days", day, case.path).value
    return replace(terms.FILE_SUMMARY, days=int(days))


def meet(case, key, day):
    """Note that the duty under `key` was done on `day`; a limit that was never fixed is left alone."""
    case.deadlines.filter(key=key, met_on__isnull=True).update(met_on=day)
    show_next(case)


def show_next(case):
    """Copy the first open limit onto the case, so that lists read one row."""
    first = (
        case.deadlines.filter(met_on__isnull=True)
        .exclude(key__in=NOT_OURS)
        .order_by("safe_day", "id")
        .first()
    )
    case.next_due = (first.legal_last_day if first.for_party else first.safe_day) if first else None
    case.next_due_words = first.label if first else ""
    case.next_due_provisional = bool(first and first.provisional)
    case.save(update_fields=["next_due", "next_due_words", "next_due_provisional"])


def terms_of(row):
    """Return the term from which a stored limit was counted, None for one that no term explains."""
    if row.key in ("file_with_unit", "confirm"):
        return filing_term(row.case, row.start_on)
    return {
        "pay": terms.PAY_FINE,
        "reconsideration": terms.RECONSIDER,
        "hand_in": terms.HAND_IN,
        "deliver": terms.DELIVER,
    }.get(row.key)


def recompute_provisional(*, by, at):
    """Count open provisional limits anew under today's calendar, and journal every one that moved (R-010).

    One transaction a case, its row locked first like in every other act. Runs on schedule and may run twice: a
    limit that stays as it is writes nothing. Returns those that moved.
    """
    calendar, moved = calendar_for(), []
    waiting = CaseDeadline.objects.filter(met_on__isnull=True).exclude(provisional="")
    for key in waiting.order_by("case").values_list("case", flat=True).distinct():
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=key)
            moved += [row for row in waiting.filter(case=case) if _recount(case, row, calendar, by, at)]
    return moved


def _recount(case, row, calendar, by, at):
    """Count one limit anew and return whether it moved."""
    row.case, term = case, terms_of(row)
    new = deadline(term, row.start_on, calendar) if term else None
    names = ("legal_last_day", "safe_day", "provisional")
    if new is None or all(getattr(new, name) == getattr(row, name) for name in names):
        return False
    was = row.legal_last_day
    for name in names:
        setattr(row, name, getattr(new, name))
    row.explanation = list(new.explanation)
    row.save(update_fields=[*names, "explanation"])
    record(case, "case.deadline", by=by, at=at, key=row.label, before=was, after=row.legal_last_day)
    show_next(case)
    return True
