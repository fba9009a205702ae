"""Time limits of a case: which terms they have, and the nearest of them shown on the case. See `procedures.limits`."""

from dataclasses import replace

from cases.limits.pauses import lost_to_suits
from cases.limits.period import counted
from cases.workflow import CLOSED_STATES
from enforcement.law import terms
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.domains import PERIODS
from enforcement.law.kinds import Domain
from enforcement.law.reckoning import Extension, Setting
from enforcement.law.remedies import days_lost
from enforcement.law.rules import review as rules_of_review
from enforcement.law.rules.period import extensions_counted
from enforcement.parameters.services import calendar_for, parameter
from enforcement.prepared import prepared
from enforcement.procedures import limits, todo
from enforcement.procedures.limits import Due
from enforcement.procedures.models import Limit

# the party's own choices: shown on the case, never on anybody's desk
NOT_OURS = ("reconsideration", "suit", "defence")
ANSWER = "answer"  # who complained waits for it, also after the case is over


def fix(case, *dues):
    """Fix time limits, one that was fixed before anew, show the nearest on the case, and return them."""
    made = limits.fix(case, *dues)
    show_next(case)
    return made


def last_day_to_decide(case):
    """Return the last day to decide as the file keeps it, None where none was fixed."""
    return case.limits.filter(key="decide").values_list("legal_last_day", flat=True).first()


def recount_decision(case, *, by, at, until=None):
    """Count the ninety days anew, with lawful extensions and the days that do not count (第六十条).

    until: the last day that the file had when the last extension was granted, where that is what changes.
    """
    filing = counted(case.filing, case.filed_on)
    granted = [
        Extension(each.days, each.approved_on, each.approved_by)
        for each in extensions_counted(filing, calendar_for(), until)
    ]
    limits.change(
        case, "decide", excluded=tuple(filing.excluded), extensions=tuple(granted), by=by, at=at
    )  # fmt: skip


def recount_reconsideration(case, start, *, by, at):
    """Count the sixty days for reconsideration from `start`, without the days of suits wrongly brought (R-312)."""
    lost = days_lost(lost_to_suits(case.decision))
    limits.change(case, "reconsideration", start=start, excluded=lost, by=by, at=at)


def fix_correction(case, start, day):
    """Fix the day until which the party must correct, as the officers ordered it; None removes it (第二十八条)."""
    if day is None:
        drop(case, "correct")
        return
    words = ("由办案机关责令改正时确定", "到期复查，结案时登记复查日期")
    clause = Clause(PENALTY, 28, 1)
    fix(case, Due("correct", "责令改正", None, start, True, until=day, words=words, clause=clause))


def review_term(case):
    """Return the term of a review in the case's domain (R-605)."""
    form = getattr(case, "filing", None)
    return rules_of_review.review_term(form.domain if form else Domain.GENERAL)


def registration(case, key, label, day):
    """Return the limit for reporting an on-the-spot decision; the law sets no figure, a parameter of `day` does."""
    term, setting = by_setting(case, terms.FILE_SUMMARY, "summary.filing_days", day)
    return Due(key, label, term, day, setting=setting)


def clue_limit(case, start, day):
    """Return the limit for handling a clue received on `start`, longer where a head has granted it.

    The law sets no figure, a parameter of `day` does.
    """
    if case.clue_longer:
        return Due("clue", "核查线索", PERIODS[Domain(case.clue_longer["domain"])].clue_longer, start)
    term, setting = by_setting(case, terms.HANDLE_CLUE, "clue.days", day)
    return Due("clue", "核查线索", term, start, setting=setting)


def by_setting(case, term, key, day):
    """Return a term with the number that a parameter of `day` gives it in the case's unit, and where that came from."""
    days = int(parameter(key, day, case.path).value)
    return replace(term, days=days), Setting(key, case.path, day)


def meet(case, key, day):
    """Note that the duty under `key` was done on `day`; a limit that was never fixed is left alone."""
    if limits.meet(case, key, day):
        show_next(case)


def drop(case, key):
    """Take away a limit that does not run after all."""
    if limits.drop(case, key):
        show_next(case)


def settle(case, day):
    """End every duty of ours on a case that is over; the party's own periods go on by themselves.

    Who complained still waits for his answer, and more so where nothing was filed (R-321).
    """
    limits.settle(case, day, but=(ANSWER,))
    show(case, None)


def show_next(case):
    """Copy the first open limit onto the case, so that lists read one row; a case that is over has none."""
    show(case, next_of(case))


def next_of(case):
    return None if case.state in CLOSED_STATES else next(iter(first_open(case.pk)), None)


def show(case, first, *, tasks=True):
    """Write the limit that falls due first onto the case; inside a step it is saved with all that the step changes.

    tasks: whether what is to be done shows it too; else the caller writes that.
    """
    case.next_due = first.due_on if first else None
    case.next_due_words = first.label if first else ""
    case.next_due_unit = first.reckoning.unit if first else "working"
    case.next_due_provisional = bool(first and first.provisional)
    if getattr(case, "taking", None) is None:
        case.save(update_fields=["next_due", "next_due_words", "next_due_unit", "next_due_provisional"])
        if tasks:
            todo.move_due(case)


@prepared
def first_open(case):
    ours = Limit.objects.open().filter(subject="case", row=case).exclude(key__in=NOT_OURS)
    return ours.order_by("safe_day", "id")[:1]
