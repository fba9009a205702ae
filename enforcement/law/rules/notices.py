"""No decision without notice; no heavier outcome for having defended oneself."""

from enforcement.law.amounts import shown
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import NoticeElement, Outcome, ReviewPoint
from enforcement.law.rulebook import rule

TELLING = ("case.issue", "case.propose_exemption")


@rule(
    "R-120", gates=("case.issue", "case.give_notice"), clause=Clause(PENALTY, 44), remedy="在告知页逐项告知"
)
def all_five_elements_are_told(facts):
    """Before a penalty the party is told facts, reasons, basis, the intended penalty and his rights."""
    missing = [each.label for each in NoticeElement if each not in facts.notice.elements]
    if missing:
        yield block(f"还没有告知当事人：{'、'.join(missing)}", facts=("notice.elements",))


@rule("R-120", gates=("case.issue",), clause=Clause(PENALTY, 62), remedy="先告知，再作出决定")
def notice_comes_before_the_decision(facts):
    """Without notice given before, and shown by signature or recording, no penalty may be decided."""
    told, concerned = facts.notice.told_at, ("notice.told_at", "decision.at")
    if told is None:
        yield block("还没有告知记录，不能作出决定", facts=concerned)
    elif told > facts.decision.at:
        yield block("告知时间晚于决定时间", facts=concerned)
    if told is not None and not facts.notice.proof:
        yield block(
            "告知没有当事人签名或者录像",
            "由当事人签名；拒绝签名的，注明情况，并填写告知过程的录像编号",
            facts=("notice.proof",),
        )


@rule("R-121", gates=TELLING, clause=Clause(PENALTY, 45, 1), remedy="填写对每项意见的采纳情况和理由")
def the_party_was_heard_and_answered(facts):
    """The party is heard, and what he says is checked and answered."""
    if not facts.notice.heard:
        yield block("还没有听取当事人的陈述、申辩", "询问当事人的意见", facts=("notice.heard",))
    if facts.notice.defence.strip() and not facts.notice.answer.strip():
        yield block("当事人的陈述、申辩还没有复核意见", facts=("notice.defence", "notice.answer"))


@rule(
    "R-121",
    gates=("case.issue", "case.submit", "case.approve_review", "case.decide"),
    clause=Clause(PENALTY, 45, 2),
    remedy="恢复告知的数额；确有新事实的，先补充调查，再重新告知",
    point=ReviewPoint.PROCEDURE,
)
def defence_makes_nothing_heavier(facts):
    """The final fine is not above the fine that the party was told."""
    if facts.decision.outcome != Outcome.PENALTY or facts.decision.fine is None or facts.notice.fine is None:
        return
    if facts.decision.fine > facts.notice.fine:
        yield block(
            f"罚款 {shown(facts.decision.fine)} 元高于告知的 {shown(facts.notice.fine)} 元，不得因申辩加重",
            facts=("decision.fine", "notice.fine"),
        )
