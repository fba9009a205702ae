"""Where the demonstration's cases happen, and how each place works: invented habits that last and drift."""

from dataclasses import dataclass
from functools import cache
from random import Random

from cases.demonstration.cast import HOME
from enforcement.teams.divisions import DEPARTMENT, demonstration_modes

SEED = 20261121
WEEKS = 14  # full weeks; the running one comes on top
SHARE = 2 / 3  # of the cases lie in the busy towns; with the first load, which has only such, seven in ten
SERVED_AND_BUSY = 4
LAPSED = ((4, 17), (10, 9))  # place in the busy towns, days for which an officer's certificate is gone
FALLEN = (6, 13)  # places in the busy towns of the two that fall in the last two weeks
OVERRUN = (3, 8, 15)  # places in the busy towns where ordinary cases lie too long


@dataclass(frozen=True)
class Habits:
    """How a place works in a week; shares of its cases.

    late: recorded more than a day after the act. unplaced: evidence without a place. unread: reviews never made;
    slow_review: made after their last day. days: from filing to decision, about. overrun: beyond ninety days.
    """

    late: float
    unplaced: float
    unread: float
    slow_review: float
    days: int
    overrun: float


@cache
def modes():
    """Return {town: its mode}, as the demonstration's city has them."""
    return {path: mode for path, (mode, _) in demonstration_modes().items()}


@cache
def busy():
    """Return the towns with most of the cases: in each county its first of either kind, and a few served ones."""
    counties = sorted({path[:6] for path in modes()})

    def first(county, mode):
        return next((path for path in sorted(modes()) if path[:6] == county and modes()[path] == mode), None)

    empowered = [HOME if HOME.startswith(county) else first(county, "EMPOWERED") for county in counties]
    stationed = [first(county, "STATIONED") for county in counties]
    served = [path for path in sorted(modes()) if modes()[path] == "SERVED"][:: len(counties)]
    return tuple([*empowered, *stationed, *served[:SERVED_AND_BUSY]])


@cache
def others():
    """Return all other towns, and the bureaus of the counties."""
    bureaus = {path[:6] + DEPARTMENT for path in modes()}
    return tuple(sorted((set(modes()) | bureaus) - set(busy())))


def draw(dice):
    """Return the place of a case."""
    towns = busy() if dice.random() < SHARE else others()
    return dice.choices(towns, [weight(path) for path in towns])[0]


@cache
def weight(path):
    """Return how much happens in a place, beside the others of its kind."""
    return 1.6 if path == HOME else 0.6 + Random(f"{SEED}:size:{path}").random() * 0.8


def habits(path, week):
    """Return how a place works in a week, 0 the first of the last fourteen; below 0 lies the year before."""
    dice = Random(f"{SEED}:habits:{path}")
    late = dice.choice((0, 0.01, 0.02, 0.05, 0.08, 0.12, 0.2))
    unplaced = dice.choice((0, 0, 0, 0, 0.02, 0.05, 0.1, 0.3))
    slow, unread = dice.choice((0, 0, 0.05, 0.15, 0.3)), dice.choice((0, 0, 0, 0.05, 0.1))
    # to this share of what it was: most stay, some learn, some let go
    end = dice.choice((1, 1, 1, 1, 0.2, 0.4, 1.6))
    drift = 1 + (end - 1) * min(max(week, 0), WEEKS) / WEEKS
    place = busy().index(path) if path in busy() else -1
    if place in FALLEN and week >= WEEKS - 1:
        late, unplaced, slow, unread, drift = 0.6, 0.4, 0.3, 0.6, 1
    return Habits(
        late=late * drift,
        unplaced=unplaced * drift,
        unread=unread * drift,
        slow_review=slow * drift,
        days=round(dice.randrange(9, 26) * drift**0.5),
        overrun=0.35 if place in OVERRUN else 0,
    )
