"""What the inquiry brought to light: who may handle the case, the evidence, the facts found, the gains."""

from datetime import date, datetime
from decimal import Decimal

from enforcement.law.kinds import BasisLevel, ProofKind
from enforcement.law.known import Group, fact, group


@group
class Rival(Group):
    """Another agency that filed the same act, and when."""

    NAME, LABEL, WHERE = "jurisdiction.rivals", "其他立案机关", "立案页“管辖”"
    agency: str = fact("名称")
    filed_at: datetime = fact("立案时间")


@group
class Dispute(Group):
    """A dispute with another agency over the case. `ended_on` None and not `solved` while it is open.

    `designated`: the common superior gave it to this agency, by the paper `document` ("" without).
    """

    NAME, LABEL, WHERE = "jurisdiction.dispute", "管辖争议", "案件页“登记管辖争议”"
    arisen_on: date = fact("发生日期")
    solved: bool = fact("是否已经解决", default=False)
    ended_on: date | None = fact("解决日期", default=None)
    designated: bool = fact("是否由上一级机关指定管辖", default=False)
    document: str = fact("的指定管辖文书", default="")


@group
class Jurisdiction(Group):
    """Whose case it is (管辖).

    `act_area`, `agency_area`: division codes, the act's begins with the agency's where it lies inside;
    `act_place` is the act's area in words. `basis`: law, regulation or designation that gives the case to
    this agency all the same, "" without; `basis_level`: its rank. `competent`: who receives it otherwise.
    `filed_at`: own filing, None before it. `disputed`: two agencies claim or refuse the case; `designation`:
    the common superior's document that settled it, "" without. `dispute` as it was registered, None without.
    """

    NAME, LABEL, WHERE = "jurisdiction", "", "立案页“管辖”"
    act_area: str = fact("违法行为发生地的区划代码")
    act_place: str = fact("违法行为发生地", default="")
    agency_area: str = fact("本机关辖区的区划代码", "参数“机构”")
    basis: str = fact("管辖的特别依据", default="")
    basis_level: BasisLevel | None = fact("管辖特别依据的层级", default=None)
    competent: str = fact("有管辖权的机关", default="")
    filed_at: datetime | None = fact("立案时间", default=None)
    rivals: tuple[Rival, ...] = fact("其他立案机关", default=())
    disputed: bool = fact("是否有管辖权争议", default=False)
    designation: str = fact("指定管辖文书", default="")
    dispute: Dispute | None = fact("管辖争议", default=None)


@group
class Declaration(Group):
    """One person's own word on the case: `relation` to the party or the matter, "" where there is none."""

    NAME, LABEL, WHERE = "recusals.declarations", "回避声明", "案件页“回避”"
    officer: str = fact("人员编号")
    name: str = fact("人员姓名", default="")
    relation: str = fact("关系", default="")


@group
class Recusal(Group):
    """One application that a person withdraw. `ruled_on` and `granted` are None while it is undecided."""

    NAME, LABEL, WHERE = "recusals.requests", "回避申请", "案件页“回避”"
    officer: str = fact("人员编号")
    name: str = fact("人员姓名", default="")
    asked_on: date = fact("日期")
    reason: str = fact("理由", default="")
    ruled_on: date | None = fact("决定日期", default=None)
    granted: bool | None = fact("是否同意", default=None)


@group
class Recusals(Group):
    """Withdrawal of officers and of the hearing's host (回避)."""

    NAME, LABEL, WHERE = "recusals", "", "案件页“回避”"
    declarations: tuple[Declaration, ...] = fact("回避声明")
    requests: tuple[Recusal, ...] = fact("回避申请", default=())


