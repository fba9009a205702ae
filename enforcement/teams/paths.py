"""A unit's path is its digits-only statistics code, so "mine and below" is one range on an ordinary index.

4 digits city, 6 county, 9 township, street or county department, 11 squad. Digits sort alike in every
collation, which letters and slashes do not.
"""

from django.db.models import Q

CITY, COUNTY, AGENCY, SQUAD = 4, 6, 9, 11


def after(path: str) -> str:
    """Return the first path that no longer begins with `path`."""
    return str(int(path) + 1).zfill(len(path))


def below(path: str, field: str = "path") -> Q:
    """Return the condition that `field` lies at or below `path`."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": after(path)})


def agency_of(path: str) -> str:
    """Return the path of the agency (township, street, department) that a squad belongs to."""
    return path[:AGENCY]


def parent_of(path: str) -> str:
    """Return the path of the unit above, "" for a city. A city's own departments count under county 00."""
    if len(path) == SQUAD:
        return path[:AGENCY]
    if len(path) == AGENCY and not path[:COUNTY].endswith("00"):
        return path[:COUNTY]
    return path[:CITY] if len(path) > CITY else ""
