"""The legal review (法制审核): when it is due, who may review, what it must say, and in what time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.domains import PERIODS
from enforcement.law.findings import Finding, Level, block, warn
from enforcement.law.kinds import Domain, ReviewPoint, ReviewResult
from enforcement.law.rulebook import LATER, rule
from enforcement.law.rules.hearings import held
from enforcement.law.terms import Term

QUALIFIED_SINCE = date(2018, 1, 1)  # who first took up reviewing from then on must be qualified (from memory)
REVIEWER_SHARE = Decimal("0.05")  # 国办发〔2018〕118号, from memory
RETURNING = {ReviewResult.CORRECT, ReviewResult.SPARE, ReviewResult.INCOMPLETE}
# the investigation is taken up again, in the second case to be handed to whoever is competent
REOPENING = {ReviewResult.SUPPLEMENT, ReviewResult.REFER}
STEP_OF = {ReviewResult.AGREE: "approve_review"} | dict.fromkeys(RETURNING, "return_review")
STEP_OF |= dict.fromkeys(REOPENING, "send_back")
ENDING = tuple(f"case.{step}" for step in ("approve_review", "return_review", "send_back"))
ROUNDS = ("reviewing.rounds",)


def review_reasons(facts) -> list[str]:
    """Return in Chinese why the case must be reviewed before it is decided; [] where it need not be."""
    grounds = facts.reviewing
    found = (
        ("涉及重大公共利益", grounds.public_interest),
        ("经过听证", held(facts)),
        ("案情疑难复杂或者涉及多个法律关系", grounds.complex),
        ("本地规定普通程序案件一律审核", grounds.all_cases),
    )
    return [reason for reason, holds in found if holds]


def review_term(domain: Domain, extra_days: int = 0) -> Term:
    """Return the term of a review in that domain; extra_days: working days that the head has added."""
    term = PERIODS[Domain(domain)].review
    return replace(term, days=term.days + extra_days)


def ratio_finding(reviewers: int, officers: int, share: Decimal = REVIEWER_SHARE) -> Finding | None:
    """Return the warning that an agency has too few reviewers for its officers, None where it has enough."""
    if reviewers >= officers * share:
        return None
    message = (
        f"法制审核人员 {reviewers} 人，执法人员 {officers} 人，占{reviewers / officers:.2%}，不到{share:.0%}"
    )
    return Finding(Level.WARN, message, "增配法制审核人员", (), "R-602", Clause(PENALTY, 58))


def last_round(facts):
    rounds = facts.reviewing.rounds
    return rounds[-1] if rounds else None


@rule(
    "R-132",
    gates=("case.decide",),
    clause=Clause(PENALTY, 58, 1),
    remedy="送法制审核，审核通过后再作决定",
    point=LATER,
)
def the_decision_was_reviewed(facts):
    """Where review is due, nothing is decided without it or against it."""
    if not (reasons := review_reasons(facts)):
        return
    review = last_round(facts)
    concerned = (*ROUNDS, "reviewing.all_cases", "hearing.held_on")
    if review is None or review.result is None:
        yield block(f"{reasons[0]}，还没有经过法制审核", facts=concerned)
    elif review.result != ReviewResult.AGREE:
        yield block(
            f"法制审核意见是“{ReviewResult(review.result).label}”，不能作出决定",
            "按审核意见办理后重新送审",
            facts=concerned,
        )


@rule(
    "R-132",
    gates=("case.take_review", "case.assign_review", *ENDING, "case.decide"),
    clause=Clause(PENALTY, 58, 2),
    remedy="换一名符合条件的法制审核人员",
    point=LATER,
)
def the_reviewer_is_fit(facts):
    """The reviewer stands outside the case, and is qualified if he took up reviewing from 2018 on."""
    review = last_round(facts)
    if review is None:
        return
    who = review.name or "法制审核人员"
    if review.reviewer is None:
        yield block("还没有确定法制审核人员", "由法制审核人员接收", facts=ROUNDS)
        return
    if review.on_case_team:
        yield block(f"{who}是本案承办人，不能审核本案", facts=ROUNDS, clause=Clause(HOUSE))
    if review.qualification.strip():
        return
    if review.first_review_on is None:
        yield block(f"{who}没有登记法律职业资格，也没有登记初次从事审核的日期", "在机构页登记", facts=ROUNDS)
    elif review.first_review_on >= QUALIFIED_SINCE:
        yield block(
            f"{who}{review.first_review_on.isoformat()}初次从事审核，没有法律职业资格",
            facts=ROUNDS,
        )


@rule("R-603", gates=("case.approve_review",), clause=Clause(HOUSE), remedy="逐项审核；有问题的，退回纠正")
def all_seven_points_are_sound(facts):
    """A case passes when each of the seven sections was looked at and none has a fault."""
    review = last_round(facts)
    if review is None:
        return
    seen = {each.point: each for each in review.points}
    if missing := [each.label for each in ReviewPoint if each not in seen]:
        yield block(f"还没有审核：{'、'.join(missing)}", facts=ROUNDS)
    if flawed := [each.label for each in ReviewPoint if each in seen and not seen[each].sound]:
        yield block(f"审核要点有问题，不能同意：{'、'.join(flawed)}", facts=ROUNDS)


@rule("R-603", gates=ENDING, clause=Clause(HOUSE), remedy="对每条提示填写采纳或者不采纳的理由")
def every_hint_is_disposed_of(facts):
    """What the rules pointed out is answered before a review ends."""
    review = last_round(facts)
    if review is not None and review.hints_open:
        yield block(f"系统提示还没有处理：{'、'.join(review.hints_open)}", facts=ROUNDS)


@rule(
    "R-603",
    gates=("case.return_review", "case.send_back"),
    clause=Clause(HOUSE),
    remedy="写明要修改或者补充什么",
)
def an_opinion_that_returns_says_why(facts):
    """A case sent back carries the reviewer's remarks."""
    review = last_round(facts)
    if review is not None and not review.remarks.strip():
        yield block("没有写明审核意见", facts=ROUNDS)


