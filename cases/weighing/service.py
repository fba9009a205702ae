"""Should we punish at all, and if so how much: the page between the facts and the decision."""

from django.utils import timezone

from cases.file.facts import shared
from cases.limits import due
from cases.models import Assessment, Case
from cases.party.lookback import look_back
from enforcement import law
from enforcement.errors import Conflict
from enforcement.journal.models import Entry
from enforcement.journal.services import record
from enforcement.law.rules import exemption
from enforcement.procedures.acting import act
from enforcement.transactions import joins


def ask_look_back(*, case, by, at):
    """Look back, and write down who asked about whom."""
    found = look_back(case=case)
    note_look_back(case, found, case.dossier, by=by, at=at)
    return found


def note_look_back(case, found, dossier, *, by, at):
    """Journal a look-back: once a day for each person, party and item on a dossier, since pages ask at every change."""
    asked = {"party": case.party.identity_lookup[:16] or case.party.name[:1], "item": case.item.item.code}
    known = Entry.objects.filter(
        chain__key=dossier.chain_key, verb="case.look_back", day=timezone.localdate(at), actor=by,
        data__party=asked["party"], data__item=asked["item"], data__count=found.count,
    )  # fmt: skip
    if not known.exists():
        record(dossier, "case.look_back", by=by, at=at, count=found.count, months=found.months, **asked)


@joins
def renew_look_back(*, case, by, at):
    """Look back again where the answers were given on an earlier day: another town may have decided meanwhile."""
    found = case.assessment
    if timezone.localdate(found.searched_at) == timezone.localdate(at):
        return
    now = ask_look_back(case=case, by=by, at=at)
    found.prior_count, found.prior_on, found.prior_team = now.count, now.last_on, now.last_team
    found.searched_at = at
    found.save(update_fields=["prior_count", "prior_on", "prior_team", "searched_at"])


def weigh(*, case, answers, version=None, by, at, reasons=None):
    """Save the answers of the page 是否应罚 with the look-back made now, and ask the law.

    answers: see `note_answers`. Raises Refused with every finding. What takes a reason is passed by answers["reason"]
    where its rule is one of REASONED, else by that in `reasons` {rule id: reason}; all are kept as rulings.
    version: that of the case as it was shown; another raises Conflict.
    """
    with act(case, "weigh", by=by, at=at) as case:
        if version not in (None, case.version):
            raise Conflict("没有保存成功：别人先改过这个案件。您填写的还在下面，核对案件现在的内容后再保存。")
        note_answers(case=case, answers=answers, by=by, at=at)
        case.version += 1
        if case.procedure == Case.Procedure.GENERAL:
            ordered = answers["correction"] == Assessment.Correction.ORDERED
            due.fix_correction(case, timezone.localdate(at), answers.get("correct_by") if ordered else None)
        case.taking.reasons = dict.fromkeys(REASONED, answers["reason"]) | given(reasons)
        case.taking.go(outcome=answers["outcome"], fine=str(answers.get("fine") or ""))
    return case


def given(reasons):
    """Return the reasons that say something, {rule id: reason}."""
    return {rule: reason for rule, reason in (reasons or {}).items() if reason.strip()}


# the rules whose WARN the officer's reason on this page answers
REASONED = ("R-111", "R-112", "R-113", "R-1208")


def note_answers(*, case, answers, by, at):
    """Write the assessment as answered, with a fresh look-back; nothing is asked of the law here but the limb.

    answers: harm, correction, outcome (codes of Assessment), fine (Decimal yuan or None), grade, band, reason,
    correct_by, no_fault_evidence, education, correction_order, guardian_order; of the party and the act guardian,
    capacity, appraisal, capacity_reason, mitigations, mitigation_note, mitigations_rejected, aggravations,
    safety_harm, ecological_damage; what was not asked stays as it was.
    """
    found = ask_look_back(case=case, by=by, at=at)
    row = drafted(case, answers, found, at)
    Assessment.objects.update_or_create(case=case, defaults=values_of(row))
    for name in OF_THE_CASE:
        if answers.get(name) not in (None, ""):
            setattr(case, name, answers[name])


def drafted(case, answers, found, at):
    """Return the assessment that these answers make, unsaved, with the limb that the law finds in them.

    found: the LookBack made now. The page asks with it before anything is chosen, and then has no outcome yet.
    """
    kept = getattr(case, "assessment", None)
    row = Assessment(**values_of(kept) if kept else {})
    outcome = answers.get("outcome", "")
    fined = outcome in (Assessment.Outcome.FINE, Assessment.Outcome.BOTH)
    row.outcome, row.correct_by = outcome, answers.get("correct_by")
    for name in WORDS:
        setattr(row, name, answers.get(name) or "")
    for name in (each for each in SPECIAL if each in answers):
        setattr(row, name, answers[name] or Assessment._meta.get_field(name).get_default())
    row.grade, row.band = (answers.get(name) or "" if fined else "" for name in ("grade", "band"))
    row.fine = answers.get("fine") if fined else None
    row.prior_count, row.prior_on, row.prior_team = found.count, found.last_on, found.last_team
    row.window_months, row.window_source, row.searched_at = found.months, found.source, at
    row.limb = limb_for(case, row) if outcome in ("", Assessment.Outcome.NO_PENALTY) else ""
    return row


def values_of(row):
    """Return {column: value} of an assessment, without what tells it from others."""
    return {name: getattr(row, name) for name in COLUMNS}


COLUMNS = tuple(each.attname for each in Assessment._meta.concrete_fields if each.name not in ("id", "case"))
OF_THE_CASE = ("guardian", "safety_harm", "ecological_damage")
SPECIAL = (
    "corrected_on", "corrected_proof", "capacity", "appraisal", "capacity_reason", "mitigations",
    "mitigation_note", "mitigations_rejected", "aggravations",
)  # fmt: skip
WORDS = (
    "harm",
    "correction",
    "reason",
    "no_fault_evidence",
    "education",
    "correction_order",
    "guardian_order",
)


def limb_for(case, row):
    """Return the code of the limb that the law finds in these answers, "" where it finds none."""
    facts = law.facts.CaseFacts(
        party=shared.person(case, row).but(born_on=case.party.born_on),
        act=law.facts.Act(day=timezone.localdate(case.act_at)),
        assessment=shared.answered(case, row, ()),
    )
    return exemption.limb_of(facts) or ""
