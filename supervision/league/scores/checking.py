"""What is wrong with a version of the league's rules (口径), before it may take effect."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import Finding, block
from supervision.league.definitions import Dimension, Direction, Line, Method
from supervision.league.scores.methods import exact, half_up, upper_of

RULES = Clause(HOUSE)


def check_lines(
    lines: Iterable[Line], weights: Mapping[Dimension, Fraction], day: date | None = None
) -> list[Finding]:
    """Return what stands against using `lines` and dimension `weights`, on `day` where it is given; [] for nothing.

    Each finding is a BLOCK whose text is a Chinese sentence. What may be measured at all is R-145's question
    (`enforcement.law.metrics`).
    """
    lines = tuple(lines)
    found = [*_doubles(lines), *_weights(lines, weights)]
    for line in lines:
        if line.method is Method.MINMAX:
            found += _relative(line)
        elif line.scored:
            found += [*_target(line, day), *_method(line), *_bands(line), *_rates(line)]
    return found


def _refusal(message: str, remedy: str) -> Finding:
    return block(message, remedy, clause=RULES)


def _shown(number) -> str:
    return format(half_up(number, 2).normalize(), "f")


def _doubles(lines):
    for indicator, times in Counter(line.indicator for line in lines).items():
        if times > 1:
            yield _refusal(f"指标{indicator}出现了{times}次", "每个指标只保留一行")


def _weights(lines, weights):
    whole = sum((Fraction(weights.get(each, 0)) for each in Dimension), Fraction(0))
    if whole != 100:
        yield _refusal(f"六个维度的权重合计{_shown(whole)}，不是100", "调整维度权重，使合计为100")
    for dimension in Dimension:
        if weights.get(dimension, 0) < 0:
            yield _refusal(f"“{dimension.label}”的权重小于0", "权重填0至100")
        scored = [line for line in lines if line.dimension is dimension and line.scored]
        inside = sum((Fraction(line.weight) for line in scored), Fraction(0))
        if scored and inside != 100:  # a dimension without indicators yet lends its weight to the others
            yield _refusal(
                f"“{dimension.label}”内计分指标的权重合计{_shown(inside)}，不是100",
                "调整指标权重，使合计为100",
            )
    for line in lines:
        if line.weight < 0:
            yield _refusal(f"“{line.name}”的权重小于0", "权重填0至100")


def _relative(line):
    if line.scored or line.weight > 0:
        yield _refusal(
            f"“{line.name}”采用极差法计分，得分随其他单位变动，无法向被考核单位说明",
            "改用达标比例等计分方法，或改为只作参考、权重为0",
        )


def _target(line, day):
    target = line.target
    if target is None:
        yield _refusal(f"“{line.name}”计分，但没有目标值", "填写目标值、依据文件和有效期，或改为只作参考")
        return
    if not target.document.strip():
        yield _refusal(f"“{line.name}”的目标值没有依据文件", "填写依据文件的名称和文号")
    if None in (target.valid_from, target.valid_to):
        yield _refusal(f"“{line.name}”的目标值没有有效期", "填写目标值从哪天到哪天有效")
    elif target.valid_from > target.valid_to:
        yield _refusal(
            f"“{line.name}”的目标值有效期倒置：{target.valid_from}至{target.valid_to}", "改正有效期的起止日期"
        )
    elif day and not target.valid_from <= day <= target.valid_to:
        yield _refusal(
            f"“{line.name}”的目标值有效期是{target.valid_from}至{target.valid_to}，不含{day}",
            "按现行文件填写目标值和有效期",
        )


def _method(line):
    """Yield what the method lacks."""
    target, options = line.target, line.options
    if line.method is Method.PACE and target:
        given = None not in (target.base, target.base_on, target.due_on)
        if not given or target.base_on >= target.due_on:
            yield _refusal(f"“{line.name}”按序时进度计分，缺少起点", "填写起点值、起点日期和更晚的到期日期")
    if line.method in (Method.ATTAIN, Method.PACE) and target:
        if line.direction is Direction.UP and target.value <= 0:
            yield _refusal(f"“{line.name}”越高越好，目标值却不大于0", "填写大于0的目标值")
        upper = upper_of(line)
        if line.direction is Direction.DOWN and (upper is None or upper <= _hardest(line)):
            yield _refusal(
                f"“{line.name}”越低越好，没有比目标值更高的零分值", "填写零分值（upper）或红色界限"
            )
    if line.method is Method.STEP and not _steps_stand(line):
        yield _refusal(f"“{line.name}”的分档不完整，或好的档次得分反而更低", "逐档填写起点和0至100的得分")
    if line.method is Method.DEDUCT and exact(options.get("each", 0)) <= 0:
        yield _refusal(f"“{line.name}”按扣分计分，没有每次扣几分", "填写大于0的扣分值（each）")
    if line.method is Method.EFFICACY and not _ends_stand(line):
        yield _refusal(
            f"“{line.name}”的满意值和不允许值不全，或方向相反", "填写满意值（best）和不允许值（worst）"
        )


def _hardest(line):
    """Return the highest target of a DOWN indicator while it is paced."""
    return max(line.target.value, line.target.base if line.method is Method.PACE and line.target.base else 0)


def _steps_stand(line):
    steps = sorted((exact(limit), exact(points)) for limit, points in line.options.get("steps", ()))
    points = [each for _, each in (steps if line.direction is Direction.UP else reversed(steps))]
    limits = {limit for limit, _ in steps}
    return (
        bool(steps)
        and len(limits) == len(steps)
        and points == sorted(points)
        and 0 <= points[0] <= points[-1] <= 100
    )


def _ends_stand(line):
    best, worst = line.options.get("best", line.target and line.target.value), line.options.get("worst")
    if best is None or worst is None:
        return False
    best, worst = exact(best), exact(worst)
    return best > worst if line.direction is Direction.UP else best < worst


def _bands(line):
    """Yield bands on the wrong side: UP wants red ≤ yellow ≤ target, DOWN target ≤ yellow ≤ red."""
    goal = (Fraction(1) if line.paced else line.target.value) if line.target else None
    order = [value for value in (line.red, line.yellow, goal) if value is not None]
    if line.direction is Direction.DOWN:
        order.reverse()
    if order != sorted(order):
        side = "不高于" if line.direction is Direction.UP else "不低于"
        yield _refusal(
            f"“{line.name}”{line.direction.label}，预警界限放反了",
            f"黄色界限应{side}目标值，红色界限应{side}黄色界限",
        )


def _rates(line):
    """Yield rates that were written as per cent: they are 0–1 here as in the records."""
    bands = () if line.paced else (line.yellow, line.red)
    values = [*bands, line.target and line.target.value]
    if line.percent and any(value is not None and not 0 <= value <= 1 for value in values):
        yield _refusal(f"“{line.name}”是比率，目标值或预警界限不在0至1之间", "95%填0.95")
