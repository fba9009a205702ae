"""送达回证: how a paper reached its addressee, made from what was recorded of its service."""

from dataclasses import dataclass, field
from datetime import date, datetime

from cases.models import Attempt
from cases.papers.shared import file_paper, officers_on
from enforcement.documents import wording
from enforcement.documents.contents import Block, FilePaper, OfficerBlock, labelled, people, shown
from enforcement.documents.register import Signer, paper
from enforcement.documents.sheets.parts import ended
from enforcement.documents.sheets.tables import hand, listing, pair, wide
from enforcement.law.clauses import CIVIL_PROCEDURE, PENALTY, Clause
from enforcement.law.contents import SIGNED, Element
from evidence.exhibits import exhibit_name

ELEMENTS = (
    Element("documents", "送达文书名称和文号"),
    Element("recipient", "受送达人"),
    Element("place", "送达地点"),
    Element("method", "送达方式"),
    Element("sent_on", "送出日期"),
    Element("received_at", "送达时间"),
    Element("receipt", "收件人签收，或者拒收事由和见证人"),
    Element("servers", "送达人"),
    *SIGNED,
)


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


def body(content):
    """Return the rows of the proof of service."""
    papers = [
        [str(number), each.title, each.number or "——"] for number, each in enumerate(content.documents, 1)
    ]
    day = wording.day(content.day_received) if content.day_received else ""
    taken = content.received_by + (f"（{content.relation}）" if content.relation else "")
    servers = "　".join(each.words() for each in content.servers)
    rows = [
        wide("案由", content.matter),
        pair(("当事人", content.party.name), ("立案号", content.case_number)),
        listing("送达文书", ["序号", "文书名称", "文号"], papers, [1.2, 5, 7]),
        wide("受送达人", content.recipient),
        wide("送达地点", content.place),
        pair(("送达方式", content.method), ("送出日期", wording.day(content.sent_on))),
        pair(("收件人", taken), ("送达时间", content.received)),
        hand("收件人签名或者盖章", "收件人", day, room=24),
        wide("拒收事由", ended(content.refusal) or "——"),
        hand("见证人签名", "见证人", words=content.witness, room=16),
        hand("送达人签名", "送达人", wording.day(content.dated_on), servers),
        wide("送达凭证", *content.proofs),
        wide("备注", ended(content.note) or "——"),
    ]
    return {"table": rows}


PAPER = paper(
    kind="SERVICE_RECEIPT",
    title="送达回证",
    clauses=(Clause(PENALTY, 61), Clause(CIVIL_PROCEDURE, 87)),
    rules=("R-907", "R-916"),
    word="回证",
    elements=ELEMENTS,
    content=ServiceReceiptContent,
    template="table.typ",
    body=body,
    signers=(
        Signer("收件人", "PARTY", lambda content: ()),
        Signer("见证人", "WITNESS", lambda content: (content.witness,)),
        Signer("送达人", "OFFICER", lambda content: [each.name for each in content.servers]),
    ),
)


def content_of(case, row):
    """Return the content of 送达回证: what was recorded of the service, and no more; of an attempt that is the day."""
    tried = Attempt.objects.filter(delivery=row).select_related("proof").first()
    proof = f"{exhibit_name(tried.proof)}（证据{tried.proof.serial}）" if tried and tried.proof else ""
    return ServiceReceiptContent(
        **file_paper(case, row.day),
        documents=(Served(title=row.document.title, number=row.document.number),),
        recipient=case.party.name,
        place=row.place,
        method=row.get_method_display(),
        sent_on=tried.day if tried else row.day,
        received_at=None if tried else row.moment,
        received_on=row.day if tried and tried.received_on else None,
        received_by=row.recipient,
        relation=row.relation,
        refusal=tried.refusal_note if tried else "",
        witness=tried.witness if tried else "",
        servers=officers_on(row.servers.all(), row.day),
        proofs=(proof,) if proof else (),
        note=row.note,
    )
