"""Who serves a paper, and what one attempt can come to (R-916)."""

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import ReviewPoint
from enforcement.law.rulebook import rule
from enforcement.law.rules.service import ATTEMPTS, SERVING, last_attempt


@rule("R-916", gates=SERVING, clause=Clause(HOUSE), remedy="核对后只填一项", point=ReviewPoint.PAPERS)
def an_attempt_ends_in_one_way(facts):
    """A paper came back, or somebody took or refused it; not both."""
    attempt = last_attempt(facts)
    if attempt is not None and attempt.returned.strip() and (attempt.received_on or attempt.refused):
        yield block("既登记了签收或者拒收，又登记了没有送到", facts=ATTEMPTS)


@rule(
    "R-916",
    gates=SERVING,
    clause=Clause(HOUSE),
    remedy="从本单位的执法人员、辅助人员中选送达人",
)
def servers_belong_to_the_unit(facts):
    """A paper is served by officers and auxiliaries with a post in the unit; auxiliaries may (ZJ-CLE 30)."""
    if names := facts.step.outsiders:
        yield block(
            f"{'、'.join(names)}不是本单位的执法人员或者辅助人员，不能作为送达人", facts=("step.outsiders",)
        )


@rule("R-1008", gates=("case.serve_notice",), clause=Clause(HOUSE), remedy="查看案件页“送达”")
def a_served_notice_is_not_served_again(facts):
    """The party's time has run since the first service, and no second one starts it anew."""
    if facts.notice.served_on is not None:
        yield block("告知书已经送达，不用再登记", facts=("notice.served_on",))
