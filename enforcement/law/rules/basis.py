"""Legal basis: kinds by the rank of the text, a text in force on the act's day, the right addressee."""

from enforcement.law.clauses import ECOLOGY_CODE, PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import (
    AgencyKind,
    BasisLevel,
    Outcome,
    PartyKind,
    PenaltyKind,
    ReviewPoint,
    Subject,
)
from enforcement.law.lanes import PROPOSED
from enforcement.law.lint import REPEALED_BY_CODE
from enforcement.law.rulebook import rule
from enforcement.law.rules.gains import illegal_gains

LEVELS_OF = {
    PenaltyKind.DETENTION: {BasisLevel.LAW},
    PenaltyKind.OTHER: {BasisLevel.LAW, BasisLevel.ADMINISTRATIVE_REGULATION},
    PenaltyKind.REVOKE_BUSINESS_LICENCE: {BasisLevel.LAW, BasisLevel.ADMINISTRATIVE_REGULATION},
}
CLAUSE_OF = {
    BasisLevel.ADMINISTRATIVE_REGULATION: Clause(PENALTY, 11, 1),
    BasisLevel.LOCAL_REGULATION: Clause(PENALTY, 12, 1),
    BasisLevel.DEPARTMENT_RULE: Clause(PENALTY, 13, 2),
    BasisLevel.LOCAL_RULE: Clause(PENALTY, 14, 2),
}
REGULATIONS = {BasisLevel.LAW, BasisLevel.ADMINISTRATIVE_REGULATION, BasisLevel.LOCAL_REGULATION}
RULES_MAY = {PenaltyKind.WARNING, PenaltyKind.CRITICISM, PenaltyKind.FINE}
DECIDING = ("case.weigh", "case.issue", *PROPOSED)


def words(kinds):
    return "、".join(PenaltyKind(kind).label for kind in kinds)


@rule(
    "R-101",
    gates=DECIDING,
    clause=Clause(PENALTY, 16),
    remedy="改选该依据可以设定的处罚种类，或者改为不予处罚",
    point=ReviewPoint.POWERS,
)
def kinds_fit_the_rank_of_the_basis(facts):
    """A text may create only the kinds of penalty that its rank allows."""
    if facts.decision.outcome != Outcome.PENALTY:
        return
    level, concerned = BasisLevel(facts.item.level), ("decision.kinds", "item.level")
    chosen = [PenaltyKind(kind) for kind in facts.decision.kinds if kind != PenaltyKind.CORRECTION]
    if level is BasisLevel.NORMATIVE and chosen:
        yield block(f"处罚依据只是行政规范性文件，不能设定{words(chosen)}", facts=concerned)
        return
    narrow, clause = level not in REGULATIONS, CLAUSE_OF.get(level)
    barred = [kind for kind in chosen if level not in LEVELS_OF.get(kind, set(BasisLevel))]
    barred += [kind for kind in chosen if narrow and kind not in RULES_MAY and kind not in barred]
    if barred:
        yield block(f"{level.label}不能设定{words(barred)}", facts=concerned, clause=clause)


@rule(
    "R-101",
    gates=DECIDING,
    clause=Clause(PENALTY, 18, 3),
    remedy="移送公安机关办理",
    point=ReviewPoint.POWERS,
)
def only_police_detain(facts):
    """Detention is for the police alone."""
    if facts.decision.outcome != Outcome.PENALTY:
        return
    if PenaltyKind.DETENTION in facts.decision.kinds and facts.agency.kind != AgencyKind.POLICE:
        yield block("行政拘留只能由公安机关决定", facts=("decision.kinds", "agency.kind"))


@rule(
    "R-101",
    gates=DECIDING,
    clause=Clause(PENALTY, 9),
    remedy="选择处罚种类；只需责令改正的，按不予处罚办理",
    point=ReviewPoint.POWERS,
)
def a_penalty_has_a_kind(facts):
    """An order to correct is no penalty: a case whose only outcome it is needs no penalty decision."""
    if facts.decision.outcome != Outcome.PENALTY:
        return
    kinds = facts.decision.kinds
    if not kinds:
        yield block("还没有选择处罚种类", facts=("decision.kinds",))
    elif all(kind == PenaltyKind.CORRECTION for kind in kinds):
        yield block("责令改正不是行政处罚，不能出具处罚决定书", facts=("decision.kinds",))


