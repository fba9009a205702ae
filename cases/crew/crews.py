"""Who, of those whose post allows a step, may take it on this case (第四十二条、第四十三条、第五十七条、第五十八条)."""

from dataclasses import replace

from cases.workflow import State
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.procedures.steps import ANYONE, Crew

__all__ = [
    "ANOTHER_HEAD",
    "ANYONE",
    "DECLARING",
    "INVESTIGATORS",
    "ITS_REVIEWER",
    "UNINVOLVED_CHOOSER",
    "UNINVOLVED_HEAD",
    "UNINVOLVED_RECALLER",
    "UNINVOLVED_REVIEWER",
]

# in which nobody acts before he has said whether anything ties him to the case
DECLARED_FIRST = (State.TO_FILE, State.INVESTIGATING, State.CONCLUDED, State.NOTIFIED, State.RETURNED)


def officers_of(case, near=None):
    """Return the officers in whose name the case is handled."""
    return [officer for officer in (case.handler, case.partner) if officer]


def handles(case, officer, near=None):
    return officer.pk in (case.handler_id, case.partner_id)


def crew_ever(case, near=None):
    """Return the keys of everybody who ever investigated the case: handlers, partners, questioners, recorders."""
    members = (member.officer_id for member in case.dossier.members.all())
    asked = case.records.values_list("asker", "recorder")
    if near is not None:
        asked = ((row.asker_id, row.recorder_id) for row in near.records[case.pk])
    return {case.handler_id, case.partner_id, *members, *(key for row in asked for key in row)} - {None}


def silent(case, near):
    """Return the officers of the case who have not yet declared their relation to it."""
    if not case.STEPS["declare"].follows(case):
        return []
    told = {row.officer_id for row in near.recusals[case.pk] if row.declared}
    return [officer for officer in officers_of(case) if officer.pk not in told]


def may_declare(case, officer, near):
    """Return whether he declares for himself; a page asks only who has not said it yet."""
    if near is None:
        return handles(case, officer)
    return officer.pk in {each.pk for each in silent(case, near)}


def reviews_it(case, officer, near):
    """Return whether he holds the review that is open."""
    if near is None:
        return case.reviews.filter(concluded_at__isnull=True, reviewer=officer).exists()
    rounds = near.reviews[case.pk]
    return bool(rounds) and rounds[-1].reviewer_id == officer.pk


INVESTIGATORS = Crew(
    "本案办案人员",
    handles,
    "只有本案的办案人员可以{label}",
    officers_of,
    remedy="请由承办人办理",
    clause=Clause(HOUSE),
)
ANOTHER_HEAD = Crew(
    "不承办本案的负责人",
    lambda case, officer, near: not handles(case, officer),
    "您是本案承办人，不能由您{label}",
    bars=lambda case, near: {case.handler_id, case.partner_id} - {None},
    remedy="请由其他负责人办理",
    clause=Clause(HOUSE),
)
DECLARING = replace(INVESTIGATORS, name="没有声明的办案人员", allows=may_declare, people=silent)
UNINVOLVED_HEAD = Crew(
    "没有参加过本案调查的负责人",
    lambda case, officer, near: officer.pk not in crew_ever(case, near),
    "您参加过本案调查，不能由您{label}",
    bars=crew_ever,
    remedy="请由其他负责人决定",
    rule="R-131",
    clause=Clause(PENALTY, 57),
)
UNINVOLVED_REVIEWER = Crew(
    "没有参加过本案调查的审核人员",
    lambda case, officer, near: officer.pk not in crew_ever(case, near),
    "您参加过本案调查，不能审核本案",
    bars=crew_ever,
    remedy="请由其他审核人员领取",
    rule="R-132",
    clause=Clause(PENALTY, 58),
)
# who takes a review back from another; the reviewer himself may always give it back
UNINVOLVED_RECALLER = replace(
    UNINVOLVED_REVIEWER, refusal="您参加过本案调查，不能{label}", remedy="请由其他审核人员或者负责人收回"
)
# who as head gives a late review to somebody else
UNINVOLVED_CHOOSER = replace(
    UNINVOLVED_RECALLER, name="没有参加过本案调查的负责人", remedy="请由其他负责人办理"
)
ITS_REVIEWER = Crew(
    "领取本案的审核人员",
    reviews_it,
    "这个案件不由您审核，不能{label}",
    lambda case, near: [row.reviewer for row in near.reviews[case.pk][-1:] if row.reviewer],
    remedy="请由领取的审核人员办理",
    clause=Clause(HOUSE),
)
