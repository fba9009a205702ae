"""Who may take, refuse and sign a paper for a party: by what he is to this party, and by the method (R-1001 … R-1006).

CPL 88: for a citizen himself, else an adult of his household; for a body its legal representative, its head or who
takes its post; for either an agent or whom the party named. CPL 89: only the addressee and an adult of his household
refuse; for a body who may sign for it. A ward (a minor, or who cannot account for his acts) is reached through his
guardian.
"""

from dataclasses import dataclass
from datetime import date

from enforcement.law.identity import age_on
from enforcement.law.kinds import Capacity, PartyKind, Recipient

ADULT = 18
R = Recipient
# fmt: off
OWN = {
    PartyKind.PERSON:              frozenset({R.SELF}),
    PartyKind.INDIVIDUAL_BUSINESS: frozenset({R.SELF, R.OPERATOR, R.REPRESENTATIVE}),
    PartyKind.ORGANISATION:        frozenset({R.REPRESENTATIVE}),
}
BESIDE = {
    PartyKind.PERSON:              frozenset({R.COHABITANT}),
    PartyKind.INDIVIDUAL_BUSINESS: frozenset({R.COHABITANT}),
    PartyKind.ORGANISATION:        frozenset({R.MAILROOM}),
}
WHO = {
    PartyKind.PERSON: "本人、同住成年家属、有授权的代理人或者指定代收人",
    PartyKind.INDIVIDUAL_BUSINESS: "经营者、其同住成年家属、有授权的代理人或者指定代收人",
    PartyKind.ORGANISATION: "法定代表人、主要负责人、单位负责收件的人、有授权的代理人或者指定代收人",
}
# fmt: on
GUARDED = "监护人、同住成年家属、有授权的代理人或者指定代收人"
CHOSEN = frozenset({R.AGENT, R.NAMED})  # by the party, on a paper that says so


@dataclass(frozen=True)
class Addressee:
    """The party as one to be served. `born_on` None where it is unknown or none; `incapable`: no mental capacity."""

    kind: PartyKind
    born_on: date | None = None
    incapable: bool = False

    def ward_on(self, day: date) -> bool:
        """Return whether a guardian stands for him on `day`."""
        minor = self.born_on is not None and age_on(self.born_on, day) < ADULT
        return self.kind == PartyKind.PERSON and (minor or self.incapable)

    def own(self, day: date) -> frozenset:
        """Return in which capacities somebody is the party or stands in its place by law."""
        return frozenset({R.GUARDIAN}) if self.ward_on(day) else OWN[self.kind]

    def takers(self, day: date) -> str:
        """Return in words who may take a paper for it."""
        return GUARDED if self.ward_on(day) else WHO[self.kind]


def addressee_of(party) -> Addressee:
    """Return the party of the facts as one to be served; a birth date that nobody knows makes nobody a ward."""
    born_on, capacity = party.raw("born_on"), party.raw("capacity")
    return Addressee(
        PartyKind(party.kind), born_on if isinstance(born_on, date) else None, capacity == Capacity.NONE
    )


def why_not(to: Addressee, relation, day: date, *, age=None, authority="") -> str:
    """Return in Chinese why somebody of this relation may not take a paper for the addressee, "" where he may.

    age: of an adult of the household, in years, None where nobody asked. authority: key of the paper by which an
    agent or a named receiver may.
    """
    if relation is None:
        return "没有写明收件人与当事人的关系"
    relation = Recipient(relation)
    if relation in CHOSEN:
        return "" if authority else f"{relation.label}没有授权委托书或者送达地址确认书"
    if relation in to.own(day):
        return ""
    if relation in BESIDE[to.kind]:
        return (
            ""
            if relation != R.COHABITANT or (age is not None and age >= ADULT)
            else "同住家属没有成年，或者没有写明年龄"
        )
    if relation == R.SELF:
        return "未成年人或者无行为能力人由监护人签收" if to.ward_on(day) else f"{to.kind.label}没有“本人”"
    return f"当事人是{to.kind.label}，{relation.label}不能签收"


def refuses(to: Addressee, relation, day: date, *, age=None) -> bool:
    """Return whether somebody's refusal is the addressee's: his own, an adult relative's, a post clerk's."""
    return (
        relation is not None and Recipient(relation) not in CHOSEN and not why_not(to, relation, day, age=age)
    )


def stands_for(to: Addressee, relation, day: date, *, authority="") -> bool:
    """Return whether somebody disposes of the party's rights: the party, a ward's guardian, an agent with authority."""
    if relation == R.AGENT:
        return bool(authority)
    return relation is not None and Recipient(relation) in to.own(day)


def speaks(to: Addressee, relation, day: date, *, authority="") -> bool:
    """Return whether somebody signs or refuses on the spot for the party; a ward signs for what he did himself too."""
    himself = relation is not None and Recipient(relation) in OWN[to.kind]
    return himself or stands_for(to, relation, day, authority=authority)
