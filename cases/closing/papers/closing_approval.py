"""行政处罚案件结案审批表: how a decision was carried out, and that the case is closed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from cases.limits.pauses import pauses_of
from cases.papers.history import words
from cases.papers.shared import facts_in_words, file_paper
from cases.wording.assessment import order_words
from enforcement.documents import wording
from enforcement.documents.contents import Approval, FilePaper, Opinion, Payment, labelled
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import ended
from enforcement.documents.sheets.tables import listing, opinions, pair, party, wide
from enforcement.law.amounts import in_capitals, yuan
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.contents import SIGNED, Element
from enforcement.law.kinds import PauseKind

ELEMENTS = (
    Element("case_number", "立案号"),
    Element("decision_number", "决定书文号"),
    Element("party_name", "当事人姓名或者名称"),
    Element("decision", "处理决定"),
    Element("performance", "执行情况"),
    Element("correction", "改正复查情况"),
    Element("remedy_result", "行政复议、行政诉讼情况"),
    Element("reason", "结案理由"),
    Element("proposal", "承办人意见"),
    Element("proposed_on", "承办人意见的日期"),
    Element("approval", "负责人决定"),
    Element("approved_on", "负责人决定的日期"),
    *SIGNED,
)


@dataclass(frozen=True, kw_only=True)
class ClosingApprovalContent(Approval, FilePaper):
    """The closing form (结案审批表, R-917).

    `filed_on`, `decided_on`, `delivered_on`: days, None where there was no such step. `decision`: what was
    decided; `performance`: how it was carried out, in sentences; `fine`, `surcharge`: yuan due, None without;
    `payments`: money received; `goods`: what became of forfeited things; `correction`: result of the
    re-check; `remedy_result`: reconsideration and suit; `reason`: 结案理由.
    """

    source: str = field(default="", metadata=labelled("案件来源"))
    filed_on: date | None = field(metadata=labelled("立案日期"))
    decision_number: str = field(metadata=labelled("决定书文号"))
    decided_on: date | None = field(metadata=labelled("决定日期"))
    delivered_on: date | None = field(metadata=labelled("送达日期"))
    facts: str = field(metadata=labelled("案情摘要"))
    decision: str = field(metadata=labelled("处理决定"))
    performance: str = field(metadata=labelled("执行情况"))
    fine: Decimal | None = field(default=None, metadata=labelled("罚款数额"))
    surcharge: Decimal | None = field(default=None, metadata=labelled("加处罚款数额"))
    payments: tuple[Payment, ...] = field(default=(), metadata=labelled("缴款记录"))
    goods: str = field(default="", metadata=labelled("罚没财物处理"))
    correction: str = field(metadata=labelled("改正复查情况"))
    remedy_result: str = field(metadata=labelled("行政复议、行政诉讼情况"))
    reason: str = field(metadata=labelled("结案理由"))

    @property
    def paid(self):
        """Yuan received in all."""
        return sum((each.amount for each in self.payments), Decimal(0))

    def elements(self):
        return super().elements() | {
            "decision_number": self.decision_number,
            "decision": self.decision,
            "performance": self.performance,
            "correction": self.correction,
            "remedy_result": self.remedy_result,
            "reason": self.reason,
        }


def body(content):
    """Return the rows of the closing form."""
    return {
        "table": [
            pair(("案由", content.matter), ("立案号", content.case_number)),
            pair(("立案日期", dated(content.filed_on)), ("案件来源", content.source)),
            *party(content),
            wide("决定书文号", content.decision_number),
            pair(("决定日期", dated(content.decided_on)), ("送达日期", dated(content.delivered_on))),
            wide("案情摘要", ended(content.facts)),
            wide("处理决定", ended(content.decision)),
            wide("执行情况", ended(content.performance)),
            *money(content),
            *([wide("罚没财物处理", ended(content.goods))] if content.goods else []),
            wide("改正复查情况", ended(content.correction)),
            wide("复议诉讼情况", ended(content.remedy_result)),
            wide("结案理由", content.reason),
            *opinions(content, 16),
        ]
    }


def dated(day):
    return wording.day(day) if day else "——"


def figure(amount):
    return f"{yuan(amount):,.2f}"


def money(content):
    """Return what was due and what was paid, sums right aligned; nothing where no fine was imposed."""
    if content.fine is None:
        return []
    due = [["罚款", in_capitals(content.fine), figure(content.fine)]]
    if content.surcharge:
        due.append(["加处罚款", in_capitals(content.surcharge), figure(content.surcharge)])
    paid = [[f"{wording.day(each.on)}缴款", voucher(each), figure(each.amount)] for each in content.payments]
    lines = [*due, *paid, ["已缴合计", in_capitals(content.paid), figure(content.paid)]]
    return [listing("缴款情况", ["项目", "大写金额、票据号", "金额（元）"], lines, [4, 6, 3], numeric=(2,))]


def voucher(payment):
    return f"票据号 {payment.receipt_number}" if payment.receipt_number else ""


PAPER = paper(
    kind="CLOSING_APPROVAL",
    title="行政处罚案件结案审批表",
    called="结案审批表",
    clauses=(Clause(HOUSE),),
    rules=("R-907", "R-909", "R-917"),
    elements=ELEMENTS,
    content=ClosingApprovalContent,
    template="table.typ",
    body=body,
    volume=99,
)


def remedies_taken(decision):
    """Return in words which reconsideration and suits were noted against a decision, and how far they are."""
    held = [each for each in pauses_of(decision) if each.kind != PauseKind.DEFERRAL]
    if not held:
        return "截至提请结案之日，本机关没有收到行政复议、行政诉讼的材料"
    return "；".join(
        f"{words(each.start)}{'提起行政诉讼' if each.kind != PauseKind.RECONSIDERATION else '申请行政复议'}，"
        + (f"结果{words(each.end)}送达" if each.end else "还没有结果")
        for each in held
    )


def decided(made):
    """Return in words what was decided: the penalties, else the kind of the decision."""
    penalties = ["警告"] if made.warning else []
    penalties += [f"罚款{made.fine:.2f}元"] if made.fine else []
    return "；".join(penalties) or made.get_kind_display()


def content_of(case, *, by, at):
    """Return the content of 结案审批表 (R-917)."""
    day, made, form = timezone.localdate(at), case.decision, case.closing
    served = made.document.deliveries.order_by("day").first()
    paid = list(made.payments.order_by("paid_on"))
    return ClosingApprovalContent(
        **file_paper(case, day),
        source=case.get_source_display(),
        filed_on=case.filed_on,
        decision_number=made.document.number,
        decided_on=case.decided_on,
        delivered_on=served.day if served else None,
        facts=facts_in_words(case),
        decision=decided(made),
        performance=form.performance,
        fine=made.fine,
        payments=tuple(
            Payment(on=each.paid_on, amount=each.amount, receipt_number=each.reference) for each in paid
        ),
        correction=f"{words(form.rechecked_on)}复查：{form.recheck or form.performance}"
        if form.rechecked_on
        else order_words(case.assessment),
        remedy_result=remedies_taken(made),
        reason="行政处罚决定已经执行完毕" if made.kind == made.Kind.PENALTY else "依法不予行政处罚",
        proposal=Opinion(
            text="建议结案",
            names=tuple(officer.name for officer in (case.handler, case.partner) if officer),
            day=timezone.localdate(form.proposed_at),
        ),
        approval=Opinion(text="同意结案", names=(by.name,), day=day),
    )
