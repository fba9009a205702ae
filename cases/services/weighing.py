"""Should we punish at all, and if so how much: the page between the facts and the decision."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from cases import due
from cases.models import Assessment, Case
from cases.services.rows import locked, require_step
from cases.workflow import AFTER_DECISION, State
from enforcement.dossiers.services import require_open
from enforcement.errors import Conflict
from enforcement.journal.models import Entry
from enforcement.journal.services import record
from enforcement.law.identity import age_on
from enforcement.law.kinds import Capacity
from enforcement.parameters.services import parameters
from enforcement.teams import paths
from enforcement.transactions import joins
from enforcement.workflow import advance


@dataclass(frozen=True)
class LookBack:
    """The answer to 'is it his first': count, last day and unit, and the rule that was used. Nothing else."""

    count: int
    last_on: date | None
    last_team: str
    months: int
    source: str


def look_back(*, case):
    """Count earlier handled violations of the same kind by the same party, city-wide, within the window (R-702).

    It crosses sight on purpose and gives back no more than count, day and unit (ruling 13). The caller
    journals it.
    """
    act_on = timezone.localdate(case.act_at)
    rules = parameters(["first_offence.months", "first_offence.area"], act_on, case.path)
    rule = rules["first_offence.months"]
    since = act_on - relativedelta(months=int(rule.value))
    area = case.path[: paths.CITY if rules["first_offence.area"].value == "CITY" else paths.COUNTY]
    same_party = Q(party__identity_lookup=case.party.identity_lookup)
    if not case.party.identity_lookup:
        same_party = Q(party__name=case.party.name, party_phone=case.party_phone) & ~Q(party_phone="")
    earlier = (
        Case.objects.filter(
            same_party,
            paths.below(area),
            item__item=case.item.item_id,
            decided_on__gte=since,
            decided_on__lte=act_on,
        )
        .filter(state__in=[*AFTER_DECISION, State.CLOSED])
        .exclude(pk=case.pk)
    )
    found = earlier.aggregate(count=Count("pk"), last=Max("decided_on"))
    last = earlier.filter(decided_on=found["last"]).select_related("team").first() if found["count"] else None
    return LookBack(
        found["count"], found["last"], last.team.name if last else "", int(rule.value), rule.source
    )


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


def limb_of(*, age, harm, correction, prior_count, no_fault_evidence, capacity=""):
    """Return the ground on which a penalty would not be imposed, or an empty string (第三十条、第三十三条)."""
    limb, corrected = Assessment.Limb, correction == Assessment.Correction.ON_SPOT
    if age is not None and age < 14:
        return limb.UNDER_AGE
    if capacity == Capacity.NONE:
        return limb.INCAPACITY
    if no_fault_evidence:
        return limb.NO_FAULT
    if corrected and harm == Assessment.Harm.NONE:
        return limb.MINOR
    if corrected and harm == Assessment.Harm.MINOR and prior_count == 0:
        return limb.FIRST
    return ""


@transaction.atomic
def weigh(*, case, answers, version=None, by, at, reasons=None):
    """Save the answers of the page 是否应罚 with the look-back made now, and ask the law.

    answers: see `note_answers`. Raises Refused with every finding. What takes a reason is passed by answers["reason"]
    where its rule is one of REASONED, else by that in `reasons` {rule id: reason}; all are kept as rulings.
    version: that of the case as it was shown; another raises Conflict.
    """
    case = locked(case)
    if version not in (None, case.version):
        raise Conflict("没有保存成功：别人先改过这个案件。您填写的还在下面，核对案件现在的内容后再保存。")
    require_open(case.dossier)
    require_step(case, "weigh", by, at)
    note_answers(case=case, answers=answers, by=by, at=at)
    case.version += 1
    case.save(update_fields=["version"])
    if case.procedure == Case.Procedure.GENERAL:
        ordered = answers["correction"] == Assessment.Correction.ORDERED
        due.fix_correction(case, timezone.localdate(at), answers.get("correct_by") if ordered else None)
    return advance(
        row=case,
        step="weigh",
        by=by,
        at=at,
        reasons=dict.fromkeys(REASONED, answers["reason"]) | given(reasons),
        outcome=answers["outcome"],
        fine=str(answers.get("fine") or ""),
    )


def given(reasons):
    """Return the reasons that say something, {rule id: reason}."""
    return {rule: reason for rule, reason in (reasons or {}).items() if reason.strip()}


# the rules whose WARN the officer's reason on this page answers
REASONED = ("R-112", "R-113", "R-1208")


def note_answers(*, case, answers, by, at):
    """Write the assessment as answered, with a fresh look-back; nothing is asked of the law here.

    answers: harm, correction, outcome (codes of Assessment), fine (Decimal yuan or None), grade, reason, correct_by,
    no_fault_evidence, education, correction_order, guardian_order.
    """
    found = ask_look_back(case=case, by=by, at=at)
    fined = answers["outcome"] in (Assessment.Outcome.FINE, Assessment.Outcome.BOTH)
    spared = answers["outcome"] == Assessment.Outcome.NO_PENALTY
    values = (
        {key: answers.get(key) or "" for key in WORDS}
        | {
            "outcome": answers["outcome"],
            "limb": limb_for(case, answers, found) if spared else "",
            "grade": answers.get("grade") or "" if fined else "",
            "fine": answers.get("fine") if fined else None,
            "correct_by": answers.get("correct_by"),
            "prior_count": found.count,
            "prior_on": found.last_on,
            "prior_team": found.last_team,
            "window_months": found.months,
            "window_source": found.source,
            "searched_at": at,
        }
        | special_of(answers)
    )
    Assessment.objects.update_or_create(case=case, defaults=values)


def special_of(answers):
    """Return {column: value} of what is special about the party and the act; what was not asked stays as it was."""
    asked = {name: answers[name] for name in SPECIAL if name in answers}
    return asked | {name: answers[name] or "" for name in SPECIAL_WORDS if name in answers}


SPECIAL = ("corrected_on", "corrected_proof", "capacity", "appraisal", "mitigations", "safety_harm",
           "ecological_damage")  # fmt: skip
SPECIAL_WORDS = ("capacity_reason", "mitigation_note", "mitigations_rejected")
WORDS = (
    "harm",
    "correction",
    "reason",
    "no_fault_evidence",
    "education",
    "correction_order",
    "guardian_order",
)


def limb_for(case, answers, found):
    """Return the limb that this case's answers lead to."""
    born_on = case.party.born_on
    return limb_of(
        age=age_on(born_on, timezone.localdate(case.act_at)) if born_on else None,
        harm=answers["harm"],
        correction=answers["correction"],
        prior_count=found.count,
        no_fault_evidence=answers.get("no_fault_evidence"),
        capacity=answers.get("capacity"),
    )
