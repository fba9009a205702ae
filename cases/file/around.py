"""What stands around cases in other tables: read in bulk, and once for all the steps of one act.

Of many cases every table is asked by itself; of one, the rows that belong together are joined.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from operator import attrgetter

from cases.file import reading, tables
from cases.file.ordinary import Ordinary
from cases.models import Case, Decision, OralNotice
from cases.party.repeats import alike_of
from enforcement.documents.models import Delivery
from enforcement.documents.register import papers
from enforcement.journal.services import gathered
from enforcement.law import facts as law
from enforcement.law.kinds import StatutoryPaper
from enforcement.parameters import services as settings
from enforcement.parameters.keys import KEYS
from enforcement.parameters.models import Parameter
from enforcement.parameters.services import calendar_for

PARAMETERS = (
    "hearing.person_yuan", "hearing.organisation_yuan", "hearing.market_person_yuan",
    "hearing.market_organisation_yuan", "hearing.ecology_person_yuan", "hearing.ecology_organisation_yuan",
    "township.excludes_major", "clue.days", "summary.filing_days",
    "discretion.low_share", "discretion.high_share", "review.all_ordinary",
    "party.individual_business_as_person", "remedy.reconsideration_body",
    "payment.collecting_institution", "payment.collecting_address", "payment.electronic_basis",
)  # fmt: skip

TOLD_ELSEWHERE = frozenset(StatutoryPaper)  # notice and decisions, see `PriorNotice` and `Decision`
UNDER = ("assessment", "notice", "decision", "registration")  # of one, read by name
_held = ContextVar("held", default=None)


class Around:
    """The lists, people and parameters around some cases, and their own rows: what was answered, told, decided.

    Each table is read when a rule or a page first asks for it, once for all cases.
    """

    def __init__(self, cases, day):
        self.cases, self.keys, self.day = cases, tuple(case.pk for case in cases), day
        # as of now: what an act of its own writes is put in by `take`
        self.decided = tuple(case.pk for case in cases if case.decided_on)
        for case in cases:
            self.lend(case)

    @cached_property
    def calendar(self):
        return calendar_for()

    @cached_property
    def ordinary(self):
        return Ordinary(self.cases)

    @cached_property
    def parameters(self):
        paths = {case.path for case in self.cases}
        if len(paths) == 1:
            return settings.rows_near(self.day, *paths, PARAMETERS)
        return list(Parameter.objects.on(self.day).filter(key__in=PARAMETERS))

    @cached_property
    def alike(self):
        return alike_of(self.cases)

    @cached_property
    def assessments(self):
        return _one(tables.assessments(self.keys), "case_id")

    @cached_property
    def notices(self):
        return _one(tables.notices(self.keys), "case_id")

    @cached_property
    def pieces(self):
        return _all(tables.pieces(tuple(case.dossier_id for case in self.cases)), "dossier_id")

    # a case without a decision has nothing that follows one
    @cached_property
    def decisions(self):
        return _one(tables.decisions(self.decided), "case_id")

    @property
    def collections(self):
        made = [each for each in self.decisions.values() if hasattr(each, "collection")]
        return {each.pk: each.collection for each in made}

    @cached_property
    def registrations(self):
        return _one(tables.registrations(self.decided), "case_id")

    @cached_property
    def limits(self):
        return _one(tables.limits_to_pay(self.decided), "row")

    @cached_property
    def fixed(self):
        return _all(tables.fixed_limits(self.keys), "row")

    @cached_property
    def deliveries(self):
        papers = tuple(made.document_id for made in self.decisions.values())
        return _all(tables.deliveries(papers), "document_id")

    @cached_property
    def left_to_serve(self):
        """The papers that the register has served and nobody has, beside those whose own rows tell their service."""
        kinds = [one.kind for one in papers().values() if one.served and one.kind not in TOLD_ELSEWHERE]
        dossiers = tuple(case.dossier_id for case in self.cases)
        return _all(tables.left_to_serve(dossiers, tuple(kinds)) if kinds else (), "dossier_id")

    @cached_property
    def payments(self):
        return _all(tables.payments(tuple(made.pk for made in self.decisions.values())), "decision_id")

    @cached_property
    def parties(self):
        return _by_key(tables.parties, {case.party_id for case in self.cases})

    @cached_property
    def items(self):
        return _by_key(tables.items, {case.item_id for case in self.cases})

    @cached_property
    def teams(self):
        return _by_key(tables.teams, {case.team_id for case in self.cases})

    @cached_property
    def people(self):
        signing = {made.decided_by_id for made in self.decisions.values()}
        filing = {filed.filed_by_id for filed in self.registrations.values()}
        return _by_key(tables.people, self.acting | signing | filing)

    @property
    def acting(self):
        return {key for case in self.cases for key in (case.handler_id, case.partner_id) if key}

    @cached_property
    def certificates(self):
        recorded = self.ordinary.records.values() if self.ordinary.cases else ()
        recording = {key for rows in recorded for row in rows for key in crew_of(row)}
        return _all(tables.certificates(tuple(self.acting | recording)), "officer_id")

    @property
    def codes(self):
        return tuple({version.item_id for version in self.items.values()})

    @cached_property
    def devolutions(self):
        return _all(tables.devolutions(self.codes, tuple(self.teams)), "item_id", "team_id")

    @cached_property
    def bands(self):
        return _all(tables.bands(self.codes), "benchmark.item_id")

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
                # made in this act: nothing can follow it yet
                self.deliveries, self.payments = defaultdict(list), defaultdict(list)
                self.people[row.decided_by_id] = row.decided_by
                Decision._meta.get_field("collection").set_cached_value(row, None)
            case Delivery():
                before = [each for each in self.deliveries[row.document_id] if each.pk != row.pk]
                self.deliveries[row.document_id] = [*before, row]

    def parameter(self, key, path):
        """Return the value in force for the unit at `path`: the nearest area upwards wins; UNKNOWN without one."""
        rows = [row for row in self.parameters if row.key == key and path.startswith(row.path)]
        nearest = max(rows, key=lambda row: len(row.path), default=None)
        return KEYS[key].typed(nearest.value) if nearest else law.UNKNOWN


class OneCase(Around):
    """What stands around one case on the spot, read after the wait for its lock."""

    def __init__(self, case, day):
        self.case = case
        super().__init__([case], day)

    @cached_property
    def pointed_at(self):
        [row] = reading.pointing(self.case.pk)
        return row

    @cached_property
    def under(self):
        [row] = reading.simple(self.case.pk)
        return row

    @cached_property
    def parties(self):
        return {self.case.party_id: self.pointed_at.party}

    @cached_property
    def items(self):
        return {self.case.item_id: self.pointed_at.item}

    @cached_property
    def teams(self):
        return {self.case.team_id: self.pointed_at.team}

    @property
    def rulings(self):
        """The reasons that the head has given, the first one first."""
        return sorted(self.pointed_at.dossier.rulings.all(), key=attrgetter("at", "pk"))

    @cached_property
    def assessments(self):
        return self.one("assessment")

    @cached_property
    def notices(self):
        return self.one("notice")

    def one(self, name):
        row = getattr(self.under, name, None)
        return {self.case.pk: row} if row else {}

    @cached_property
    def people(self):
        names = {*self.acting, *(made.decided_by_id for made in self.decisions.values())}
        return {officer.pk: officer for officer in reading.people(tuple(names))}

    @cached_property
    def certificates(self):
        return defaultdict(list, {key: list(self.people[key].certificates.all()) for key in self.acting})

    @cached_property
    def lists(self):
        return reading.lists_of(self.case.item.item_id, self.case.team_id)

    @property
    def devolutions(self):
        return defaultdict(list, {(self.case.item.item_id, self.case.team_id): self.lists[0]})

    @property
    def bands(self):
        return defaultdict(list, {self.case.item.item_id: self.lists[1]})


def around(cases, day):
    """Return what stands around the cases: what is held for the present act, or else read now."""
    held = _held.get()
    if held is None or (held.keys, held.day) != (tuple(case.pk for case in cases), day):
        return Around(cases, day)
    for case in cases:
        held.lend(case)
    return held


@contextmanager
def read_once(case, day):
    """Hold one reading for all the questions that an act asks of the law about `case`, and yield it.

    The caller holds the case's lock, so that nobody else writes under it; what the act itself writes it puts
    into the reading. Settings are read once and journal entries written together as well.
    """
    with settings.read_once(), gathered():
        held = OneCase(case, day)
        for own in (held.assessments, held.notices, held.decisions):
            if case.pk in own:
                own[case.pk].case = case
        token = _held.set(held)
        try:
            yield held
        finally:
            _held.reset(token)


class LoggedCase(Around):
    """What stands around a case that this act has logged: what it points at is at hand, nothing lies under it yet."""

    assessments = notices = decisions = property(lambda self: {})

    @cached_property
    def parties(self):
        return {case.party_id: case.party for case in self.cases}

    @cached_property
    def items(self):
        return {case.item_id: case.item for case in self.cases}

    @cached_property
    def teams(self):
        return {case.team_id: case.team for case in self.cases}

    @cached_property
    def people(self):
        crew = [officer for case in self.cases for officer in (case.handler, case.partner) if officer]
        return {officer.pk: officer for officer in crew}


@contextmanager
def just_logged(case, day):
    """Hold what is at hand of a case that the present act has logged, for the questions it asks of the law."""
    for name in UNDER:
        Case._meta.get_field(name).set_cached_value(case, None)
    token = _held.set(LoggedCase([case], day))
    try:
        yield
    finally:
        _held.reset(token)


def crew_of(record):
    return record.asker_id, record.recorder_id


def _by_key(read, keys):
    return {row.pk: row for row in read(tuple(keys))}


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
