"""A paper states what its form asks before it is issued."""

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import ReviewPoint, StatutoryPaper
from enforcement.law.rulebook import rule
from enforcement.law.rules.papers import ISSUE, missing

# ask more of these
ELSEWHERE = frozenset(StatutoryPaper)


@rule("R-907", gates=ISSUE, clause=Clause(HOUSE), remedy="补填后重新预览", point=ReviewPoint.PAPERS)
def a_paper_states_what_its_form_asks(facts):
    """Approval forms, records, reports, opinions and receipts have their mandatory contents."""
    if facts.document.kind in ELSEWHERE:
        return
    if empty := missing(facts):
        yield block(f"{facts.document.title}还缺：{'、'.join(empty)}", facts=("document.contents",))


@rule(
    "R-909",
    gates=ISSUE,
    clause=Clause(HOUSE),
    remedy="核对承办人意见和负责人决定的日期",
    point=ReviewPoint.PAPERS,
)
def nobody_decides_before_it_is_proposed(facts):
    """On an approval form the head's decision is not dated before the officers' opinion."""
    contents = facts.document.contents
    proposed, approved = contents.get("proposed_on", ""), contents.get("approved_on", "")
    if proposed and approved and approved < proposed:
        yield block(f"负责人决定的日期{approved}早于承办人意见的日期{proposed}", facts=("document.contents",))


@rule("R-916", gates=ISSUE, clause=Clause(HOUSE), remedy="核对送出日期和送达时间", point=ReviewPoint.PAPERS)
def nothing_arrives_before_it_is_sent(facts):
    """On a proof of service the paper is not received before it was sent."""
    contents = facts.document.contents
    sent, received = contents.get("sent_on", ""), contents.get("received_on", "")
    if sent and received and received < sent:
        yield block(f"送达日期{received}早于送出日期{sent}", facts=("document.contents",))
