"""What the proof of service (送达回证) says."""

from dataclasses import dataclass, field
from datetime import date, datetime

from enforcement.documents import wording
from enforcement.documents.contents.blocks import Block, OfficerBlock, labelled, shown
from enforcement.documents.contents.paper import FilePaper, people


@dataclass(frozen=True, kw_only=True)
class Served(Block):
    """A paper that is served: its title and number."""

    title: str = field(metadata=labelled("文书名称"))
    number: str = field(default="", metadata=labelled("文号"))

    def words(self):
        return f"《{self.title}》{self.number}"


@dataclass(frozen=True, kw_only=True)
class ServiceReceiptContent(FilePaper):
    """The proof of service (送达回证, 行政处罚法 61, 民事诉讼法 87 … 95, R-916).

    `recipient`: the addressee; `address`: where he is served; `method`: in words; `sent_on`; `received_at`:
    None while it has not reached him, or where only the day is known, `received_on`; `received_by` with `relation`
    to the addressee; `refusal`: why it was refused, ""; `witness`; `proofs`: photographs, mail slips, logs; `note`.
    """

    documents: tuple[Served, ...] = field(metadata=labelled("送达文书"))
    recipient: str = field(metadata=labelled("受送达人"))
    place: str = field(metadata=labelled("送达地点"))
    method: str = field(metadata=labelled("送达方式"))
    sent_on: date = field(metadata=labelled("送出日期"))
    received_at: datetime | None = field(metadata=labelled("送达时间"))
    received_by: str = field(default="", metadata=labelled("收件人"))
    relation: str = field(default="", metadata=labelled("与受送达人的关系"))
    refusal: str = field(default="", metadata=labelled("拒收事由"))
    witness: str = field(default="", metadata=labelled("见证人"))
    servers: tuple[OfficerBlock, ...] = field(metadata=labelled("送达人"))
    proofs: tuple[str, ...] = field(default=(), metadata=labelled("送达凭证"))
    note: str = field(default="", metadata=labelled("备注"))
    received_on: date | None = field(default=None, metadata=labelled("送达日期"))

    @property
    def received(self):
        """Return in words when it was received: the moment, or the day where no more was recorded, else nothing."""
        if self.received_at:
            return wording.moment(self.received_at)
        return wording.day(self.received_on) if self.received_on else ""

    @property
    def day_received(self):
        return wording.local_day(self.received_at) if self.received_at else self.received_on

    @property
    def officers(self):
        """Who signs for the agency."""
        return self.servers

    def elements(self):
        return super().elements() | {
            "documents": shown(self.documents),
            "recipient": self.recipient,
            "place": self.place,
            "method": self.method,
            "sent_on": self.sent_on.isoformat(),
            "received_at": self.received,
            "received_on": self.day_received.isoformat() if self.day_received else "",
            "receipt": self.received_by or (self.refusal and self.witness) or shown(self.proofs),
            "relation": self.relation,
            "servers": people(self.servers),
        }
