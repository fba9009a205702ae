"""The city of the bench: its units, lists and people, and cases that wait for their decision."""

from datetime import date
from decimal import Decimal

from django.test import Client as PageClient

from cases.demonstration.cast import HOME, person
from cases.demonstration.city import build_city
from cases.demonstration.stories import ITEMS, photograph, signature
from cases.models import Case
from cases.services import deciding, registering, weighing
from enforcement import clock
from enforcement.documents.models import NumberSeries
from enforcement.law.kinds import DocumentKind
from enforcement.teams.models import Certificate, Officer, Post, Team
from enforcement.teams.roles import Role
from enforcement.teams.services import accounts
from evidence import services as evidence
from lists.models import ItemVersion

SINCE, UNTIL = date(2023, 1, 1), date(2099, 12, 31)
CODE, _, (_, FINE, _) = ITEMS[0]
EACH = 16  # officers of an agency: 4,000 users on 130 units, half of whom handle cases
FULL = 60  # open cases of the busiest officer: more than a desk shows
TAKEN = 500_000  # document numbers below stand on generated papers
ANSWERS = {"harm": "SERIOUS", "correction": "REFUSED", "outcome": "FINE", "grade": "ORDINARY", "reason": ""}
TOLD = {
    "certificates_shown": True,
    "rights_told": True,
    "has_defence": False,
    "defence": "",
    "defence_answer": "",
}
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
        weighing.weigh(case=case, answers=ANSWERS | {"fine": Decimal(FINE)}, by=self.officer, at=self.at)
        return Case.objects.get(pk=case.pk)

    def decided(self):
        """Return a case decided through the service, its papers not printed."""
        case = self.weighed()
        return deciding.issue_on_the_spot(
            case=case, notice=SIGNED, picture=signature(), by=self.officer, at=self.at
        )

    def token(self):
        _, text = accounts.create_token(officer=self.officer, by=self.officer, at=self.at)
        return f"Token {text}"

    def burden(self):
        """Give the busiest officer more open cases than a desk shows, and return how many those are."""
        open_ones = Case.objects.filter(path=HOME, state="DELIVERED", next_due__isnull=False)
        others = open_ones.exclude(handler=self.officer).exclude(partner=self.busy)
        keys = list(others.values_list("pk", flat=True)[:FULL])
        return Case.objects.filter(pk__in=keys).update(handler=self.busy)

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
    for kind in (DocumentKind.ON_THE_SPOT, DocumentKind.NO_PENALTY):
        for team in {team for team, _ in crews}:
            NumberSeries.objects.update_or_create(
                team=team, kind=kind.value, year=year, defaults={"last": TAKEN}
            )