@group
class Device(Group):
    """A device of electronic monitoring (电子技术监控设备).

    `number` in the register, "" where it is not registered; `reviewed_on`: legal and technical review,
    `published_on`: place made public, both None where it was not done; `standard` it meets; `link` to the
    publication; `marked`: the sign stands; `basis_level`: rank of the text that lets the agency use it.
    """

    NAME, LABEL, WHERE = "inquiry.proofs.device", "监控设备", "参数“电子监控设备”"
    number: str = fact("登记号")
    place: str = fact("设置地点", default="")
    standard: str = fact("标准", default="")
    reviewed_on: date | None = fact("法制和技术审核日期")
    published_on: date | None = fact("设置地点公布日期")
    link: str = fact("公布网址", default="")
    marked: bool = fact("是否设置标志")
    basis_level: BasisLevel | None = fact("使用设备所依据的法的层级", default=None)


@group
class Proof(Group):
    """One piece of evidence (证据).

    `verified`: found true. `copy`: not the original, which asks for `source`, `compared` with the original,
    and `holder_confirmed` by seal or signature. Audio and video: `method`, `maker`, `purpose`, and
    `transcript` where `sound`. Site records: `officers_signed`, `party_signed` or `unsigned_reason`.
    `excluded`: why it may not be used, "" where it may. `device` that captured it, None where a person did;
    then `reviewed_on`, `reviewed_by`, `review_fault` ("" where the record is true, clear, complete and
    accurate) and `informed_on`, day on which the party was told.
    """

    NAME, LABEL, WHERE = "inquiry.proofs", "证据", "证据页"
    key: str = fact("编号")
    name: str = fact("名称", default="")
    kind: ProofKind | None = fact("种类")
    verified: bool = fact("是否查证属实", default=False)
    captured_at: datetime | None = fact("取得时间", default=None)
    copy: bool = fact("是否复制件", default=False)
    source: str = fact("来源", default="")
    compared: bool = fact("是否与原件核对无异", default=False)
    holder_confirmed: bool = fact("是否经持有人盖章或者签名", default=False)
    method: str = fact("制作方法", default="")
    maker: str = fact("制作人", default="")
    purpose: str = fact("证明对象", default="")
    sound: bool = fact("是否有声音", default=False)
    transcript: str = fact("声音的文字记录", default="")
    officers_signed: bool = fact("执法人员是否签名", default=True)
    party_signed: bool = fact("当事人是否签名", default=True)
    unsigned_reason: str = fact("当事人未签名的原因", default="")
    excluded: str = fact("排除理由", default="")
    device: Device | None = fact("的监控设备", default=None)
    reviewed_on: date | None = fact("记录审核日期", default=None)
    reviewed_by: str = fact("记录审核人", default="")
    review_fault: str = fact("记录审核发现的问题", default="")
    informed_on: date | None = fact("告知当事人日期", default=None)


@group
class FoundFact(Group):
    """One fact found, and the keys of the proofs it rests on."""

    NAME, LABEL, WHERE = "inquiry.found", "认定的事实", "调查终结页“事实与证据”"
    text: str = fact("内容")
    proofs: tuple[str, ...] = fact("的证据", default=())


@group
class Inquiry(Group):
    """All evidence of the case and all facts found on it (调查)."""

    NAME, LABEL, WHERE = "inquiry", "", "证据页"
    proofs: tuple[Proof, ...] = fact("证据")
    found: tuple[FoundFact, ...] = fact("认定的事实", "调查终结页“事实与证据”")


@group
class Gains(Group):
    """Illegal gains (违法所得), all in yuan; `receipts` is 0 where there are none.

    `refunded`: what must lawfully be returned. `outlays`: lawful and necessary outlays, with the keys of
    their `outlay_evidence`; only market regulation deducts them (`market`). `special`: clause that defines
    gains differently, "" without, and then `special_amount`.
    """

    NAME, LABEL, WHERE = "gains", "违法所得", "调查终结页“违法所得”"
    receipts: Decimal = fact("收入")
    refunded: Decimal = fact("依法应当退赔的金额", default=Decimal(0))
    outlays: Decimal = fact("合法必要支出", default=Decimal(0))
    outlay_evidence: tuple[str, ...] = fact("合法必要支出的证据", default=())
    market: bool = fact("是否属于市场监管领域", default=False)
    special: str = fact("的特别规定", default="")
    special_amount: Decimal | None = fact("按特别规定计算的金额", default=None)
