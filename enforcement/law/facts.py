"""The facts that the rules read, in small frozen groups, every one of them known or UNKNOWN.

Units, once for all groups: `*_on` and `day` are `date` (a Shanghai day); `*_at` and `at` are aware
`datetime`; money is `Decimal` in yuan; periods say their unit in the name; a code is a `kinds` member or
the same string; a set of things is a tuple. `None` means "known that there is none"; UNKNOWN means "not
recorded yet", and a rule that reads it does not decide: the runner answers with a finding that says what is
missing and where to enter it.
"""

from datetime import date, datetime
from decimal import Decimal

from enforcement.law.calendar import WorkCalendar
from enforcement.law.kinds import (
    AgencyKind,
    BasisLevel,
    ClosingReason,
    CollectionGround,
    DocumentKind,
    Harm,
    Limb,
    NoticeElement,
    Outcome,
    PartyKind,
    PenaltyKind,
    Procedure,
    Signature,
    Subject,
    Tier,
)
from enforcement.law.known import UNKNOWN, Group, UnknownFact, digest, fact, group

__all__ = ["UNKNOWN", "CaseFacts", "Group", "UnknownFact", "digest"]


@group
class Party(Group):
    """The party (当事人).

    `born_on` is None for an organisation; `guardian` is the guardian's name, "" where none is recorded.
    """

    NAME, LABEL, WHERE = "party", "当事人", "登记页“当事人”"
    kind: PartyKind = fact("类型")
    name: str = fact("姓名或者名称")
    identity: str = fact("证件号码")
    identity_kind: str = fact("证件类型", default="ID_CARD")  # ID_CARD, CREDIT_CODE, OTHER
    born_on: date | None = fact("出生日期")
    guardian: str = fact("的监护人")


@group
class Act(Group):
    """The act (违法行为): when, where, how it was found.

    `day` is the day of the act; `ended_on` the last day of a continuing or continuous act, None otherwise,
    and the same as the step's day where it was still going on. `discovered_on` is the earliest of clue,
    report and filing. `safety_harm`: citizens' life, health or financial safety was involved and harm
    resulted. `environmental`: falls under the environmental code; `ecological_damage`: pollution or damage
    resulted. `clue_on` is None where the officers found it themselves; `clue_days` is the period for
    handling a clue in working days (parameter), None where none is set; `clue_answered` whether it was
    filed, refused or passed on.
    """

    NAME, LABEL, WHERE = "act", "违法行为", "登记页“时间和地点”"
    day: date = fact("发生日期")
    ended_on: date | None = fact("终了日期")
    discovered_on: date = fact("发现日期")
    place: str = fact("地点")
    description: str = fact("经过")
    safety_harm: bool = fact("是否涉及生命健康安全、金融安全且有危害后果", "要不要罚页“追责时效”")
    environmental: bool = fact("是否适用生态环境法典", "登记页“事项”")
    ecological_damage: bool = fact("是否造成环境污染或者生态破坏", "要不要罚页“追责时效”")
    clue_on: date | None = fact("线索登记日期", "登记页“线索”")
    clue_days: int | None = fact("线索处理期限", "参数“线索处理期限”", default=15)
    clue_answered: bool = fact("线索是否已处理", "登记页“线索”", default=True)


@group
class Devolved(Group):
    """A span in which the item is on the town's list (赋权). `valid_to` is the last day, None while open."""

    NAME, LABEL, WHERE = "item.devolutions", "赋权", "权责清单“赋权”"
    valid_from: date = fact("起日")
    valid_to: date | None = fact("止日")
    document: str = fact("公布文件", default="")


@group
class Item(Group):
    """The power item (权责清单事项) in the version of the act's day, and its legal basis.

    `devolutions`: every span in which it is or was on the acting township's or street's list, None where
    the agency is a department and needs no devolution. `clause` is the basis in words, "" where none is
    recorded. `fine_min`, `fine_max`: the statutory range in yuan; None where it has no such end or is no
    fixed amount. `law_repealed_on`: first day on which the basis no longer applies, None while it stands.
    `competent`: the agency to which a refused case goes, "" where unknown. `kinds`: PenaltyKind codes
    allowed.
    """

    NAME, LABEL, WHERE = "item", "事项", "登记页“事项”"
    code: str = fact("编码")
    name: str = fact("名称")
    clause: str = fact("处罚依据", "权责清单“处罚依据”")
    level: BasisLevel = fact("依据层级", "参数“法律法规”")
    law: str = fact("依据的法名", "参数“法律法规”")
    law_from: date | None = fact("依据施行日期", "参数“法律法规”")
    law_repealed_on: date | None = fact("依据废止日期", "参数“法律法规”")
    valid_from: date | None = fact("生效日期", "权责清单“有效期”")
    valid_to: date | None = fact("失效日期", "权责清单“有效期”")
    subject: Subject = fact("处罚对象", "权责清单“处罚对象”", default=Subject.ANY)
    kinds: tuple[PenaltyKind, ...] = fact("处罚种类", "权责清单“处罚种类”")
    fine_min: Decimal | None = fact("罚款下限", "权责清单“处罚幅度”")
    fine_max: Decimal | None = fact("罚款上限", "权责清单“处罚幅度”")
    devolutions: tuple[Devolved, ...] | None = fact("赋权", "权责清单“赋权”")
    transition: str = fact("过渡处理意见", "案件页“过渡处理意见”", default="")
    competent: str = fact("有权机关", "权责清单“有权机关”", default="")
    correct_first: bool = fact("是否须先责令改正", "权责清单“先责令改正”", default=False)


