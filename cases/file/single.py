"""The file of one case, for its page and for an act on it: what belongs together is joined, in kept statements."""

from collections import defaultdict
from functools import cache, cached_property
from itertools import islice, product
from operator import attrgetter
from typing import ClassVar

from django.db.models import FilteredRelation, Q
from django.http import Http404

from cases.file.bulk import CaseFiles, named_in
from cases.file.relations import GENERAL, RELATIONS, WITH_AIM, WITH_CASE, WITH_PAPER
from cases.models import Case, FoundFact
from enforcement.documents.models import Document
from enforcement.dossiers.models import plainly_seen
from enforcement.prepared import hold, prepared
from enforcement.procedures.models import Limit
from enforcement.teams.models import Officer
from evidence.models import Piece
from lists.models import Devolution, DiscretionBand, DiscretionBenchmark, PowerItem


class CaseFile(CaseFiles):
    """What is under and beside one case. pointed: the case with what it points at, where it is read already."""

    def __init__(self, case, day, pointed=None):
        self.case, [self.pointed] = case, [pointed] if pointed else pointing()(case.pk)
        [self.joined] = under(case.procedure)(case.pk)
        super().__init__([case], day)
        for each in placed(WITH_CASE, WITH_PAPER):
            rows = getattr(self, each.name)
            if each.of_case and case.pk in rows:
                rows[case.pk].case = case
            elif each.of_case:
                case._state.fields_cache[each.of_case] = None
        if pointed:
            self.answer_for(case)

    @classmethod
    def open(cls, pk, officer, day):
        """Return the file of the case `pk` for a page; Http404 where there is none, or none that `officer` may see."""
        case = next(iter(pointing()(pk)), None)
        if case is None or not (
            plainly_seen(case, officer, day) or Case.objects.visible_to(officer, day).filter(pk=pk).exists()
        ):
            raise Http404
        return cls(case, day, case)

    @classmethod
    def of(cls, pk, day):
        """Return the file of the case `pk`, whoever may see it; `file.case` answers with what is read."""
        [case] = pointing()(pk)
        return cls(case, day, case)

    def answer_for(self, case):
        """Let the case answer with its lists that are joined with it."""
        hold(case.dossier, "limits", self.every_limit, Limit)
        for each in placed(WITH_CASE):
            if not each.of_case:
                hold(case, each.accessor, self.raw(each), each.model)

    @property
    def general(self):
        return self.case.procedure == GENERAL

    def rows(self, relation):
        rows = self.raw(relation)
        for row, name in product(rows, relation.officers):
            setattr(row, name, self.people.get(getattr(row, f"{name}_id")))
        if relation.model is FoundFact and rows:
            pieces = self.pieces[self.case.dossier_id]
            for row in rows:
                hold(row, "pieces", [each for each in pieces if row in each.found_facts.all()], Piece)
        return rows

    def raw(self, relation):
        """Return the rows of a relation without their officers."""
        if relation.place == WITH_AIM:
            return [getattr(self.pointed, relation.aim)]
        if relation.name in READ_WITH_OTHERS:
            return READ_WITH_OTHERS[relation.name](self)
        if not relation.place:
            return relation.kept_alone(self.keys_of(relation)) if relation.alone else super().rows(relation)
        if not self.may_have(relation, self.case):
            return []
        if relation.place == WITH_PAPER:
            found = [getattr(paper, relation.accessor, None) for paper in self.papers]
        elif relation.of_case:
            found = [self.joined._state.fields_cache[relation.accessor]]
        else:
            found = getattr(self.joined, relation.accessor).all()
        return sorted(filter(None, found), key=attrgetter(*relation.order or ("pk",)))

    def put(self, relation, row):
        """Put a row in its place; under one that is new nothing lies yet, and its officers are known."""
        if relation.key(row) not in vars(self)[relation.name]:
            for each in RELATIONS.values():
                if each.within == relation.name:
                    row._state.fields_cache[each.accessor] = None
                if each.at.startswith(f"{relation.name}."):
                    getattr(self, each.name)  # nothing is asked while there is no row for it to hang on
        super().put(relation, row)
        for name in relation.officers:
            if row._meta.get_field(name).is_cached(row):
                self.people.setdefault(getattr(row, f"{name}_id"), getattr(row, name))

    @cached_property
    def papers(self):
        """The papers of the file in the order in which they were issued, without their contents."""
        return papers(self.case.procedure)(self.case.dossier_id)

    @cached_property
    def people(self):
        """Return {key: officer} of everybody who appears in the file, with his certificates."""
        told = [each for each in RELATIONS.values() if each.officers]
        named = {key for each in told for row in self.raw(each) for key in named_in(each, row)}
        return {officer.pk: officer for officer in people(tuple(self.crew | named))}

    # the records here are signed; where their officers were at the time was asked before
    elsewhere: ClassVar = {}

    @property
    def every_limit(self):
        """Every time limit of the dossier, the nearest first."""
        return sorted(self.joined.dossier.limits.all(), key=attrgetter("safe_day", "pk"))

    @cached_property
    def deadlines(self):
        """Every time limit of the case, the nearest first."""
        mine = (self.case.STEPS.subject, self.case.pk)
        return [limit for limit in self.every_limit if (limit.subject, limit.row) == mine]

    @property
    def rulings(self):
        """The reasons that the head has given, the first one first."""
        return sorted(self.pointed.dossier.rulings.all(), key=attrgetter("at", "pk"))

    @cached_property
    def lists(self):
        return lists_of(self.case.item.item_id, self.case.team_id)

    @property
    def devolutions(self):
        return defaultdict(list, {(self.case.item.item_id, self.case.team_id): self.lists[0]})


