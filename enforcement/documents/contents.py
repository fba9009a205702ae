"""What the forms say: frozen contents with labelled fields, their JSON, their mandatory elements.

A content is complete in itself: texts that depend on the law of the day (payment, remedies) are composed
once, by `compose`, from `wording`, and frozen with the rest (R-908, R-920).
"""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal

from enforcement.documents import wording
from enforcement.journal.services import plain
from enforcement.law.amounts import in_capitals, yuan
from enforcement.law.kinds import CollectionGround, Limb, PartyKind, PenaltyKind, Procedure
from enforcement.templatetags.marks import masked_id, masked_phone

IDENTITY_KINDS = {"ID_CARD": "居民身份证", "CREDIT_CODE": "统一社会信用代码", "OTHER": "其他证件"}

LAST = {"reconsideration_body", "remedies", "officers", "decided_on"}  # on pages, after what was decided


def labelled(label):
    """Return the metadata of a field: the label under which pages show it."""
    return {"label": label}


@dataclass(frozen=True, kw_only=True)
class PartyBlock:
    """The party as the paper names him: person, individual business with its operator, organisation."""

    kind: PartyKind = field(metadata=labelled("类型"))
    name: str = field(metadata=labelled("姓名或者名称"))
    gender: str = field(default="", metadata=labelled("性别"))
    identity_kind: str = field(default="ID_CARD", metadata=labelled("证件类型"))
    identity: str = field(metadata=labelled("证件号码"))
    representative: str = field(default="", metadata=labelled("法定代表人（负责人、经营者）"))
    representative_identity: str = field(default="", metadata=labelled("经营者身份证号码"))
    guardian: str = field(default="", metadata=labelled("监护人"))
    address: str = field(metadata=labelled("地址"))
    phone: str = field(default="", metadata=labelled("联系电话"))

    def secrets(self):
        """Return what may not stand in a database in clear, by field name (R-1104)."""
        mine = {"representative_identity": self.representative_identity, "phone": self.phone}
        if self.identity_kind != "CREDIT_CODE":
            mine["identity"] = self.identity
        return {name: value for name, value in mine.items() if any(sign.isdigit() for sign in value)}

    def masked(self):
        """Return the party as pages may show him."""
        hide = {"phone": masked_phone}
        return replace(self, **{name: hide.get(name, masked_id)(v) for name, v in self.secrets().items()})


@dataclass(frozen=True, kw_only=True)
class OfficerBlock:
    """An officer on the paper: name and certificate number (执法证号)."""

    name: str = field(metadata=labelled("姓名"))
    certificate: str = field(metadata=labelled("执法证号"))


@dataclass(frozen=True, kw_only=True)
class Content:
    """What every decision states."""

    agency: str = field(metadata=labelled("行政机关名称"))
    party: PartyBlock = field(metadata=labelled("当事人"))
    act: str = field(metadata=labelled("违法事实"))
    acted_at: datetime = field(metadata=labelled("违法行为的时间"))
    place: str = field(metadata=labelled("违法行为的地点"))
    evidence: tuple[str, ...] = field(metadata=labelled("证据"))
    breached: str = field(metadata=labelled("违反的规定"))
    officers: tuple[OfficerBlock, ...] = field(metadata=labelled("执法人员"))
    reconsideration_body: str = field(metadata=labelled("行政复议机关"))
    remedies: str = field(metadata=labelled("救济途径和期限"))
    decided_on: date = field(metadata=labelled("日期"))

    def to_json(self):
        """Return the content as plain JSON, everything in clear."""
        return plain(asdict(self))

    def split(self):
        """Return the content as it may stand in clear, and what has to be sealed."""
        masked = replace(self, party=self.party.masked())
        return masked.to_json(), {"party": self.party.secrets()}

    @classmethod
    def from_json(cls, stored):
        """Return the content that `to_json` wrote."""
        known = {each.name: stored[each.name] for each in fields(cls) if each.name in stored}
        known["party"] = PartyBlock(**stored["party"])
        known["officers"] = tuple(OfficerBlock(**each) for each in stored["officers"])
        known["acted_at"] = datetime.fromisoformat(stored["acted_at"])
        known["decided_on"] = date.fromisoformat(stored["decided_on"])
        return cls(**known | {name: read(stored[name]) for name, read in cls.READERS.items()})

    def lines(self):
        """Return (label, text) of every field that says something, for pages."""
        ordered = sorted(fields(self), key=lambda each: each.name in LAST)
        said = [(each.metadata["label"], shown(getattr(self, each.name))) for each in ordered]
        return [(label, text) for label, text in said if text]

    def elements(self):
        """Return the mandatory elements that the law asks for by code, as text."""
        party = self.party
        return {
            "party_name": party.name,
            "party_identity": party.identity and f"{IDENTITY_KINDS[party.identity_kind]} {party.identity}",
            "party_address": party.address,
            "representative": party.representative,
            "act": self.act,
            "act_at": wording.moment(self.acted_at),
            "act_place": self.place,
            "evidence": "、".join(self.evidence),
            "norm": self.breached,
            "remedies": self.remedies,
            "reconsideration_body": self.reconsideration_body,
            "agency": self.agency,
            "day": wording.day(self.decided_on),
        }


def unmask(masked, secrets):
    """Return the JSON of a content from the two parts of `Content.split`."""
    return masked | {"party": masked["party"] | secrets["party"]}


