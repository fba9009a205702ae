"""Where a page is. Its address is looked up once and put together from then on: rows and steps have many of them."""

from functools import lru_cache

from django.urls import NoReverseMatch, reverse

STAND_INS = tuple(f"90071992547409{at}" for at in range(10, 20))  # each stands for one number among the keys
OWN = STAND_INS[0][:-2]


def address_of(page, *keys):
    """Return the address of `page` for `keys`, whole numbers and text; NoReverseMatch where there is no such page."""
    if not all(map(plain, keys)):
        return reverse(page, args=keys)
    numbers = [key for key in keys if type(key) is int]
    address = pattern(page, *(None if type(key) is int else key for key in keys))
    for stand_in, number in zip(STAND_INS, numbers, strict=False):
        address = address.replace(stand_in, str(number), 1)
    return address


def plain(key):
    """Return whether an address for another key of this kind differs in nothing but the key."""
    return key >= 0 if type(key) is int else type(key) is str and OWN not in key


@lru_cache(maxsize=20_000)
def pattern(page, *texts):
    """Return the address of `page` for these texts, with a stand-in for every None: a number."""
    numbers = iter(STAND_INS)
    return reverse(page, args=[next(numbers) if text is None else text for text in texts])


def address_if_any(page, *keys):
    """Return the address of `page`, "" where there is no such page."""
    try:
        return address_of(page, *keys) if page else ""
    except NoReverseMatch:
        return ""
