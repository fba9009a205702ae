"""The ninety days of a case: extensions that count, days that do not (PL 60, R-134, R-503)."""

from dataclasses import replace

from enforcement.law import terms
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.deadlines import Deadline, deadline
from enforcement.law.domains import PERIODS
from enforcement.law.findings import block, hold
from enforcement.law.kinds import Domain, ReviewPoint
from enforcement.law.rulebook import rule

CONCERNED = ("filing.filed_on", "filing.extensions", "filing.excluded", "filing.domain", "decision.day")


def extensions_counted(filing, calendar, until=None) -> list:
    """Return the extensions that count. until: the last day that the file had when the last one was granted."""
    return _weighed(filing, calendar, until)[0]


def extension_faults(filing, calendar, until=None) -> list[str]:
    """Return in Chinese why an extension does not count; [] where all do. until: as above."""
    return _weighed(filing, calendar, until)[1]


def due_with(extensions, filing, calendar) -> Deadline:
    """Return the last day to decide: ninety days from filing, these extensions and the excluded days added.

    `filing`: facts with `filed_on` set.
    """
    days = terms.DECIDE.days + sum(each.days for each in extensions)
    return deadline(
        replace(terms.DECIDE, days=days), filing.filed_on, calendar, excluded=filing.excluded, event="立案"
    )


def _weighed(filing, calendar, until=None):
    """Return the extensions that count, and the faults of the others."""
    counted, faults = [], []
    for number, each in enumerate(filing.extensions, 1):
        known = until if number == len(filing.extensions) else None
        fault = _fault(each, counted, filing, known or due_with(counted, filing, calendar).legal_last_day)
        if fault:
            faults.append(f"{each.approved_on.isoformat()}批准的延期 {each.days} 日不能计入：{fault}")
        else:
            counted.append(each)
    return counted, faults


def _fault(extension, earlier, filing, until):
    periods = PERIODS[Domain(filing.domain)]
    if periods.extension is None:
        return "该领域没有可以延长办案期限的法律、法规、规章"
    if extension.days < 1:
        return "延长的天数至少 1 日"
    if extension.approved_on < filing.filed_on:
        return f"批准在立案（{filing.filed_on.isoformat()}）以前"
    if earlier and extension.approved_on < earlier[-1].approved_on:
        return f"批准早于上一次延期（{earlier[-1].approved_on.isoformat()}）"
    if extension.approved_on > until:
        return f"办案期限{until.isoformat()}已满才批准"
    if not extension.approved_by.strip():
        return "没有批准人"
    if not earlier:
        return f"第一次延期不超过 {periods.first_days} 日" if extension.days > periods.first_days else ""
    if not extension.minutes:
        return "再次延期须由负责人集体讨论决定，没有讨论记录"
    added = sum(each.days for each in earlier[1:]) + extension.days
    if periods.later_days is not None and added > periods.later_days:
        return f"集体讨论后最多再延 {periods.later_days} 日"
    return ""


@rule(
    "R-134",
    gates=("case.decide",),
    clause=Clause(PENALTY, 60),
    remedy="由负责人写明逾期的原因和责任后再作决定",
    point=ReviewPoint.PROCEDURE,
)
def the_case_is_decided_within_its_period(facts):
    """A decision falls within ninety days of filing, unless a rule lets the period be longer."""
    filing, day = facts.filing, facts.decision.day
    if filing.filed_on is None:
        yield block("没有立案日期，不能作出决定", "先办理立案", facts=CONCERNED)
        return
    last = facts.limits.decide
    if day > last:
        added = "（含延期）" if extensions_counted(filing, facts.clock.calendar) else "，没有有效的延期"
        made = facts.decision.confirmed_by is not None
        late = f"{day.isoformat()}作出决定" if made else f"到{day.isoformat()}还没有作出决定"
        yield hold(
            f"{filing.filed_on.isoformat()}立案，办案期限{last.isoformat()}止{added}，{late}，已超期",
            facts=(*CONCERNED, "limits.decide"),
        )


@rule(
    "R-503",
    gates=("case.decide",),
    clause=Clause(PENALTY, 60),
    remedy="补正延期审批；不能补正的，撤回这次延期，由负责人对超期作出说明",
    point=ReviewPoint.PROCEDURE,
)
def extensions_are_lawful(facts):
    """An extension is granted before the period ends, by whom the domain's rule names, and no longer."""
    filing = facts.filing
    if filing.filed_on is None or not filing.extensions:
        return
    if facts.decision.day > facts.limits.decide:
        for fault in extension_faults(filing, facts.clock.calendar):
            yield block(fault, facts=CONCERNED, clause=PERIODS[Domain(filing.domain)].extension)


@rule(
    "R-503", gates=("case.extend",), clause=Clause(PENALTY, 60), remedy="在期限届满前按该领域的规定重新报批"
)
def an_extension_counts_when_it_is_granted(facts):
    """What would not count is not granted: too late, too long, without the discussion that its rule asks."""
    if faults := extension_faults(facts.filing, facts.clock.calendar, facts.limits.decide):
        yield block(faults[-1], facts=(*CONCERNED[:-1], "limits.decide"))


@rule("R-134", gates=("case.exclude",), clause=Clause(HOUSE), remedy="按证明文书上的实际日期登记")
def days_that_do_not_count_lie_within_the_case(facts):
    """An interval begins after the filing, ends after it began, and is over when it is registered."""
    filing, concerned = facts.filing, ("filing.excluded", "filing.filed_on", "clock.day")
    for each in filing.excluded[-1:]:
        if not filing.filed_on <= each.start < each.end:
            yield block(f"期间应在立案（{filing.filed_on.isoformat()}）以后，止日晚于起日", facts=concerned)
        if each.end > facts.clock.day:
            yield block("期间还没有结束", "结束后按实际日期登记", facts=concerned)
