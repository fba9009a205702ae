"""After the decision: a deferral of the payment (第六十六条第二款), reconsideration and suit (第七十三条)."""

from django.utils import timezone

from cases.limits import due
from cases.limits.pauses import due_of
from cases.limits.service import in_file
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.law.kinds import PauseKind
from enforcement.procedures import limits
from enforcement.procedures.acting import act

DEFERRAL = Clause(PENALTY, 66, 2)


def defer(*, case, until, reason, piece, by, at, reasons=None):
    """Let the party pay until the day `until`, on his application `piece`; approved by a head, from today on.

    The surcharge that had grown before stays owed; during the deferral none grows (R-143).
    """
    with act(case, "defer", by=by, at=at, reasons=reasons) as case:
        case.taking.tells(reason=reason)
        decision, day, limit = case.decision, timezone.localdate(at), case.limits.filter(key="pay").first()
        was = due_of(decision, limit)
        keep(decision, kind=PauseKind.DEFERRAL, start=day, end=until, piece=in_file(case, piece), reason=reason, by=by,
             due=was and was.isoformat())  # fmt: skip
        case.taking.go(until=until, reason=reason.strip())
        words = sourced(f"{day.isoformat()}由{by.name}批准延期到{until.isoformat()}", DEFERRAL)
        limits.change(case, "pay", until=until, words=(*limit.reckoning.words, words), by=by, at=at)
    return case


def note_review(*, case, kind, filed_on, served_on, piece, by, at, reasons=None):
    """Note a reconsideration or suit against the decision, and later the day on which its outcome was served.

    The same procedure with the same first day is one: it is completed. No surcharge grows meanwhile (R-144). Where
    nobody had told the party to ask for reconsideration first and he sued, that time does not count towards his
    sixty days either (R-312).
    """
    with act(case, "note_review", by=by, at=at, reasons=reasons) as case:
        decision, begun = case.decision, (kind, filed_on.isoformat())
        decision.pauses = [held for held in decision.pauses if (held["kind"], held["start"]) != begun]
        keep(decision, kind=kind, start=filed_on, end=served_on, piece=in_file(case, piece), reason="", by=by)
        case.taking.go(kind=kind, filed_on=filed_on, served_on=served_on)
        if kind == PauseKind.WRONG_SUIT and served_on:
            limit = case.limits.filter(key="reconsideration").first()
            if limit:
                due.recount_reconsideration(case, limit.start_on, by=by, at=at)
    return case


def tell_remedies(*, case, received_on, piece, by, at, reasons=None):
    """Note that the party was told of his remedies only on `received_on`: his sixty days start on that day (R-312).

    piece: the proof of service of that notice, a paper of the file.
    """
    with act(case, "tell_remedies", by=by, at=at, reasons=reasons) as case:
        limit = case.limits.filter(key="reconsideration").first()
        case.taking.tells(on=received_on, since=limit and limit.start_on)
        proof = in_file(case, piece)
        case.taking.go(on=received_on, piece=proof.pk)
        due.recount_reconsideration(case, received_on, by=by, at=at)
    return case


def keep(decision, *, kind, start, end, piece, reason, by, due=None):
    decision.pauses = [
        *decision.pauses,
        {
            "kind": str(kind), "start": start.isoformat(), "end": end and end.isoformat(), "piece": piece.pk,
            "reason": reason.strip(), "by": by.name, "due": due,
        },
    ]  # fmt: skip
    decision.save(update_fields=["pauses"])
