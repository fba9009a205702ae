"""What one indicator counted in one unit, as compact text: `12:1 13:0 9;1`, primary key and worth of each record.

`:` stands before the worth of a record of the period, `;` of the weeks before it. Counting is counting signs.
"""

from fractions import Fraction

from supervision.league.definitions import Count, Direction, Measured

NOW, BEFORE = ":", ";"


class Trace:
    """The records of one unit by kind. `mean`: worths are numbers to be added up, else 1 for a hit and 0 for a miss."""

    def __init__(self, mean=False):
        self.mean, self.texts = mean, {}

    def add(self, kind, text):
        if text:
            known = self.texts.get(kind)
            self.texts[kind] = f"{known} {text}" if known else text

    def measured(self):
        """Return the counts of the period and of the rolling weeks."""
        now, before = self._count(NOW), self._count(BEFORE)
        return Measured(period=now, rolling=now + before)

    def _count(self, sign):
        of = sum(text.count(sign) for text in self.texts.values())
        if not self.mean:
            return Count(Fraction(sum(text.count(f"{sign}1") for text in self.texts.values())), of)
        worths = (worth for _, _, worth in self.records(sign) if worth)
        return Count(sum((Fraction(worth) for worth in worths), Fraction(0)), of)

    def worths(self):
        """Return {(kind, primary key): sign and worth}, as `put` takes them."""
        return {
            (kind, int(each[: _sign(each)])): each[_sign(each) :]
            for kind, text in self.texts.items()
            for each in text.split()
        }

    def put(self, kind, key, worth):
        """Let a record count as `worth` (sign and worth, ":1") from now on, None for not at all."""
        others = [each for each in self.texts.get(kind, "").split() if int(each[: _sign(each)]) != key]
        text = " ".join([*others, f"{key}{worth}"] if worth else others)
        self.texts = {each: old for each, old in self.texts.items() if each != kind} | (
            {kind: text} if text else {}
        )

    def records(self, sign=None):
        """Yield (kind, primary key, worth as text), those with `sign` or all."""
        for kind, text in self.texts.items():
            for each in text.split():
                mine = NOW if NOW in each else BEFORE
                if sign in (None, mine):
                    key, worth = each.split(mine)
                    yield kind, int(key), worth

    def misses(self, *, rolled, direction, target):
        """Return [[kind, primary key], …] of the records that cost points: misses, or worths beyond the target."""
        found = []
        for sign in (NOW, BEFORE) if rolled else (NOW,):
            for kind, key, worth in self.records(sign):
                if not self.mean:
                    costs = worth == "0"
                elif target is None:
                    costs = False
                else:
                    beyond = Fraction(worth) - target
                    costs = beyond > 0 if direction is Direction.DOWN else beyond < 0
                if costs:
                    found.append([kind, key])
        return sorted(found)


def _sign(text):
    """Return where the sign of a record stands in its text."""
    return text.index(NOW if NOW in text else BEFORE)


class Things(Trace):
    """Things of a stock: one that several places hold counts once for what lies above them."""

    def __init__(self):
        super().__init__()
        self.held = {}

    def hold(self, kind, key, hit):
        known = self.held.get((kind, key))
        self.held[kind, key] = hit if known is None else known and hit

    def close(self):
        """Write what is held as a trace; call once, after the last `hold`."""
        for (kind, key), hit in sorted(self.held.items()):
            self.add(kind, f"{key}{NOW}{int(hit)}")
        return self