@rule(
    "R-116",
    gates=DECIDING,
    clause=Clause(PENALTY, 38, 1),
    remedy="改选该事项规定的处罚种类，或者更换事项",
    point=ReviewPoint.LAW,
)
def the_item_allows_the_kind(facts):
    """A penalty that the item's provision does not name has no basis; gains are confiscated by PL 28 itself."""
    if facts.decision.outcome != Outcome.PENALTY:
        return
    allowed = {*facts.item.kinds, PenaltyKind.CORRECTION}
    missing = [kind for kind in facts.decision.kinds if kind not in allowed]
    if PenaltyKind.FORFEIT_GAINS in missing and illegal_gains(facts.gains, facts.decision.day):
        missing.remove(PenaltyKind.FORFEIT_GAINS)
    if missing:
        yield block(f"该事项的依据没有规定{words(missing)}", facts=("decision.kinds", "item.kinds"))


@rule(
    "R-116",
    gates=("case.register", "case.issue", "case.propose_exemption", "case.file", *PROPOSED),
    clause=Clause(PENALTY, 38, 1),
    remedy="更换事项，或者在权责清单补录处罚依据",
    point=ReviewPoint.LAW,
)
def a_basis_is_recorded(facts):
    """A penalty without a basis is void."""
    if not facts.item.clause.strip():
        yield block("该事项没有登记处罚依据", facts=("item.clause",))


@rule(
    "R-116",
    gates=("case.register", "case.issue", *PROPOSED),
    clause=Clause(PENALTY, 38, 1),
    remedy="更换与当事人类型相符的事项",
    point=ReviewPoint.LAW,
)
def the_provision_is_aimed_at_this_party(facts):
    """A provision for units does not reach a person, nor the other way round."""
    subject, kind, concerned = facts.item.subject, facts.party.kind, ("item.subject", "party.kind")
    if subject == Subject.ANY:
        return
    if kind == PartyKind.INDIVIDUAL_BUSINESS:
        if subject == Subject.ORGANISATION:
            yield warn(
                "该事项只处罚单位，当事人是个体工商户（按公民对待，待法制部门确认）",
                "说明适用理由，或者更换事项",
                facts=concerned,
            )
    elif (kind == PartyKind.PERSON) != (subject == Subject.PERSON):
        yield block(
            f"该事项只处罚{Subject(subject).label}，当事人是{PartyKind(kind).label}",
            facts=concerned,
        )


@rule(
    "R-115",
    gates=("case.register", "case.weigh", "case.issue", "case.propose_exemption"),
    clause=Clause(PENALTY, 37),
    remedy="改选行为发生日有效的事项版本和依据",
)
def the_text_was_in_force_at_the_act(facts):
    """The law of the act's day applies; a text repealed by then, or not yet in force, cannot be cited."""
    yield from not_in_force(facts)


def not_in_force(facts):
    """Yield why the cited text, or the item's version, did not apply on the act's day."""
    day = facts.act.ended_on or facts.act.day
    law, repealed, begun = facts.item.law, facts.item.law_repealed_on, facts.item.law_from
    if repealed and repealed <= day:
        code = Clause(ECOLOGY_CODE, 1242) if law.removeprefix("中华人民共和国") in REPEALED_BY_CODE else None
        yield block(
            f"《{law}》已于{repealed.isoformat()}废止，{day.isoformat()}的行为不能再适用",
            facts=("item.law_repealed_on", "act.day"),
            clause=code,
        )
    if begun and begun > day:
        yield block(
            f"《{law}》{begun.isoformat()}才施行，不能适用于{day.isoformat()}的行为",
            facts=("item.law_from", "act.day"),
        )
    start, end = facts.item.valid_from, facts.item.valid_to
    if (start and start > day) or (end and end < day):
        yield block(f"所选事项版本在行为发生日{day.isoformat()}无效", facts=("item.valid_from", "act.day"))


@rule(
    "R-107",
    gates=DECIDING,
    clause=Clause(PENALTY, 28, 1),
    remedy="先责令改正；当事人拒不改正的，在“是否改正”选拒不改正",
    point=ReviewPoint.LAW,
)
def a_fine_follows_the_refused_order(facts):
    """Where the provision punishes only who does not correct, a penalty needs the refusal first."""
    if (
        facts.decision.outcome == Outcome.PENALTY
        and facts.item.correct_first
        and not facts.assessment.refused
    ):
        yield block(
            f"{facts.item.clause}规定先责令改正，拒不改正的才处罚",
            facts=("item.correct_first", "assessment.refused", "decision.outcome"),
        )
