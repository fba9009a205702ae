"""The tables around cases, each read by the keys of the rows that are wanted, however many cases there are."""

from cases.models import (
    Assessment,
    Decision,
    OralNotice,
    Party,
    Payment,
    Registration,
)
from enforcement.documents.models import Delivery, Document
from enforcement.parameters.models import Parameter
from enforcement.prepared import prepared
from enforcement.procedures.models import Limit
from enforcement.teams.models import Certificate, Officer, Team
from evidence.models import Piece
from lists.models import Devolution, DiscretionBand, ItemVersion


@prepared
def assessments(cases):
    return Assessment.objects.filter(case__pk__in=cases)


@prepared
def notices(cases):
    return OralNotice.objects.filter(case__pk__in=cases)


@prepared
def pieces(dossiers):
    return Piece.objects.filter(dossier__pk__in=dossiers).select_related("vetting")


@prepared
def decisions(cases):
    return Decision.objects.filter(case__pk__in=cases).select_related("collection", "document")


@prepared
def registrations(cases):
    return Registration.objects.filter(case__pk__in=cases)


@prepared
def limits_to_pay(cases):
    return Limit.objects.filter(subject="case", row__in=cases, key="pay")


@prepared
def fixed_limits(cases):
    return Limit.objects.filter(subject="case", row__in=cases).order_by("pk")


@prepared
def limits(dossier):
    return Limit.objects.filter(dossier__pk=dossier).order_by("pk")


@prepared
def deliveries(documents):
    return Delivery.objects.filter(document__pk__in=documents)


def left_to_serve(dossiers, kinds):
    """Return the papers of these kinds that stand in the files and have not been delivered."""
    standing = Document.objects.filter(dossier__in=dossiers, kind__in=kinds).standing()
    return standing.filter(deliveries=None).order_by("pk")


@prepared
def payments(decisions):
    return Payment.objects.filter(decision__pk__in=decisions).order_by("paid_on", "pk")


@prepared
def parties(keys):
    return Party.objects.filter(pk__in=keys)


@prepared
def items(keys):
    return ItemVersion.objects.with_law().filter(pk__in=keys)


@prepared
def teams(keys):
    return Team.objects.select_related("parent").filter(pk__in=keys)


@prepared
def people(keys):
    return Officer.objects.filter(pk__in=keys)


@prepared
def certificates(officers):
    return Certificate.objects.filter(officer__pk__in=officers)


@prepared
def devolutions(items, teams):
    return Devolution.objects.filter(item__pk__in=items, team__pk__in=teams)


@prepared
def parameters(day, areas, names):
    return Parameter.objects.on(day).filter(path__in=areas, key__in=names)


@prepared
def bands(items):
    found = DiscretionBand.objects.filter(benchmark__item__pk__in=items).select_related("benchmark")
    return found.order_by("benchmark", "position")