# {relation: its rows out of what the file of one case has read for others}
READ_WITH_OTHERS = {
    "fixed": lambda file: sorted(file.deadlines, key=attrgetter("pk")),
    "certificates": lambda file: [row for one in file.people.values() for row in one.certificates.all()],
    "bands": lambda file: file.lists[1],
}


def placed(*places, procedure=None):
    """Return the relations of these places, those of one procedure where it is given."""
    found = (each for each in RELATIONS.values() if each.place in places)
    return [each for each in found if procedure is None or each.procedure in ("", procedure)]


# what is joined with a case in one statement, and what in another: PostgreSQL plans many joins for longer than it reads
@cache
def pointing():
    """Return the read of a case by its key with what it points at."""
    joined = [
        path
        for each in placed(WITH_AIM)
        for path in (each.aim, *(f"{each.aim}__{one}" for one in each.joined))
    ]

    @prepared(many=("dossier__rulings", "dossier__referrals"))
    def pointing(key):
        return Case.objects.filter(pk=key).select_related("dossier", *joined)

    return pointing


@cache
def under(procedure):
    """Return the read of the bare case by its key with what is joined with it in its procedure."""
    found = placed(WITH_CASE, procedure=procedure)
    ones = [each.accessor for each in found if each.of_case]
    lists = [each.accessor for each in found if not each.of_case]

    @prepared(many=(*lists, "dossier__limits"))
    def under(key):
        return Case.objects.filter(pk=key).select_related("dossier", *ones).only("pk", "dossier__id", *ones)

    return under


@cache
def papers(procedure):
    """Return the read of the papers of a dossier by its key with what stands behind them in its procedure."""
    found = placed(WITH_PAPER, procedure=procedure)
    joined = [each.accessor for each in found]
    for each in found:
        joined += [
            f"{each.accessor}__{one}" for one in each.joined if one not in ("document", *each.officers)
        ]

    @prepared(many=tuple(f"{each.accessor}__{one}" for each in found for one in each.alone))
    def papers(dossier):
        mine = Document.objects.filter(dossier__pk=dossier).defer("content", "sealed")
        return mine.select_related("voiding", *joined).order_by("pk")

    return papers


@prepared(many=("certificates",))
def people(keys):
    return Officer.objects.filter(pk__in=keys)


@prepared
def limits(dossier):
    return Limit.objects.filter(dossier__pk=dossier).order_by("pk")


LISTS = {"spans": Devolution, "benchmarks": DiscretionBenchmark, "benchmarks__bands": DiscretionBand}
COLUMNS = {
    prefix: [field.attname for field in model._meta.concrete_fields] for prefix, model in LISTS.items()
}


@prepared
def list_rows(item, team):
    spans = FilteredRelation("devolutions", condition=Q(devolutions__team=team))
    rows = PowerItem.objects.filter(pk=item).annotate(spans=spans)
    return rows.values_list(*(f"{prefix}__{each}" for prefix, names in COLUMNS.items() for each in names))


def lists_of(item, team):
    """Return (devolutions of an item to a unit, discretion bands of the item) by their keys."""
    found = {prefix: {} for prefix in LISTS}
    for row in list_rows(item, team):
        values = iter(row)
        for prefix, model in LISTS.items():
            own = list(islice(values, len(COLUMNS[prefix])))
            key = own[COLUMNS[prefix].index("id")]
            if key and key not in found[prefix]:
                found[prefix][key] = model(**dict(zip(COLUMNS[prefix], own, strict=True)))
    bands = found["benchmarks__bands"].values()
    for band in bands:
        band.benchmark = found["benchmarks"][band.benchmark_id]
    ordered = sorted(bands, key=lambda band: (band.benchmark_id, band.position))
    return [found["spans"][key] for key in sorted(found["spans"])], ordered
