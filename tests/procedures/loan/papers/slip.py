"""装备交接单: what was lent to whom, and that he has it."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from enforcement.documents import wording
from enforcement.documents.contents import FilePaper, OfficerBlock, PartyBlock, labelled
from enforcement.documents.register import Signer, paper
from enforcement.documents.sheets.tables import hand, pair, wide
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.contents import SIGNED, Element
from tests.cases.factories import id_number

NUMBER = id_number(date(1990, 3, 7))


@dataclass(frozen=True, kw_only=True)
class SlipContent(FilePaper):
    """What the slip says: `thing` with its `serial`, who handed it over."""

    thing: str = field(metadata=labelled("装备"))
    serial: str = field(metadata=labelled("编号"))
    lender: OfficerBlock = field(metadata=labelled("交付人"))

    def elements(self):
        return super().elements() | {"thing": self.thing, "serial": self.serial, "lender": self.lender.name}


def body(content):
    return {
        "table": [
            pair(("装备", content.thing), ("编号", content.serial)),
            wide("借用人", content.party.name),
            hand("借用人签名", "借用人"),
            hand("交付人签名", "交付人", wording.day(content.day), content.lender.words()),
        ]
    }


PAPER = paper(
    kind="LOAN_SLIP",
    title="装备交接单",
    clauses=(Clause(HOUSE),),
    rules=("R-907",),
    word="借装",
    elements=(Element("thing", "装备"), Element("serial", "编号"), Element("lender", "交付人"), *SIGNED),
    content=SlipContent,
    template="table.typ",
    body=body,
    signers=(
        Signer("借用人", "PARTY", lambda content: (content.party.name,)),
        Signer("交付人", "OFFICER", lambda content: (content.lender.name,)),
    ),
    volume=32,
    again="交接单出具后不能改；归还后重新借用。",
)


def content_of(loan, *, by, at):
    """Return the content of 装备交接单."""
    return SlipContent(
        agency=loan.dossier.team.full_name, matter=f"借用{loan.thing}",
        party=PartyBlock(
            kind="PERSON", name=loan.borrower.name, identity_kind="ID_CARD", identity=NUMBER, address="楚门镇",
        ),
        dated_on=timezone.localdate(at), thing=loan.thing, serial=loan.serial,
        lender=OfficerBlock(name=by.name, certificate="33108310"),
    )  # fmt: skip