@group
class Agency(Group):
    """The agency that acts in its own name (办案机关).

    `government`: for a department the government of its own level, for a township or street the government
    above. `excludes_major`: county switch, major penalties stay with the county department (R-103).
    `hearing_threshold`: yuan from which a fine needs a hearing for this party (parameter), None where none
    is set.
    """

    NAME, LABEL, WHERE = "agency", "办案机关", "参数“机构”"
    kind: AgencyKind = fact("类型")
    name: str = fact("全称")
    government: str = fact("的复议机关所在政府")
    excludes_major: bool = fact("重大处罚是否由县级部门办理", default=True)
    hearing_threshold: Decimal | None = fact("听证数额标准", "参数“听证数额标准”", default=None)


@group
class Officer(Group):
    """One person who acted. Certificate days are inclusive, all None where he holds none."""

    NAME, LABEL, WHERE = "officers.acting", "执法人员", "登记页“同行人员”"
    key: str = fact("编号")
    name: str = fact("姓名")
    auxiliary: bool = fact("是否辅助人员")
    certificate: str | None = fact("证号", "机构“执法证”")
    certificate_from: date | None = fact("执法证起日", "机构“执法证”")
    certificate_to: date | None = fact("执法证止日", "机构“执法证”")
    revoked_on: date | None = fact("执法证收回日期", "机构“执法证”", default=None)


@group
class Officers(Group):
    """Who investigates and decides. `days`: every day on which they acted (site record, decision)."""

    NAME, LABEL, WHERE = "officers", "执法人员", "登记页“同行人员”"
    acting: tuple[Officer, ...] = fact("")
    days: tuple[date, ...] = fact("履职日期")
    shown: bool = fact("是否出示执法证件", "告知页“已出示执法证件”")


@group
class Assessment(Group):
    """The page "should we punish at all" (要不要罚).

    `minor`: the act is minor; `corrected`: corrected in time; `evidence`: keys of the pieces that show both
    and the harm. `prior_days`: days on which the same party's same kind of act was found before in the area
    and handled; `prior_queried` whether that was looked up. `lookback_months` and `lookback_source` are the
    parameter used. `fault_evidence`: keys of pieces which the party supplied; `fault_accepted` whether they
    prove the absence of fault. `mitigations`: grounds of art. 32 found, in words. `penalty_reason`: why a
    penalty although none need be given.
    """

    NAME, LABEL, WHERE = "assessment", "", "要不要罚页"
    minor: bool = fact("违法行为是否轻微")
    harm: Harm = fact("危害后果")
    corrected: bool = fact("是否及时改正")
    refused: bool = fact("是否拒不改正", default=False)
    evidence: tuple[str, ...] = fact("不予处罚情形的证据")
    prior_queried: bool = fact("以往违法记录查询结果")
    prior_days: tuple[date, ...] = fact("以往违法记录")
    lookback_months: int = fact("首次违法的回溯期限", "参数“首次违法回溯期”", default=24)
    lookback_source: str = fact("回溯期限的来源", "参数“首次违法回溯期”", default="系统默认，待法制部门确认")
    fault_evidence: tuple[str, ...] = fact("当事人提供的无过错证据", default=())
    fault_accepted: bool = fact("无过错证据是否采纳", default=False)
    mitigations: tuple[str, ...] = fact("应当从轻或者减轻的情形", default=())
    mitigations_rejected: str = fact("从轻、减轻情形不成立的说明", default="")
    penalty_reason: str = fact("仍予处罚的理由", default="")