def shown(value):
    """Return one value of a content as a page shows it, "" where it says nothing."""
    match value:
        case PartyBlock():
            identity = f"{IDENTITY_KINDS[value.identity_kind]} {value.identity}"
            return "，".join(
                filter(None, [value.name, identity, value.representative, value.address, value.phone])
            )
        case OfficerBlock():
            return f"{value.name}（{value.certificate}）"
        case tuple():
            texts = [shown(each) for each in value]
            return "".join(texts) if all(text.endswith("。") for text in texts) else "；".join(texts)
        case datetime():
            return wording.moment(value)
        case date():
            return wording.day(value)
        case Decimal():
            return f"{in_capitals(value)}（¥{yuan(value):,.2f}）"
        case bool():
            return "是" if value else ""
        case None:
            return ""
        case _:
            return getattr(value, "label", value)


def optional(read):
    return lambda value: None if value is None else read(value)


@dataclass(frozen=True, kw_only=True)
class SummaryPenaltyContent(Content):
    """The on-the-spot decision (当场行政处罚决定书, 行政处罚法 52, R-908).

    `kinds`: PenaltyKind codes. `fine`: yuan, None without a fine. `manner`: paragraphs on payment, () without
    a fine; `pay_code`: digits of the payment code, "" where there is none. `collected`: the fine was taken on
    the spot, then `receipt_number` is the finance department's. `notice`: what was told beforehand; `defence`:
    what the party said and what became of it. `order`: what must be corrected, "" where nothing; an order
    begins with 责令.
    """

    basis: str = field(metadata=labelled("处罚依据"))
    benchmark: str = field(default="", metadata=labelled("裁量说明"))
    kinds: tuple[PenaltyKind, ...] = field(metadata=labelled("处罚种类"))
    fine: Decimal | None = field(metadata=labelled("罚款数额"))
    order: str = field(default="", metadata=labelled("责令改正"))
    manner: tuple[str, ...] = field(default=(), metadata=labelled("缴款方式和期限"))
    collected: bool = field(default=False, metadata=labelled("当场收缴"))
    receipt_number: str = field(default="", metadata=labelled("票据号"))
    pay_code: str = field(default="", metadata=labelled("缴款码"))
    pay_by: date | None = field(default=None, metadata=labelled("缴款期限"))
    notice: str = field(metadata=labelled("告知"))
    defence: str = field(metadata=labelled("陈述、申辩"))

    READERS = {
        "evidence": tuple,
        "kinds": lambda codes: tuple(PenaltyKind(code) for code in codes),
        "fine": optional(Decimal),
        "manner": tuple,
        "pay_by": optional(date.fromisoformat),
    }

    @classmethod
    def compose(
        cls, *, reconsideration_body, kinds, collector="", ground=None, said="", answer="", reason="", **given
    ):
        """Return the content with its statutory texts composed.

        `collector`: the collecting institution; `ground`: CollectionGround where the fine is taken on the
        spot, with `reason`; `said`, `answer`: the party's defence and the reply, "" where there was none.
        """
        content = cls(
            reconsideration_body=reconsideration_body,
            remedies=wording.remedies(Procedure.SUMMARY, reconsideration_body),
            notice=wording.NOTICE,
            defence=wording.defence(said, answer),
            collected=ground is not None,
            kinds=tuple(PenaltyKind(kind) for kind in kinds),
            **given,
        )
        if content.fine is None:
            return content
        return replace(content, manner=content.payment(collector, ground, reason))

    def payment(self, collector, ground, reason):
        """Return the paragraphs on how and until when the fine is paid, and what follows if it is not."""
        if ground is None:
            return (wording.payment(collector, self.pay_by, self.pay_code), wording.surcharge())
        return (wording.collected(CollectionGround(ground), reason, self.receipt_number),)

    def penalties(self):
        """Return what is imposed, one line each."""
        lines = [kind.label for kind in self.kinds if kind is not PenaltyKind.FINE]
        return [*lines, f"罚款{self.fine_in_words()}"] if self.fine is not None else lines

    def fine_in_words(self):
        """Return the fine in capitals and figures: 人民币贰佰元整（¥200.00）."""
        return shown(self.fine)

    def elements(self):
        fine = self.fine
        return super().elements() | {
            "basis": self.basis,
            "penalty": "；".join(self.penalties()),
            "fine": "" if fine is None else f"{yuan(fine):.2f}",
            "fine_capitals": "" if fine is None else in_capitals(fine),
            "manner": "".join(self.manner),
            "receipt_number": self.receipt_number,
            "defence": self.defence,
        }


@dataclass(frozen=True, kw_only=True)
class NoPenaltyContent(Content):
    """The no-penalty decision (不予行政处罚决定书, 行政处罚法 30, 31, 33, 57, R-920).

    `limb`: the ground; `reasons`: the facts that fulfil it; `prior_query`: the result of the look-back, for a
    first offence; `order`: correction or guardian's duty; `education`: how the party was educated.
    """

    limb: Limb | None = field(metadata=labelled("不予处罚的情形"))
    reasons: str = field(metadata=labelled("不予处罚的事实和理由"))
    prior_query: str = field(default="", metadata=labelled("以往违法记录查询结果"))
    decision: str = field(metadata=labelled("决定内容"))
    order: str = field(metadata=labelled("责令改正或者责令监护人管教的内容"))
    education: str = field(metadata=labelled("教育情况"))

    READERS = {"evidence": tuple, "limb": optional(Limb)}

    @classmethod
    def compose(cls, *, reconsideration_body, limb, **given):
        """Return the content with its statutory texts composed."""
        return cls(
            reconsideration_body=reconsideration_body,
            remedies=wording.remedies(Procedure.GENERAL, reconsideration_body),
            limb=Limb(limb) if limb else None,
            decision=wording.no_penalty(Limb(limb)) if limb else "",
            **given,
        )

    def elements(self):
        return super().elements() | {
            "limb": f"{self.limb.label}：{self.reasons}" if self.limb and self.reasons else "",
            "prior_query": self.prior_query,
            "decision": self.decision,
            "order": self.order,
            "education": self.education,
        }
