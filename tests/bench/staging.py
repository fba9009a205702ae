"""The city of the bench: its units, lists and people, and cases that wait for their decision."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q
from django.test import Client as PageClient
from django.utils import timezone

from cases.decision.papers import no_penalty
from cases.demonstration.cast import COUNTY, HOME, person
from cases.demonstration.city import build_city
from cases.demonstration.pictures import photograph, signature
from cases.demonstration.stories import ITEMS
from cases.models import Case, Review
from cases.street import deciding, registering
from cases.street.papers import on_the_spot
from cases.weighing import service as weighing
from enforcement import clock
from enforcement.documents.models import NumberSeries
from enforcement.procedures import todo
from enforcement.procedures.models import Task
from enforcement.teams.models import Certificate, Officer, Post, Team
from enforcement.teams.roles import Role
from enforcement.teams.services import accounts
from evidence import services as evidence
from lists.models import ItemVersion

SINCE, UNTIL = date(2023, 1, 1), date(2099, 12, 31)
CODE, _, (_, FINE, _) = ITEMS[0]
EACH = 16  # officers of an agency: 4,000 users on 130 units, half of whom handle cases
QUEUED = 120  # files that wait for review in one county beside every twentieth open case: more than 100 rows
TASKS, NOWHERE = 500, 10**9  # on one desk; above the keys of all cases
FULL = 150  # open cases of the busiest officer: three times what a desk shows
TAKEN = 900_000  # document numbers below stand on generated papers
ANSWERS = {"harm": "SERIOUS", "correction": "REFUSED", "outcome": "FINE", "grade": "ORDINARY", "reason": ""}
TOLD = {
    "certificates_shown": True,
    "rights_told": True,
    "has_defence": False,
    "defence": "",
    "defence_answer": "",
}
HINT = {"rule": "R-112", "level": "WARN", "message": "核对裁量", "clause": "", "remedy": "", "point": "LAW"}
SIGNED = TOLD | {"receipt": "SIGNED", "refusal_note": ""}


class Serial:
    """Stands in for dice where the demonstration draws: always the next, never by chance."""

    def __init__(self):
        self.number = 0

    def randrange(self, limit):
        self.number += 1
        return self.number % limit

    def choice(self, row):
        return row[self.randrange(len(row))]


class City:
    """One township's officer among all agencies, and everything that the generated cases point at."""

    def __init__(self):
        self.at, self.serial = clock.now(), Serial()
        build_city(at=self.at)
        self.crews = [(team, staff(team)) for team in agencies()]
        self.home, keys = next(crew for crew in self.crews if crew[0].path == HOME)
        self.crews.append((self.home, keys))  # the home town has twice as many
        self.officer, self.partner, self.busy = (Officer.objects.get(pk=key) for key in keys[:3])
        self.versions = list(
            ItemVersion.objects.filter(item__code__in=[code for code, *_ in ITEMS]).select_related("item")
        )
        self.item = next(version for version in self.versions if version.item.code == CODE)
        self.paper = self.decided().decision.document
        skip_numbers(self.crews, self.at.year)

    def weighed(self):
        """Return a case on the spot with a photograph, weighed, so that only the decision is missing."""
        case = self.logged()
        weighing.weigh(case=case, answers=ANSWERS | {"fine": Decimal(FINE)}, by=self.officer, at=self.at)
        return Case.objects.get(pk=case.pk)

    def logged(self):
        """Return a case just logged on the spot, with a photograph."""
        day = self.serial.randrange(10_000)
        place = f"人民路{day}号门前"
        case = registering.register(
            item=self.item,
            party=person(self.serial, day, date.fromordinal(date(1960, 1, 1).toordinal() + day)),
            act={
                "act_at": self.at,
                "place": place,
                "latitude": None,
                "longitude": None,
                "facts_found": f"在{place}吐痰",
            },
            partner=self.partner,
            team=self.home,
            by=self.officer,
            at=self.at,
        )
        evidence.receive(
            dossier=case.dossier, upload=photograph(case.pk, place), title="现场照片", kind="ELECTRONIC",
            captured_at=self.at, place=place, latitude=None, longitude=None, officers=[self.officer, self.partner],
            by=self.officer, at=self.at, time_source="DEVICE",
        )  # fmt: skip
        return case

    def decided(self):
        """Return a case decided through the service, its papers not printed."""
        case = self.weighed()
        return deciding.issue_on_the_spot(
            case=case, notice=SIGNED, picture=signature(), by=self.officer, at=self.at
        )

    def token(self, officer):
        _, text = accounts.create_token(officer=officer, by=officer, at=self.at)
        return f"Token {text}"

    def scene(self):
        """Return what a program sends to log a case: a person and a place that nobody has had yet."""
        serial = self.serial.randrange(10_000)
        party = person(self.serial, serial, date.fromordinal(date(1960, 1, 1).toordinal() + serial))
        return {
            "item": CODE,
            **{name: party[name] for name in ("kind", "name", "identity", "phone", "address")},
            "place": f"解放路{serial}号门前",
            "act_at": f"{timezone.localtime(self.at) - timedelta(minutes=10):%Y-%m-%dT%H:%M}",
            "partner": self.partner.pk,
        }

    def burden(self):
        """Give the busiest officer three times the open cases that a desk shows, and return how many those are."""
        open_ones = Case.objects.filter(
            path=HOME, state__in=("DELIVERED", "EXECUTED"), next_due__isnull=False
        )
        others = open_ones.exclude(handler=self.officer).exclude(partner=self.busy)
        keys = list(others.values_list("pk", flat=True)[:FULL])
        given = Case.objects.filter(pk__in=keys).update(handler=self.busy)
        todo.refresh_all(Case, Q(pk__in=keys), self.at)
        return given

    def crowd(self):
        """Give two people of a town that has no cases of its own TASKS things to do; return the officer and the leader.

        A desk reads tasks alone: no case stands behind these.
        """
        taken = {team.path for team, _ in self.crews}
        town = Team.objects.filter(kind="TOWNSHIP").exclude(path__in=taken).order_by("path").first()
        people = [
            Officer.objects.create(username=f"full{role}", name="测满", password="!", password_changed_on=clock.today())
            for role in (Role.OFFICER, Role.LEADER)
        ]  # fmt: skip
        for one, role in zip(people, (Role.OFFICER, Role.LEADER), strict=True):
            Post.objects.create(officer=one, team=town, role=role, valid_from=SINCE)
        officer, today, step = people[0], timezone.localdate(self.at), Case.STEPS["close"]
        Task.objects.bulk_create(
            Task(subject="case", row=NOWHERE + place, step=step.name, words=step.label, path=town.path,
                 permission=step.permission, officer=officer, handler=officer, waits_for=officer.name, since=today,
                 due_on=today + timedelta(days=place % 40 - 10), due_words="办理结案", party="测*", lane="SUMMARY",
                 title=f"在人民路{place}号门前乱扔果皮、纸屑、烟蒂等废弃物", state="EXECUTED")
            for place in range(TASKS)
        )  # fmt: skip
        return people

    def queue(self):
        """Send cases of other townships to review: every twentieth open one, and the QUEUED newest of one county.

        Return the county's reviewer, in whose queue they wait.
        """
        others = Case.objects.exclude(path=HOME)
        nth = others.filter(closed_on=None).annotate(rest=F("pk") % 20).filter(rest=0)
        near = others.filter(path__startswith=COUNTY).order_by("-pk")[:QUEUED]
        cases = Case.objects.filter(pk__in=[case.pk for case in {*nth, *near}])
        Review.objects.bulk_create(
            Review(case=case, path=case.path, serial=2 if case.closed_on else 1, submitted_by_id=case.handler_id,
                   submitted_at=self.at - timedelta(days=case.pk % 4), due_on=timezone.localdate(self.at)
                   + timedelta(days=case.pk % 6 - 1), hints=[HINT][: case.pk % 2])
            for case in cases
        )  # fmt: skip
        keys = list(cases.values_list("pk", flat=True))
        cases.update(state="IN_REVIEW", procedure="GENERAL", closed_on=None)
        todo.refresh_all(Case, Q(pk__in=keys), self.at)
        return self.county_reviewer()

    def county_reviewer(self):
        """Return a reviewer of the home county's review centre."""
        person = Officer.objects.create(
            username="reviewing", name="测审", password="!", password_changed_on=clock.today()
        )
        Post.objects.create(
            officer=person,
            team=Team.objects.get(path=COUNTY + "902"),
            role=Role.COUNTY_REVIEWER,
            valid_from=SINCE,
        )
        return person

    @staticmethod
    def session(officer):
        """Return the cookie of a signed-in browser."""
        browser = PageClient()
        browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        return f"sessionid={browser.cookies['sessionid'].value}"


