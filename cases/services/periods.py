"""Extensions of a clue's period and of the ninety days, days that do not count (第六十条, R-134, R-501 … R-504)."""

from django.utils import timezone

from cases import due
from cases.period import counted
from cases.services.rows import require_reason
from enforcement.errors import DomainError
from enforcement.law.deadlines import deadline
from enforcement.law.domains import PERIODS
from enforcement.law.kinds import Domain
from enforcement.law.rules.period import extension_faults
from enforcement.parameters.services import calendar_for
from enforcement.procedures import limits
from enforcement.procedures.acting import act
from evidence.models import Piece


def extend(*, case, domain, days, reason, piece, minutes, by, at, reasons=None):
    """Grant an extension before the period ends. `by` is the head; days: natural days added.

    domain: code of law Domain, whose rule lets the period be longer. piece: the paper of the grant in the file;
    minutes: whether it holds the heads' collective discussion. Raises DomainError with the fault of an extension that
    would not count.
    """
    with act(case, "extend", by=by, at=at, reasons=reasons) as case:
        require_reason(reason, "延长办案期限")
        form, day = case.filing, timezone.localdate(at)
        form.domain = domain
        form.extensions = [
            *form.extensions,
            {
                "days": days, "reason": reason.strip(), "approved_on": day.isoformat(), "approved_by": by.name,
                "piece": in_file(case, piece).pk, "minutes": minutes,
            },
        ]  # fmt: skip
        if faults := extension_faults(counted(form, case.filed_on), calendar_for()):
            raise DomainError(
                f"{faults[-1]}。依据《行政处罚法》第六十条。在期限届满前按该领域的规定重新报批。"
            )
        form.save(update_fields=["domain", "extensions"])
        due.recount_decision(case, by=by, at=at)
        case.taking.go(days=days, reason=reason.strip())
    return case


def extend_clue(*, case, domain, reason, by, at, reasons=None):
    """Let a clue be checked for longer, once and before its period ends; `by` is a head (R-501, R-502).

    domain: code of law Domain, whose procedural rule lets the period be longer.
    """
    with act(case, "extend_clue", by=by, at=at, reasons=reasons) as case:
        require_reason(reason, "延长线索核查期限")
        day, longer = case.taking.day, PERIODS[Domain(domain)].clue_longer
        if longer is None:
            raise DomainError("这个领域的程序规定没有延长线索核查期限的规定。按原期限处理。")
        if case.clue_longer:
            raise DomainError(f"线索核查期限已经在{case.clue_longer['approved_on']}延长过，不能再延长。")
        start, calendar = case.clue_on or timezone.localdate(case.discovered_at), calendar_for()
        if deadline(PERIODS[Domain(domain)].clue, start, calendar).missed_on(day):
            raise DomainError("线索核查期限已经届满，不能再延长。写明逾期原因后提请立案，或者不予立案。")
        case.clue_longer = {
            "domain": str(domain), "reason": reason.strip(), "approved_on": day.isoformat(), "approved_by": by.name,
        }  # fmt: skip
        case.taking.go(reason=reason.strip())
        limits.change(case, "clue", start=start, term=longer, setting=None, by=by, at=at)
    return case


def exclude(*, case, ground, start, end, reason, piece, by, at, reasons=None):
    """Note days that do not count towards the ninety: from the day `start` to the day `end`, on a paper of the file."""
    with act(case, "exclude", by=by, at=at, reasons=reasons) as case:
        day, form = timezone.localdate(at), case.filing
        if not case.filed_on <= start < end:
            raise DomainError(f"期间应在立案（{case.filed_on.isoformat()}）以后，止日晚于起日。请核对日期。")
        if end > day:
            raise DomainError("期间还没有结束。结束后按实际日期登记。")
        form.excluded = [
            *form.excluded,
            {
                "ground": ground, "start": start.isoformat(), "end": end.isoformat(), "reason": reason.strip(),
                "piece": in_file(case, piece).pk, "by": by.name,
            },
        ]  # fmt: skip
        form.save(update_fields=["excluded"])
        due.recount_decision(case, by=by, at=at)
        case.taking.go(ground=ground, start=start, end=end)
    return case


def in_file(case, piece):
    """Return the paper that proves it; one of another file proves nothing here."""
    found = Piece.objects.filter(dossier=case.dossier, pk=getattr(piece, "pk", piece)).first()
    if found is None:
        raise DomainError("没有审批或者证明的文书。先把它拍照或者扫描放进本案证据，再选它。")
    return found