@group
class Band(Group):
    """One published range. `low`, `high` in yuan, both included; `valid_to` inclusive or None."""

    NAME, LABEL, WHERE = "benchmark.bands", "裁量基准", "权责清单“裁量基准”"
    tier: Tier = fact("阶次")
    circumstance: str = fact("情形", default="")
    low: Decimal = fact("下限")
    high: Decimal = fact("上限")
    valid_from: date = fact("起日")
    valid_to: date | None = fact("止日")
    source: str = fact("来源", default="")


@group
class Benchmark(Group):
    """Every version of the item's published benchmark, () where there is none (default split, R-113).

    `low_share`, `high_share`: default split as shares of the range, 0–1 (parameter, UNVERIFIED).
    """

    NAME, LABEL, WHERE = "benchmark", "裁量基准", "权责清单“裁量基准”"
    bands: tuple[Band, ...] = fact("")
    low_share: Decimal = fact("默认从轻幅度", "参数“裁量默认幅度”", default=Decimal("0.30"))
    high_share: Decimal = fact("默认从重幅度", "参数“裁量默认幅度”", default=Decimal("0.70"))


@group
class Notice(Group):
    """What the party was told before the decision (告知), and what he answered.

    `elements`: NoticeElement codes told; `told_at` None while nothing was told; `proof`: key of the
    signature or recording, "" where none. `fine`: yuan told. `defence`: the party's words, "" where he had
    none; `heard` whether he was asked; `answer`: what was adopted or not and why.
    """

    NAME, LABEL, WHERE = "notice", "", "告知页"
    elements: tuple[NoticeElement, ...] = fact("告知内容")
    told_at: datetime | None = fact("告知时间")
    proof: str = fact("告知的签名或者录像")
    fine: Decimal | None = fact("告知的罚款数额")
    heard: bool = fact("是否听取陈述、申辩")
    defence: str = fact("陈述、申辩内容", default="")
    answer: str = fact("对陈述、申辩的复核意见", default="")


@group
class Decision(Group):
    """The decision, drafted or made (决定).

    `day`, `at`: when it was made, not when it was recorded. `kinds`: PenaltyKind codes. `fine`: yuan, None
    without a fine. `tier`: None without a fine. `limb`: ground of no penalty, None for a penalty. `order`:
    what must be corrected, "" where none; `guardian_order`, `education`: text, "" where none. `certain`:
    facts are certain and the basis given. `signed_by`: keys of the officers who signed. `receipt`: how the
    party took it; `refusal_note` in words. `confirmed_by`: name of the head who confirmed a no-penalty
    decision, None while unconfirmed. `return_reason`, `convert_reason`, `withdraw_reason`: why the head
    sent it back, why it goes to general procedure, why the case is dropped; "" where not written.
    """

    NAME, LABEL, WHERE = "decision", "", "决定页"
    outcome: Outcome = fact("处理结果", "要不要罚页“处理结果”")
    procedure: Procedure = fact("适用程序", default=Procedure.SUMMARY)
    kinds: tuple[PenaltyKind, ...] = fact("处罚种类")
    fine: Decimal | None = fact("罚款数额")
    tier: Tier | None = fact("裁量阶次")
    certain: bool = fact("违法事实是否确凿", default=True)
    day: date = fact("决定日期")
    at: datetime = fact("决定时间")
    limb: Limb | None = fact("不予处罚的情形", "要不要罚页“处理结果”", default=None)
    education: str = fact("教育记录", "不予处罚页“教育”")
    order: str = fact("责令改正内容", default="")
    guardian_order: str = fact("责令监护人管教内容", "不予处罚页“监护人”")
    signed_by: tuple[str, ...] = fact("执法人员签名", "告知页“签名”")
    receipt: Signature = fact("当事人签收情况", "告知页“签名”")
    refusal_note: str = fact("拒绝签收的注明", "告知页“拒签”", default="")
    confirmed_by: str | None = fact("负责人", "待确认页", default=None)
    return_reason: str = fact("退回理由", "待确认页“退回”")
    convert_reason: str = fact("转普通程序理由", "案件页“转普通程序”")
    withdraw_reason: str = fact("撤销案件理由", "案件页“撤销案件”")


@group
class Document(Group):
    """A document about to be issued (文书).

    `contents`: element code → text, codes in `contents.py`; `signers`: one "name, certificate number" per
    signing officer; `text`: everything that will be printed, for the lint; `number`: taken, or for a
    preview the one that would be taken next; None where there is none.
    """

    NAME, LABEL, WHERE = "document", "文书", "文书预览页"
    kind: DocumentKind = fact("种类")
    number: str | None = fact("文号")
    day: date = fact("日期")
    contents: dict[str, str] = fact("内容")
    text: str = fact("全文")
    signers: tuple[str, ...] = fact("签名的执法人员", "告知页“签名”")


