"""What the case is about: the party, the act, the item and its basis, the agency, the officers."""

from datetime import date
from decimal import Decimal

from enforcement.law.kinds import AgencyKind, BasisLevel, Capacity, Domain, PartyKind, PenaltyKind, Subject
from enforcement.law.known import Group, fact, group


@group
class Party(Group):
    """The party (当事人).

    While nobody knows who it is, everything but the capacity is UNKNOWN: a lead may be checked, not filed.
    `born_on` is None for an organisation; `guardian` is the guardian's name, "" where none is recorded;
    `operator` who runs an individual business, "" for others and where nobody wrote him down;
    `operator_identity` the number of his own document, "" likewise.
    `capacity` at the time of the act, with the keys of the appraisals that show it.
    `detained_in`: the prison or institution that holds him, "" where he is free. `abroad`: he has no domicile in the
    country. `address_on`: day of the last signed confirmation of the address for service, None without. `phone`: his
    telephone, "" without. `representative`: who stands for an organisation by law, "" where nobody wrote him down,
    None where nobody was asked.
    """

    NAME, LABEL, WHERE = "party", "当事人", "登记页“当事人”"
    kind: PartyKind = fact("类型", "更正案件内容页“当事人”")
    name: str = fact("姓名或者名称", "更正案件内容页“姓名或名称”")
    identity: str = fact("证件号码")
    identity_kind: str = fact("证件类型", default="ID_CARD")  # ID_CARD, CREDIT_CODE, OTHER
    born_on: date | None = fact("出生日期")
    guardian: str = fact("的监护人")
    operator: str = fact("的经营者", "登记页“法定代表人、负责人或者经营者”", default="")
    representative: str | None = fact(
        "的法定代表人或者负责人", "登记页“法定代表人、负责人或者经营者”", default=None
    )
    operator_identity: str = fact("的经营者的证件号码", "登记页“经营者证件号码”", default="")
    capacity: Capacity = fact("的责任能力", "是否应罚页“责任能力”", default=Capacity.FULL)
    capacity_evidence: tuple[str, ...] = fact("责任能力的鉴定意见", "是否应罚页“责任能力”", default=())
    detained_in: str = fact("被监禁或者被采取强制性教育措施的场所", "送达页", default="")
    address_on: date | None = fact("的送达地址确认书日期", "登记送达地址页", default=None)
    abroad: bool = fact("在境内有没有住所", "送达页", default=False)
    phone: str = fact("的手机号", "登记页“手机号”", default="")


@group
class ClueGrant(Group):
    """More time for a clue, granted by a head under the procedural rule of a domain."""

    NAME, LABEL, WHERE = "act.clue_grants", "线索核查的延长", "案件页“批准延长线索核查”"
    domain: Domain = fact("所属领域")
    granted_on: date = fact("批准日期")


@group
class Act(Group):
    """The act (违法行为): when, where, how it was found.

    `day` is the day of the act; `ended_on` the last day of a continuing or continuous act, None otherwise,
    and the same as the step's day where it was still going on. `discovered_on` is the earliest of clue,
    report and filing. `safety_harm`: citizens' life, health or financial safety was involved and harm
    resulted. `environmental`: falls under the environmental code or a law that it replaced;
    `ecological_damage`: pollution or damage resulted. `clue_on` is None where the officers found it themselves;
    `clue_days` is the period for handling a clue in working days (parameter), None where none is set;
    `clue_answered` whether it was filed, refused or passed on; `clue_grants`: more time for it, the earliest first.
    """

    NAME, LABEL, WHERE = "act", "违法行为", "登记页“时间和地点”"
    day: date = fact("发生日期")
    ended_on: date | None = fact("终了日期")
    discovered_on: date = fact("发现日期")
    place: str = fact("地点")
    description: str = fact("经过")
    safety_harm: bool = fact("是否涉及生命健康安全、金融安全且有危害后果", "立案页或者是否应罚页“追责时效”")
    environmental: bool = fact("是否适用生态环境法典", "登记页“事项”")
    ecological_damage: bool = fact("是否造成环境污染或者生态破坏", "立案页或者是否应罚页“追责时效”")
    clue_on: date | None = fact("线索登记日期", "登记页“线索”")
    clue_days: int | None = fact("线索处理期限", "参数“线索处理期限”", default=15)
    clue_answered: bool = fact("线索是否已处理", "登记页“线索”", default=True)
    clue_grants: tuple[ClueGrant, ...] = fact("线索核查的延长", "案件页“批准延长线索核查”", default=())


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
    `business_is_citizen`: parameter, an individual business counts as a citizen for limits in yuan.
    `hearing_threshold`: yuan from which a fine needs a hearing for this party (parameter), None where none
    is set. `standing`: it may punish in its own name. `collector`, `collector_address`: where its fines are paid;
    `electronic_basis`: the local text by which an electronic channel alone is enough, "" without.
    """

    NAME, LABEL, WHERE = "agency", "办案机关", "参数“机构”"
    kind: AgencyKind = fact("类型")
    name: str = fact("全称")
    government: str = fact("的复议机关所在政府")
    excludes_major: bool = fact("重大处罚是否由县级部门办理", default=True)
    business_is_citizen: bool = fact("个体工商户是否按公民对待", "参数“个体工商户”", default=True)
    hearing_threshold: Decimal | None = fact("听证数额标准", "参数“听证数额标准”", default=None)
    standing: bool = fact("是否具有行政主体资格", default=True)
    collector: str = fact("的代收机构", "参数“代收机构”", default="")
    collector_address: str = fact("的代收机构地址", "参数“代收机构地址”", default="")
    electronic_basis: str = fact("只用电子缴款的依据", "参数“只用电子缴款的依据”", default="")


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
