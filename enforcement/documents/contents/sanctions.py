"""What decisions, their notices and reports share: the penalties, how a fine is paid, the remedies and the day."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from enforcement.documents import wording
from enforcement.documents.contents.blocks import labelled, shown
from enforcement.documents.contents.paper import Charge, Content
from enforcement.law.amounts import in_capitals, yuan
from enforcement.law.kinds import PenaltyKind


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
