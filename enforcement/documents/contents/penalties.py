"""What penalties and their notices say: the on-the-spot decision, the prior notice, the ordinary decision."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from enforcement.documents import wording
from enforcement.documents.contents.blocks import Exhibit, labelled, shown
from enforcement.documents.contents.paper import Charge, Content, FilePaper
from enforcement.law.amounts import in_capitals, yuan
from enforcement.law.kinds import CollectionGround, PenaltyKind, Procedure


@dataclass(frozen=True, kw_only=True)
class Decided(Charge, Content):
    """What every decision states: the charge, the remedies, the day."""

    reconsideration_body: str = field(metadata=labelled("行政复议机关"))
    remedies: str = field(metadata=labelled("救济途径和期限"))
    decided_on: date = field(metadata=labelled("日期"))

    @property
    def day(self):
        return self.decided_on

    def elements(self):
        return super().elements() | {
            "remedies": self.remedies,
            "reconsideration_body": self.reconsideration_body,
        }


@dataclass(frozen=True, kw_only=True)
class Sanctions:
    """What is imposed. `kinds`: PenaltyKind codes; `fine`, `gains`: yuan, None without; `goods`: forfeited."""

    basis: str = field(metadata=labelled("处罚依据"))
    kinds: tuple[PenaltyKind, ...] = field(metadata=labelled("处罚种类"))
    fine: Decimal | None = field(metadata=labelled("罚款数额"))

    def penalties(self):
        """Return what is imposed, one line each."""
        lines = [self.penalty(kind) for kind in self.kinds if kind is not PenaltyKind.FINE]
        return [*lines, f"罚款{self.fine_in_words()}"] if self.fine is not None else lines

    def penalty(self, kind):
        """Return one penalty that is no fine in words."""
        return kind.label

    def fine_in_words(self):
        """Return the fine in capitals and figures: 人民币贰佰元整（¥200.00）."""
        return shown(self.fine)

    def elements(self):
        fine = self.fine
        return super().elements() | {
            "basis": self.basis,
            "penalty": "；".join(self.penalties()),
            "fine": "" if fine is None else f"{yuan(fine):.2f}",
            "fine_capitals": "" if fine is None else in_capitals(fine),
        }


@dataclass(frozen=True, kw_only=True)
class Payable(Sanctions):
    """How the fine is paid. `manner`: paragraphs, () without a fine; `pay_code`: digits of the code, or "".

    `collector`, `collector_address`: who takes the money and where, "" where it is not paid at a bank.
    """

    manner: tuple[str, ...] = field(default=(), metadata=labelled("缴款方式和期限"))
    pay_code: str = field(default="", metadata=labelled("缴款码"))
    pay_by: date | None = field(default=None, metadata=labelled("缴款期限"))
    collector: str = field(default="", metadata=labelled("代收机构"))
    collector_address: str = field(default="", metadata=labelled("代收机构地址"))

    def at_the_bank(self):
        """Return the paragraph on where and until when the fine is paid."""
        return wording.payment(self.collector, self.pay_by, self.pay_code, self.collector_address)

    def elements(self):
        return super().elements() | {
            "manner": "".join(self.manner),
            "collector": self.collector,
            "collector_address": self.collector_address,
        }


@dataclass(frozen=True, kw_only=True)
class SummaryPenaltyContent(Payable, Decided):
    """The on-the-spot decision (当场行政处罚决定书, 行政处罚法 52, R-908).

    `collected`: the fine was taken on the spot, then `receipt_number` is the finance department's. `notice`:
    what was told beforehand; `defence`: what the party said and what became of it. `order`: what must be
    corrected, "" where nothing; an order begins with 责令.
    """

    benchmark: str = field(default="", metadata=labelled("裁量说明"))
    order: str = field(default="", metadata=labelled("责令改正"))
    collected: bool = field(default=False, metadata=labelled("当场收缴"))
    receipt_number: str = field(default="", metadata=labelled("票据号"))
    notice: str = field(metadata=labelled("告知"))
    defence: str = field(metadata=labelled("陈述、申辩"))

    @classmethod
    def compose(
        cls, *, reconsideration_body, kinds, collector="", collector_address="", ground=None, said="", answer="",
        reason="", **given,
    ):  # fmt: skip
        """Return the content with its statutory texts composed.

        `collector`: the collecting institution with its address; `ground`: CollectionGround where the fine is
        taken on the spot, with `reason`; `said`, `answer`: the party's defence and the reply, "" where there was none.
        """
        content = cls(
            reconsideration_body=reconsideration_body,
            remedies=wording.remedies(Procedure.SUMMARY, reconsideration_body),
            notice=wording.NOTICE,
            defence=wording.defence(said, answer),
            collected=ground is not None,
            kinds=tuple(PenaltyKind(kind) for kind in kinds),
            **given,
        )
        if content.fine is None:
            return content
        if ground is None:
            content = replace(content, collector=collector, collector_address=collector_address)
        return replace(content, manner=content.payment(ground, reason))

    def payment(self, ground, reason):
        """Return the paragraphs on how and until when the fine is paid, and what follows if it is not."""
        if ground is None:
            return (self.at_the_bank(), wording.surcharge())
        return (wording.collected(CollectionGround(ground), reason, self.receipt_number),)

    def elements(self):
        return super().elements() | {"receipt_number": self.receipt_number, "defence": self.defence}


@dataclass(frozen=True, kw_only=True)
class FullSanctions(Sanctions):
    """What the ordinary procedure may impose beside a fine. `gains`: yuan forfeited; `goods`: what is forfeited."""

    gains: Decimal | None = field(default=None, metadata=labelled("没收违法所得数额"))
    goods: str = field(default="", metadata=labelled("没收的财物"))

    def penalty(self, kind):
        if kind is PenaltyKind.FORFEIT_GAINS and self.gains is not None:
            return f"没收违法所得{shown(self.gains)}"
        if kind is PenaltyKind.FORFEIT_GOODS and self.goods:
            return f"没收{self.goods.rstrip('。')}"
        return super().penalty(kind)


@dataclass(frozen=True, kw_only=True)
class PriorNoticeContent(FullSanctions, Charge, FilePaper):
    """The prior notice (行政处罚事先告知书, 行政处罚法 44, 45, 63, R-913, R-914).

    `evidence`: with what each piece proves. `benchmark`: facts and reasons of discretion with the benchmark
    they rest on. `order`: what must be corrected, or "". `defence_right`, `hearing_right`: paragraphs, the
    latter "" where no hearing is due. `contact`: who, telephone and address, in words.
    """

    evidence: tuple[Exhibit, ...] = field(metadata=labelled("证据"))
    benchmark: str = field(metadata=labelled("裁量理由"))
    order: str = field(default="", metadata=labelled("责令改正"))
    defence_right: str = field(metadata=labelled("陈述、申辩权利"))
    hearing_right: str = field(default="", metadata=labelled("听证权利"))
    contact: str = field(metadata=labelled("联系方式"))

    @classmethod
    def compose(cls, *, kinds, address, hearing, statement_days=None, **given):
        """Return the notice with its statutory texts composed.

        `address`: where the party states and defends; `hearing`: whether a hearing is due; `statement_days`:
        working days for the statement, the default term where it is None.
        """
        return cls(
            kinds=tuple(PenaltyKind(kind) for kind in kinds),
            defence_right=wording.defence_right(address, statement_days),
            hearing_right=wording.hearing_right() if hearing else "",
            **given,
        )

    def elements(self):
        return super().elements() | {
            "benchmark": self.benchmark,
            "order": self.order,
            "defence_right": self.defence_right,
            "hearing_right": self.hearing_right,
            "contact": self.contact,
        }


@dataclass(frozen=True, kw_only=True)
class DecisionContent(FullSanctions, Payable, Decided):
    """The decision of the ordinary procedure (行政处罚决定书, 行政处罚法 59, R-915), in ten parts.

    `matter`: 案由. `history`: source and course of the case, one paragraph each. `evidence`: with what each
    piece proves. `notice`: what was told and when; `defence`: paragraphs on what the party said and what
    became of it. `benchmark`: facts and reasons of discretion. `order`: correction, begins with 责令.
    `surcharge`: "" without a fine. `publicity`, `warning`, `copies`: whole sentences.
    """

    matter: str = field(metadata=labelled("案由"))
    history: tuple[str, ...] = field(metadata=labelled("案件来源和办案经过"))
    evidence: tuple[Exhibit, ...] = field(metadata=labelled("证据"))
    notice: str = field(metadata=labelled("事先告知"))
    defence: tuple[str, ...] = field(metadata=labelled("陈述、申辩和采纳情况"))
    benchmark: str = field(metadata=labelled("裁量理由"))
    order: str = field(metadata=labelled("责令改正"))
    surcharge: str = field(default="", metadata=labelled("加处罚款"))
    publicity: str = field(metadata=labelled("公开情况"))
    warning: str = field(metadata=labelled("逾期不履行的后果"))
    copies: str = field(metadata=labelled("份数"))

    @classmethod
    def compose(
        cls, *, reconsideration_body, kinds, notice_number, notice_served_on, points=(), waived=False,
        hearing="", hearing_told=False, published=True, collector="", collector_address="", copies=2, **given,
    ):  # fmt: skip
        """Return the decision with its statutory texts composed.

        `notice_number`, `notice_served_on`: of the prior notice; `hearing_told`: it offered a hearing.
        `points`: Point rows of the defence, () where there was none, `waived`: the party waived it in
        writing. `hearing`: what came of the hearing, in a sentence, "" where none was due. `published`: the
        decision is made public. `collector`: the collecting institution, with its address. `copies`: how many.
        """
        content = cls(
            reconsideration_body=reconsideration_body,
            remedies=wording.remedies(Procedure.GENERAL, reconsideration_body) + wording.goes_on(),
            notice=wording.noticed(notice_number, notice_served_on, hearing_told),
            defence=wording.defended(points, waived, hearing),
            kinds=tuple(PenaltyKind(kind) for kind in kinds),
            publicity=wording.publicity(published),
            warning=wording.warning(),
            copies=wording.copies(copies),
            **given,
        )
        if content.fine is None:
            return content
        content = replace(content, collector=collector, collector_address=collector_address)
        return replace(content, manner=(content.at_the_bank(),), surcharge=wording.surcharge())

    def elements(self):
        return super().elements() | {
            "history": "".join(self.history),
            "notice": self.notice,
            "defence": "".join(self.defence),
            "benchmark": self.benchmark,
            "order": self.order,
            "surcharge": self.surcharge,
            "publicity": self.publicity,
            "warning": self.warning,
            "copies": self.copies,
        }
