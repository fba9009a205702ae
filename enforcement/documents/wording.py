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
from enforcement.law.rules import exemption

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


def local_day(value):
    """Return the Shanghai day of a moment."""
    return timezone.localdate(value)


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


def payment(collector, pay_by, pay_code, address=""):
    """Return where and until when the fine is paid (行政处罚法 67)."""
    term = terms.PAY_FINE
    last = f"（最迟{day(pay_by)}）" if pay_by else ""
    by_code = "凭缴款码" if pay_code else "持本决定书"
    where = f"（地址：{address}）" if address else ""
    online = "" if "电子支付" in collector else "或者通过电子支付系统"
    return (
        f"当事人应当自收到本决定书之日起{numeral(term.days)}日内{last}，"
        f"{by_code}到{collector}{where}{online}缴纳罚款（{cited(term.clause)}）。"
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
    Limb.UNDER_AGE: "不满十四周岁的未成年人有违法行为的，不予行政处罚",
    Limb.INCAPACITY: "在不能辨认或者不能控制自己行为时有违法行为的，不予行政处罚",
    Limb.MINOR: "违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚",
    Limb.FIRST: "初次违法且危害后果轻微并及时改正的，可以不予行政处罚",
    Limb.NO_FAULT: "当事人有证据足以证明没有主观过错的，不予行政处罚",
}


def no_penalty(limb):
    """Return the decision itself, with the article of its ground (行政处罚法 30, 31, 33, 57)."""
    return f"{LIMBS[limb]}。依据{cited(exemption.GROUNDS[limb])}的规定，本机关决定对当事人不予行政处罚。"


# -- the ordinary procedure -----------------------------------------------------------------------------------
FILED = cited(Clause(PENALTY, 54, 2))
DECIDED = cited(Clause(PENALTY, 57, 1, 1))
TOLD = cited(Clause(PENALTY, 44))
LIGHTENED = cited(Clause(PENALTY, 32))
CONTESTABLE = cited(Clause(PENALTY, 7, 1), Clause(PENALTY, 45, 1))
HEARING = cited(Clause(PENALTY, 63, 1))
RECUSAL_ASKED = (
    f"依据{cited(Clause(PENALTY, 43, 2))}的规定，你认为执法人员与本案有直接利害关系或者有其他关系可能影响公正执法的，"
    "有权申请回避。是否申请回避？"
)
DUTIES_TOLD = (
    f"依据{cited(Clause(PENALTY, 45, 1), Clause(PENALTY, 55, 2))}的规定，你有权进行陈述和申辩；"
    "应当如实回答询问，并协助调查或者检查，不得拒绝或者阻挠。"
)
READ_THROUGH = "以上笔录我已看过（已向我宣读），与我说的相符。"
SEEN_THROUGH = "以上笔录我已看过（已向我宣读），与现场情况相符。"
WITNESSED = "当事人不在场，以上笔录由见证人核对，与现场情况相符。"


def certificates_shown(officers):
    """Return that the certificates were shown, by number, and that the person has seen them."""
    shown = "、".join(f"{each.name}（{each.certificate}）" for each in officers)
    return f"我们是执法人员{shown}，这是我们的行政执法证件，请过目确认。答：已看清，无异议。"


def offence(matter):
    """Return what the case is about without 涉嫌 and 案 around it."""
    return matter.removeprefix("涉嫌").removesuffix("案") if matter.startswith("涉嫌") else matter


