"""The files of many cases: each table is read when a rule or a page first asks for it, once for all of them."""

from collections import defaultdict
from contextvars import ContextVar
from functools import cached_property
from operator import attrgetter

from cases.file import across
from cases.file.relations import RELATIONS
from cases.party.repeats import alike_of
from enforcement.documents.models import Document
from enforcement.documents.register import papers
from enforcement.law import facts as law
from enforcement.law.kinds import StatutoryPaper
from enforcement.parameters import services as settings
from enforcement.parameters.keys import KEYS
from enforcement.parameters.models import Parameter
from enforcement.prepared import prepared
from enforcement.teams.models import Officer
from lists.models import Devolution

PARAMETERS = (
    "hearing.person_yuan", "hearing.organisation_yuan", "hearing.market_person_yuan",
    "hearing.market_organisation_yuan", "hearing.ecology_person_yuan", "hearing.ecology_organisation_yuan",
    "township.excludes_major", "clue.days", "summary.filing_days",
    "discretion.low_share", "discretion.high_share", "review.all_ordinary",
    "party.individual_business_as_person", "remedy.reconsideration_body",
    "payment.collecting_institution", "payment.collecting_address", "payment.electronic_basis",
)  # fmt: skip

TOLD_ELSEWHERE = frozenset(StatutoryPaper)  # notice and decisions, see `PriorNotice` and `Decision`


held = ContextVar(
    "held", default=None
)  # the file of the case that the present act is on, see `cases.file.act`


def file_of(cases, day):
    """Return the files of the cases: what is held for the present act, or else read now."""
    file = held.get()
    if file is None or (file.keys, file.day) != (tuple(case.pk for case in cases), day):
        return CaseFiles(cases, day)
    for case in cases:
        file.lend(case)
    return file


