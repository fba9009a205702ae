"""The head of a table's page: what it is, how it stands, and every other table that is one press away."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from enforcement.teams.roles import RANK
from enforcement.web import address_of
from supervision.league.definitions import Dimension, Level
from supervision.league.models import Snapshot
from supervision.league.pages.address import ALL, SIZES
from supervision.league.pages.numbers import cut_words
from supervision.league.pages.table.rows import SIZE_WORDS, group_words
from supervision.league.periods import Kind, containing

TONES = {"PROVISIONAL": "yellow", "CUT": "soon", "PUBLISHED": "info", "FINAL": "done", "WITHDRAWN": "red"}
State = Snapshot.State


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    here: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Head:
    """A column's head: pressing it sorts, best first, and turns it round when pressed again."""

    label: str
    hint: str
    url: str
    sorted: str
    classes: str


class Heading:
    """What stands above a table, or above the word that there is none yet."""

    def __init__(self, asked, shelf, today, table=None):
        self.asked, self.shelf, self.today, self.table = asked, shelf, today, table
        self.snapshot = table.snapshot if table else None

    @property
    def title(self):
        return f"{self.asked.level.label}{self.asked.period.kind.label}"

    @property
    def kinds(self):
        here = self.asked.period
        return [
            Choice(kind.label, self.asked.at(nearest(kind, here, self.today)), kind is here.kind)
            for kind in Kind
        ]

    @property
    def levels(self):
        order = (Level.COUNTY, Level.TOWN, Level.DEPARTMENT, Level.CITY)
        return [Choice(level.label, self.asked.on_level(level), level is self.asked.level) for level in order]

    @property
    def groups(self):
        """Return the groups of the level, then all units in one table where there are several groups."""
        if not self.table or len(self.table.groups) < 2:
            return []
        to, here = self.asked.to, self.table.group
        found = [
            Choice(f"{words} {number}", to(group=group, open="", sort="rank"), group == here)
            for group, words, number in self.table.groups
        ]
        every = f"全部 {len(self.table.standings)}"
        return [*found, Choice(every, to(group=ALL, open="", sort="rank"), here == ALL, "不分类，仅供查阅")]

    @property
    def sizes(self):
        if self.asked.level is not Level.TOWN:
            return []
        choices = [("", "全部"), *((size, SIZE_WORDS[size]) for size in SIZES)]
        return [
            Choice(words, self.asked.to(size=size, open=""), size == self.asked.size)
            for size, words in choices
        ]

    @property
    def periods(self):
        return [
            Choice(each.label, self.asked.at(each), each == self.asked.period) for each in self.shelf.periods
        ]

    @property
    def previous(self):
        return self.asked.at(self.asked.period.previous)

    @property
    def next(self):
        """Return the address of the next period, "" where it has not begun yet."""
        following = self.asked.period.next
        return self.asked.at(following) if following.first <= self.today else ""

    @property
    def cut_off(self):
        return cut_words(self.snapshot.cut_off)

    @property
    def tone(self):
        return TONES[self.snapshot.state]

    @property
    def state(self):
        return self.snapshot.get_state_display()

    @property
    def group(self):
        if self.table.group == ALL:
            return "全部单位（不分类，仅供查阅）"
        return group_words(self.table.group)

    @property
    def provisional(self):
        return self.snapshot.state == State.PROVISIONAL

    @property
    def cut(self):
        return self.snapshot.state == State.CUT

    @cached_property
    def withdrawn(self):
        """The table that was taken back: the one looked at, or the last one where none stands."""
        if self.snapshot:
            return self.snapshot if self.snapshot.state == State.WITHDRAWN else None
        gone = [row for row in self.shelf.versions if row.state == State.WITHDRAWN]
        return gone[-1] if gone else None

    @property
    def versions(self):
        """Return the other versions of this table."""
        others = [row for row in self.shelf.versions if self.snapshot is None or row.pk != self.snapshot.pk]
        return [
            Choice(f"{row.name} {row.get_state_display()}", self.asked.to(version=row.serial, open=""))
            for row in others
            if row.serial
        ]

    @property
    def replaced(self):
        """Return the version that stands in the place of the one looked at, None where that is the one."""
        standing = self.shelf.standing
        if not self.snapshot or not standing or standing.pk == self.snapshot.pk:
            return None
        return Choice(standing.name, self.asked.to(version=0))

    @property
    def corrects(self):
        return self.snapshot.serial > 1 and self.snapshot.reason and self.snapshot.state != State.WITHDRAWN

    @property
    def differences(self):
        """Return what a correction changed, read only here."""
        return Snapshot.objects.values_list("differences", flat=True).get(pk=self.snapshot.pk)

    @property
    def appeal_until(self):
        until = self.snapshot.appeal_until
        if self.snapshot.state != State.PUBLISHED or not until:
            return ""
        return f"{timezone.localtime(until):%m-%d %H:%M}"

    @property
    def heads(self):
        """Return the heads of the columns that sort, in their fixed order."""
        weights = self.snapshot.rules.weights
        made = [self.head("位次", "", "rank", "num pin"), self.head("升降", "", "change", "")]
        made.append(self.head("单位", "", "name", "pin unit"))
        for each in Dimension:
            made.append(self.head(each.short, f"{each.label}，占 {weights.get(each, 0):g}%", each, "num dim"))
        return [*made, self.head("总分", "", "total", "num"), None, self.head("预警", "", "light", "")]

    def head(self, label, hint, key, classes):
        now = self.asked.sort
        turned = f"-{key}" if now == key else str(key)
        way = "descending" if now == f"-{key}" else "ascending" if now == key else ""
        return Head(label, hint, self.asked.to(sort=turned), way, classes)

    @property
    def files(self):
        return [(form, self.asked.to("export", form, open="")) for form in ("xlsx", "csv")]

    @property
    def rules(self):
        return address_of("league_acts:rules")

    def bulletin(self, officer):
        """Return where the bulletin of this table is written, "" for who may not or while there is no such page."""
        page = address_of("bulletins:new")
        if not page or not officer.may(RANK, self.today) or not self.snapshot.serial:
            return ""
        return f"{page}?snapshot={self.snapshot.pk}&group={self.table.group}"


def nearest(kind, period, today):
    """Return the period of another kind that ends with or around this one, not one that has not begun."""
    return period if kind is period.kind else containing(kind, min(period.last, today))
