"""Records for tables: many dull cases at once, as rows, since a table reads rows and asks no rule."""

from datetime import date, datetime, time, timedelta
from functools import cached_property

from cases.models import Case, Decision, Party, Review
from enforcement.documents.models import Document
from enforcement.dossiers.models import Dossier
from enforcement.law import terms
from enforcement.law.reckoning import Reckoning
from enforcement.procedures.models import Limit
from enforcement.teams.models import Merger
from enforcement.teams.roles import Role
from evidence.models import Piece, PieceOfficer
from supervision.league.periods import parse
from supervision.league.services import defining
from tests.cases.factories import make_item
from tests.conftest import SHANGHAI
from tests.factories import make_city, make_mode, make_officer, make_team

WEEK = parse("2026-W46")  # 9 to 15 November 2026
MONDAY = WEEK.first
HOUR = timedelta(hours=1)


def moment(day, hour=10):
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI)


class League:
    """A small city under the first rules: two counties, towns of every mode, two officers wherever a case is logged.

    placing: what its rules ask for a place; nothing, as those of before, where a test logs simple cases only.
    """

    def __init__(self, **placing):
        self.city = make_city()
        self.item = make_item()
        self.rules = defining.first_rules(
            valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31), document="市办〔2026〕1号", title="首版口径",
            invented=False, by=None, at=moment(date(2026, 1, 1)),
            **({"place_dimension": "", "place_least": 0} | placing),
        )  # fmt: skip
        self.crews = {}

    @cached_property
    def office(self):
        """Return somebody of the city's office, who publishes and corrects."""
        return make_officer(Role.CITY_OFFICE, self.city.office, name="陈九")

    def town(self, path, mode="EMPOWERED"):
        team = make_team(path)
        if not team.modes.exists():
            make_mode(team, mode)
        return team

    def crew(self, team):
        """Return two certified officers of a unit, the same for all its cases."""
        if team.pk not in self.crews:
            self.crews[team.pk] = [make_officer(Role.OFFICER, team) for _ in range(2)]
        return self.crews[team.pk]

    def log(self, team, times=1, *, day=MONDAY, delay=HOUR, area="", item=None, crew=None, **given):
        """Log cases in a unit on a day, `delay` after each was found; return them."""
        handler, partner = crew or self.crew(team)
        opened = moment(day)
        values = {
            "title": "乱扔废弃物", "team": team, "path": team.agency_path, "item": item or self.item,
            "party": self.party(), "handler": handler, "partner": partner, "act_at": opened - delay,
            "discovered_at": opened - delay, "place": "人民路12号", "facts_found": "乱扔烟蒂", "opened_at": opened,
            "act_area": area,
        } | given  # fmt: skip
        dossiers = [
            Dossier(team=team, path=team.agency_path, opened_at=opened, opened_by=handler)
            for _ in range(times)
        ]
        made = Dossier.objects.bulk_create(dossiers)
        return Case.objects.bulk_create([Case(dossier=dossier, **values) for dossier in made])

    def party(self):
        found = Party.objects.filter(name="周小明").first()
        return found or Party.objects.create(kind="PERSON", name="周小明", identity_kind="NONE")

    def decide(self, team, times=1, *, day=MONDAY, days=10, limit=90, **given):
        """Log ordinary cases that were filed `days` before they were decided on `day`, in time if within `limit`."""
        filed = day - timedelta(days=days)
        cases = self.log(
            team,
            times,
            day=filed,
            procedure="GENERAL",
            filed_on=filed,
            decided_on=day,
            state="DECIDED",
            **given,
        )
        for case in cases:
            document = Document.objects.create(
                dossier=case.dossier, team=case.team, kind="PENALTY", title="行政处罚决定书", form_version=1, day=day,
                content={}, sealed="", content_digest="0" * 64, sha256="0" * 64, sm3="0" * 64,
                issued_at=moment(day), issued_by=case.handler,
            )  # fmt: skip
            Decision.objects.create(
                case=case, kind="PENALTY", document=document, decided_at=moment(day), decided_by=case.handler
            )
        last = filed + timedelta(days=limit)
        Limit.objects.bulk_create(
            Limit(
                dossier=case.dossier, subject="case", row=case.pk, key="decide", label="作出处罚决定",
                start_on=filed, legal_last_day=last, safe_day=last,
                clause="行政处罚法第六十条", term=Reckoning(filed, terms.DECIDE).stored(),
            )
            for case in cases
        )  # fmt: skip
        return cases

    def review(self, team, times=1, *, due=MONDAY, done=MONDAY, result="AGREE"):
        """Log cases with a first review each, due on a day and finished on one (None: not finished)."""
        cases = self.log(team, times, day=due - timedelta(days=7), procedure="GENERAL")
        return Review.objects.bulk_create(
            Review(
                case=case, path=case.path, serial=1, submitted_by=case.handler, due_on=due,
                submitted_at=moment(due - timedelta(days=7)), result=result if done else "",
                concluded_at=moment(done) if done else None,
            )
            for case in cases
        )  # fmt: skip

    def piece(self, case, times=1, *, day=MONDAY, place="人民路12号", officers=True, start=0):
        """Take evidence into a case; complete unless it has no place or nobody took it."""
        made = Piece.objects.bulk_create(
            Piece(
                dossier=case.dossier, path=case.path, serial=start + number, kind="ELECTRONIC", title="照片", file="f",
                sha256=f"{case.pk:032}{start + number:032}", sm3="0" * 64, size=1, media_type="image/jpeg",
                original_name="a.jpg", captured_at=moment(day), time_source="DEVICE", place=place,
                received_at=moment(day), received_by=case.handler,
            )
            for number in range(1, times + 1)
        )  # fmt: skip
        if officers:
            PieceOfficer.objects.bulk_create(
                PieceOfficer(piece=piece, officer=case.handler, name="张三", certificate="测1")
                for piece in made
            )
        return made


def merged(team, into, day):
    return Merger.objects.create(team=team, into=into, merged_on=day, document="省政府批复")
