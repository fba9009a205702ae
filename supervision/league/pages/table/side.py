"""What stands beside the table: the places of some units over the weeks, the map of tiles, the list of lights."""

from dataclasses import replace
from functools import cached_property, lru_cache

from django.utils.html import escape

from supervision.league.pages.table import geometry, html
from supervision.league.pages.table.rows import LIGHT_WORDS, two

LIGHTS = 8
MOST = 10  # lines of the chart; of more units only some are drawn
AROUND = 3  # neighbours above and below the chosen unit
TRIMMED = ("街道", "镇", "乡", "县", "市", "区", "综合行政执法局")


class Aside:
    """The drawings and the list beside one Table. shelf: to know which periods the places belong to."""

    def __init__(self, table, shelf):
        self.table, self.shelf = table, shelf
        self.members = table.members

    @cached_property
    def chosen(self):
        """The unit that the chart is about: the opened one, else the one that fell furthest, else the first."""
        opened = [row for row in self.members if row.path == self.table.asked.open]
        if opened or not self.members:
            return opened[0] if opened else None
        return min(self.members, key=lambda row: (row.change or 0, self.table.place(row)))

    @cached_property
    def shown(self):
        """The units of the chart, best first: the chosen one, its neighbours, the first and the last."""
        if self.chosen is None or len(self.members) <= MOST:
            return self.members
        at = self.members.index(self.chosen)
        near = range(max(at - AROUND, 0), min(at + AROUND + 1, len(self.members)))
        return [self.members[number] for number in sorted({0, *near, len(self.members) - 1})]

    @property
    def bump(self):
        units = [(row.path, row.name, row.places) for row in self.shown]
        keys = [period.key.partition("-")[2] or period.key for period in reversed(self.shelf.periods)]
        now = self.table.snapshot.period.partition("-")[2] or self.table.snapshot.period
        return geometry.bump(units, self.chosen.path, keys[: keys.index(now) + 1] if now in keys else [now])

    @property
    def bump_words(self):
        """Return the sentence of the chart."""
        places = [place for place in self.chosen.places if place]
        said = f"{self.chosen.name}本期第 {self.chosen.rank} 位"
        if len(places) > 1:
            said += f"，近 {len(places)} 期在第 {min(places)} 至第 {max(places)} 位之间"
        moved = self.chosen.change
        return f"{said}，比上期{'升' if moved > 0 else '降'} {abs(moved)} 位。" if moved else f"{said}。"

    @property
    def tiles(self):
        return tiles_of(self.table.sheet)

    @property
    def tiles_words(self):
        """Return the sentence of the map: which county does best and which worst, by the mean of its units."""
        sums = {}
        for row in self.table.standings:
            if row.ranked and row.county:
                sums.setdefault(row.county, []).append(float(row.total))
        means = sorted(((sum(all_of) / len(all_of), county) for county, all_of in sums.items()), reverse=True)
        if len(means) < 2:
            return "每格一个单位，数字为总分，颜色越深分数越高。"
        return f"{means[0][1]}均值最高（{means[0][0]:.2f}），{means[-1][1]}最低（{means[-1][0]:.2f}）。"

    @property
    def is_map(self):
        return len(self.table.standings) > 1 and self.table.snapshot.level in ("TOWN", "DEPARTMENT")

    @cached_property
    def lights(self):
        """[(Standing, light)] of the group, red ones first."""
        found = [
            (row, light) for row in self.table.standings if self.table.holds(row) for light in row.lights
        ]
        found.sort(key=lambda each: (each[1]["light"] != "RED", each[0].rank or 999, each[0].path))
        return found

    @property
    def first_lights(self):
        """Return [(unit's name, its address, chip, reason, way out)] of the first ones."""
        return [
            (row.name, f"{self.table.asked.to(open=row.path)}#u{row.path}", LIGHT_WORDS[light["light"]],
             light["reason"], light["exit"])
            for row, light in self.lights[:LIGHTS]
        ]  # fmt: skip

    @property
    def more_lights(self):
        return max(len(self.lights) - LIGHTS, 0)

    @property
    def lights_url(self):
        return self.table.asked.to(sort="light", open="")


@lru_cache(maxsize=32)
def tiles_of(sheet):
    """Return two columns of [(county, [tile as HTML])]; units of other groups are drawn with a lighter frame."""
    limits = geometry.steps(row.total for row in sheet.standings if row.ranked)
    queries = {
        group: escape(replace(sheet.asked, group=group, size="", sort="rank").row_query)
        for group, _, _ in sheet.groups
    }
    counties, names = {}, {}
    for row in sheet.standings:
        county = row.path[:6]
        names[county] = row.county or row.name
        tile = html.tile(
            path=row.path,
            name=short(row.name),
            words=f"{row.name} {two(row.total) if row.ranked else '不参评'}",
            score=f"{row.total:.0f}" if row.ranked else "--",
            tone=geometry.tone(row.total, limits) if row.ranked else 0,
            other=not sheet.holds(row),
            query=queries[row.group],
        )
        counties.setdefault(county, []).append(tile)
    columns = geometry.blocks(counties)
    return [[(names[path], tiles) for path, tiles in column] for column in columns]


def short(name):
    """Return the two characters that stand for a unit in a small square: 楚门 for 楚门镇."""
    for ending in TRIMMED:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            name = name.removesuffix(ending)
            break
    return name[:2]
