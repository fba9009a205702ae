"""What all contents share: agency and party, labels for pages, JSON, and secrets that are kept apart."""

from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from enforcement.documents import wording
from enforcement.documents.contents import secrets
from enforcement.documents.contents.blocks import Identified, OfficerBlock, PartyBlock, labelled, shown
from enforcement.journal.services import plain

LAST = {"reconsideration_body", "remedies", "officers", "decided_on", "dated_on"}  # on pages


@dataclass(frozen=True, kw_only=True)
class Content:
    """A content is complete in itself: whose paper it is and about whom, then what its form asks."""

    agency: str = field(metadata=labelled("行政机关名称"))
    party: PartyBlock = field(metadata=labelled("当事人"))

    @property
    def day(self):
        """The day that the paper bears."""
        return self.dated_on

    def to_json(self):
        """Return the content as plain JSON, everything in clear; made once, not to be changed."""
        return self._plain

    @cached_property
    def _plain(self):
        return plain(asdict(self))

    def split(self):
        """Return the content as it may stand in clear, and what has to be sealed by its place in it."""
        blocks = {each.name: getattr(self, each.name) for each in fields(self)}
        named = {
            f"{place}.{name}"
            for place, block in blocks.items()
            if isinstance(block, Identified)
            for name in block.secrets()
        }
        return secrets.apart(self.to_json(), named)

    @classmethod
    def from_json(cls, stored):
        """Return the content that `to_json` wrote."""
        return restored(cls, stored)

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
            "party_identity": party.identity_words(),
            "party_address": party.address,
            "representative": party.representative,
            "agency": self.agency,
            "day": wording.day(self.day),
        }


@dataclass(frozen=True, kw_only=True)
class FilePaper(Content):
    """A paper inside the file (案卷): it names the case. `matter`: 案由; `case_number`: of the filing, or ""."""

    matter: str = field(metadata=labelled("案由"))
    case_number: str = field(default="", metadata=labelled("立案号"))
    dated_on: date = field(metadata=labelled("日期"))

    def elements(self):
        return super().elements() | {"matter": self.matter, "case_number": self.case_number}


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What the party is found to have done, where and when, and the norm that he broke."""

    act: str = field(metadata=labelled("违法事实"))
    acted_at: datetime = field(metadata=labelled("违法行为的时间"))
    place: str = field(metadata=labelled("违法行为的地点"))
    evidence: tuple[str, ...] = field(metadata=labelled("证据"))
    breached: str = field(metadata=labelled("违反的规定"))
    officers: tuple[OfficerBlock, ...] = field(metadata=labelled("执法人员"))

    def elements(self):
        return super().elements() | {
            "act": self.act,
            "act_at": wording.moment(self.acted_at),
            "act_place": self.place,
            "evidence": shown(self.evidence),
            "norm": self.breached,
            "officers": people(self.officers),
        }


def people(officers):
    """Return officers with their certificates as one text, "" where a certificate is missing."""
    return "、".join(shown(each) for each in officers) if all(each.certificate for each in officers) else ""


@cache
def hints(cls):
    return get_type_hints(cls)


def restored(kind, stored):
    """Return a JSON value as the annotated type `kind`."""
    if stored is None:
        return None
    if get_origin(kind) is UnionType:
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        return tuple(restored(get_args(kind)[0], each) for each in stored)
    if is_dataclass(kind):
        known = {each.name for each in fields(kind)} & stored.keys()
        return kind(**{name: restored(hints(kind)[name], stored[name]) for name in known})
    if kind in (date, datetime):
        return kind.fromisoformat(stored)
    return kind(stored) if kind is Decimal or issubclass(kind, Enum) else stored
