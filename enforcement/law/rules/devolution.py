"""What a township or street may punish in its own name (乡镇赋权)."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block, hold
from enforcement.law.kinds import AgencyKind, Outcome, ReviewPoint
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule
from enforcement.law.rules.hearings import grounds

TOWNS = (AgencyKind.TOWNSHIP, AgencyKind.STREET)


def on_the_list(item, day):
    """Return whether the item is on the town's list on `day`, first and last day included."""
    spans = item.devolutions or ()
    return any(span.valid_from <= day and (span.valid_to is None or day <= span.valid_to) for span in spans)


def transfer(item):
    return f"移送{item.competent}" if item.competent else "移送有权机关"


@rule("R-103", gates=("case.register",), clause=Clause(PENALTY, 24, 1), remedy="移送有权机关")
def the_item_is_devolved_at_filing(facts):
    """A town takes up only what its county's published list gives it on that day."""
    if facts.agency.kind in TOWNS and not on_the_list(facts.item, facts.clock.filed_on):
        yield block(
            f"此事项{facts.clock.filed_on.isoformat()}不在本乡镇（街道）赋权清单",
            transfer(facts.item),
            facts=("item.devolutions", "clock.filed_on"),
        )


@rule("R-103", gates=("case.file",), clause=Clause(PENALTY, 24, 1), remedy="移送有权机关")
def the_item_is_devolved_when_the_head_files(facts):
    """The head of a town files only what is on its list on the day of filing."""
    if facts.agency.kind in TOWNS and not on_the_list(facts.item, facts.clock.day):
        yield block(
            f"此事项{facts.clock.day.isoformat()}不在本乡镇（街道）赋权清单，不能立案",
            transfer(facts.item),
            facts=("item.devolutions", "clock.day"),
        )


@rule(
    "R-103",
    gates=("case.issue", "case.propose_exemption", "case.confirm_exemption", "case.decide"),
    clause=Clause(PENALTY, 24, 1),
    remedy="移送有权机关，或者登记过渡处理意见",
    point=ReviewPoint.POWERS,
)
def the_item_is_still_devolved_at_decision(facts):
    """An item recalled while the case was pending waits for a transfer or a written transition ruling."""
    if facts.agency.kind not in TOWNS:
        return
    item, day, concerned = facts.item, facts.clock.day, ("item.devolutions", "clock.filed_on", "clock.day")
    if not on_the_list(item, facts.clock.filed_on):
        yield block("此事项在登记日不在本乡镇（街道）赋权清单", transfer(item), facts=concerned)
    elif not on_the_list(item, day) and not item.transition:
        yield hold(
            f"此事项在案件登记后被收回，{day.isoformat()}不在本乡镇（街道）赋权清单",
            f"{transfer(item)}，或者由负责人登记过渡处理意见",
            facts=(*concerned, "item.transition"),
        )


@rule(
    "R-103",
    gates=("case.weigh", "case.issue", *PROPOSED),
    clause=Clause(PENALTY, 24, 1),
    remedy="移送县级部门办理",
    point=ReviewPoint.POWERS,
)
def major_penalties_stay_with_the_county(facts):
    """Where the county keeps major penalties, one that needs a hearing is the department's to impose."""
    if facts.agency.kind not in TOWNS or facts.decision.outcome != Outcome.PENALTY:
        return
    if facts.agency.excludes_major and (major := grounds(facts)):
        yield block(
            f"拟处{'、'.join(major)}达到听证标准，属于重大处罚，由县级部门办理",
            transfer(facts.item),
            facts=("decision.fine", "decision.kinds", "agency.hearing_threshold", "agency.excludes_major"),
        )
