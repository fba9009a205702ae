"""What stands around cases in other tables: read in bulk, and once for all the steps of one act.

Every table is asked by itself: PostgreSQL plans a join of seventeen tables for longer than it takes to read them.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from cases.models import Assessment, CaseDeadline, Decision, OralNotice, Party, Payment, Registration
from enforcement.documents.models import Delivery
from enforcement.law import facts as law
from enforcement.parameters.keys import KEYS
from enforcement.parameters.models import Parameter
from enforcement.parameters.services import calendar_for
from enforcement.teams.models import Certificate, Officer, Team
from evidence.models import Piece
from lists.models import Devolution, DiscretionBand, ItemVersion

PARAMETERS = (
    "hearing.person_yuan", "hearing.organisation_yuan", "township.excludes_major", "clue.days", "summary.filing_days",
    "discretion.low_share", "discretion.high_share",
)  # fmt: skip

_held = ContextVar("held", default=None)


class Around:
    """The lists, people and parameters around some cases, and their own rows: what was answered, told, decided."""

    def __init__(self, cases, day):
        self.keys, self.day = [case.pk for case in cases], day
        self.calendar = calendar_for()
        self.parameters = list(Parameter.objects.on(day).filter(key__in=PARAMETERS))
        self.read_own_rows(cases)
        self.parties = Party.objects.in_bulk({case.party_id for case in cases})
        self.items = ItemVersion.objects.with_law().in_bulk({case.item_id for case in cases})
        self.teams = Team.objects.select_related("parent").in_bulk({case.team_id for case in cases})
        self.read_people(cases)
        self.read_lists()
        for case in cases:
            self.lend(case)

    def read_own_rows(self, cases):
        """Read what was written under the cases; a case without a decision has nothing that follows one."""
        self.assessments = _one(Assessment.objects.filter(case__in=self.keys), "case_id")
        self.notices = _one(OralNotice.objects.filter(case__in=self.keys), "case_id")
        self.pieces = _all(
            Piece.objects.filter(dossier__in=[case.dossier_id for case in cases]), "dossier_id"
        )
        decided = [case.pk for case in cases if case.decided_on]
        self.decisions, self.collections, self.registrations, self.limits = {}, {}, {}, {}
        self.payments, self.deliveries = defaultdict(list), defaultdict(list)
        if decided:
            self.read_what_followed(decided)

    def read_what_followed(self, decided):
        found = Decision.objects.filter(case__in=decided).select_related("collection")
        self.decisions = _one(found, "case_id")
        taken = [made for made in self.decisions.values() if hasattr(made, "collection")]
        self.collections = {made.pk: made.collection for made in taken}
        self.registrations = _one(Registration.objects.filter(case__in=decided), "case_id")
        self.limits = _one(CaseDeadline.objects.filter(case__in=decided, key="pay"), "case_id")
        papers = [made.document_id for made in self.decisions.values()]
        self.deliveries = _all(Delivery.objects.filter(document__in=papers), "document_id")
        made = [made.pk for made in self.decisions.values()]
        self.payments = _all(
            Payment.objects.filter(decision__in=made).order_by("paid_on", "pk"), "decision_id"
        )

    def read_people(self, cases):
        acting = {key for case in cases for key in (case.handler_id, case.partner_id) if key}
        signing = {made.decided_by_id for made in self.decisions.values()}
        filing = {filed.filed_by_id for filed in self.registrations.values()}
        self.people = Officer.objects.in_bulk(acting | signing | filing)
        self.certificates = _all(Certificate.objects.filter(officer__in=acting), "officer_id")

    def read_lists(self):
        items = {version.item_id for version in self.items.values()}
        spans = Devolution.objects.filter(item__in=items, team__in=self.teams)
        self.devolutions = _all(spans, "item_id", "team_id")
        bands = DiscretionBand.objects.filter(benchmark__item__in=items).select_related("benchmark")
        self.bands = _all(bands.order_by("benchmark", "position"), "benchmark.item_id")

    def lend(self, case):
        """Give a case the rows that it points at, so that nobody reads them again."""
        case.party, case.item = self.parties[case.party_id], self.items[case.item_id]
        case.team, case.handler = self.teams[case.team_id], self.people[case.handler_id]
        case.partner = self.people.get(case.partner_id)

    def take(self, row):
        """Take in a row that the act has just written under its case."""
        match row:
            case OralNotice():
                self.notices[row.case_id] = row
            case Decision():
                self.decisions[row.case_id] = row
                self.people[row.decided_by_id] = row.decided_by
            case Delivery():
                self.deliveries[row.document_id].append(row)

    def parameter(self, key, path):
        """Return the value in force for the unit at `path`: the nearest area upwards wins; UNKNOWN without one."""
        rows = [row for row in self.parameters if row.key == key and path.startswith(row.path)]
        nearest = max(rows, key=lambda row: len(row.path), default=None)
        return KEYS[key].typed(nearest.value) if nearest else law.UNKNOWN


def around(cases, day):
    """Return what stands around the cases: what is held for the present act, or else read now."""
    held = _held.get()
    if held is None or (held.keys, held.day) != ([case.pk for case in cases], day):
        return Around(cases, day)
    for case in cases:
        held.lend(case)
    return held


@contextmanager
def read_once(case, day):
    """Hold one reading for all the questions that an act asks of the law about `case`, and yield it.

    The caller holds the case's lock, so that nobody else writes under it; what the act itself writes it puts
    into the reading.
    """
    reading = Around([case], day)
    for own in (reading.assessments, reading.notices, reading.decisions):
        if case.pk in own:
            own[case.pk].case = case
    token = _held.set(reading)
    try:
        yield reading
    finally:
        _held.reset(token)


def _one(rows, name):
    return {getattr(row, name): row for row in rows}


def _all(rows, *names):
    found = defaultdict(list)
    for row in rows:
        key = tuple(_follow(row, name) for name in names)
        found[key if len(key) > 1 else key[0]].append(row)
    return found


def _follow(row, dotted):
    for name in dotted.split("."):
        row = getattr(row, name)
    return row
