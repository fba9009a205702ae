"""What records and reports of the inquiry say: questions and answers, observations, the concluding report."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from enforcement.documents import wording
from enforcement.documents.contents.blocks import (
    Block,
    Exhibit,
    OfficerBlock,
    Opinion,
    PersonBlock,
    labelled,
    shown,
)
from enforcement.documents.contents.paper import Charge, FilePaper, people
from enforcement.documents.contents.penalties import FullSanctions
from enforcement.law.kinds import PenaltyKind


@dataclass(frozen=True, kw_only=True)
class Answer(Block):
    """A question and what was answered."""

    question: str = field(metadata=labelled("问"))
    answer: str = field(metadata=labelled("答"))

    def words(self):
        return f"问：{self.question}答：{self.answer}"


@dataclass(frozen=True, kw_only=True)
class Record(FilePaper):
    """What both records share.

    `shown`: how the certificates were shown and what was answered; `recusal`: the question whether recusal is
    asked for, and the answer; `read_through`: that the record was read, or read out, and agrees.
    """

    started_at: datetime = field(metadata=labelled("开始时间"))
    ended_at: datetime = field(metadata=labelled("结束时间"))
    place: str = field(metadata=labelled("地点"))
    officers: tuple[OfficerBlock, ...] = field(metadata=labelled("执法人员"))
    recorder: str = field(metadata=labelled("记录人"))
    shown: str = field(metadata=labelled("出示执法证件"))
    recusal: str = field(metadata=labelled("回避告知"))
    read_through: str = field(metadata=labelled("核对说明"))

    def elements(self):
        return super().elements() | {
            "started_at": wording.moment(self.started_at),
            "ended_at": wording.moment(self.ended_at),
            "place": self.place,
            "officers": people(self.officers),
            "recorder": self.recorder,
            "shown": self.shown,
            "recusal": self.recusal,
            "read_through": self.read_through,
        }


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


@dataclass(frozen=True, kw_only=True)
class InvestigationReportContent(FullSanctions, Charge, FilePaper):
    """The report that ends the investigation (案件调查终结报告, 行政处罚法 57).

    `history`: course of the inquiry, one paragraph each; `evidence`: with what each piece proves; `nature`:
    what the act amounts to; `benchmark`: discretion; `proposal`: what the officers propose, in words; the
    penalties proposed are listed under it, none where none is proposed. `section`: opinion of the section.
    """

    source: str = field(metadata=labelled("案件来源"))
    history: tuple[str, ...] = field(metadata=labelled("调查经过"))
    evidence: tuple[Exhibit, ...] = field(metadata=labelled("证据"))
    nature: str = field(metadata=labelled("案件性质"))
    kinds: tuple[PenaltyKind, ...] = field(default=(), metadata=labelled("建议的处罚种类"))
    fine: Decimal | None = field(default=None, metadata=labelled("建议的罚款数额"))
    benchmark: str = field(metadata=labelled("裁量理由"))
    proposal: str = field(metadata=labelled("处理建议"))
    section: Opinion | None = field(default=None, metadata=labelled("承办机构意见"))

    def elements(self):
        return super().elements() | {
            "source": self.source,
            "history": "".join(self.history),
            "norm": f"{self.nature}，违反{self.breached}" if self.nature and self.breached else "",
            "benchmark": self.benchmark,
            "proposal": self.proposal,
        }
