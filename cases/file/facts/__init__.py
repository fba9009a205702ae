"""The law's facts of a case, or of ten thousand, in a fixed number of queries (ruling 2)."""

from dataclasses import fields
from functools import partial

from django.utils import timezone

from cases.file.bulk import file_of
from cases.file.facts import general, inquiry, reviewing, shared
from cases.file.facts.demand import FactsOnDemand
from cases.file.facts.serving import serving_facts
from cases.file.facts.shared import PENALTIES
from cases.file.facts.telling import telling
from cases.models import Case
from enforcement.law import facts as law
from enforcement.law.facts import CaseFacts
from enforcement.procedures.asking import builds_facts

__all__ = ["PENALTIES", "facts_of"]


@builds_facts(Case, CaseFacts)
def facts_of(cases, *, at):
    """Return one CaseFacts for each case, in the given order, as of the moment `at`.

    The cases are as somebody has just read them; everything else is read here, in a number of queries that does not
    grow with the cases. What has not been recorded is UNKNOWN.
    """
    near = file_of(cases, timezone.localdate(at))
    return [facts_on(case, near, at) for case in cases]


def facts_on(case, near, at):
    """Return the facts of one case from what was read around it; each group is built when a rule first reads it."""
    ordinary = case.procedure == Case.Procedure.GENERAL
    own = general if ordinary else shared
    makers = {name: partial(make, case, near) for name, make in SHARED.items()}
    makers |= {name: partial(getattr(own, name), case, near) for name in BOTH}
    makers |= {name: partial(getattr(own, name), case, near, at) for name in TIMED}
    if ordinary:
        makers |= {name: partial(make, case, near) for name, make in ORDINARY.items()}
    return FactsOnDemand(makers | {"clock": partial(moment, case, near, at)})


def moment(case, near, at):
    return law.Clock(
        day=timezone.localdate(at),
        at=at,
        filed_on=case.filed_on or timezone.localdate(case.opened_at),
        calendar=near.calendar,
    )


def limits(case, near):
    """Return the last days that the file keeps of time limits, those that were met among them."""
    kept = {row.key: row.legal_last_day for row in near.fixed[case.pk]}
    return law.Limits(**{each.name: kept.get(each.name, law.UNKNOWN) for each in fields(law.Limits)})


# group: the function of (case, near) that builds it
SHARED = {
    "act": shared.act, "party": shared.party, "item": shared.item, "agency": shared.agency,
    "assessment": shared.assessment, "benchmark": shared.benchmark, "collection": shared.collection,
    "payment": shared.payment, "registration": shared.registration, "repeats": shared.repeats, "step": shared.step,
}  # fmt: skip
# those that each procedure builds in its own way, the second row with the moment as well
BOTH = ("notice", "delivery", "closing")
TIMED = ("officers", "decision")
ORDINARY = {
    "filing": general.filing, "document": general.paper, "record": inquiry.record,
    "reviewing": reviewing.reviewing, "discussion": reviewing.discussion, "serving": serving_facts,
    "jurisdiction": general.jurisdiction, "recusals": general.recusals, "inquiry": inquiry.inquiry,
    "gains": inquiry.gains, "norms": general.norms, "hearing": general.hearing,
    "publication": general.publication, "stages": general.stages, "telling": telling,
    "complaint": general.complaint, "limits": limits,
}  # fmt: skip
