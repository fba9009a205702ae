"""The rules (口径) in sentences: how an indicator is counted, scored and lit, what changed between two versions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from enforcement.law.findings import Level as Force
from enforcement.law.metrics import findings_about
from supervision.league.definitions import Dimension, Direction, Level, Method
from supervision.league.indicators import catalogue
from supervision.league.indicators.declaration import Flow
from supervision.league.models import RuleLine
from supervision.league.rules import line_of, rows_of
from supervision.league.scores.methods import exact, half_up, pace_of, score_of, upper_of

# column → what it is called
COLUMNS = {
    "method": "计分方法", "weight": "权重", "target": "目标值", "target_document": "目标依据", "target_from": "目标起",
    "target_to": "目标止", "base": "起点值", "base_on": "起点日", "due_on": "完成日", "yellow": "黄线", "red": "红线",
    "paced": "红黄线按序时", "veto_misses": "一票否决件数", "options": "方法参数", "minimum": "最小样本",
    "rolling_below": "不足此数用滚动 12 周",
}  # fmt: skip
OPTIONS = {"upper": "零分值", "each": "每次扣分", "per": "按", "full": "起扣分", "best": "满意值",
           "worst": "不允许值", "steps": "分档"}  # fmt: skip
HEAD = {
    "title": "名称", "document": "依据文件", "valid_from": "施行日期", "valid_to": "截止日期",
    "group_by_size": "同类再按规模分组", "last_only_below_target": "末位且未达标才红色警告",
    "place_dimension": "排名须有得分的维度", "place_least": "该维度至少几件才排名",
}  # fmt: skip


def plain(number):
    """Return a number without needless zeros: 15, 76.7."""
    number = Decimal(str(number)).normalize()
    return f"{number:f}"


def value_words(line, value):
    """Return an exact value of a line as people read it: 95% for 0.95, 15天 for 15."""
    shown = plain(half_up(value * 100 if line.percent else value, line.digits))
    return f"{shown}%" if line.percent else f"{shown}{line.unit}"


def points_words(points):
    return f"{plain(half_up(points, 2))} 分"


@dataclass(frozen=True)
class Told:
    """One indicator of one version in words. share: {level's label: its part of the total, 0–100, or None}."""

    indicator: object
    row: RuleLine
    day: date
    line: object
    shares: dict

    @property
    def scored(self):
        return self.line.scored

    @cached_property
    def method(self):
        """Say in a sentence how the value becomes points, with the target as an example."""
        line = self.line
        if not line.scored:
            stops = [each for each in findings_about(self.indicator.weighed) if each.level is Force.BLOCK]
            return f"只作参考，不计分：{stops[0].message}（R-145）" if stops else "只作参考，不计分"
        if line.target is None:
            return "没有目标值"
        return SENTENCES[line.method](line, self.day)

    @property
    def target(self):
        line = self.line
        return value_words(line, line.target.value) if line.scored and line.target else ""

    @property
    def validity(self):
        target = self.line.target
        return f"{target.valid_from} 至 {target.valid_to}" if self.line.scored and target else ""

    @property
    def expired(self):
        """Whether the target's own validity does not hold today."""
        target = self.line.target
        return bool(self.scored and target and not target.valid_from <= self.day <= target.valid_to)

    @property
    def bands(self):
        """Return [(word, class, limit in words), …]: where the lights go on."""
        line = self.line
        if not line.scored:
            return []
        side = "低于" if line.direction is Direction.UP else "高于"
        found = []
        for name, tone, value in (("黄", "yellow", line.yellow), ("红", "red", line.red)):
            if value is not None:
                limit = (
                    f"序时的 {plain(half_up(value * 100, 2))}%" if line.paced else value_words(line, value)
                )
                found.append((name, tone, f"{side}{limit}"))
        return found

    @property
    def sample(self):
        line = self.line
        if not line.scored:
            return ""
        if not any(isinstance(source, Flow) for source in self.indicator.sources):
            return f"按统计日的现状；不足 {line.minimum} 个不计分"
        if line.rolling_below <= line.minimum:
            return f"不足 {line.minimum} 件不计分"
        return f"不足 {line.rolling_below} 件用近 12 周合计，仍不足 {line.minimum} 件不计分"

    @property
    def veto(self):
        misses = self.line.veto_misses
        return f"镇街、部门本期失分 {misses} 件即一票否决" if misses is not None else ""

    @property
    def levels(self):
        return "、".join(level.label for level in Level if level in self.indicator.levels)


def _attain(line, day):
    target = line.target.value
    goal = value_words(line, target)
    if line.direction is Direction.UP:
        half = target / 2
        return f"达到 {goal} 得 100 分，达不到的按“值 ÷ 目标 × 100”得分：{_example(line, half, day)}"
    upper = upper_of(line)
    if upper is None or upper <= target:
        return f"不超过 {goal} 得 100 分，超过的不得分"
    said = f"不超过 {goal} 得 100 分，超过的按比例减少，到 {value_words(line, upper)} 为 0 分"
    return f"{said}：{_example(line, (target + upper) / 2, day)}"


def _pace(line, day):
    target = line.target
    if None in (target.base, target.base_on, target.due_on):
        return "按序时进度计分，缺少起点"
    due = pace_of(line, day)
    first, last = value_words(line, target.base), value_words(line, target.value)
    return (
        f"从 {target.base_on} 的 {first} 到 {target.due_on} 的 {last} 按天匀速推进，"
        f"{day} 应到 {value_words(line, due)}；按当天应到的值算达标比例："
        f"{_example(line, due / 2 if line.direction is Direction.UP else due, day)}"
    )


def _step(line, day):
    steps = [(exact(limit), exact(points)) for limit, points in line.options.get("steps", ())]
    up = line.direction is Direction.UP
    side = "以上" if up else "以下"
    said = "，".join(
        f"{value_words(line, limit)}{side} {points_words(points)}"
        for limit, points in sorted(steps, reverse=up)
    )
    return f"按档得分：{said}，都达不到 0 分"


def _deduct(line, day):
    full, each = line.options.get("full", 100), line.options.get("each", 0)
    unit = (
        "每失分一件"
        if line.options.get("per") == "miss"
        else "每差一个百分点"
        if line.percent
        else f"每差 1 {line.unit}"
    )
    return f"目标 {value_words(line, line.target.value)}；从 {plain(full)} 分起，{unit}扣 {plain(each)} 分，扣到 0 为止"


def _efficacy(line, day):
    best, worst = exact(line.options.get("best", line.target.value)), line.options.get("worst")
    if worst is None:
        return "功效函数，缺少不允许值"
    return (
        f"满意值 {value_words(line, best)} 得 100 分，不允许值 {value_words(line, exact(worst))} 得 60 分，中间按比例，"
        "更差的继续往下，到 0 为止"
    )


def _minmax(line, day):
    return "在各单位最低和最高之间的相对位置，只作展示，不能计分"


SENTENCES = {
    Method.ATTAIN: _attain, Method.PACE: _pace, Method.STEP: _step, Method.DEDUCT: _deduct,
    Method.EFFICACY: _efficacy, Method.MINMAX: _minmax,
}  # fmt: skip


def _example(line, value, day):
    points, _ = score_of(line, Fraction(value), day)
    return f"例如 {value_words(line, value)} 得 {points_words(points)}"


def told(rules, day, rows=None):
    """Return {Dimension: [Told, …]} of a version, every indicator of the catalogue, empty dimensions as well."""
    rows = rows or rows_of(rules)
    lines = {key: line_of(indicator, rows[key]) for key, indicator in catalogue().items()}
    shares = {level: shares_of(rules, lines.values(), level) for level in Level}
    found = {dimension: [] for dimension in Dimension}
    for key, indicator in catalogue().items():
        own = {level.label: shares[level].get(key) for level in Level}
        found[indicator.dimension].append(Told(indicator, rows[key], day, lines[key], own))
    return found


def shares_of(rules, lines, level):
    """Return {indicator: its part of the total, 0–100} at a level where every indicator of it has records.

    Weights of dimensions and of indicators that the level does not have are spread over the others.
    """
    inside = {}
    for line in lines:
        if line.scored and level in line.levels and line.weight > 0:
            inside.setdefault(line.dimension, []).append(line)
    whole = sum(Fraction(str(rules.weights.get(each, 0))) for each in inside)
    found = {}
    for dimension, held in inside.items():
        total = sum(line.weight for line in held)
        for line in held:
            weight = Fraction(str(rules.weights.get(dimension, 0)))
            found[line.indicator] = half_up(100 * weight / whole * line.weight / total, 2) if whole else None
    return found


def dimensions(rules, found):
    """Return [{dimension, weight, shares: [(level, share), …], empty}, …]: what each counts, on paper and today."""
    rows = []
    for dimension, inside in found.items():
        shares = []
        for level in Level:
            own = [each.shares[level.label] for each in inside if each.shares[level.label] is not None]
            shares.append((level.label, sum(own) if own else None))
        scored = [each for each in inside if each.scored]
        weight = plain(rules.weights.get(dimension, 0))
        rows.append({"dimension": dimension, "weight": weight, "shares": shares, "scored": len(scored)})
    return rows


def changes(old, new, rows=None):
    """Return [(what, was, is), …] between two versions; `rows` are the unsaved lines of a version being drafted."""
    found = []
    for name, label in HEAD.items():
        found.append((label, cell(getattr(old, name)), cell(getattr(new, name))))
    for dimension in Dimension:
        was, now = (plain(each.weights.get(dimension, 0)) for each in (old, new))
        found.append((f"{dimension.label} 权重", was, now))
    before, after = rows_of(old), rows or rows_of(new)
    for key, indicator in catalogue().items():
        names = COLUMNS if indicator.scored else ("weight", "method")
        for name in names:
            was, now = (cell(getattr(each[key], name), name) for each in (before, after))
            found.append((f"{indicator.id} {indicator.name} {COLUMNS[name]}", was, now))
    return [row for row in found if row[1] != row[2]]


def cell(value, name=""):
    """Return a column's value as people read it."""
    if value is None or value == "":
        return "--"
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "method":
        return Method(value).label
    if name == "options":
        return options_words(value)
    if isinstance(value, Decimal | int | float):
        return plain(value)
    return str(value)


def options_words(options):
    """Return the options of a method in words: 零分值 30；每次扣分 5."""
    said = []
    for key, value in sorted(options.items()):
        if key == "steps":
            value = "、".join(f"{plain(limit)}→{plain(points)}" for limit, points in value)
        elif key == "per":
            value = "件" if value == "miss" else value
        said.append(f"{OPTIONS.get(key, key)} {value}")
    return "；".join(said) or "--"
