"""Time limits of a case: fixed when their event happens, met when the duty is done, never recomputed silently."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from cases.models import Case, CaseDeadline
from cases.pausing import lost_to_suits
from cases.period import counted
from cases.workflow import CLOSED_STATES
from enforcement.journal.services import record
from enforcement.law import terms
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.deadlines import Deadline, deadline
from enforcement.law.domains import PERIODS
from enforcement.law.kinds import Domain
from enforcement.law.remedies import reconsider_by
from enforcement.law.rules import review as rules_of_review
from enforcement.law.rules.period import decision_due
from enforcement.parameters.services import calendar_for, parameter
from enforcement.prepared import prepared
from enforcement.procedures import todo

# the party's own choices: shown on the case, never on anybody's desk
NOT_OURS = ("reconsideration", "suit", "defence")
WRITTEN = (
    "label", "start_on", "legal_last_day", "safe_day", "for_party", "provisional", "clause", "explanation", "met_on",
)  # fmt: skip


@dataclass(frozen=True)
class Limit:
    """A time limit to be fixed: its key and label, the term, and the day of the event that starts it."""

    key: str
    label: str
    term: terms.Term
    start: date
    for_party: bool = False
    counted: Deadline | None = None

    def row(self, case):
        due = self.counted or deadline(self.term, self.start, calendar_for())
        return CaseDeadline(
            case=case, key=self.key, label=self.label, start_on=self.start, legal_last_day=due.legal_last_day,
            safe_day=due.safe_day, for_party=self.for_party, provisional=due.provisional,
            clause=str(due.term.clause), explanation=list(due.explanation), met_on=None,
        )  # fmt: skip


def fix(case, *limits):
    """Fix time limits, one that was fixed before anew, and show the nearest on the case."""
    CaseDeadline.objects.bulk_create(
        [limit.row(case) for limit in limits],
        update_conflicts=True,
        unique_fields=["case", "key"],
        update_fields=WRITTEN,
    )
    show_next(case)


def fix_decision(case):
    """Fix the ninety days anew, with lawful extensions and the days that do not count (第六十条)."""
    found = decision_due(counted(case.filing, case.filed_on), calendar_for())
    fix(case, Limit("decide", "作出处罚决定", found.term, case.filed_on, counted=found))


def fix_correction(case, start, day):
    """Fix the day until which the party must correct, as the officers ordered it; None removes it (第二十八条)."""
    limit = {
        "label": "责令改正", "start_on": start, "legal_last_day": day, "safe_day": day, "for_party": True,
        "clause": str(Clause(PENALTY, 28, 1)), "met_on": None,
        "explanation": ["由办案机关责令改正时确定", "到期复查，结案时登记复查日期"],
    }  # fmt: skip
    if day is None:
        gone, _ = case.deadlines.filter(key="correct").delete()
        if not gone:
            return
    else:
        CaseDeadline.objects.update_or_create(case=case, key="correct", defaults=limit)
    show_next(case)


def review_term(case, extra_days=0):
    """Return the term of a review in the case's domain (R-605). extra_days: working days that the head added."""
    form = getattr(case, "filing", None)
    return rules_of_review.review_term(form.domain if form else Domain.GENERAL, extra_days)


def extra_days(case):
    """Return the working days that the head has added to the review that is open now."""
    found = case.reviews.filter(concluded_at__isnull=True).values_list("extra_days", flat=True)
    return next(iter(found), 0)


def filing_term(case, day):
    """Return the term for reporting an on-the-spot decision; the law sets no figure, a parameter does."""
    days = parameter("summary.filing_days", day, case.path).value
    return replace(terms.FILE_SUMMARY, days=int(days))


def clue_limit(case, start, day):
    """Return the limit for handling a clue received on `start`, longer where a head has granted it.

    The law sets no figure, a parameter of `day` does.
    """
    return Limit("clue", "核查线索", clue_term(case, day), start)


def clue_term(case, day):
    if case.clue_longer:
        return PERIODS[Domain(case.clue_longer["domain"])].clue_longer
    return replace(terms.HANDLE_CLUE, days=int(parameter("clue.days", day, case.path).value))


def meet(case, key, day):
    """Note that the duty under `key` was done on `day`; a limit that was never fixed is left alone."""
    if case.deadlines.filter(key=key, met_on__isnull=True).update(met_on=day):
        show_next(case)


def settle(case, day):
    """End every duty of ours on a case that is over; the party's own periods go on by themselves.

    Who complained still waits for his answer, and more so where nothing was filed (R-321).
    """
    case.deadlines.filter(met_on__isnull=True, for_party=False).exclude(key="answer").update(met_on=day)
    show(case, None)


def show_next(case):
    """Copy the first open limit onto the case, so that lists read one row; a case that is over has none."""
    show(case, None if case.state in CLOSED_STATES else next(iter(first_open(case.pk)), None))


def show(case, first):
    """Write the limit that falls due first onto the case; inside a step it is saved with all that the step changes."""
    case.next_due = (first.legal_last_day if first.for_party else first.safe_day) if first else None
    case.next_due_words = first.label if first else ""
    case.next_due_provisional = bool(first and first.provisional)
    if getattr(case, "taking", None) is None:
        case.save(update_fields=["next_due", "next_due_words", "next_due_provisional"])
        todo.move_due(case)


@prepared
def first_open(case):
    ours = CaseDeadline.objects.filter(case__pk=case, met_on__isnull=True).exclude(key__in=NOT_OURS)
    return ours.order_by("safe_day", "id")[:1]


def terms_of(row):
    """Return the term from which a stored limit was counted, None for one that no term explains."""
    if row.key in ("file_with_unit", "confirm"):
        return filing_term(row.case, row.start_on)
    if row.key == "clue":
        return clue_term(row.case, row.start_on)
    return {
        "answer": terms.ANSWER_COMPLAINT,
        "pay": terms.PAY_FINE,
        "reconsideration": terms.RECONSIDER,
        "hand_in": terms.HAND_IN,
        "deliver": terms.DELIVER,
        "decide": terms.DECIDE,
        "defence": terms.STATEMENT,
        "review": review_term(row.case, extra_days(row.case) if row.key == "review" else 0),
        "publish": terms.PUBLISH,
        "suit": terms.SUE,
        "close": terms.CLOSE,
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


def counted_anew(row, calendar):
    """Return the Deadline of a stored limit under a calendar, None for one that no term explains."""
    if row.key == "decide":
        return decision_due(counted(row.case.filing, row.start_on), calendar)
    if row.key == "reconsideration" and (made := getattr(row.case, "decision", None)):
        return reconsider_by(row.start_on, lost_to_suits(made), calendar)
    term = terms_of(row)
    return deadline(term, row.start_on, calendar) if term else None


def _recount(case, row, calendar, by, at):
    """Count one limit anew and return whether it moved."""
    row.case = case
    new = counted_anew(row, calendar)
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
