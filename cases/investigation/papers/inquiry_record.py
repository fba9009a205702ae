"""询问笔录: what one person was asked and answered, signed on every page."""

from dataclasses import dataclass, field

from django.utils import timezone

from cases.papers.shared import person_block, recorded
from enforcement.documents import wording
from enforcement.documents.contents import Block, PersonBlock, Record, labelled
from enforcement.documents.register import Signer, paper
from enforcement.documents.sheets.parts import ended
from enforcement.documents.sheets.records import asked, period, person, said, staff
from enforcement.documents.sheets.tables import pair, wide
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import SIGNED, Element

ELEMENTS = (
    Element("started_at", "开始时间"),
    Element("ended_at", "结束时间"),
    Element("place", "询问地点"),
    Element("person", "被询问人身份"),
    Element("relation", "被询问人与本案的关系"),
    Element("contact", "被询问人联系方式"),
    Element("officers", "询问人姓名和执法证号"),
    Element("recorder", "记录人"),
    Element("shown", "出示执法证件和确认"),
    Element("recusal", "申请回避权利的告知和回答"),
    Element("rights", "陈述、申辩权利和如实回答义务的告知"),
    Element("answers", "问答"),
    Element("read_through", "核对笔录的说明"),
    Element("guardian", "到场的监护人", "minor"),
    *SIGNED,
    Element("receipt", "被询问人签名或者拒签注明"),
)


@dataclass(frozen=True, kw_only=True)
class Answer(Block):
    """A question and what was answered."""

    question: str = field(metadata=labelled("问"))
    answer: str = field(metadata=labelled("答"))

    def words(self):
        return f"问：{self.question}答：{self.answer}"


@dataclass(frozen=True, kw_only=True)
class InquiryRecordContent(Record):
    """The record of questioning one person (询问笔录, 行政处罚法 55, R-910).

    `serial`: which questioning of this person it is; `person`: the one questioned; `guardian`: who was
    present for a minor; `others`: interpreter and others present; `rights`: duties and rights told;
    `answers`: the questions, in order.
    """

    serial: int = field(default=1, metadata=labelled("第几次询问"))
    person: PersonBlock = field(metadata=labelled("被询问人"))
    guardian: str = field(default="", metadata=labelled("在场监护人"))
    others: str = field(default="", metadata=labelled("其他在场人"))
    rights: str = field(metadata=labelled("权利义务告知"))
    answers: tuple[Answer, ...] = field(metadata=labelled("问答"))

    @classmethod
    def compose(cls, *, recusal_answer="不申请。", read_through=wording.READ_THROUGH, **given):
        """Return the record with the standing texts: certificates shown, rights told, read through."""
        return cls(
            shown=wording.certificates_shown(given["officers"]),
            recusal=f"{wording.RECUSAL_ASKED}答：{recusal_answer}",
            rights=wording.DUTIES_TOLD,
            read_through=read_through,
            **given,
        )

    def elements(self):
        person = self.person
        return super().elements() | {
            "person": "，".join(filter(None, [person.name, person.identity_words()])),
            "relation": person.relation,
            "contact": person.phone or person.address,
            "rights": self.rights,
            "answers": "".join(f"{each.question}{each.answer}" for each in self.answers),
            "guardian": self.guardian,
            "minor": "是" if person.minor else "",
        }


def spoken(answer):
    return said("问", answer.question), said("答", ended(answer.answer))


def body(content):
    """Return the table and the speeches of an inquiry record."""
    present = "；".join(filter(None, [content.guardian and f"监护人{content.guardian}", content.others]))
    return {
        "subtitle": f"（第{content.serial}次）",
        "table": [
            wide("案由", content.matter),
            pair(("当事人", content.party.name), ("立案号", content.case_number)),
            wide("询问时间", period(content)),
            wide("询问地点", content.place),
            *person(content.person, "被询问人"),
            wide("询问人及证号", staff(content)),
            pair(("记录人", content.recorder), ("在场人", present or "无")),
        ],
        "speeches": [
            *asked(content.shown),
            *asked(content.rights + "听明白了吗？答：听明白了。"),
            *asked(content.recusal),
            *(each for answer in content.answers for each in spoken(answer)),
        ],
        "closing": content.read_through,
    }  # fmt: skip


PAPER = paper(
    kind="INQUIRY_RECORD",
    title="询问笔录",
    clauses=(Clause(PENALTY, 55),),
    rules=("R-907", "R-910"),
    elements=ELEMENTS,
    content=InquiryRecordContent,
    template="record.typ",
    body=body,
    signers=(
        Signer("被询问人", "PARTY", lambda content: (content.person.name,)),
        Signer("监护人", "WITNESS", lambda content: (content.guardian,) if content.guardian else None),
        Signer("询问人", "OFFICER", lambda content: [each.name for each in content.officers]),
        Signer("记录人", "OFFICER", lambda content: (content.recorder,)),
    ),
    volume=31,
    again="笔录签名后不能改；需要补充的，“补充调查”后重新询问，另做一份笔录。",
)


def content_of(case, row):
    """Return the content of 询问笔录 from its row."""
    return InquiryRecordContent.compose(
        **recorded(case, row),
        serial=row.serial,
        person=person_block(row, timezone.localdate(row.began_at)),
        guardian=row.guardian,
        answers=tuple(Answer(question=ask, answer=answer) for ask, answer in row.questions),
    )
