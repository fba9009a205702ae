"""Money: `Decimal` yuan, one rounding rule, ranges, the surcharge, and amounts in Chinese capitals."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.kinds import PauseKind, Tier

CENT = Decimal("0.01")
SURCHARGE_RATE = Decimal("0.03")  # per day late, 行政处罚法 72(1)(1)
LOW_SHARE, HIGH_SHARE = Decimal("0.30"), Decimal("0.70")  # default split, UNVERIFIED (from memory)
SIMPLE_MAX_CITIZEN, SIMPLE_MAX_ORGANISATION = Decimal(200), Decimal(3000)  # 行政处罚法 51, included
COLLECT_MAX = Decimal(100)  # 行政处罚法 68(1), included


def yuan(value) -> Decimal:
    """Return `value` rounded half up to 0.01 yuan: the only rounding of money in the product."""
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def whole_yuan(value) -> Decimal:
    """Return `value` rounded half up to whole yuan: 34.5 → 35."""
    return Decimal(value).quantize(Decimal(1), ROUND_HALF_UP)


def shown(amount: Decimal) -> str:
    """Return an amount as a message shows it: 1,500 or 1,500.05."""
    amount = yuan(amount)
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def reaches(amount: Decimal, threshold: Decimal) -> bool:
    """Return whether `amount` is 以上 `threshold`: the number itself is included (R-009)."""
    return amount >= threshold


def within(amount: Decimal, ceiling: Decimal) -> bool:
    """Return whether `amount` is 以下 `ceiling`: the number itself is included (R-009)."""
    return amount <= ceiling


@dataclass(frozen=True)
class Range:
    """Yuan from `low` to `high`, both included unless `below` says that `high` itself is not."""

    low: Decimal
    high: Decimal
    below: bool = False

    def __contains__(self, amount: Decimal) -> bool:
        return self.low <= amount and (amount < self.high if self.below else amount <= self.high)

    def __str__(self):
        if self.below:
            return f"不满{shown(self.high)}元"
        if not self.low:  # nobody is fined 0 yuan
            return f"{shown(self.high)}元以下"
        return f"{shown(self.low)}元以上{shown(self.high)}元以下"


def default_range(
    tier: Tier, low: Decimal, high: Decimal, low_share: Decimal = LOW_SHARE, high_share: Decimal = HIGH_SHARE
) -> Range:
    """Return the default split of a statutory range for `tier`, where no benchmark is published (R-113).

    The borders belong to both neighbours; 减轻 lies below the statutory minimum.
    """
    lower, upper = yuan(low + low_share * (high - low)), yuan(low + high_share * (high - low))
    match Tier(tier):
        case Tier.LIGHTER:
            return Range(low, lower)
        case Tier.ORDINARY:
            return Range(lower, upper)
        case Tier.HEAVIER:
            return Range(upper, high)
        case _:
            return Range(Decimal(0), low, below=True)


@dataclass(frozen=True)
class Surcharge:
    """A late-payment surcharge: `days` late, `amount` in yuan, whether the cap cut it, and the working."""

    days: int
    amount: Decimal
    capped: bool
    explanation: str


@dataclass(frozen=True)
class Pause:
    """Days on which no surcharge grows, from `start` to `end`, both included; `end` None: still running (R-144).

    Of a deferral `start` is the day of its approval and `end` the day until which the party may pay (R-143).
    """

    kind: PauseKind
    start: date
    end: date | None = None


def paused_days(due_on: date, paid_on: date, pauses) -> int:
    """Return how many days after `due_on` up to and with `paid_on` lie in one of `pauses`; none counts twice."""
    days, counted_to = 0, due_on
    for pause in sorted(pauses, key=lambda each: each.start):
        first = max(pause.start, counted_to + timedelta(days=1))
        last = min(pause.end or paid_on, paid_on)
        if first <= last:
            days, counted_to = days + (last - first).days + 1, last
    return days


def surcharge(fine: Decimal, due_on: date, paid_on: date, *, pauses=()) -> Surcharge:
    """Return the highest lawful surcharge: 3% of the fine per day late, never above the fine (R-142).

    `due_on` is the rolled last day; the days in `pauses` do not count (R-143, R-144).
    """
    paused = paused_days(due_on, paid_on, pauses)
    days = max(0, (paid_on - due_on).days - paused)
    full = yuan(fine * SURCHARGE_RATE * days)
    amount = min(yuan(fine), full)
    capped = full > amount
    text = f"{shown(fine)}元×3%×{days}日＝{shown(full)}元"
    if paused:
        text += f"（已扣除延期缴纳、复议、诉讼期间{paused}日）"
    if capped:
        text += f"，不得超过罚款数额，按{shown(amount)}元计"
    return Surcharge(days, amount, capped, f"{text}（{Clause(PENALTY, 72, 1, 1)}）")


CAPITALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def in_capitals(amount: Decimal) -> str:
    """Return an amount in Chinese capitals: 1500 → 人民币壹仟伍佰元整."""
    amount = yuan(amount)
    if amount < 0 or amount >= Decimal(10) ** 16:
        raise ValueError(f"{amount}不能写成大写金额")
    whole, cents = divmod(int(amount * 100), 100)
    tens, ones = divmod(cents, 10)
    text = _whole(whole) + "元" if whole or not cents else ""
    if not cents:
        return f"人民币{text}整"
    if tens:
        text += CAPITALS[tens] + "角"
    elif text:
        text += "零"
    return f"人民币{text}{CAPITALS[ones]}分" if ones else f"人民币{text}整"


def _whole(number: int) -> str:
    if not number:
        return "零"
    text, gap = "", False
    for index in range(3, -1, -1):
        four = number // 10 ** (4 * index) % 10000
        if four:
            text += ("零" if text and (gap or four < 1000) else "") + _four(four) + GROUPS[index]
            gap = False
        elif text:
            gap = True
    return text


def _four(number: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + CAPITALS[digit] + PLACES[place]
            gap = False
        else:
            gap = True
    return text
