"""What was judged, told and decided: the page 'should we punish at all', the benchmark, the notice, the decision."""

from datetime import date, datetime
from decimal import Decimal

from enforcement.law.facts.telling import DefencePoint
from enforcement.law.kinds import (
    Harm,
    Limb,
    NoticeElement,
    Outcome,
    PenaltyKind,
    Procedure,
    Recipient,
    Signature,
    Tier,
)
from enforcement.law.known import Group, fact, group


@group
class Assessment(Group):
    """The page "should we punish at all" (要不要罚).

    `minor`: the act is minor; `corrected`: corrected in time; `evidence`: keys of the pieces that show both
    and the harm. `prior_days`: days on which the same party's same kind of act was found before in the area
    and handled; `prior_queried` whether that was looked up. `lookback_months` and `lookback_source` are the
    parameter used. `fault_evidence`: keys of pieces which the party supplied; `fault_accepted` whether they
    prove the absence of fault. `mitigations`: grounds of art. 32 found, in words; `mitigations_rejected`: why
    the officers hold that they do not stand, "" where they do. `aggravations`: grounds for a heavier penalty,
    in words. `penalty_reason`: why a penalty although none need be given; `grade_reason`: why this tier.
    `capacity_reason`: why lightened or not for one whose capacity was impaired. `mitigation_note`: what happened by
    which a ground of art. 32 was found, and what shows it; None where nobody was asked.
    """

    NAME, LABEL, WHERE = "assessment", "", "是否应罚页"
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
    mitigation_note: str | None = fact("从轻、减轻情形的经过和证据", default=None)
    mitigations_rejected: str = fact("从轻、减轻情形不成立的说明", default="")
    aggravations: tuple[str, ...] = fact("应当从重的情形", default=())
    penalty_reason: str = fact("仍予处罚的理由", default="")
    grade_reason: str = fact("裁量等次的理由", default="")
    capacity_reason: str = fact("限制责任能力人是否从轻、减轻的理由", default="")


