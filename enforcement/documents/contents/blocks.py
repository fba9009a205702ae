"""The blocks that contents are made of: party, person, officer, opinion, evidence. Each says itself in words."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal

from enforcement.documents import wording
from enforcement.law.amounts import in_capitals, yuan
from enforcement.law.kinds import PartyKind
from enforcement.templatetags.marks import masked_id, masked_phone

IDENTITY_KINDS = {"ID_CARD": "居民身份证", "CREDIT_CODE": "统一社会信用代码", "OTHER": "其他证件"}


def labelled(label):
    """Return the metadata of a field: the label under which pages show it."""
    return {"label": label}


class Block:
    """A part of a content with fields of its own."""

    def words(self):
        """Return the block as a page shows it in a line."""
        return "，".join(filter(None, (shown(getattr(self, each.name)) for each in fields(self))))


class Identified(Block):
    """A block with an identity number and a telephone, which may not stand in a database in clear."""

    def secrets(self):
        """Return what may not stand in a database in clear, by field name (R-1104)."""
        mine = {"phone": self.phone}
        if self.identity_kind != "CREDIT_CODE":
            mine["identity"] = self.identity
        return {name: value for name, value in mine.items() if any(sign.isdigit() for sign in value)}

    def masked(self):
        """Return the block as pages may show it."""
        hide = {"phone": masked_phone}
        return replace(self, **{name: hide.get(name, masked_id)(v) for name, v in self.secrets().items()})

    def identity_label(self):
        """Return what the identity number is a number of; another card than a citizen's by its own name."""
        return getattr(self, "identity_name", "") or IDENTITY_KINDS[self.identity_kind]

    def identity_words(self):
        return self.identity and f"{self.identity_label()} {self.identity}"


@dataclass(frozen=True, kw_only=True)
class PartyBlock(Identified):
    """The party as the paper names him: person, individual business with its operator, organisation.

    `identity_name`: what another card than a citizen's is called (护照), `nationality` of its holder; both ""
    on papers of the first version.
    """

    kind: PartyKind = field(metadata=labelled("类型"))
    name: str = field(metadata=labelled("姓名或者名称"))
    gender: str = field(default="", metadata=labelled("性别"))
    identity_kind: str = field(default="ID_CARD", metadata=labelled("证件类型"))
    identity: str = field(metadata=labelled("证件号码"))
    identity_name: str = field(default="", metadata=labelled("证件名称"))
    nationality: str = field(default="", metadata=labelled("国籍"))
    representative: str = field(default="", metadata=labelled("法定代表人（负责人、经营者）"))
    representative_identity: str = field(default="", metadata=labelled("经营者身份证号码"))
    guardian: str = field(default="", metadata=labelled("监护人"))
    address: str = field(metadata=labelled("地址"))
    phone: str = field(default="", metadata=labelled("联系电话"))

    def secrets(self):
        operator = self.representative_identity
        return ({"representative_identity": operator} if operator else {}) | super().secrets()

    def words(self):
        said = [
            self.name, self.nationality, self.identity_words(), self.representative, self.address, self.phone,
        ]  # fmt: skip
        return "，".join(filter(None, said))


@dataclass(frozen=True, kw_only=True)
class PersonBlock(Identified):
    """A person who is questioned or present. `relation`: to the case; `minor`: under eighteen."""

    name: str = field(metadata=labelled("姓名"))
    gender: str = field(default="", metadata=labelled("性别"))
    age: int | None = field(default=None, metadata=labelled("年龄"))
    identity_kind: str = field(default="ID_CARD", metadata=labelled("证件类型"))
    identity: str = field(default="", metadata=labelled("证件号码"))
    employer: str = field(default="", metadata=labelled("工作单位"))
    post: str = field(default="", metadata=labelled("职务"))
    address: str = field(default="", metadata=labelled("住址"))
    phone: str = field(default="", metadata=labelled("联系电话"))
    relation: str = field(default="", metadata=labelled("与本案的关系"))
    minor: bool = field(default=False, metadata=labelled("未成年"))

    def words(self):
        said = [self.name, self.relation, self.identity_words(), self.employer, self.post, self.phone]
        return "，".join(filter(None, said))


@dataclass(frozen=True, kw_only=True)
class OfficerBlock(Block):
    """An officer on the paper: name and certificate number (执法证号)."""

    name: str = field(metadata=labelled("姓名"))
    certificate: str = field(metadata=labelled("执法证号"))

    def words(self):
        return f"{self.name}（{self.certificate}）"


@dataclass(frozen=True, kw_only=True)
class Opinion(Block):
    """What somebody proposed, reviewed or decided: the words, who, and on which day."""

    text: str = field(metadata=labelled("意见"))
    names: tuple[str, ...] = field(metadata=labelled("签名"))
    day: date = field(metadata=labelled("日期"))

    def words(self):
        return f"{self.text.rstrip('。')}。{'、'.join(self.names)}，{wording.day(self.day)}"


@dataclass(frozen=True, kw_only=True)
class Exhibit(Block):
    """A piece of evidence and what it proves, "" where that goes without saying."""

    name: str = field(metadata=labelled("证据"))
    proves: str = field(default="", metadata=labelled("证明内容"))

    def words(self):
        return f"{self.name}，证明{self.proves.rstrip('。')}" if self.proves else self.name


@dataclass(frozen=True, kw_only=True)
class Point(Block):
    """One point of the party's defence, and whether and why it is adopted."""

    said: str = field(metadata=labelled("陈述、申辩意见"))
    answer: str = field(metadata=labelled("复核意见"))


@dataclass(frozen=True, kw_only=True)
class Payment(Block):
    """Money received: the day, the sum in yuan, the number of the receipt."""

    on: date = field(metadata=labelled("日期"))
    amount: Decimal = field(metadata=labelled("金额"))
    receipt_number: str = field(default="", metadata=labelled("票据号"))


def shown(value):
    """Return one value of a content as a page shows it, "" where it says nothing."""
    match value:
        case Block():
            return value.words()
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
        case int():
            return str(value)
        case None:
            return ""
        case _:
            return getattr(value, "label", value)
