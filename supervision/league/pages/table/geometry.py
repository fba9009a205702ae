"""Where the marks of the league pages lie: plain numbers in, coordinates out. The templates draw."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SPARK_WIDTH, SPARK_HEIGHT = 92, 20
PERIODS = 12
GAP = 15  # between the lines of two labels
TONES = 5  # steps of the one blue scale


@dataclass(frozen=True)
class Scale:
    """A straight line from values to places; what lies below `low` is drawn at it. `to` may lie below `start`."""

    low: float
    high: float
    start: float
    to: float

    def __call__(self, value) -> int:
        if self.high == self.low:
            return round((self.start + self.to) / 2)
        share = max(float(value) - self.low, 0) / (self.high - self.low)
        return round(self.start + share * (self.to - self.start))


def scale_of(values: Iterable, start: float, to: float, spare: int = 0) -> Scale:
    """Return the scale over the known values; of `spare` per cent at the low end only the height is kept."""
    known = sorted(float(value) for value in values if value is not None)
    if not known:
        return Scale(0, 0, start, to)
    return Scale(known[len(known) * spare // 100], known[-1], start, to)


def spark(values: Sequence, scale: Scale) -> str:
    """Return the points of a sparkline, the last value at the right end with a small mark; "" where none is known."""
    shown = list(values)[-PERIODS:]
    step = (SPARK_WIDTH - 4) / (PERIODS - 1)
    first = PERIODS - len(shown)
    points = [
        (round(2 + step * (first + number)), scale(value))
        for number, value in enumerate(shown)
        if value is not None
    ]
    if not points:
        return ""
    x, y = points[-1]
    mark = [(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1), (x - 1, y - 1)]
    return " ".join(f"{a},{b}" for a, b in points + mark)


@dataclass(frozen=True)
class Strand:
    """One unit's line in the chart of places: its points, the two ends with their labels, and how it is drawn."""

    name: str
    points: str
    first: int | None
    last: int | None
    from_y: int
    to_y: int
    chosen: bool
    places: tuple


@dataclass(frozen=True)
class Bump:
    """The chart of places (V3), its sentence apart. ticks: [(x, label)]. height: of the drawing in units."""

    strands: tuple
    ticks: tuple
    height: int
    left: int
    right: int


def bump(units: Sequence[tuple], chosen: str, ticks: Sequence[str], height: int = 232) -> Bump:
    """Return the places of some units over the periods.

    units: (path, name, places), the best unit first and the oldest place first. ticks: the periods, likewise.
    """
    left, right = 84, 256
    length = max((len(places) for _, _, places in units), default=1)
    across = Scale(0, max(length - 1, 1), left, right)
    seen = [place for _, _, places in units for place in places if place]
    down = Scale(1, max(seen, default=1), 14, height - 30)
    ends = {side: spread(units, side, down, height - 22) for side in (0, -1)}
    strands = [
        Strand(
            name=name,
            points=" ".join(
                f"{across(length - len(places) + number)},{down(place)}"
                for number, place in enumerate(places)
                if place
            ),
            first=places[0] if len(places) == length else None,
            last=places[-1],
            from_y=ends[0].get(path, 0),
            to_y=ends[-1].get(path, 0),
            chosen=path == chosen,
            places=(None,) * (length - len(places)) + tuple(places),
        )
        for path, name, places in units
    ]
    strands.sort(key=lambda strand: strand.chosen)
    return Bump(tuple(strands), few_ticks(ticks[-length:], across, length), height, left, right)


def few_ticks(ticks: Sequence[str], across: Scale, length: int) -> tuple:
    """Return the first, the middle and the last period with where they stand, those of `length` that end here."""
    every = list(enumerate(ticks))
    marked = {0, len(every) // 2, len(every) - 1} if len(every) > 2 else set(range(len(every)))
    return tuple((across(length - len(every) + number), label) for number, label in every if number in marked)


def spread(units: Sequence[tuple], side: int, down: Scale, bottom: int) -> dict:
    """Return {path: y} of the labels at one end, moved apart until none covers another."""
    wanted = sorted((down(places[side]), path) for path, _, places in units if places and places[side])
    placed = [[y, path] for y, path in wanted]
    for above, below in pairwise(placed):
        below[0] = max(below[0], above[0] + GAP)
    if placed and placed[-1][0] > bottom:
        placed[-1][0] = bottom
        for below, above in pairwise(reversed(placed)):
            above[0] = min(above[0], below[0] - GAP)
    return {path: y for y, path in placed}


def steps(values: Iterable) -> list:
    """Return the four limits between the five steps of the blue scale, each step a fifth of the known values."""
    known = sorted(float(value) for value in values if value is not None)
    return [known[len(known) * number // TONES] for number in range(1, TONES)] if known else []


def tone(value, limits: Sequence) -> int:
    """Return the step, 1 (light) to 5 (dark), of a value."""
    return 1 + bisect_right(limits, float(value))


# where a county's block lies in the tile map: column and place in it, by compass (Taizhou, south at the bottom)
BLOCKS = {
    "331023": (0, 0), "331024": (0, 1), "331003": (0, 2), "331081": (0, 3), "331083": (0, 4),
    "331022": (1, 0), "331082": (1, 1), "331002": (1, 2), "331004": (1, 3),
}  # fmt: skip


def blocks(counties: Mapping[str, list]) -> list[list]:
    """Return two columns of [(county's path, its tiles)], by compass where it is known, else in the order of codes."""
    columns = [[], []]
    known = sorted((path for path in counties if path in BLOCKS), key=BLOCKS.get)
    for path in known:
        columns[BLOCKS[path][0]].append((path, counties[path]))
    for path in sorted(set(counties) - set(known)):
        shorter = min(columns, key=lambda column: sum(len(tiles) for _, tiles in column))
        shorter.append((path, counties[path]))
    return columns


@dataclass(frozen=True)
class ChangeBar:
    """A bar left (loss) or right (gain) of zero in a field 100 wide (V4)."""

    x: float
    width: float
    loss: bool


def change_bar(change, largest) -> ChangeBar:
    """Return the bar of a change; `largest` is the largest change of the drawing, in points."""
    width = round(min(abs(float(change)) / float(largest), 1) * 50, 1) if largest else 0
    return ChangeBar(round(50 - width, 1) if change < 0 else 50, width, change < 0)


@dataclass(frozen=True)
class Profile:
    """One bar of the six-dimension profile (V13), all 0–100; None where nothing is known."""

    name: str
    weight: object
    value: object
    middle: object
    best: object

    @property
    def own_x(self):
        return self.at(self.value)

    @property
    def middle_x(self):
        return self.at(self.middle)

    @property
    def best_x(self):
        return self.at(self.best)

    @staticmethod
    def at(score):
        """Return where 0–100 lies in a field 200 wide."""
        return None if score is None else round(2 * float(score))


def median(values: Iterable):
    """Return the middle of the known values, None where there is none."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    half = len(known) // 2
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
