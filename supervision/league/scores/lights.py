"""Yellow and red lights of a unit, each with its reason and the way out of it (mission 9.4 rule 5).

A light looks at scored marks only: what has too few records is grey, and lights nothing. One indicator has one
light, the worst it deserves.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from supervision.league.definitions import Direction, Labelled, Light, Line, Mark, Method, Score, Status
from supervision.league.scores.scoring import half_up, misses_of

LEAST_TOTAL = 80
LEAST_OF_PACE, MOST_OF_PACE = Fraction(9, 10), Fraction(11, 10)  # of what is due by now, UP and DOWN
FALL = 3  # places
LATE = 2  # replies


class Cause(Labelled):
    """Why a light is on; the first three are of one indicator, the rest of the whole unit."""

    BAND = "BAND", "指标预警"
    PACE = "PACE", "序时进度慢"
    AGAIN = "AGAIN", "连续两期预警"
    VETO = "VETO", "一票否决"
    LAST = "LAST", "同类末位"
    TOTAL = "TOTAL", "总分偏低"
    FELL = "FELL", "位次下降"
    LATE = "LATE", "答复超期"


@dataclass(frozen=True)
class Lamp:
    """One light that is on. reason, exit: Chinese, without a full stop. indicator: "" for the whole unit."""

    light: Light
    cause: Cause
    reason: str
    exit: str
    indicator: str = ""


def lamps_of(
    score: Score,
    lines: Iterable[Line],
    ranks: Mapping[str, int],
    *,
    place_before: int | None = None,
    lit_before: Collection[str] = (),
    only_below_target: bool = True,
    late_replies: int = 0,
) -> list[Lamp]:
    """Return the lights of a unit, red ones first.

    ranks: the places in its group, of ranked units only. place_before: its place in the table right before.
    lit_before: indicators that had a light, yellow or red, in that table: a second one running is red, unless the
    value is the twelve weeks', eleven of which are the same and would make every yellow red.
    only_below_target: the last place is red only where a scored indicator misses its target; else always (seed rule).
    """
    known = {line.indicator: line for line in lines}
    scored = [(known[mark.indicator], mark) for mark in score.marks if mark.status is Status.SCORED]
    again = {mark.indicator for _, mark in scored if mark.indicator in lit_before and not mark.rolled}
    found = [lamp for line, mark in scored if (lamp := _of_mark(line, mark, mark.indicator in again))]
    if score.vetoed:
        found.append(_veto(known, score))
    if score.ranked and score.unit in ranks:
        found += _of_place(score, scored, ranks, place_before, only_below_target)
    if late_replies >= LATE:
        found.append(Lamp(Light.YELLOW, Cause.LATE, f"有{late_replies}次预警答复超期", "按期答复全部预警"))
    return sorted(found, key=lambda lamp: lamp.light is not Light.RED)


def worst(lamps: Iterable[Lamp]) -> Light:
    """Return RED, else YELLOW, else NONE."""
    lit = {lamp.light for lamp in lamps}
    return next((light for light in (Light.RED, Light.YELLOW) if light in lit), Light.NONE)


def is_last(unit: str, ranks: Mapping[str, int]) -> bool:
    """Return whether nobody stands behind the unit and somebody before it; all level, or alone, is not last."""
    places = ranks.values()
    return ranks[unit] == max(places) > min(places)


def misses_target(line: Line, mark: Mark) -> bool:
    """Return whether the value is on the wrong side of the target that it was measured against."""
    return mark.value < mark.target if line.direction is Direction.UP else mark.value > mark.target


def _of_mark(line: Line, mark: Mark, again: bool) -> Lamp | None:
    """Return the light of one scored indicator; it goes out where none of the limits is crossed any more."""
    up, limits = line.direction is Direction.UP, list(_limits(line, mark))
    for light, limit, name in limits:
        if (mark.value < limit) if up else (mark.value > limit):
            free = max(limits, key=lambda each: each[1] if up else -each[1])[1]
            return _lit(line, mark, light, (name, limit), free, again)
    return None


def _limits(line: Line, mark: Mark):
    """Yield (light, value beyond which it goes on, its name): red before yellow, and the hardest yellow first."""
    pace, name = (mark.target, "序时") if line.paced else (1, "")
    if line.red is not None:
        yield Light.RED, line.red * pace, f"{name}红色界限"
    yellows = [(line.yellow * pace, f"{name}黄色界限")] if line.yellow is not None else []
    up = line.direction is Direction.UP
    if line.method is Method.PACE:
        behind = LEAST_OF_PACE if up else MOST_OF_PACE
        yellows.append((mark.target * behind, f"序时目标的{int(behind * 100)}%"))
    for limit, name in sorted(yellows, reverse=up):
        yield Light.YELLOW, limit, name


def _lit(line, mark, light, crossed, free, again):
    (name, limit), up = crossed, line.direction is Direction.UP
    side, way = ("低于", "达到{}以上") if up else ("高于", "降到{}以下")
    said = f"{line.name}{_counted(line, mark)}，{side}{name}（{_value(line, limit)}）"
    out = line.name + way.format(_value(line, free))
    if light is Light.YELLOW and again:
        return Lamp(Light.RED, Cause.AGAIN, f"连续两期预警：{said}", out, line.indicator)
    cause = Cause.PACE if name.startswith("序时") else Cause.BAND
    return Lamp(light, cause, said, out, line.indicator)


def _value(line: Line, value: Fraction) -> str:
    return (
        f"{half_up(value * 100, line.digits)}%"
        if line.percent
        else f"{half_up(value, line.digits)}{line.unit}"
    )


def _counted(line: Line, mark: Mark) -> str:
    """Return the value with what it was counted from: 86.00%（86/100，近12周）."""
    count = (
        f"{format(half_up(mark.count.n, 1).normalize(), 'f')}/{mark.count.of}"
        if line.percent
        else f"{mark.count.of}件"
    )
    return f"{_value(line, mark.value)}（{count}{'，近12周' if mark.rolled else ''}）"


def _veto(known: Mapping[str, Line], score: Score) -> Lamp:
    """Return the red light of a veto, naming the indicator whose misses brought it, else the record."""
    for mark in score.marks:
        line = known.get(mark.indicator)
        if line and line.veto_misses is not None and mark.status in (Status.SCORED, Status.SMALL):
            misses = misses_of(line, mark.period)
            if misses >= line.veto_misses:
                missed = format(half_up(misses, 1).normalize(), "f")
                why = f"{line.name}本期失分{missed}件，达到一票否决的{line.veto_misses}件"
                return Lamp(
                    Light.RED, Cause.VETO, f"{why}，总分不超过59.99", "问题整改到位，下期没有一票否决情形"
                )
    return Lamp(
        Light.RED, Cause.VETO, "有经批准的一票否决记录，总分不超过59.99", "问题整改到位，下期没有一票否决情形"
    )


def _of_place(score, scored, ranks, place_before, only_below_target):
    """Yield the lights of a ranked unit's total and place."""
    if is_last(score.unit, ranks):
        missed = [line.name for line, mark in scored if misses_target(line, mark)]
        if missed or not only_below_target:
            said = f"在同类{len(ranks)}个单位中排在末位"
            said += (
                f"，且{missed[0]}{f'等{len(missed)}项' if len(missed) > 1 else ''}未达到目标"
                if missed
                else ""
            )
            way = "离开同类末位" + ("，或者各项指标达到目标" if only_below_target else "")
            yield Lamp(Light.RED, Cause.LAST, said, way)
    if score.total < LEAST_TOTAL:
        yield Lamp(
            Light.YELLOW,
            Cause.TOTAL,
            f"总分{half_up(score.total, 2)}，低于{LEAST_TOTAL}分",
            f"总分达到{LEAST_TOTAL}分",
        )
    place = ranks[score.unit]
    if place_before is not None and place - place_before >= FALL:
        fell = f"位次由第{place_before}位降到第{place}位，下降{place - place_before}位"
        yield Lamp(Light.YELLOW, Cause.FELL, fell, f"下期位次不再下降{FALL}位以上")
