"""What the case page shows, worked out from the file: stages, time limits, facts on their evidence, the course."""

from dataclasses import dataclass

from django.utils import timezone

from cases.filing.papers import filing_approval
from cases.models import Case
from cases.workflow import CLOSED_STATES, State
from enforcement.law.rules.complaints import reconsideration_due

SIMPLE = ("现场", "决定", "送达", "执行", "归档")
ORDINARY = ("线索", "立案", "调查", "告知", "审核", "决定", "送达", "执行", "归档")
STAGES = {
    State.ON_SITE: "现场", State.PROPOSED: "决定", State.LEAD: "线索", State.TO_FILE: "立案",
    State.INVESTIGATING: "调查", State.CONCLUDED: "告知", State.NOTIFIED: "告知", State.IN_REVIEW: "审核",
    State.RETURNED: "审核", State.REVIEWED: "决定", State.DECIDED: "送达", State.DELIVERED: "执行",
    State.EXECUTED: "归档", State.CLOSING: "归档", State.CLOSED: "归档",
}  # fmt: skip
SIMPLE_STAGES = {State.DECIDED: "决定", State.DELIVERED: "送达", State.EXECUTED: "执行"}
# whose duty a time limit is, where it is not the two officers'
DUTIES = {"decide": "办案机关", "review": "法制审核人员", "confirm": "负责人", "file_with_unit": "备案人员"}


def stage_of(case):
    """Return the word of the stage in which the case stands; a side exit stays where it left."""
    if case.procedure == Case.Procedure.SUMMARY:
        return SIMPLE_STAGES.get(case.state) or STAGES.get(case.state, "现场")
    if case.state in (State.TRANSFERRED, State.WITHDRAWN):
        return "调查" if case.filed_on else "线索"
    return STAGES.get(case.state, "立案")


def stages_of(file):
    """Return the stages of the case's procedure in order, with the day each was reached where known."""
    case = file.case
    if case.procedure == Case.Procedure.SUMMARY:
        days = [timezone.localdate(case.opened_at), case.decided_on, None, None, case.closed_on]
        return [(word, day or "") for word, day in zip(SIMPLE, days, strict=True)]
    told = file.notice_of(case)
    known = {
        "线索": case.clue_on or timezone.localdate(case.opened_at),
        "立案": case.filed_on,
        "告知": told and told.served_on,
        "决定": case.decided_on,
        "归档": case.closed_on,
    }
    return [(word, known.get(word) or "") for word in ORDINARY]


@dataclass
class Limit:
    """A time limit with its working: days used of the whole period, and who must act."""

    row: object
    day: object

    @property
    def shown(self):
        return self.row.shown

    @property
    def whole(self):
        return (self.row.legal_last_day - self.row.start_on).days

    @property
    def used(self):
        return max(min((self.day - self.row.start_on).days, self.whole), 0)

    @property
    def differs(self):
        """Whether the last day of the law lies behind the safe one."""
        return not self.row.for_party and self.row.legal_last_day != self.row.safe_day

    @property
    def who(self):
        return "当事人" if self.row.for_party else DUTIES.get(self.row.key, "承办人")


@dataclass
class Proved:
    """A fact found, the evidence it rests on, and what is missing."""

    row: object
    pieces: list
    records: list

    @property
    def missing(self):
        if not self.pieces and not self.records:
            return "没有证据"
        return "" if self.records else "没有笔录"


def facts_on_evidence(file):
    """Return (facts found with their evidence, evidence on which none of them rests)."""
    case = file.case
    rows = [Proved(row, list(row.pieces.all()), list(row.records.all())) for row in file.found[case.pk]]
    used = {("piece", each.pk) for row in rows for each in row.pieces}
    used |= {("record", each.pk) for row in rows for each in row.records}
    idle = [each for each in file.pieces[case.dossier_id] if ("piece", each.pk) not in used]
    idle_records = [each for each in file.records[case.pk] if ("record", each.pk) not in used]
    return rows, [*(each.title for each in idle), *map(str, idle_records)] if rows else []


SERVED_IN = (State.NOTIFIED, State.DECIDED, State.DELIVERED, State.EXECUTED, State.CLOSING)


def course_of(file):
    """Return the course of an ordinary case after its investigation: notices, review rounds, attempts at service."""
    case = file.case
    if case.procedure == Case.Procedure.SUMMARY:
        return {}
    attempts = file.attempts if case.state in SERVED_IN else {}
    return {
        "filing": file.filings.get(case.pk),
        "report": file.reports.get(case.pk),
        "notices": [(notice, attempts.get(notice.document_id, ())) for notice in file.prior_notices[case.pk]],
        "rounds": list(reversed(file.reviews[case.pk])),
        "service": attempts.get(case.decision.document_id, ()) if getattr(case, "decision", None) else (),
        "closing": file.closings.get(case.pk),
    }


def is_right(limit):
    """Return whether a limit is a right of the party's (to object, to sue) and not a duty such as paying."""
    return limit.row.for_party and limit.row.key != "pay"


def remarks_left(file):
    """Return how many remarks of the last review that ended are still to be answered."""
    ended = [each for each in file.reviews[file.case.pk] if each.concluded_at]
    return sum(remark.answered_at is None for remark in ended[-1].remarks.all()) if ended else 0


def number_of(file):
    """Return by which number people call the case: the decision's, before it the filing's."""
    filed = [paper.number for paper in file.papers if paper.kind == filing_approval.PAPER.kind]
    return file.case.number or next(iter(filed), "") or "未编号"


def waits_for_answer(file):
    """Return until when who complained is to be answered, and until when he may act on silence (R-321), if he waits."""
    complaint = getattr(file.case, "complaint", None)
    if complaint is None or complaint.answered_on or not complaint.must_be_answered:
        return {}
    due = next((row.legal_last_day for row in file.deadlines if row.key == "answer"), None)
    silence = reconsideration_due(None, due, file.calendar).legal_last_day if due else None
    return {"answer_by": due, "silence_until": silence}


def shown_of(file, day):
    """Return the context of the case page that does not depend on who looks."""
    case = file.case
    over = case.state in CLOSED_STATES
    proved, idle = facts_on_evidence(file)
    open_ones = [Limit(row, day) for row in file.deadlines if row.met_on is None]
    return {
        "case": case,
        "number": number_of(file),
        "decision": getattr(case, "decision", None),
        "stages": stages_of(file),
        "stage_word": stage_of(case),
        "identity": case.party.identity,
        "operator_identity": case.party.operator_identity,
        "limits": [one for one in open_ones if not is_right(one) and (not over or one.row.key == "answer")],
        # what the party may do within a time is his right: when it ends, nobody here is late
        "after": [one for one in open_ones if is_right(one) or (over and one.row.key != "answer")],
        "met": [row for row in file.deadlines if row.met_on is not None],
        "calendar": file.calendar,
        "pieces": file.pieces[case.dossier_id],
        "records": file.records[case.pk],
        "proved": proved,
        "idle": idle,
        "documents": file.papers,
        "course": course_of(file),
        **waits_for_answer(file),
        "remarks_left": remarks_left(file),
    }
