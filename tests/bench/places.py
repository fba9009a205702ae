"""The pages that people open daily beside cases and reviews, each asked by somebody whose work it is."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from cases.demonstration.cast import HOME
from enforcement import clock
from enforcement.documents.models import Document
from enforcement.teams.models import Officer
from evidence.models import Piece
from supervision.bulletins.services import making
from supervision.league.models import Snapshot
from supervision.league.periods import Kind, containing
from supervision.league.services import computing, publishing
from supervision.league.services.defining import first_rules

NOBODY = "nobody"
ALL_FACTS = 30  # a form on which the law weighs everything that the file holds
OFFICE, HEAD, LEADER, ADMINISTRATOR, AUDITOR = "chen", "sun", "zhao", "admin", "audit"


@dataclass(frozen=True)
class Place:
    """A page in words, the user name of who opens it ("" for the officer of the bench), and its address.

    most: how many queries it may take.
    """

    words: str
    who: str
    path: str
    most: int = 20


def rank(at):
    """Publish last week's tables and write a bulletin about the towns; return their period and the bulletin."""
    period = containing(Kind.WEEK, clock.today()).previous
    first_rules(valid_from=date(period.first.year, 1, 1), valid_to=None, document="测", title="测", invented=True,
                by=None, at=at)  # fmt: skip
    computing.cut(period, at=period.cut_off)
    publishing.publish(period, at=period.publish_at)
    table = Snapshot.objects.get(period=period.key, level="TOWN")
    chen = Officer.objects.get(username=OFFICE)
    return period, making.make(snapshot=table, group="EMPOWERED", by=chen, at=at, day=clock.today())


def places_of(city, case, ordinary):
    """Return the main pages of a filled city. case: a generated one; ordinary: {state in words: key}."""
    period, bulletin = rank(city.at)
    piece = Piece.objects.filter(path=HOME).order_by("-pk").first()
    paper = Document.objects.filter(dossier__case=case).order_by("-pk").first()
    fresh = city.logged()
    return [
        Place("Sign in", NOBODY, "/login/"),
        Place("New case", "", "/cases/new/"),
        Place("What happened, form", "", f"/cases/{fresh.pk}/scene/"),
        Place("Weighing, form", "", f"/cases/{fresh.pk}/weigh/"),
        Place("Investigation report, form", "", f"/cases/{ordinary['investigated']}/report/", ALL_FACTS),
        Place("Add evidence to a case", "", "/cases/evidence/new/"),
        Place("Items", "", "/items/"),
        Place("Items, searched", "", f"/items/?q={quote('垃圾')}"),
        Place("One item", "", f"/items/{city.item.item.code}/"),
        Place("Evidence", "", "/evidence/"),
        Place("One piece of evidence", "", f"/evidence/{piece.pk}/"),
        Place("One document", "", f"/documents/{paper.pk}/"),
        Place("My account", "", "/me/"),
        Place("Desk of a head", HEAD, "/desk/"),
        Place("Desk of a leader", LEADER, "/desk/"),
        Place("Case list of the whole city", OFFICE, "/cases/"),
        Place("League table of the towns", OFFICE, f"/league/{period.key}/?level=TOWN&group=ALL"),
        Place("One unit of the league", OFFICE, f"/league/{period.key}/{HOME}/"),
        Place("Warnings", OFFICE, "/league/warnings/"),
        Place("Appeals", OFFICE, "/league/appeals/"),
        Place("Bulletins", OFFICE, "/bulletins/"),
        Place("One bulletin, a draft", OFFICE, f"/bulletins/{bulletin.pk}/"),
        Place("People", ADMINISTRATOR, "/manage/people/"),
        Place("One person", ADMINISTRATOR, f"/manage/people/{city.officer.pk}/"),
        Place("Sheets of lists", ADMINISTRATOR, "/manage/lists/"),
        Place("Parameters", ADMINISTRATOR, "/manage/parameters/"),
        Place("Calendar", ADMINISTRATOR, f"/manage/calendar/{clock.today().year}/"),
        Place("Journal", AUDITOR, "/manage/journal/"),
    ]