class CaseFiles:
    """What is under and beside some cases: by its name every relation of `relations`, and the questions below."""

    def __init__(self, cases, day):
        self.cases, self.keys, self.day = cases, tuple(case.pk for case in cases), day
        for case in cases:
            self.lend(case)

    def __getattr__(self, name):
        """Read the relation of this name; it stays as it is read."""
        if name not in RELATIONS:
            raise AttributeError(name)
        relation = RELATIONS[name]
        vars(self)[name] = found = gathered(relation, self.rows(relation))
        return found

    def rows(self, relation):
        """Return the rows of a relation, read now."""
        if relation.within:
            rows = getattr(self, relation.within).values()
            return [each for row in rows if (each := getattr(row, relation.accessor, None))]
        return read(relation, self.keys_of(relation))

    def keys_of(self, relation):
        """Return the keys of what the rows of a relation hang on here."""
        source, _, column = relation.at.partition(".")
        if column:
            keys = (getattr(row, column) for row in getattr(self, source).values())
        elif hasattr(type(self), source):
            keys = getattr(self, source)
        else:
            keys = (getattr(case, source) for case in self.cases if self.may_have(relation, case))
        return tuple(dict.fromkeys(keys))

    def may_have(self, relation, case):
        """Return whether a case can have rows of a relation; where none can, nothing is asked."""
        if relation.procedure not in ("", case.procedure) or (relation.decided and not case.decided_on):
            return False
        return not relation.after or any(getattr(self, name).get(case.pk) for name in relation.after)

    def lend(self, case):
        """Give a case the rows that it points at, so that nobody reads them again."""
        case.party, case.item = self.parties[case.party_id], self.items[case.item_id]
        case.team, case.handler = self.teams[case.team_id], self.people[case.handler_id]
        case.partner = self.people.get(case.partner_id)

    def take(self, row):
        """Take in a row that the act has just written; a relation that nobody has asked for is read with it."""
        for relation in RELATIONS.values():
            if relation.name in vars(self) and relation.holds(row):
                self.put(relation, row)

    def put(self, relation, row):
        put(relation, vars(self)[relation.name], row)

    # -- the people ------------------------------------------------------------------------------------------
    @property
    def crew(self):
        """Return the keys of the officers of the cases."""
        return {key for case in self.cases for key in (case.handler_id, case.partner_id) if key}

    @property
    def acting(self):
        """Return the keys of those whose certificates the law asks for: of the cases and of their records."""
        return self.crew | {key for rows in self.records.values() for row in rows for key in crew_of(row)}

    @cached_property
    def people(self):
        """Return {key: officer} of the crews, and of those who decided and what followed."""
        after = [each for each in RELATIONS.values() if each.officers and each.decided]
        named = {
            key for each in after for row in getattr(self, each.name).values() for key in named_in(each, row)
        }
        return {officer.pk: officer for officer in officers(tuple(self.crew | named))}

    # -- what the cases point at -----------------------------------------------------------------------------
    @cached_property
    def calendar(self):
        return settings.calendar_for()

    @property
    def codes(self):
        return {version.item_id for version in self.items.values()}

    @cached_property
    def devolutions(self):
        """Return {(item, unit): its devolutions}."""
        found = defaultdict(list)
        for row in devolutions(tuple(self.codes), tuple(self.teams)):
            found[row.item_id, row.team_id].append(row)
        return found

    @cached_property
    def parameters(self):
        paths = {case.path for case in self.cases}
        if len(paths) == 1:
            return settings.rows_near(self.day, *paths, PARAMETERS)
        return list(Parameter.objects.on(self.day).filter(key__in=PARAMETERS))

    def parameter(self, key, path):
        """Return the value in force for the unit at `path`: the nearest area upwards wins; UNKNOWN without one."""
        rows = [row for row in self.parameters if row.key == key and path.startswith(row.path)]
        nearest = max(rows, key=lambda row: len(row.path), default=None)
        return KEYS[key].typed(nearest.value) if nearest else law.UNKNOWN

    # -- what follows from several tables --------------------------------------------------------------------
    def notice_of(self, case):
        """Return the prior notice of a case that stands, None without."""
        return next((row for row in reversed(self.prior_notices[case.pk]) if not row.cancelled_at), None)

    def limit_of(self, case, key):
        """Return the time limit of a case under `key`, met or not, None where none was fixed."""
        return next((row for row in self.fixed[case.pk] if row.key == key), None)

    @cached_property
    def left_to_serve(self):
        """The papers that the register has served and nobody has, beside those whose own rows tell their service."""
        kinds = [one.kind for one in papers().values() if one.served and one.kind not in TOLD_ELSEWHERE]
        found = defaultdict(list)
        if kinds:
            dossiers = [case.dossier_id for case in self.cases]
            standing = Document.objects.filter(dossier__in=dossiers, kind__in=kinds).standing()
            for paper in standing.filter(deliveries=None).order_by("pk"):
                found[paper.dossier_id].append(paper)
        return found

    @cached_property
    def alike(self):
        return alike_of(self.cases)

    @cached_property
    def elsewhere(self):
        """Where the officers of each case's last record were at that time, across all cases (R-129)."""
        return across.elsewhere([rows[-1] for rows in self.records.values() if rows])

    @cached_property
    def same(self):
        """The other ordinary or decided cases on the same party, item and day, across sight (R-104, R-108)."""
        return across.same_act([case for case in self.cases if case.procedure == case.Procedure.GENERAL])

    def rivals(self, case):
        """Return the other cases, of any agency, in which the same act was filed at the same place."""
        filed = [each for each in self.same[case.pk] if each.filed_on]
        return [each for each in filed if each.path != case.path or each.place == case.place]

    def fined(self, case):
        """Return the cases in which the same act was fined."""
        same = [each for each in self.same[case.pk] if each.place == case.place]
        return [each for each in same if getattr(each, "decision", None) and each.decision.fine]


def read(relation, keys):
    """Return the rows of a relation under `keys`, each with those that are read under it; no keys, no question."""
    if not keys:
        return []
    if not relation.under:
        return relation.kept(keys)
    if len(keys) == 1 and relation.under == relation.alone:
        return relation.kept_alone(keys)
    return list(relation.rows(keys).prefetch_related(*relation.under))


def gathered(relation, rows):
    """Return the rows as a file keeps them, under the key of what each hangs on."""
    if not relation.many:
        return {relation.key(row): row for row in rows}
    found = defaultdict(list)
    for row in rows:
        found[relation.key(row)].append(row)
    return found


def put(relation, found, row):
    """Put a row that has just been written where a file keeps it, in place of what it was before."""
    key = relation.key(row)
    if not relation.many:
        found[key] = row
        return
    rows = [each for each in found[key] if each.pk != row.pk]
    found[key] = sorted([*rows, row], key=attrgetter(*relation.order or ("pk",)))


def crew_of(record):
    return record.asker_id, record.recorder_id


def named_in(relation, row):
    """Return the keys of the officers whom a row of a relation names."""
    keys = (getattr(row, f"{name}_id") for name in relation.officers)
    return {key for key in keys if key}


@prepared
def officers(keys):
    return Officer.objects.filter(pk__in=keys)


@prepared
def devolutions(items, teams):
    return Devolution.objects.filter(item__pk__in=items, team__pk__in=teams)
