"""What a reader asks a table for: all of it stands in the address, so that a link shows the next one the same."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode

from enforcement.gate import whole
from supervision.league.definitions import Dimension, Level
from supervision.league.periods import Period

ALL = "ALL"  # every unit of the level in one table, whatever its group
ONLY = {Level.CITY: "CITY", Level.COUNTY: "COUNTY", Level.DEPARTMENT: "DEPARTMENT", Level.TOWN: "EMPOWERED"}
SORTS = ("rank", "change", "name", *Dimension, "total", "light")
SIZES = ("LARGE", "MIDDLE", "SMALL")


@dataclass(frozen=True)
class Asked:
    """One view of one table. sort: a key of `SORTS`, turned round with "-" before it. version: a serial, 0 for none."""

    period: Period
    level: Level = Level.TOWN
    group: str = "EMPOWERED"
    size: str = ""
    sort: str = "rank"
    open: str = ""
    version: int = 0

    @classmethod
    def of(cls, period, query):
        """Return what a query string asks for; what makes no sense is as if it were not there."""
        level = Level(query.get("level")) if query.get("level") in set(Level) else Level.TOWN
        sort, size = query.get("sort", ""), query.get("size", "")
        return cls(
            period=period,
            level=level,
            group=query.get("group") or ONLY[level],
            size=size if size in SIZES else "",
            sort=sort if sort.removeprefix("-") in SORTS else "rank",
            open=query.get("open", "")[:11],
            version=whole(query.get("version"), at_most=999) or 0,
        )

    @property
    def query(self):
        """Return what stands behind the question mark, defaults left out but for level and group."""
        given = {"level": self.level.value, "group": self.group, "size": self.size}
        given |= {"sort": "" if self.sort == "rank" else self.sort, "version": self.version or ""}
        return urlencode({key: value for key, value in (given | {"open": self.open}).items() if value})

    @property
    def row_query(self):
        """Return the query that opens a row, but for its path, which stands at the end."""
        kept = replace(self, open="").query
        return f"{kept}&open="

    def to(self, page="table", *parts, **changes):
        """Return the address of a page of this table, with some of what is asked for changed."""
        other = replace(self, **changes)
        return f"{reverse(f'league:{page}', args=[other.period, *parts])}?{other.query}"

    def at(self, period):
        return self.to(period=period, version=0)

    def on_level(self, level):
        return self.to(level=level, group=ONLY[level], size="", sort="rank", open="", version=0)
