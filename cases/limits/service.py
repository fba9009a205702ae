"""Extensions of a clue's period and of the ninety days, days that do not count (第六十条, R-134, R-501 … R-504)."""

from django.utils import timezone

from cases.limits import due
from enforcement.law.domains import PERIODS
from enforcement.law.kinds import Domain
from enforcement.law.rules import kept
from enforcement.procedures import limits
from enforcement.procedures.acting import act
from evidence.models import Piece


def extend(*, case, domain, days, reason, piece, minutes, by, at, reasons=None):
    """Grant an extension before the period ends. `by` is the head; days: natural days added.

    domain: code of law Domain, whose rule lets the period be longer. piece: the paper of the grant in the file;
    minutes: whether it holds the heads' collective discussion. An extension that would not count is refused.
    """
    with act(case, "extend", by=by, at=at, reasons=reasons) as case:
        case.taking.tells(reason=reason)
        form, day = case.filing, timezone.localdate(at)
        form.domain = domain
        form.extensions = [
            *form.extensions,
            {
                "days": days, "reason": reason.strip(), "approved_on": day.isoformat(), "approved_by": by.name,
                "piece": in_file(case, piece).pk, "minutes": minutes,
            },
        ]  # fmt: skip
        form.save(update_fields=["domain", "extensions"])
        case.taking.ask()
        due.recount_decision(case, by=by, at=at, until=due.last_day_to_decide(case))
        case.taking.go(days=days, reason=reason.strip())
    return case


def extend_clue(*, case, domain, reason, by, at, reasons=None):
    """Let a clue be checked for longer, once and before its period ends; `by` is a head (R-501, R-502).

    domain: code of law Domain, whose procedural rule lets the period be longer.
    """
    with act(case, "extend_clue", by=by, at=at, reasons=reasons) as case:
        case.taking.tells(reason=reason)
        start, longer = (
            case.clue_on or timezone.localdate(case.discovered_at),
            PERIODS[Domain(domain)].clue_longer,
        )
        granted = {
            "domain": str(domain), "reason": reason.strip(), "approved_on": case.taking.day.isoformat(),
            "approved_by": by.name,
        }  # fmt: skip
        case.clue_longer = granted | ({"before": case.clue_longer} if case.clue_longer else {})
        case.taking.go(reason=reason.strip())
        limits.change(case, "clue", start=start, term=longer, setting=None, by=by, at=at)
    return case


def exclude(*, case, ground, start, end, reason, piece, by, at, reasons=None):
    """Note days that do not count towards the ninety: from the day `start` to the day `end`, on a paper of the file."""
    with act(case, "exclude", by=by, at=at, reasons=reasons) as case:
        form = case.filing
        form.excluded = [
            *form.excluded,
            {
                "ground": ground, "start": start.isoformat(), "end": end.isoformat(), "reason": reason.strip(),
                "piece": in_file(case, piece).pk, "by": by.name,
            },
        ]  # fmt: skip
        form.save(update_fields=["excluded"])
        case.taking.ask()
        due.recount_decision(case, by=by, at=at)
        case.taking.go(ground=ground, start=start, end=end)
    return case


def in_file(case, piece):
    """Return the paper that proves the step; one of another file proves nothing here."""
    found = Piece.objects.filter(dossier=case.dossier, pk=getattr(piece, "pk", piece)).first()
    case.taking.tells(paper=str(found.pk) if found else "")
    case.taking.require(kept.a_step_has_its_paper)
    return found
