"""The written notice and the decision of the ordinary procedure: complete, consistent, sealed, notified."""

import re

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Outcome, PenaltyKind, Procedure, ReviewPoint, StatutoryPaper
from enforcement.law.rulebook import rule
from enforcement.law.rules.papers import missing, remedy_for
from enforcement.law.rules.tiers import bands_on
from enforcement.law.rules.told import plain

ISSUE = ("document.issue",)
ANSWERED = re.compile(r"采纳|采信|成立")
STATED = ("document.contents",)
KIND_OF = {Outcome.PENALTY: StatutoryPaper.DECISION, Outcome.NO_PENALTY: StatutoryPaper.NO_PENALTY}
SURCHARGE = "surcharge"  # asked for by a rule of its own, which may be passed


def stated(facts, code):
    return str(facts.document.contents.get(code, "")).strip()


def ordinary_decision(facts):
    """Return whether the paper about to be issued decides a case of the ordinary procedure."""
    decides = facts.document.kind in KIND_OF.values()
    return decides and facts.decision.procedure == Procedure.GENERAL


@rule(
    "R-913",
    gates=ISSUE,
    clause=Clause(PENALTY, 44),
    remedy="补填行政处罚事先告知书",
    point=ReviewPoint.PAPERS,
)
def a_notice_is_complete(facts):
    """The notice states facts, evidence, reasons, basis, penalty with its amount, rights and contact."""
    if facts.document.kind != StatutoryPaper.PRIOR_NOTICE:
        return
    if empty := missing(facts):
        yield block(f"行政处罚事先告知书还缺：{'、'.join(empty)}", remedy_for(facts), facts=STATED)


@rule(
    "R-913",
    gates=ISSUE,
    clause=Clause(PENALTY, 34),
    remedy="在裁量理由中写明所依据的裁量基准",
    point=ReviewPoint.PAPERS,
)
def a_notice_names_the_benchmark(facts):
    """Where a benchmark is published, the reasons refer to it."""
    if facts.document.kind != StatutoryPaper.PRIOR_NOTICE or facts.decision.fine is None:
        return
    if not bands_on(facts.benchmark, facts.clock.day):
        return
    if stated(facts, "benchmark") and "基准" not in stated(facts, "benchmark"):
        yield block("已公布裁量基准，告知书没有写明", facts=(*STATED, "benchmark.bands"))


@rule("R-915", gates=ISSUE, clause=Clause(PENALTY, 59, 1), remedy="补填决定书", point=ReviewPoint.PAPERS)
def an_ordinary_decision_is_complete(facts):
    """The decision has all ten parts, from the party to the remedies; an acquittal its own form."""
    if not ordinary_decision(facts):
        return
    kind = KIND_OF[Outcome(facts.decision.outcome)]
    if facts.document.kind != kind:
        yield block(f"还没有{kind.label}", f"先拟制{kind.label}", facts=("document.kind", "decision.outcome"))
        return
    if empty := missing(facts, SURCHARGE):
        yield block(f"{kind.label}还缺：{'、'.join(empty)}", remedy_for(facts), facts=STATED)


@rule(
    "R-133",
    gates=ISSUE,
    clause=Clause(PENALTY, 72, 1, 1),
    remedy="写明加处罚款的标准；不写明的，以后不能加处",
    point=ReviewPoint.PAPERS,
)
def a_fine_names_its_surcharge(facts):
    """A decision that is silent on the surcharge may never be followed by one."""
    fined = facts.document.kind == StatutoryPaper.DECISION and PenaltyKind.FINE in facts.decision.kinds
    if fined and not stated(facts, SURCHARGE):
        yield warn("决定书没有写明逾期不缴纳罚款的加处罚款标准", facts=(*STATED, "decision.kinds"))


@rule(
    "R-915",
    gates=ISSUE,
    clause=Clause(PENALTY, 45, 1),
    remedy="在决定书中逐项写明采纳或者不采纳的理由",
    point=ReviewPoint.PAPERS,
)
def the_decision_answers_the_defence(facts):
    """A decision against a party that defended itself says what was adopted, and why the rest was not."""
    if facts.document.kind != StatutoryPaper.DECISION:
        return
    defended = facts.notice.points or facts.notice.defence.strip()
    if defended and not ANSWERED.search(stated(facts, "defence")):
        yield block(
            "当事人提出了陈述、申辩，决定书没有写明是否采纳",
            facts=(*STATED, "notice.points", "notice.defence"),
        )
        return
    said = plain(stated(facts, "defence"))
    for number, point in enumerate(facts.notice.points, 1):
        if plain(point.text) not in said or plain(point.reason) not in said:
            yield block(
                f"决定书没有写明第{number}项陈述、申辩意见和复核的理由：{point.text}",
                facts=(*STATED, "notice.points"),
            )


@rule(
    "R-915",
    gates=ISSUE,
    clause=Clause(PENALTY, 57, 2),
    remedy="核对决定书日期和集体讨论日期",
    point=ReviewPoint.PAPERS,
)
def the_decision_is_dated_after_the_discussion(facts):
    """The paper carries the day of the decision, and that is not before the discussion."""
    if not ordinary_decision(facts):
        return
    day, held = facts.document.day, facts.discussion.held_on
    if held is not None and day < held:
        yield block(
            f"决定书日期{day.isoformat()}早于集体讨论日期{held.isoformat()}",
            facts=("document.day", "discussion.held_on"),
        )
    if day != facts.decision.day:
        yield block(
            f"决定书日期{day.isoformat()}与决定日期{facts.decision.day.isoformat()}不一致",
            "改正决定书日期",
            facts=("document.day", "decision.day"),
            clause=Clause(HOUSE),
        )


@rule("R-133", gates=("case.deliver",), clause=Clause(PENALTY, 59, 2), remedy="加盖本机关印章后再送达")
def a_served_decision_is_sealed(facts):
    """A decision without the agency's seal is not served."""
    if facts.decision.procedure == Procedure.GENERAL and not facts.document.sealed:
        yield block("决定书没有加盖印章，不能送达", facts=("document.sealed",))


@rule(
    "R-136",
    gates=("case.submit", "case.decide"),
    clause=Clause(PENALTY, 62),
    remedy="先送达告知书并登记送达，或者由当事人书面放弃",
    point=ReviewPoint.PROCEDURE,
)
def no_decision_without_notice(facts):
    """Neither review nor decision before the notice has reached the party, unless he clearly waived."""
    notice, today = facts.notice, facts.clock.day
    waived = notice.waived_on is not None and notice.waived_on <= today
    if facts.decision.outcome != Outcome.PENALTY or waived:
        return
    concerned = ("notice.served_on", "notice.undelivered", "notice.waived_on", "clock.day")
    if notice.served_on is None:
        if notice.undelivered:
            remedy = "改用其他方式送达；都送不到的，公告送达"
            yield block("告知书退回没有送达，也没有公告送达", remedy, facts=concerned)
        else:
            yield block("告知书还没有送达", facts=concerned)
    elif notice.served_on > today:
        yield block(
            f"告知书公告期满{notice.served_on.isoformat()}才视为送达", "期满后再办理", facts=concerned
        )
