"""The closed lists of the law: kinds of party, penalty, legal basis, tier, outcome, agency, procedure."""

from enum import StrEnum

from enforcement.law.clauses import PENALTY, Clause

KINDS = Clause(PENALTY, 9)  # which names the kinds of penalty


class Kind(StrEnum):
    """A code that carries its Chinese word. Codes equal the codes stored in the database."""

    def __new__(cls, code, label):
        member = str.__new__(cls, code)
        member._value_, member.label = code, label
        return member

    @classmethod
    def labelled(cls, label):
        """Return the member with this Chinese word; ValueError where the word is not in the list."""
        for member in cls:
            if member.label == label:
                return member
        raise ValueError(f"{label}不在{cls.__name__}之列")


class PartyKind(Kind):
    """Whom the act is laid to (当事人类型)."""

    PERSON = "PERSON", "公民"
    INDIVIDUAL_BUSINESS = "INDIVIDUAL_BUSINESS", "个体工商户"
    ORGANISATION = "ORGANISATION", "法人或者其他组织"


class ComplaintOutcome(Kind):
    """What became of a complaint, as its author was answered (答复)."""

    FILED = "FILED", "已立案查处"
    NOT_FILED = "NOT_FILED", "不予立案"
    TRANSFERRED = "TRANSFERRED", "已移送"
    OTHER = "OTHER", "其他处理"


class PenaltyKind(Kind):
    """Kinds of penalty of art. 9, and orders that are not penalties (责令改正)."""

    WARNING = "WARNING", "警告"
    CRITICISM = "CRITICISM", "通报批评"
    FINE = "FINE", "罚款"
    FORFEIT_GAINS = "FORFEIT_GAINS", "没收违法所得"
    FORFEIT_GOODS = "FORFEIT_GOODS", "没收非法财物"
    SUSPEND_LICENCE = "SUSPEND_LICENCE", "暂扣许可证件"
    DOWNGRADE = "DOWNGRADE", "降低资质等级"
    REVOKE_LICENCE = "REVOKE_LICENCE", "吊销许可证件"
    REVOKE_BUSINESS_LICENCE = "REVOKE_BUSINESS_LICENCE", "吊销营业执照"
    RESTRICT_BUSINESS = "RESTRICT_BUSINESS", "限制开展生产经营活动"
    SUSPEND_BUSINESS = "SUSPEND_BUSINESS", "责令停产停业"
    CLOSE_BUSINESS = "CLOSE_BUSINESS", "责令关闭"
    CAREER_BAN = "CAREER_BAN", "限制从业"
    DETENTION = "DETENTION", "行政拘留"
    OTHER = "OTHER", "法律、行政法规规定的其他行政处罚"
    CORRECTION = "CORRECTION", "责令限期改正"


# how texts and lists write the kinds, beside the statute's own words: the first beginning that fits
WRITTEN = (
    ("没收实物或者违法收入", (PenaltyKind.FORFEIT_GOODS, PenaltyKind.FORFEIT_GAINS)),
    ("没收违法收入", (PenaltyKind.FORFEIT_GAINS,)),
    ("没收非法所得", (PenaltyKind.FORFEIT_GAINS,)),
    ("没收", (PenaltyKind.FORFEIT_GOODS,)),
    ("吊销营业执照", (PenaltyKind.REVOKE_BUSINESS_LICENCE,)),
    ("吊销", (PenaltyKind.REVOKE_LICENCE,)),
    ("暂扣", (PenaltyKind.SUSPEND_LICENCE,)),
    ("责令停业", (PenaltyKind.SUSPEND_BUSINESS,)),
    ("责令停产", (PenaltyKind.SUSPEND_BUSINESS,)),
    ("责令关闭", (PenaltyKind.CLOSE_BUSINESS,)),
    ("降低资质", (PenaltyKind.DOWNGRADE,)),
    ("限制从业", (PenaltyKind.CAREER_BAN,)),
    ("禁止从业", (PenaltyKind.CAREER_BAN,)),
    ("限制开展", (PenaltyKind.RESTRICT_BUSINESS,)),
    ("责令改正", (PenaltyKind.CORRECTION,)),
    ("责令限期改正", (PenaltyKind.CORRECTION,)),
)


