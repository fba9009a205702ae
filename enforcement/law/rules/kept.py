"""What a step leaves in the file: its reason, the paper that proves it, and all that stood there before (PL 47)."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.rulebook import rule

REASONED = tuple(
    f"case.{step}"
    for step in (
        "assign", "ask_recusal", "rule_recusal", "transfer_out", "dismiss", "extend_clue", "extend", "reopen",
        "extend_review", "assign_review", "recall_review", "release_review", "disagree", "return_decision",
        "return_closing", "defer",
    )
)  # fmt: skip
PROVEN = tuple(
    f"case.{step}"
    for step in (
        "confirm_address", "extend", "exclude", "defer", "note_review", "tell_remedies",
    )
)  # fmt: skip


@rule("R-123", gates=REASONED, clause=Clause(PENALTY, 47), remedy="写明理由后再提交")
def a_step_has_its_reason(facts):
    """Why people were changed, a period prolonged, a case sent back, passed on or dropped is kept."""
    if not facts.step.reason.strip():
        yield block("没有写明理由", facts=("step.reason",))


@rule(
    "R-123",
    gates=PROVEN,
    clause=Clause(PENALTY, 47),
    remedy="先把它拍照或者扫描放进本案证据，再选它",
)
def a_step_has_its_paper(facts):
    """What was granted, signed or served elsewhere is in the file as a paper; one of another file proves nothing."""
    if not facts.step.paper:
        yield block("本案证据里没有审批或者证明的文书", facts=("step.paper",))


@rule(
    "R-123",
    gates=("case.record_defence", "case.defence"),
    clause=Clause(PENALTY, 47),
    remedy="保留原来的内容，补充的另加一条；当事人书面放弃听证的，登记放弃日期",
)
def what_the_party_said_is_kept(facts):
    """What the party once said or asked for is answered, never taken out of the file."""
    for words in facts.step.removed:
        yield block(f"{words}，不能删除或者改写", facts=("step.removed",))