@group
class Band(Group):
    """One published range: in this circumstance, this much.

    `key` tells it from the others; `rank` is the published tier (档次), 1 the lightest, 0 where only the law's
    own `tier` is known; `tier` None where it follows from the ranks. `low`, `high` in yuan, both included;
    `valid_to` inclusive or None. `area`: code of the area in which it governs, the longest is the nearest.
    """

    NAME, LABEL, WHERE = "benchmark.bands", "裁量基准", "权责清单“裁量基准”"
    key: str = fact("编号", default="")
    rank: int = fact("档次", default=0)
    tier: Tier | None = fact("阶次", default=None)
    circumstance: str = fact("情形", default="")
    low: Decimal = fact("下限")
    high: Decimal = fact("上限")
    valid_from: date = fact("起日")
    valid_to: date | None = fact("止日")
    area: str = fact("适用地区", default="")
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

    The ordinary procedure's written notice besides: `kinds` and `forfeit` (yuan) told, `hearing_told` the
    right to a hearing; `served_on`, `undelivered` came back; `days` the party has, in working days;
    `waived_on` day of his written waiver, `points` of his defence. `cancelled`: taken back and not yet replaced.
    What it told part by part: group `telling`.
    `waived_by`: in what capacity somebody waived defence or hearing, None where an earlier version did not ask;
    `waiver_authority`: key of an agent's authority. `given_on`: day on which the notice that stands was issued, None
    while none stands; `waiver_proven`: a waiver that was registered has its paper in this file.
    """

    NAME, LABEL, WHERE = "notice", "", "告知页"
    elements: tuple[NoticeElement, ...] = fact("告知内容")
    told_at: datetime | None = fact("告知时间")
    proof: str = fact("告知的签名或者录像")
    fine: Decimal | None = fact("告知的罚款数额")
    heard: bool = fact("是否听取陈述、申辩")
    defence: str = fact("陈述、申辩内容", default="")
    answer: str = fact("对陈述、申辩的复核意见", default="")
    kinds: tuple[PenaltyKind, ...] = fact("告知的处罚种类")
    forfeit: Decimal | None = fact("告知的没收违法所得数额", default=None)
    hearing_told: bool = fact("是否告知听证权利", default=False)
    served_on: date | None = fact("告知书送达日期", default=None)
    undelivered: bool = fact("告知书是否退回未送达", default=False)
    days: int = fact("陈述、申辩期限", default=5)  # 内部规定，五个工作日
    waived_on: date | None = fact("书面放弃陈述、申辩的日期", default=None)
    waived_by: Recipient | None = fact("放弃人与当事人的关系", "陈述申辩页", default=None)
    waiver_authority: str = fact("放弃人的授权委托书", "陈述申辩页", default="")
    points: tuple[DefencePoint, ...] = fact("陈述、申辩意见", "陈述申辩页", default=())
    cancelled: bool = fact("告知书是否撤销", default=False)
    given_on: date | None = fact("告知书出具日期", default=None)
    waiver_proven: bool = fact("放弃声明有没有文书", "陈述申辩页", default=True)


@group
class Decision(Group):
    """The decision, drafted or made (决定).

    `day`, `at`: when it was made, not when it was recorded. `kinds`: PenaltyKind codes. `fine`: yuan, None
    without a fine. `tier`: None without a fine; `band`: key of the published range whose circumstance was
    found, "" where none was chosen. `limb`: ground of no penalty, None for a penalty. `order`:
    what must be corrected, "" where none; `guardian_order`, `education`: text, "" where none. `certain`:
    facts are certain and the basis given. `signed_by`: keys of the officers who signed. `receipt`: how the
    party took it; `refusal_note` in words. `signer`: in what capacity somebody signed or refused on the spot, None
    where nobody said, `signer_authority`: key of an agent's authority. `decided_by`: key of who decided, None before.
    `confirmed_by`: name of the head who confirmed a no-penalty
    decision, None while unconfirmed. `return_reason`, `convert_reason`, `withdraw_reason`: why the head
    sent it back, why it goes to general procedure, why the case is dropped; "" where not written.

    `forfeit`: yuan of illegal gains confiscated, `goods`: value of goods confiscated, None without.
    `corrected_on`: day on which the act was corrected before the decision, with the keys of its evidence.
    """

    NAME, LABEL, WHERE = "decision", "", "决定页"
    outcome: Outcome = fact("处理结果", "是否应罚页“处理结果”")
    procedure: Procedure = fact("适用程序", default=Procedure.SUMMARY)
    kinds: tuple[PenaltyKind, ...] = fact("处罚种类")
    fine: Decimal | None = fact("罚款数额")
    tier: Tier | None = fact("裁量阶次", "是否应罚页“裁量等次”")
    band: str = fact("裁量档次", "是否应罚页“裁量档次”", default="")
    certain: bool = fact("违法事实是否确凿", default=True)
    day: date = fact("决定日期")
    at: datetime = fact("决定时间")
    limb: Limb | None = fact("不予处罚的情形", "是否应罚页“处理结果”", default=None)
    education: str = fact("教育记录", "告知页“批评教育”")
    order: str = fact("责令改正内容", default="")
    corrected_on: date | None = fact("已改正的日期", "是否应罚页“已改正的日期”", default=None)
    corrected_evidence: tuple[str, ...] = fact("已改正的证据", "是否应罚页“已改正的证据”", default=())
    forfeit: Decimal | None = fact("没收违法所得数额", default=None)
    goods: Decimal | None = fact("没收非法财物的价值", default=None)
    guardian_order: str = fact("责令监护人管教内容", "是否应罚页“监护人”")
    signed_by: tuple[str, ...] = fact("执法人员签名", "告知页“签名”")
    receipt: Signature = fact("当事人签收情况", "告知页“签名”")
    signer: Recipient | None = fact("签名人与当事人的关系", "告知页“签名”", default=None)
    signer_authority: str = fact("签名人的授权委托书", "告知页“签名”", default="")
    decided_by: str | None = fact("作出决定的负责人", "决定页", default=None)
    refusal_note: str = fact("拒绝签收的注明", "告知页“拒签”", default="")
    confirmed_by: str | None = fact("负责人", "案件页", default=None)
    return_reason: str = fact("退回理由", "案件页“退回”")
    convert_reason: str = fact("转普通程序理由", "案件页“转普通程序”")
    withdraw_reason: str = fact("撤销案件理由", "案件页“撤销案件”")
