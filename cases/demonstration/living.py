"""One case of the whole city, lived through the services by the people of its place and in its habits."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.demonstration import places
from cases.demonstration.cast import STREETS
from cases.demonstration.dragging import Drag, Over, finish, take_up
from cases.demonstration.ordinary import CLUES, SOURCES
from cases.demonstration.pictures import photograph
from cases.demonstration.stories import Storyteller
from cases.filing import service as filing
from cases.models import Case
from cases.street import registering
from enforcement.errors import DomainError
from enforcement.parameters.services import calendar_for
from evidence import services as evidence
from lists.models import ItemVersion

OPENS, CLOSES = 8, 17


class CityTeller(Storyteller):
    """Tells the cases of a few intents; whatever lies after `now` has not happened yet."""

    def __init__(self, wanted, people, *, now):
        self.now, self.people, self.streets = now, people, STREETS
        self.calendar = calendar_for()
        codes = {intent.item for intent in wanted}
        versions = ItemVersion.objects.filter(item__code__in=codes).select_related("item")
        self.items = {version.item.code: version for version in versions}
        self.told, self.refused = 0, []

    def live(self, intent):
        """Tell one case; what the law refuses stays as far as it got."""
        self.intent, self.dice = intent, intent.dice
        self.habits = places.habits(intent.place, intent.week)
        self.crew = self.people.crew(intent.place, self.dice)
        try:
            case = self.open_case()
            if intent.fate == "ordinary":
                finish(self.tale(case), intent.end)
            else:
                getattr(self, intent.fate)(case, intent.fines, self.crew[0], case.opened_at)
            self.told += 1
        except Over:
            self.told += 1
        except DomainError as error:
            self.refused.append((intent.fate, str(error)))

    def open_case(self):
        """Log the case with its photograph: at once, or a day and more after it was found."""
        acted = self.moment()
        late = self.dice.random() < self.habits.late
        at = self.later(acted, 2) if late else acted + timedelta(minutes=self.dice.randrange(8, 40))
        if at > self.now:
            raise Over
        case = (self.lead if self.intent.fate == "ordinary" else self.street)(acted, at)
        if late:
            # the services take a case for found when it is logged; here it was found when it happened
            Case.objects.filter(pk=case.pk).update(discovered_at=acted)
        self.photographed(case, acted, at)
        return case

    def moment(self):
        """Return when it happened: an office hour of the day; on Saturdays and Sundays seldom."""
        day = self.intent.day
        if not self.calendar.is_working(day) and self.dice.random() < 0.8:
            day = self.calendar.last_working(day)
        clock = time(OPENS + self.dice.randrange(CLOSES - OPENS), self.dice.randrange(60))
        return timezone.make_aware(datetime.combine(day, clock))

    def later(self, at, days):
        """Return an office hour `days` later or on the next working day, at least a few minutes after `at`."""
        day = timezone.localdate(at) + timedelta(days=days)
        if days == 0:
            after = at + timedelta(minutes=self.dice.randrange(10, 50))
        else:
            while not self.calendar.is_working(day):
                day += timedelta(days=1)
            clock = time(OPENS + self.dice.randrange(CLOSES - OPENS), self.dice.randrange(60))
            after = timezone.make_aware(datetime.combine(day, clock))
        if after > self.now:
            raise Over
        return after

    def act(self, acted, words):
        place = f"{self.dice.choice(STREETS)}{self.dice.randrange(1, 200)}号{words}"
        item = self.items[self.intent.item]
        facts = f"在{place}{item.name}"
        return {"act_at": acted, "place": place, "latitude": None, "longitude": None, "facts_found": facts}

    @property
    def area(self):
        """The town in which it happened, where another unit acts there; "" where the unit acts at home."""
        place = self.intent.place
        return place if places.modes().get(place, "EMPOWERED") != "EMPOWERED" else ""

    @property
    def logged(self):
        return {
            "item": self.items[self.intent.item],
            "party": self.intent.party_data(),
            "partner": self.crew[1],
            "by": self.crew[0],
        }

    def street(self, acted, at):
        act, team = self.act(acted, "门前"), self.people.team(self.intent.place)
        case = registering.register(act=act, team=team, at=at, **self.logged)
        if self.area:
            case = registering.amend(
                case=case, act=act, version=case.version, act_area=self.area, at=at, **self.logged
            )
        return case

    def lead(self, acted, at):
        source = self.dice.choice(SOURCES)
        act = self.act(acted, "")
        act["facts_found"] = f"{CLUES[source]}发现，当事人{act['facts_found']}"
        team = self.people.team(self.intent.place)
        return filing.open_lead(
            act=act, source=source, clue_on=timezone.localdate(at), act_area=self.area or team.own_area,
            team=team, at=at, **self.logged,
        )  # fmt: skip

    def photographed(self, case, acted, at):
        placed = self.dice.random() >= self.habits.unplaced
        evidence.receive(
            dossier=case.dossier, upload=photograph(self.intent.serial, case.place), title="现场照片",
            kind="ELECTRONIC", captured_at=acted, place=case.place if placed else "", latitude=None, longitude=None,
            officers=self.crew[:2], by=self.crew[0], at=at, time_source="DEVICE",
        )  # fmt: skip

    def tale(self, case):
        return Drag(self, case, self.crew, self.people.reviewer(case.path), self.intent.fines, case.opened_at)

    def leader(self, case):
        return self.crew[2]

    def head(self, case):
        return self.people.head(case.path)

    def converted(self, case, fines, officer, at):
        super().converted(case, fines, officer, at)
        finish(take_up(self.tale(Case.objects.get(pk=case.pk))), self.intent.end)
