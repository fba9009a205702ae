"""The pages of a paper as pictures: drawn once an hour, and kept one by one, so that who counts them reads none."""

from collections.abc import Sequence

from django.core.cache import cache

HOUR = 3600


class Pages(Sequence):
    """The pages of one paper as PNG files. key: what they show, under which they are kept; draw: makes all of them."""

    def __init__(self, key, draw):
        self.key, self.draw = key, draw

    def __len__(self):
        return cache.get(self.key) or len(self.anew())

    def __getitem__(self, place):
        """Return one page, counted from 0; IndexError where there is none."""
        return cache.get(f"{self.key}:{place}") or self.anew()[place]

    def anew(self):
        drawn = self.draw()
        cache.set_many({f"{self.key}:{place}": page for place, page in enumerate(drawn)}, HOUR)
        cache.set(self.key, len(drawn), HOUR)
        return drawn