def kinds_of(word: str) -> tuple[PenaltyKind, ...]:
    """Return the kinds that one word of a text or a list names, () where it is none of art. 9."""
    try:
        return (PenaltyKind.labelled(word),)
    except ValueError:
        return next((kinds for start, kinds in WRITTEN if word.startswith(start)), ())


def penalty_kinds(text: str) -> tuple[PenaltyKind, ...]:
    """Return the kinds that a list names (警告;罚款;吊销许可证（…）); an unlisted word is OTHER."""
    words = (part.partition("（")[0].strip() for part in text.replace("；", ";").split(";"))
    found = [kind for word in words if word for kind in kinds_of(word) or (PenaltyKind.OTHER,)]
    return tuple(dict.fromkeys(found))


class BasisLevel(Kind):
    """The rank of the text that creates a penalty (依据层级)."""

    LAW = "LAW", "法律"
    ADMINISTRATIVE_REGULATION = "ADMINISTRATIVE_REGULATION", "行政法规"
    LOCAL_REGULATION = "LOCAL_REGULATION", "地方性法规"
    DEPARTMENT_RULE = "DEPARTMENT_RULE", "部门规章"
    LOCAL_RULE = "LOCAL_RULE", "地方政府规章"
    NORMATIVE = "NORMATIVE", "行政规范性文件"


class Subject(Kind):
    """Whom a penalty provision is aimed at (处罚对象)."""

    ANY = "ANY", "个人或者单位"
    PERSON = "PERSON", "个人"
    ORGANISATION = "ORGANISATION", "单位"


class Tier(Kind):
    """Discretion tier (裁量阶次)."""

    MITIGATED = "MITIGATED", "减轻"
    LIGHTER = "LIGHTER", "从轻"
    ORDINARY = "ORDINARY", "一般"
    HEAVIER = "HEAVIER", "从重"


class Harm(Kind):
    """Harm done (危害后果)."""

    NONE = "NONE", "没有"
    MINOR = "MINOR", "轻微"
    SERIOUS = "SERIOUS", "较重"


class Outcome(Kind):
    """How a case ends in substance (处理结果)."""

    PENALTY = "PENALTY", "行政处罚"
    NO_PENALTY = "NO_PENALTY", "不予行政处罚"


class Limb(Kind):
    """The ground of a no-penalty decision (不予处罚的情形)."""

    UNDER_AGE = "UNDER_AGE", "不满十四周岁"
    INCAPACITY = "INCAPACITY", "不能辨认或者控制自己行为"
    MINOR = "MINOR", "轻微不罚"
    FIRST = "FIRST", "首违不罚"
    NO_FAULT = "NO_FAULT", "没有主观过错"


class Procedure(Kind):
    """The procedure in which the case is handled (适用程序)."""

    SUMMARY = "SUMMARY", "简易程序"
    GENERAL = "GENERAL", "普通程序"


class AgencyKind(Kind):
    """What sort of agency acts in its own name (机关类型)."""

    DEPARTMENT = "DEPARTMENT", "政府工作部门"
    TOWNSHIP = "TOWNSHIP", "乡镇人民政府"
    STREET = "STREET", "街道办事处"
    BRANCH = "BRANCH", "派出机构"
    POLICE = "POLICE", "公安机关"


class StatutoryPaper(Kind):
    """The papers of which the law itself says what they state (处罚法 44, 52, 57, 59), among those of the register."""

    ON_THE_SPOT = "ON_THE_SPOT", "当场行政处罚决定书"
    NO_PENALTY = "NO_PENALTY", "不予行政处罚决定书"
    PRIOR_NOTICE = "PRIOR_NOTICE", "行政处罚事先告知书"
    DECISION = "DECISION", "行政处罚决定书"