def case_history(
    *, source, matter, filed_on, concluded_on, reviewed_on, filing_number="", inquiry=(), discussed_on=None
):
    """Return the source and the course of a case, one paragraph each; `inquiry`: what was done, in sentences.

    reviewed_on: None while the review is still to come, which only a preview says.
    """
    number = f"（{filing_number}）" if filing_number else ""
    filed = f"{source.rstrip('。')}。经审查，本机关于{day(filed_on)}对当事人涉嫌{offence(matter)}立案调查{number}。"
    done = "".join(f"{each.rstrip('。')}。" for each in inquiry)
    course = f"{done}{day(concluded_on)}，本案调查终结。"
    discussed = f"；{day(discussed_on)}，本机关负责人集体讨论决定" if discussed_on else ""
    reviewed = f"{day(reviewed_on)}，本案经法制审核" if reviewed_on else "本案待法制审核"
    return (filed, course, f"{reviewed}{discussed}。")


def defence_right(address, days=None):
    """Return the right to state and to defend, until when and where (行政处罚法 7, 44, 45)."""
    days = days or terms.STATEMENT.days
    return (
        f"依据{CONTESTABLE}的规定，你（单位）有权进行陈述和申辩。如有陈述、申辩意见，"
        f"请自收到本告知书之日起{numeral(days)}个工作日内，到{address}向本机关提出，也可以书面寄交；"
        "逾期未提出的，视为放弃陈述、申辩权利。"
    )


def hearing_right():
    """Return the right to a hearing, how and until when to ask for it (行政处罚法 63, 64)."""
    term = terms.REQUEST_HEARING
    return (
        f"依据{HEARING}的规定，你（单位）有权要求听证。要求听证的，应当自收到本告知书之日起"
        f"{numeral(term.days)}个工作日内以书面或者口头形式向本机关提出（{cited(Clause(PENALTY, 64, None, 1))}）；"
        "逾期未提出的，视为放弃听证权利。当事人不承担组织听证的费用。"
    )


def noticed(number, served_on, hearing):
    """Return that the prior notice was served, by its number (行政处罚法 44, 63)."""
    rights = "陈述、申辩和要求听证的权利" if hearing else "陈述、申辩的权利"
    return (
        f"{day(served_on)}，本机关向当事人送达《行政处罚事先告知书》（{number}），依据{TOLD}的规定，告知当事人"
        f"拟作出的行政处罚内容及事实、理由、依据，以及依法享有的{rights}。"
    )


def defended(points, waived, hearing=""):
    """Return what the party said to each point and what became of it (行政处罚法 45)."""
    if points:
        marks = [f"{number}．" if len(points) > 1 else "" for number in range(1, len(points) + 1)]
        said = tuple(
            f"{mark}{defence(each.said, each.answer)}" for mark, each in zip(marks, points, strict=True)
        )
    elif waived:
        said = ("当事人书面放弃陈述、申辩权利。",)
    else:
        said = ("当事人在规定期限内未提出陈述、申辩意见。",)
    return (*said, f"{hearing.rstrip('。')}。") if hearing else said


def goes_on():
    """Return that remedies do not suspend the decision (行政处罚法 73)."""
    return (
        f"行政复议、行政诉讼期间，本决定不停止执行，法律另有规定的除外（{cited(Clause(PENALTY, 73, 1))}）。"
    )


def publicity(published):
    """Return whether the decision is made public (行政处罚法 48)."""
    if not published:
        return "本决定依法不予公开。"
    return f"依据{cited(Clause(PENALTY, 48, 1))}的规定，本决定将在行政执法信息公示平台上公开。"


def warning():
    """Return what follows if nothing is done (行政处罚法 72, 行政强制法 53, 54)."""
    return (
        "当事人在法定期限内不申请行政复议或者提起行政诉讼，又不履行本决定的，本机关将依据"
        f"{cited(Clause(PENALTY, 72, 1, 4), Clause(COMPULSION, 53), Clause(COMPULSION, 54))}的规定，"
        "经催告后申请人民法院强制执行。"
    )


def copies(count):
    """Return how many copies there are and who has them."""
    rest = f"，其余{numeral(count - 2)}份用于执行和备查" if count > 2 else ""
    return f"本决定书一式{'两' if count == 2 else numeral(count)}份，一份送达当事人，一份归档{rest}。"