@group
class Delivery(Group):
    """How the decision reached the party (送达). `delivered_on` None while it has not."""

    NAME, LABEL, WHERE = "delivery", "送达", "送达页"
    delivered_on: date | None = fact("日期")
    receipt: Signature = fact("签收情况")
    note: str = fact("拒绝签收的注明", default="")
    servers: tuple[str, ...] = fact("人员")


@group
class Collection(Group):
    """On-the-spot collection (当场收缴).

    `amount`: yuan taken, None where none was; `collected_on`; `ground` and `reason` why it was allowed;
    `requested`: the party asked to pay on the spot (remote areas); `receipt_number` of the finance
    department's receipt, "" without. `handed_in_on`: day on which the officer handed the money to the
    agency, None while he has not.
    """

    NAME, LABEL, WHERE = "collection", "当场收缴", "当场收缴页"
    amount: Decimal | None = fact("金额")
    collected_on: date | None = fact("日期")
    ground: CollectionGround | None = fact("理由")
    reason: str = fact("的说明", default="")
    requested: bool = fact("是否由当事人提出", default=False)
    receipt_number: str = fact("的财政票据号")
    handed_in_on: date | None = fact("的交款日期", default=None)


@group
class Paid(Group):
    """One payment: `on` the day the bank got it, `amount` in yuan, `surcharge` the surcharge in it."""

    NAME, LABEL, WHERE = "payment.paid", "缴款", "缴款页"
    on: date = fact("日期")
    amount: Decimal = fact("金额")
    surcharge: Decimal = fact("其中加处罚款", default=Decimal(0))


@group
class Payment(Group):
    """Payment of the fine (缴款).

    `due_on`: rolled last day, None while not delivered or without a fine; `paid`: all payments up to and
    with the present one; `surcharge_told`: whether the decision named the rate; `surcharge`: yuan imposed,
    0 where none; `deferred_to`: end of an approved deferral or None.
    """

    NAME, LABEL, WHERE = "payment", "", "缴款页"
    due_on: date | None = fact("缴款期限")
    paid: tuple[Paid, ...] = fact("缴款记录")
    surcharge_told: bool = fact("决定书是否写明加处罚款标准", default=True)
    surcharge: Decimal = fact("加处罚款", default=Decimal(0))
    deferred_to: date | None = fact("延期缴纳的期限", default=None)


@group
class Registration(Group):
    """Filing of the on-the-spot decision with the agency (备案). `filed_on` None while it is not filed."""

    NAME, LABEL, WHERE = "registration", "备案", "备案页"
    filed_on: date | None = fact("日期")
    filed_by: str = fact("人员", default="")
    days: int = fact("期限", "参数“当场处罚备案期限”", default=3)


@group
class Closing(Group):
    """The closing form (结案)."""

    NAME, LABEL, WHERE = "closing", "结案", "结案页"
    reason: ClosingReason = fact("理由")


@group
class Clock(Group):
    """When the step takes place (`day`, `at`), when the case was registered, and the working days."""

    NAME, LABEL, WHERE = "clock", "", "案件页"
    day: date = fact("办理日期")
    at: datetime = fact("办理时间")
    filed_on: date = fact("登记日期")
    calendar: WorkCalendar = fact("工作日历", "参数“节假日”")


@group
class CaseFacts(Group):
    """All that the rules may know of one case at one step. A group not built is UNKNOWN as a whole."""

    LABEL, WHERE = "", "案件页"
    party: Party = fact("当事人", Party.WHERE)
    act: Act = fact("违法行为", Act.WHERE)
    item: Item = fact("事项", Item.WHERE)
    agency: Agency = fact("办案机关", Agency.WHERE)
    officers: Officers = fact("执法人员", Officers.WHERE)
    assessment: Assessment = fact("要不要罚的判断", Assessment.WHERE)
    benchmark: Benchmark = fact("裁量基准", Benchmark.WHERE)
    notice: Notice = fact("告知", Notice.WHERE)
    decision: Decision = fact("决定", Decision.WHERE)
    document: Document = fact("文书", Document.WHERE)
    delivery: Delivery = fact("送达", Delivery.WHERE)
    collection: Collection = fact("当场收缴", Collection.WHERE)
    payment: Payment = fact("缴款", Payment.WHERE)
    registration: Registration = fact("备案", Registration.WHERE)
    closing: Closing = fact("结案", Closing.WHERE)
    clock: Clock = fact("办理时间", Clock.WHERE)