class Signature(Kind):
    """How the party took the paper (签收情况)."""

    SIGNED = "SIGNED", "已签名"
    REFUSED = "REFUSED", "拒绝签收"
    NONE = "NONE", "未签收"


class CollectionGround(Kind):
    """Why money may be taken by officers on the spot (当场收缴的理由)."""

    SMALL = "SMALL", "一百元以下罚款"
    HARD_LATER = "HARD_LATER", "不当场收缴事后难以执行"
    REMOTE = "REMOTE", "边远、水上、交通不便地区，当事人提出"


class PauseKind(Kind):
    """Why the surcharge does not grow for a time (不计算加处罚款的期间)."""

    DEFERRAL = "DEFERRAL", "延期或者分期缴纳"
    RECONSIDERATION = "RECONSIDERATION", "行政复议"
    SUIT = "SUIT", "行政诉讼"
    WRONG_SUIT = "WRONG_SUIT", "没有告知先复议，当事人直接起诉"


class ClosingReason(Kind):
    """Why a case is closed (结案理由)."""

    FULFILLED = "FULFILLED", "执行完毕"
    NO_PENALTY = "NO_PENALTY", "不予行政处罚"
    TRANSFERRED = "TRANSFERRED", "移送其他机关"
    ENDED = "ENDED", "终结执行"
    WITHDRAWN = "WITHDRAWN", "撤销案件"


class NoticeElement(Kind):
    """What the party must be told before any decision (告知内容)."""

    FACTS = "FACTS", "违法事实"
    REASONS = "REASONS", "理由"
    BASIS = "BASIS", "依据"
    PENALTY = "PENALTY", "拟作出的处罚内容"
    RIGHTS = "RIGHTS", "陈述、申辩等权利"


class ToldPart(Kind):
    """One part of what a notice tells and a decision states (告知与决定的对照), in the order of the papers."""

    PARTY = "PARTY", "当事人"
    MATTER = "MATTER", "案由"
    ACTED_AT = "ACTED_AT", "违法行为时间"
    PLACE = "PLACE", "地点"
    FACT = "FACT", "认定事实"
    EVIDENCE = "EVIDENCE", "证据"
    BREACHED = "BREACHED", "违反的规定"
    BASIS = "BASIS", "处罚依据"
    REASONS = "REASONS", "裁量理由"
    KIND = "KIND", "处罚种类"
    FINE = "FINE", "罚款数额"
    ORDER = "ORDER", "责令改正"
    HEARING = "HEARING", "听证权利"


class Domain(Kind):
    """The field whose procedural rule sets the periods (执法领域)."""

    GENERAL = "GENERAL", "没有专门程序规定的领域"
    MARKET = "MARKET", "市场监督管理"
    HOUSING = "HOUSING", "住房和城乡建设"


class FilingCriterion(Kind):
    """What must hold before a case is filed (立案条件)."""

    EVIDENCE = "EVIDENCE", "有初步证据证明违法行为"
    PUNISHABLE = "PUNISHABLE", "依法应当给予行政处罚"
    JURISDICTION = "JURISDICTION", "属于本机关管辖"
    LIMITATION = "LIMITATION", "没有超过追责时效"


class RecordKind(Kind):
    """The two records of an investigation (笔录)."""

    INQUIRY = "INQUIRY", "询问笔录"
    INSPECTION = "INSPECTION", "现场检查（勘验）笔录"


class ReviewPoint(Kind):
    """What a legal review looks at (审核要点), in the order of the form."""

    STANDING = "STANDING", "执法主体合法，执法人员具备资格"
    PROCEDURE = "PROCEDURE", "程序合法"
    EVIDENCE = "EVIDENCE", "事实清楚，证据合法充分"
    LAW = "LAW", "适用法律正确，裁量适当"
    POWERS = "POWERS", "没有超越职权"
    PAPERS = "PAPERS", "文书完备、规范"
    CRIME = "CRIME", "是否涉嫌犯罪需要移送"


