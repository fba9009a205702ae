"""The statutory texts of the papers, composed from parameters; every article number comes from `law.clauses`.

Dates and amounts are written as official papers write them: 2026年9月24日, 第五十二条第一款.
"""

from django.utils import timezone

from enforcement.law import remedies as law_remedies
from enforcement.law import terms
from enforcement.law.amounts import SURCHARGE_RATE
from enforcement.law.clauses import (
    CIVIL_CODE,
    CIVIL_PROCEDURE,
    COMPULSION,
    ECOLOGY_CODE,
    LITIGATION,
    PENALTY,
    RECONSIDERATION,
    Clause,
    numeral,
)
from enforcement.law.kinds import CollectionGround, Limb

# statutes of the National People's Congress carry the country's name in their full title
NATIONAL = {PENALTY, COMPULSION, RECONSIDERATION, LITIGATION, CIVIL_PROCEDURE, CIVIL_CODE, ECOLOGY_CODE}
COUNTRY = "中华人民共和国"


def day(value):
    """Return 2026年9月24日, without leading zeros."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value):
    """Return 2026年9月24日10时05分 in Shanghai."""
    local = timezone.localtime(value)
    return f"{day(local)}{local.hour}时{local.minute:02d}分"


def cited(*clauses):
    """Return clauses as a paper cites them: full title once, then articles of the same statute."""
    words, last = [], None
    for clause in clauses:
        text = str(clause).removeprefix(f"《{clause.statute}》")
        title = f"《{COUNTRY if clause.statute in NATIONAL else ''}{clause.statute}》"
        words.append(text if clause.statute == last else title + text)
        last = clause.statute
    return "、".join(words)


SUMMARY = cited(Clause(PENALTY, 51), Clause(PENALTY, 52))
CORRECTION = cited(Clause(PENALTY, 28, 1))
TELLING = cited(Clause(PENALTY, 44), Clause(PENALTY, 45), Clause(PENALTY, 52, 1))
NOTICE = (
    "作出本决定前，执法人员已向当事人出示行政执法证件，当场告知拟作出的行政处罚内容及事实、理由、依据，"
    f"并告知当事人依法享有陈述、申辩的权利（{TELLING}）。"
)


def defence(said, answer):
    """Return what the party said in his defence and what became of it (行政处罚法 45)."""
    if not said:
        return "当事人未提出陈述、申辩。"
    return f"当事人陈述、申辩：{said.rstrip('。')}。复核意见：{answer.rstrip('。') or '（未填写）'}。"


def order(words):
    """Return the order to correct with its article, or the remark that it was done (行政处罚法 28)."""
    words = words.rstrip("。")
    if not words:
        return ""
    return f"依据{CORRECTION}的规定，{words}。" if words.startswith("责令") else f"{words}。"


def remedies(procedure, body):
    """Return the paragraph on remedies: after a penalty on the spot, reconsideration comes first (R-302)."""
    return law_remedies.wording(procedure, body)


def payment(collector, pay_by, pay_code):
    """Return where and until when the fine is paid (行政处罚法 67)."""
    term = terms.PAY_FINE
    last = f"（最迟{day(pay_by)}）" if pay_by else ""
    by_code = "凭缴款码" if pay_code else "持本决定书"
    online = "" if "电子支付" in collector else "或者通过电子支付系统"
    return (
        f"当事人应当自收到本决定书之日起{numeral(term.days)}日内{last}，"
        f"{by_code}到{collector}{online}缴纳罚款（{cited(term.clause)}）。"
    )


def surcharge():
    """Return what late payment costs (行政处罚法 72(1)(1))."""
    rate = numeral(int(SURCHARGE_RATE * 100))
    return (
        f"到期不缴纳罚款的，依据{cited(Clause(PENALTY, 72, 1, 1))}的规定，每日可以按罚款数额的百分之{rate}"
        "加处罚款，加处罚款的数额不超出罚款的数额。"
    )


GROUNDS = {
    CollectionGround.SMALL: Clause(PENALTY, 68, None, 1),
    CollectionGround.HARD_LATER: Clause(PENALTY, 68, None, 2),
    CollectionGround.REMOTE: Clause(PENALTY, 69),
}


def collected(ground, reason, receipt_number):
    """Return that and why the fine was taken on the spot, with the receipt (行政处罚法 68 … 70)."""
    because = f"（{reason.rstrip('。')}）" if reason else ""
    return (
        f"依据{cited(GROUNDS[ground])}的规定{because}，罚款由执法人员当场收缴，"
        f"已向当事人出具财政部门统一制发的专用票据，票据号：{receipt_number}。"
    )


LIMBS = {
    Limb.UNDER_AGE: (Clause(PENALTY, 30), "不满十四周岁的未成年人有违法行为的，不予行政处罚"),
    Limb.INCAPACITY: (Clause(PENALTY, 31), "在不能辨认或者不能控制自己行为时有违法行为的，不予行政处罚"),
    Limb.MINOR: (Clause(PENALTY, 33, 1), "违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚"),
    Limb.FIRST: (Clause(PENALTY, 33, 1), "初次违法且危害后果轻微并及时改正的，可以不予行政处罚"),
    Limb.NO_FAULT: (Clause(PENALTY, 33, 2), "当事人有证据足以证明没有主观过错的，不予行政处罚"),
}


def no_penalty(limb):
    """Return the decision itself, with the article of its ground (行政处罚法 30, 31, 33, 57)."""
    clause, words = LIMBS[limb]
    return f"{words}。依据{cited(clause)}的规定，本机关决定对当事人不予行政处罚。"
