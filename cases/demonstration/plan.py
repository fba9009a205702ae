"""What is to be told: every case's place, day, people and fate, from the seed and the day alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from random import Random

from cases.demonstration import places
from cases.demonstration.cast import business, organisation, person
from cases.demonstration.places import SEED, WEEKS
from cases.demonstration.stories import ITEMS

CITY = 2700  # with the 300 of the first load about three thousand
HISTORY = 0.12  # this share lies in the year before the last fourteen weeks
ORDINARY = 0.1
ORDINARY_WHERE_BUSY = 0.22  # enough decisions for a place in the league, which the other towns have not
# beside those of the first load; the last ones ask for more than may be fined on the spot
MORE = (
    ("ZJ-ZJSR-33-5-P", "person", (30, 40)),
    ("ZJ-ZJSR-20-3-A", "person", (130, 150)),
    ("ZJ-TZSR-42-2-P", "person", (80, 100)),
    ("ZJ-ZJRQ-48-1-d36.2-P", "person", (190,)),
)
LARGE = (("ZJ-TZSR-39-2-A", "business", (1500, 1800)), ("ZJ-ZJLJ-45-P", "person", (800, 1000)))
FATES = (("paid", 42), ("collected", 24), ("spared", 17), ("unpaid", 10), ("converted", 3), ("withdrawn", 3))
FRESH = (*FATES, ("on_site", 25), ("proposed", 15))
ENDS = (
    ("closed", 82),
    ("not_filed", 4),
    ("transferred", 4),
    ("dismissed", 3),
    ("returned", 3),
    ("unpaid", 4),
)
MAKERS = {"person": person, "business": business, "organisation": organisation}
REGULARS = 140  # people and firms of a county who meet its officers; some of them again


@dataclass(frozen=True)
class Intent:
    """One case to be told. day: when its officers meet it; week: 0 the first of the fourteen, below 0 before."""

    serial: int
    place: str
    day: date
    week: int
    item: str
    who: str
    fines: tuple
    party: int
    fate: str
    end: str = ""

    @property
    def dice(self):
        """Return its own dice, so that what one case throws does not move another."""
        return Random(f"{SEED}:tale:{self.serial}")

    def party_data(self):
        """Return the party as page 1 takes it: the same number is the same party."""
        return MAKERS[self.who](Random(f"{SEED}:party:{self.who}:{self.party}"), self.party)


@lru_cache(maxsize=2)
def intents(count, today):
    """Return what is to be told, the earliest first."""
    return sorted(
        (intent(serial, today) for serial in range(count)), key=lambda each: (each.day, each.serial)
    )


def intent(serial, today):
    dice = Random(f"{SEED}:{serial}")
    place = places.draw(dice)
    start = today - timedelta(days=today.weekday(), weeks=WEEKS)
    past = dice.random() < HISTORY
    day = (
        start - timedelta(days=1 + dice.randrange(250))
        if past
        else start + timedelta(days=dice.randrange((today - start).days + 1))
    )
    ordinary = dice.random() < (ORDINARY_WHERE_BUSY if place in places.busy() else ORDINARY)
    code, who, fines = dice.choice(kinds(place, ordinary))
    fates = FRESH if (today - day).days < 3 else FATES
    fate = "ordinary" if ordinary else drawn(dice, fates)
    number = int(place[2:6]) * 1000 + dice.randrange(REGULARS)
    end = drawn(dice, ENDS) if fate in ("ordinary", "converted") else ""
    return Intent(serial, place, day, (day - start).days // 7, code, who, fines, number, fate, end)


def drawn(dice, weighted):
    return dice.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]


@cache
def kinds(place, ordinary):
    """Return what is found in a place: every one has its own few things that keep coming back."""
    known = [*ITEMS, *MORE]
    often = Random(f"{SEED}:items:{place}").sample(known, 4)
    return [*known, *often, *often, *(LARGE * 2 if ordinary else ())]
