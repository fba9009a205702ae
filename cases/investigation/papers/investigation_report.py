"""案件调查终结报告: what the investigation found and what the officers propose."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from cases.file.facts import facts_of
from cases.papers.history import history
from cases.papers.shared import benchmark_words, charged, file_paper
from cases.wording.assessment import penalty_kinds
from enforcement.documents import wording
from enforcement.documents.contents import Charge, Exhibit, FilePaper, FullSanctions, Opinion, labelled
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import counted, ended
from enforcement.documents.sheets.prose import exhibits, happened
from enforcement.documents.sheets.tables import opinion
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import SIGNED, Element
from enforcement.law.kinds import PenaltyKind

ELEMENTS = (
    Element("source", "案件来源"),
    Element("party_name", "当事人姓名或者名称"),
    Element("history", "调查经过"),
    Element("act", "违法事实"),
    Element("act_at", "违法行为的时间"),
    Element("act_place", "违法行为的地点"),
    Element("evidence", "证据"),
    Element("norm", "案件性质和违反的规定"),
    Element("basis", "处罚依据"),
    Element("benchmark", "裁量理由"),
    Element("proposal", "处理建议"),
    Element("officers", "调查人员"),
    *SIGNED,
)


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


def sections(content):
    """Return the sections of the concluding report as (code, head, lines)."""
    return [
        ("source", "案件来源", [ended(content.source)]),
        ("history", "调查经过", list(content.history)),
        ("facts", "违法事实", [f"经查，{happened(content)}"]),
        ("evidence", "证据", ["上述事实有下列证据证明：", *exhibits(content)] if content.evidence else []),
        (
            "nature",
            "案件性质和处罚依据",
            [
                f"{ended(content.nature)}上述行为违反了{content.breached}的规定。处罚依据为{ended(content.basis)}"
            ],
        ),
        ("benchmark", "裁量理由", [ended(content.benchmark)]),
        (
            "proposal",
            "处理建议",
            [ended(content.proposal), *(counted(content.penalties()) if content.kinds else [])],
        ),
    ]


def body(content):
    """Return how the report begins, who made it, and the section's opinion under it."""
    return {
        "opening": f"{content.party.name}涉嫌{wording.offence(content.matter)}一案，现已调查终结，报告如下：",
        "signers": [each.words() for each in content.officers],
        "table": [opinion("承办机构意见", content.section)] if content.section else [],
    }


PAPER = paper(
    kind="INVESTIGATION_REPORT",
    title="案件调查终结报告",
    called="调查终结报告",
    clauses=(Clause(PENALTY, 57),),
    rules=("R-907",),
    elements=ELEMENTS,
    content=InvestigationReportContent,
    template="report.typ",
    sections=sections,
    body=body,
    volume=50,
    corrected_on=("cases:report", "更正调查终结报告"),
)


def content_of(case, report, *, at):
    """Return the content of 案件调查终结报告."""
    day, found = timezone.localdate(at), case.assessment
    return InvestigationReportContent(
        **file_paper(case, day),
        **charged(case, day),
        source=case.get_source_display(),
        history=history(case),
        nature=report.nature,
        kinds=penalty_kinds(found),
        fine=found.fine,
        basis=case.item.basis_text(),
        benchmark=report.reasons or benchmark_words(found, facts_of([case], at=at)[0]),
        proposal=report.proposal,
    )
