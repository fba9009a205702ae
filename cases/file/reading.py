"""The reads behind the page of one case, each one statement by the key of a case, its dossier or what it names."""

from itertools import islice
from operator import attrgetter

from django.db.models import FilteredRelation, Q

from cases.models import Attempt, Attendee, Case, FoundFact, Recusal, Report, Review
from cases.workflow import State
from enforcement.documents.models import Document
from enforcement.prepared import hold, prepared
from enforcement.procedures.models import Limit
from enforcement.teams.models import Officer
from evidence.models import Piece
from lists.models import Devolution, DiscretionBand, DiscretionBenchmark, PowerItem

# what is joined with a case in one statement, and what in another: PostgreSQL plans many joins for longer than it reads
POINTED_AT = ("party", "dossier", "team__parent", "item__item", "item__statute__statute")
SIMPLE = ("assessment", "notice", "registration")
ORDINARY = ("assessment", "notice", "filing", "discussion", "closing", "publication", "complaint", "dispute")
VOID = (State.TRANSFERRED, State.NOT_FILED, State.WITHDRAWN)


def case_of(key):
    """Return a case with the rows that it points at, and with those of which it has one each; None where it is not."""
    case = next(iter(pointing(key)), None)
    if case is None:
        return None
    procedure = case.procedure
    [under] = simple(key) if procedure == Case.Procedure.SUMMARY else ordinary(key)
    for name in {*SIMPLE, *ORDINARY}:
        case._state.fields_cache[name] = row = under._state.fields_cache.get(name)
        if row:
            row.case = case
    hold(case.dossier, "limits", sorted(under.dossier.limits.all(), key=attrgetter("safe_day", "pk")), Limit)
    hold(case, "reports", list(under.reports.all()) if procedure == Case.Procedure.GENERAL else [], Report)
    return case


@prepared(many=("dossier__rulings", "dossier__referrals"))
def pointing(key):
    return Case.objects.filter(pk=key).select_related(*POINTED_AT)


@prepared(many=("dossier__limits",))
def simple(key):
    return under_it(key, *SIMPLE)


@prepared(many=("reports", "dossier__limits"))
def ordinary(key):
    return under_it(key, *ORDINARY)


def under_it(key, *joined):
    return Case.objects.filter(pk=key).select_related("dossier", *joined).only("pk", "dossier__id", *joined)


def papers(dossier, *joined):
    """Return the papers of a dossier in the order in which they were issued, without their contents."""
    mine = Document.objects.filter(dossier__pk=dossier).defer("content", "sealed")
    return mine.select_related("decision__collection", "voiding", *joined).order_by("pk")


@prepared
def simple_papers(dossier):
    return papers(dossier)


@prepared(many=("prior_notice__points",))
def ordinary_papers(dossier):
    return papers(dossier, "prior_notice", "record")


@prepared(many=("certificates",))
def people(keys):
    return Officer.objects.filter(pk__in=keys)


@prepared
def simple_pieces(dossier):
    return Piece.objects.filter(dossier__pk=dossier).order_by("pk")


@prepared(many=("found_facts",), only=("case_id",))
def ordinary_pieces(dossier):
    return Piece.objects.filter(dossier__pk=dossier).select_related("vetting").order_by("pk")


@prepared(many=("records",), only=("kind", "serial", "person", "began_at"))
def found_facts(case):
    return FoundFact.objects.filter(case__pk=case).order_by("position")


@prepared
def recusals(case):
    return Recusal.objects.filter(case__pk=case).select_related("officer").order_by("pk")


@prepared(many=("remarks",))
def reviews(case):
    return (
        Review.objects.filter(case__pk=case).select_related("reviewer").defer("snapshot").order_by("serial")
    )


@prepared
def attendees(discussion):
    return Attendee.objects.filter(discussion__pk=discussion).select_related("officer")


@prepared(many=("servers",), only=("name",))
def attempts(case):
    return Attempt.objects.filter(case__pk=case).order_by("pk")


@prepared
def alike(lookup, item):
    """The filed or decided cases against one party on one item, across sight, with what the law asks of them."""
    known = Q(party__identity_lookup=lookup) | Q(party__operator_lookup=lookup)
    return alike_among(Case.objects.filter(known, item__item__pk=item))


def alike_among(cases):
    """Return what the law asks of those of `cases` that were filed or decided and still stand."""
    done = cases.filter(Q(filed_on__isnull=False) | Q(decided_on__isnull=False)).exclude(state__in=VOID)
    return done.select_related("team", "party", "item", "decision", "filing").only(
        "number", "path", "place", "act_at", "filed_on", "decided_on", "team__full_name", "party__identity_lookup",
        "party__operator_lookup", "item__item_id", "decision__fine", "filing__decided_at",
    )  # fmt: skip


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