def agencies():
    """Return every agency that decides in its own name: empowered towns and streets, and the county bureaus."""
    towns = Team.objects.filter(kind__in=("TOWNSHIP", "STREET"), modes__mode="EMPOWERED")
    bureaus = Team.objects.filter(kind="DEPARTMENT").exclude(mark="")
    return [*towns.order_by("path"), *bureaus.order_by("path")]


def staff(team):
    """Give an agency its officers with certificates and return their keys."""
    people = [
        Officer(
            username=f"b{team.path}{place}",
            name=f"测{place}",
            password="!",
            password_changed_on=clock.today(),
        )
        for place in range(EACH)
    ]
    Officer.objects.bulk_create(people)
    Post.objects.bulk_create(
        Post(officer=officer, team=team, role=Role.OFFICER, valid_from=SINCE) for officer in people
    )
    Certificate.objects.bulk_create(
        Certificate(officer=officer, number=f"测{officer.username}", valid_from=SINCE, valid_to=UNTIL,
                    exam_passed_on=SINCE)
        for officer in people
    )  # fmt: skip
    return [officer.pk for officer in people]


def skip_numbers(crews, year):
    """Let every agency's next document number lie above those of the generated papers."""
    for kind in (on_the_spot.PAPER.kind, no_penalty.PAPER.kind):
        for team in {team for team, _ in crews}:
            NumberSeries.objects.update_or_create(team=team, kind=kind, year=year, defaults={"last": TAKEN})
