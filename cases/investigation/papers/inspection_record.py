"""现场检查（勘验）笔录: what was seen on the spot, signed on every page."""

from dataclasses import dataclass, field

from django.utils import timezone

from cases.papers.shared import person_block, recorded
from enforcement.documents import wording
from enforcement.documents.contents import PersonBlock, Record, labelled, shown
from enforcement.documents.register import Signer, paper
from enforcement.documents.sheets.parts import counted, ended
from enforcement.documents.sheets.records import asked, period, person, staff
from enforcement.documents.sheets.tables import pair, wide
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import SIGNED, Element
from evidence.exhibits import exhibit_name

ELEMENTS = (
    Element("started_at", "开始时间"),
    Element("ended_at", "结束时间"),
    Element("place", "检查地点"),
    Element("object", "检查对象"),
    Element("present", "当事人、现场负责人或者见证人"),
    Element("officers", "检查人姓名和执法证号"),
    Element("recorder", "记录人"),
    Element("shown", "出示执法证件和确认"),
    Element("recusal", "申请回避权利的告知和回答"),
    Element("findings", "现场情况"),
    Element("materials", "现场照片、录像"),
    Element("read_through", "核对笔录的说明"),
    *SIGNED,
    Element("receipt", "当事人签名，或者拒签、不在场的注明和见证人"),
)


@dataclass(frozen=True, kw_only=True)
class InspectionRecordContent(Record):
    """The record of an inspection on the spot (现场检查（勘验）笔录, 行政处罚法 55, R-911).

    `object`: what is inspected; `person`: the party or who answers for the place, None where nobody was
    there; `absence`: why he is absent or does not sign, "" otherwise; `witness`; `findings`: what was seen,
    one observation each, with units; `measures`: what was done, ""; `materials`: photographs, films,
    drawings with their numbers; `remark`: what the person said to it.
    """

    object: str = field(metadata=labelled("检查对象"))
    person: PersonBlock | None = field(metadata=labelled("当事人或者现场负责人"))
    absence: str = field(default="", metadata=labelled("不在场或者拒签的注明"))
    witness: str = field(default="", metadata=labelled("见证人"))
    weather: str = field(default="", metadata=labelled("天气"))
    findings: tuple[str, ...] = field(metadata=labelled("现场情况"))
    measures: str = field(default="", metadata=labelled("采取的措施"))
    materials: tuple[str, ...] = field(metadata=labelled("照片、录像和勘验图"))
    remark: str = field(default="", metadata=labelled("当事人意见"))

    @classmethod
    def compose(cls, *, recusal_answer="不申请。", read_through="", **given):
        """Return the record with the standing texts: certificates shown, recusal told, read through."""
        seen = wording.SEEN_THROUGH if given["person"] else wording.WITNESSED
        return cls(
            shown=wording.certificates_shown(given["officers"]),
            recusal=f"{wording.RECUSAL_ASKED}答：{recusal_answer}",
            read_through=read_through or seen,
            **given,
        )

    def elements(self):
        return super().elements() | {
            "object": self.object,
            "present": self.person.name if self.person else self.witness,
            "findings": "".join(self.findings),
            "materials": shown(self.materials),
            "witness": self.witness,
            "receipt": f"{self.absence}，见证人{self.witness}" if self.absence and self.witness else "",
        }


def body(content):
    """Return the table and the paragraphs of an inspection record."""
    who = person(content.person, "在场人") if content.person else [wide("当事人", ended(content.absence))]
    return {
        "table": [
            wide("案由", content.matter),
            pair(("当事人", content.party.name), ("立案号", content.case_number)),
            wide("检查时间", period(content)),
            wide("检查地点", content.place),
            pair(("检查对象", content.object), ("天气", content.weather or "——")),
            *who,
            wide("检查人及证号", staff(content)),
            pair(("记录人", content.recorder), ("见证人", content.witness or "无")),
        ],
        "speeches": [*asked(content.shown), *asked(content.recusal)],
        "closing": content.read_through,
    }  # fmt: skip


def sections(content):
    """Return the sections of an inspection record as (code, head, lines)."""
    return [
        ("findings", "现场情况", counted(content.findings)),
        ("measures", "采取的措施", [ended(content.measures)]),
        ("materials", "照片、录像和勘验图", counted(content.materials)),
        ("remark", "当事人意见", [ended(content.remark)]),
        ("absence", "不在场或者拒签情况", [ended(content.absence)]),
    ]


PAPER = paper(
    kind="INSPECTION_RECORD",
    title="现场检查（勘验）笔录",
    clauses=(Clause(PENALTY, 55),),
    rules=("R-907", "R-911"),
    elements=ELEMENTS,
    content=InspectionRecordContent,
    template="record.typ",
    body=body,
    sections=sections,
    signers=(
        Signer(
            "当事人（现场负责人）", "PARTY", lambda content: (content.person.name,) if content.person else ()
        ),
        Signer("见证人", "WITNESS", lambda content: (content.witness,)),
        Signer("检查人", "OFFICER", lambda content: [each.name for each in content.officers]),
        Signer("记录人", "OFFICER", lambda content: (content.recorder,)),
    ),
    volume=30,
    again="笔录签名后不能改；需要补充的，“补充调查”后重新检查，另做一份笔录。",
)


def content_of(case, row):
    """Return the content of 现场检查（勘验）笔录 from its row."""
    return InspectionRecordContent.compose(
        **recorded(case, row),
        object=case.place if not row.person else f"{row.person}（{row.place}）",
        person=person_block(row, timezone.localdate(row.began_at)) if row.person else None,
        absence=row.refusal_note or ("" if row.party_present else "当事人不在场"),
        witness=row.witness,
        findings=tuple(line.strip() for line in row.found.splitlines() if line.strip()),
        materials=tuple(
            f"{exhibit_name(piece)}（证据{piece.serial}）" for piece in row.pieces.order_by("serial")
        ),
    )