class ReviewResult(Kind):
    """How a legal review ends (审核意见)."""

    AGREE = "AGREE", "同意"
    CORRECT = "CORRECT", "建议修改（纠正）"
    SUPPLEMENT = "SUPPLEMENT", "补充调查"
    SPARE = "SPARE", "建议不予处罚"
    REFER = "REFER", "移送"
    INCOMPLETE = "INCOMPLETE", "退回（材料不全）"


class ServiceMethod(Kind):
    """How a paper is served (送达方式)."""

    DIRECT = "DIRECT", "直接送达"
    LEFT = "LEFT", "留置送达"
    MAIL = "MAIL", "邮寄送达"
    ENTRUSTED = "ENTRUSTED", "委托送达"
    FORWARDED = "FORWARDED", "转交送达"
    ELECTRONIC = "ELECTRONIC", "电子送达"
    PUBLIC = "PUBLIC", "公告送达"


class Recipient(Kind):
    """Who took the paper, seen from the addressee (收件人与受送达人的关系)."""

    SELF = "SELF", "本人"
    OPERATOR = "OPERATOR", "经营者"
    GUARDIAN = "GUARDIAN", "监护人"
    COHABITANT = "COHABITANT", "同住成年家属"
    REPRESENTATIVE = "REPRESENTATIVE", "法定代表人或者主要负责人"
    MAILROOM = "MAILROOM", "单位负责收件的人"
    AGENT = "AGENT", "代理人"
    NAMED = "NAMED", "指定代收人"
    OTHER = "OTHER", "其他人"


class Capacity(Kind):
    """The party's mental capacity at the time of the act (责任能力)."""

    FULL = "FULL", "正常"
    LUCID = "LUCID", "间歇性精神病人，行为时精神正常"
    PARTIAL = "PARTIAL", "尚未完全丧失辨认或者控制能力"
    NONE = "NONE", "不能辨认或者不能控制自己行为"
    PENDING = "PENDING", "可能不能辨认或者控制自己行为，等待鉴定"


class ProofKind(Kind):
    """The eight kinds of evidence of art. 46 (证据种类)."""

    DOCUMENTARY = "DOCUMENTARY", "书证"
    PHYSICAL = "PHYSICAL", "物证"
    AUDIOVISUAL = "AUDIOVISUAL", "视听资料"
    ELECTRONIC = "ELECTRONIC", "电子数据"
    TESTIMONY = "TESTIMONY", "证人证言"
    STATEMENT = "STATEMENT", "当事人的陈述"
    APPRAISAL = "APPRAISAL", "鉴定意见"
    RECORD = "RECORD", "勘验笔录、现场笔录"


class Secrecy(Kind):
    """Secrets that an agency keeps (保密事项)."""

    STATE = "STATE", "国家秘密"
    TRADE = "TRADE", "商业秘密"
    PRIVACY = "PRIVACY", "个人隐私"


class ProcessStage(Kind):
    """Stages of a case of which a record is kept (全过程记录)."""

    START = "START", "启动"
    EVIDENCE = "EVIDENCE", "调查取证"
    REVIEW = "REVIEW", "审核"
    DECISION = "DECISION", "决定"
    SERVICE = "SERVICE", "送达"
    EXECUTION = "EXECUTION", "执行"


class FilmedMoment(Kind):
    """Moments that are photographed or filmed (音像记录)."""

    SEIZURE = "SEIZURE", "查封、扣押"
    ENFORCEMENT = "ENFORCEMENT", "强制执行"
    LIEN_SERVICE = "LIEN_SERVICE", "留置送达"
    REFUSAL = "REFUSAL", "当事人拒绝签名或者签收"
    POSTING = "POSTING", "张贴公告"
