"""Whose case it is: the place of the act, and the first agency to file (PL 22, 25)."""

from enforcement.law.calendar import SHANGHAI
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import BasisLevel, ReviewPoint
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule

# a text that moves a case to another place; one that moves its level has to be of the first two (PL 23)
MAY_MOVE = {BasisLevel.LAW, BasisLevel.ADMINISTRATIVE_REGULATION, BasisLevel.DEPARTMENT_RULE}
AREA = ("jurisdiction.act_area", "jurisdiction.agency_area", "jurisdiction.basis")
BASIS = ("jurisdiction.basis", "jurisdiction.basis_level")


def inside(jurisdiction):
    """Return whether the place of the act lies in the agency's area: its division code begins with that code."""
    return jurisdiction.act_area.startswith(jurisdiction.agency_area)


def earlier_filing(facts):
    """Return the rival that filed the act before this agency, None where this agency was first."""
    own = facts.jurisdiction.filed_at or facts.clock.at
    before = [rival for rival in facts.jurisdiction.rivals if rival.filed_at < own]
    return min(before, key=lambda rival: rival.filed_at, default=None)


@rule(
    "R-102",
    gates=("case.request_filing", "case.file", "case.decide"),
    clause=Clause(PENALTY, 22),
    remedy="移送违法行为发生地有管辖权的机关，或者登记管辖的特别依据",
    point=ReviewPoint.POWERS,
)
def the_act_lies_in_the_agencys_area(facts):
    """The agency of the place where the act was done has the case, unless a text or a designation says otherwise."""
    place = facts.jurisdiction
    if inside(place) or place.designation.strip():
        return
    if place.basis.strip():
        if place.basis_level is None:
            yield block(
                "没有登记管辖特别依据的层级",
                "在立案页选它是法律、行政法规还是部门规章",
                facts=BASIS,
            )
        elif place.basis_level not in MAY_MOVE:
            yield block(
                f"{BasisLevel(place.basis_level).label}不能改变地域管辖，只有法律、行政法规、部门规章可以",
                "移送违法行为发生地有管辖权的机关",
                facts=BASIS,
            )
        return
    receiver = place.competent.strip() or f"{place.act_place}有管辖权的机关"
    yield block(
        f"违法行为发生在{place.act_place or place.act_area}，不在{facts.agency.name}辖区",
        f"移送{receiver}，或者登记管辖的特别依据",
        facts=AREA,
    )


@rule(
    "R-104",
    gates=("case.file", *PROPOSED),
    clause=Clause(PENALTY, 25, 1),
    remedy="移送最先立案的机关；有争议的，报请共同的上一级机关指定管辖",
    point=ReviewPoint.POWERS,
)
def the_first_to_file_has_the_case(facts):
    """Of several competent agencies the first to file has the case; the others hand theirs over."""
    if facts.jurisdiction.designation.strip():
        return
    if first := earlier_filing(facts):
        yield block(
            f"{first.agency}已于{first.filed_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}就同一违法行为立案",
            f"移送{first.agency}",
            facts=("jurisdiction.rivals", "jurisdiction.filed_at", "jurisdiction.designation"),
        )


@rule(
    "R-104",
    gates=("case.decide",),
    clause=Clause(PENALTY, 25, 2),
    remedy="协商解决；协商不成的，报请共同的上一级机关指定管辖，登记指定管辖文书",
    point=ReviewPoint.POWERS,
)
def a_dispute_is_settled_first(facts):
    """While jurisdiction is disputed nobody decides before the common superior has designated the agency."""
    if facts.jurisdiction.disputed and not facts.jurisdiction.designation.strip():
        yield block("管辖权争议还没有解决", facts=("jurisdiction.disputed", "jurisdiction.designation"))


DISPUTE = ("jurisdiction.dispute",)


@rule("R-104", gates=("case.dispute",), clause=Clause(HOUSE), remedy="核对后再填")
def the_days_of_a_dispute_are_in_order(facts):
    """A dispute ends after it arose, and neither lies ahead."""
    held, today = facts.jurisdiction.dispute, facts.clock.day
    if held is None:
        return
    if held.arisen_on > today or (held.ended_on and not held.arisen_on <= held.ended_on <= today):
        yield block("争议发生日期、解决日期的先后不对，或者晚于今天", facts=(*DISPUTE, "clock.day"))


@rule("R-104", gates=("case.dispute",), clause=Clause(HOUSE), remedy="在“解决日期”一栏填写")
def a_solved_dispute_has_its_day(facts):
    """Since when the case is this agency's is known."""
    held = facts.jurisdiction.dispute
    if held is not None and held.solved and held.ended_on is None:
        yield block("选了怎样解决，没有填解决日期", facts=DISPUTE)


@rule(
    "R-104",
    gates=("case.dispute",),
    clause=Clause(PENALTY, 25, 2),
    remedy="在“指定管辖文书”一栏写明上一级机关的文书名称和文号",
)
def a_designation_has_its_paper(facts):
    """The common superior designates in writing."""
    held = facts.jurisdiction.dispute
    if held is not None and held.designated and not held.document.strip():
        yield block("指定管辖要写明上一级机关的文书名称和文号", facts=DISPUTE)