def _ends_with(step):
    """Register that `step` follows only from the results that lead to it."""

    @rule("R-604", gates=(f"case.{step}",), clause=Clause(HOUSE), remedy="改选审核意见，或者按审核意见办理")
    def the_result_leads_to_this_step(facts):
        """同意 passes, 补充调查 reopens the investigation, every other result returns the case."""
        review = last_round(facts)
        if review is None or review.result is None:
            yield block("还没有填写审核意见", "选择审核意见", facts=ROUNDS)
        elif STEP_OF[review.result] != step:
            yield block(f"审核意见是“{ReviewResult(review.result).label}”，与这一步不符", facts=ROUNDS)


for _step in ("approve_review", "return_review", "send_back"):
    _ends_with(_step)


@rule("R-605", gates=ENDING, clause=Clause(HOUSE), remedy="在出具审核意见的页面写明超时的原因，原因写入案卷")
def a_review_ends_in_time(facts):
    """A review takes five working days, ten in market regulation, and what the head added before they ended."""
    review = last_round(facts)
    if review is None:
        return
    last, ended = facts.limits.review, review.concluded_on or facts.clock.day
    if ended > last:
        yield warn(
            f"{review.submitted_on.isoformat()}送审，应在{last.isoformat()}前审完",
            facts=(*ROUNDS, "limits.review", "clock.day"),
        )


@rule(
    "R-603", gates=("case.submit",), clause=Clause(HOUSE), remedy="请逐条修改或者写明不改的理由，再重新送审"
)
def every_remark_is_answered_before_the_next_round(facts):
    """What the reviewer asked for is dealt with before he reads the file again."""
    review = last_round(facts)
    if review is not None and review.unanswered:
        yield block("还有没有处理的审核意见", facts=ROUNDS)


@rule("R-603", gates=("case.approve_review",), clause=Clause(HOUSE), remedy="撤回意见后再同意，或者退回修改")
def no_remark_stands_beside_an_agreement(facts):
    """Who agrees has nothing left to ask for."""
    review = last_round(facts)
    for words in review.standing[:1] if review else ():
        yield block(f"还有审核意见没有撤回：{words}", facts=ROUNDS)


@rule("R-603", gates=("case.answer_remark",), clause=Clause(HOUSE), remedy="写明改了什么；没有改的，写明理由")
def a_remark_is_answered_in_words(facts):
    """What became of a remark can be read."""
    if not facts.step.reason.strip():
        yield block("没有写明怎样处理这条审核意见", facts=("step.reason",))


@rule(
    "R-604", gates=("case.disagree",), clause=Clause(HOUSE), remedy="按审核意见修改，或者由负责人集体讨论决定"
)
def the_unit_disagrees_once(facts):
    """After one disagreement the heads decide; a second only delays."""
    if facts.step.again:
        yield block("承办机构已经提出过一次不同意见，不能再提", facts=("step.again",))


@rule("R-605", gates=("case.extend_review",), clause=Clause(HOUSE), remedy="过期审结的，由审核人员写明原因")
def a_review_is_prolonged_once(facts):
    """A review is prolonged once."""
    if facts.step.again:
        yield block(f"这次审核已经延长过 {facts.step.again}，不能再延长", facts=("step.again",))


@rule(
    "R-605",
    gates=("case.extend_review",),
    clause=Clause(HOUSE),
    remedy="由审核人员在出具审核意见时写明超时的原因",
)
def a_review_is_prolonged_before_its_term_ends(facts):
    """What has run out cannot be prolonged."""
    review = last_round(facts)
    if review is None or facts.step.again:
        return
    if facts.clock.day > facts.limits.review:
        yield block("审核期限已经届满，不能再延长", facts=(*ROUNDS, "limits.review", "clock.day"))
