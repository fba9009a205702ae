"""What the law says of each outcome, before the officer chooses one: the page 是否应罚 while it is being answered."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from cases.facts import PENALTIES, facts_of
from cases.models import Assessment
from cases.services.weighing import limb_for, look_back
from enforcement import law
from enforcement.law import kinds
from enforcement.law.amounts import default_range, yuan
from enforcement.law.findings import Level
from enforcement.law.identity import age_on
from enforcement.law.rules.summary import ceiling

OUTCOMES = Assessment.Outcome


AMOUNT = {"decision.fine", "decision.tier"}


@dataclass
class OutcomeAdvice:
    """One outcome: open, open with a reason, or shut, and why. What another amount would cure shuts nothing."""

    code: str
    label: str
    findings: list

    @property
    def about_amount(self):
        return [finding for finding in self.findings if AMOUNT & set(finding.facts)]

    @property
    def stops(self):
        apart = [finding for finding in self.findings if not AMOUNT & set(finding.facts)]
        return [finding for finding in apart if finding.level is Level.BLOCK]

    @property
    def shut(self):
        return bool(self.stops)

    @property
    def grounds(self):
        """Return what has to be said before it is chosen; where the law forbids, that alone."""
        return self.stops or [finding for finding in self.findings if finding not in self.about_amount]


@dataclass
class Advice:
    """outcomes in the order of the page; bands: (tier code, words, low, high); limb: code or empty.

    tier and fine are what stands in the form: as chosen by the officer, else as proposed.
    """

    found: object
    limb: str
    outcomes: list
    bands: list
    source: str
    tier: str
    fine: Decimal | None
    proposed_tier: str
    proposed_fine: Decimal | None
    threshold: Decimal

    @property
    def limb_words(self):
        return kinds.Limb(self.limb).label if self.limb else ""

    @property
    def grounds(self):
        """Return what is said of the outcomes, once for those that share it: (outcomes, grounds)."""
        shared = {}
        for outcome in self.outcomes:
            if outcome.grounds:
                shared.setdefault(tuple(outcome.grounds), []).append(outcome)
        return [(outcomes, grounds) for grounds, outcomes in shared.items()]

    @property
    def tiers(self):
        """Return the tiers that the bands know, each once: (code, words)."""
        return [(code, kinds.Tier(code).label) for code in dict.fromkeys(code for code, *_ in self.bands)]

    @property
    def about_amount(self):
        """Return what the law says of the amount that stands in the form."""
        fined = [one for one in self.outcomes if one.code in (OUTCOMES.FINE, OUTCOMES.BOTH)]
        return fined[0].about_amount if fined else []

    @property
    def penalty_open(self):
        return any(not outcome.shut for outcome in self.outcomes if outcome.code != OUTCOMES.NO_PENALTY)


def possible(item):
    """Return the outcomes that the item's own text knows: no penalty always, the rest by its kinds."""
    allowed = set(item.penalty_kinds)
    wanted = {OUTCOMES.NO_PENALTY: set()} | {code: set(need) for code, need in PENALTIES.items()}
    order = (OUTCOMES.NO_PENALTY, OUTCOMES.WARNING, OUTCOMES.FINE, OUTCOMES.BOTH)
    return [code for code in order if wanted[code] <= allowed]


def bands_of(facts, day):
    """Return the discretion bands for the act's day, published or by the default split, with their source (R-113)."""
    published = [band for band in facts.benchmark.bands if band.valid_from <= day <= (band.valid_to or day)]
    if published:
        rows = [(band.tier, band.circumstance or band.tier.label, band.low, band.high) for band in published]
        return rows, published[0].source
    item = facts.item
    if item.fine_max is None:
        return [], ""
    shares = facts.benchmark.low_share, facts.benchmark.high_share
    rows = []
    for tier in (kinds.Tier.LIGHTER, kinds.Tier.ORDINARY, kinds.Tier.HEAVIER):
        span = default_range(tier, item.fine_min or Decimal(0), item.fine_max, *shares)
        rows.append((tier, tier.label, span.low, span.high))
    return rows, "没有公布裁量基准，按法定幅度的默认划分（待确认）"


def proposed_tier(harm, correction, prior_count, young):
    """Return the tier that the answers suggest; who is under eighteen is never treated harder than 从轻."""
    if young:
        return kinds.Tier.LIGHTER
    if harm == kinds.Harm.SERIOUS:
        return kinds.Tier.HEAVIER if prior_count else kinds.Tier.ORDINARY
    hard = prior_count or correction == Assessment.Correction.REFUSED
    return kinds.Tier.ORDINARY if hard else kinds.Tier.LIGHTER


def proposed_fine(bands, tier):
    """Return the middle of the tier's band in whole yuan, never outside it, or nothing where no band is known."""
    for code, _, low, high in bands:
        if code == tier and high:
            middle = ((low + high) / 2).quantize(Decimal(1))
            return min(max(middle, low, Decimal(1)), high)
    return None


def advise(case, *, harm, correction, fine=None, grade="", no_fault_evidence="", special=None, at):
    """Return the Advice for these answers, asking the same law that will be asked when they are saved.

    fine and grade: what the officer set himself; without them the proposal is looked at. special: capacity and its
    evidence, mitigations, grounds of a longer limitation, as the page of the ordinary procedure asks for them.
    """
    special = special or {}
    [facts] = facts_of([case], at=at)
    found = look_back(case=case)
    answers = {"harm": harm, "correction": correction, "no_fault_evidence": no_fault_evidence}
    answers["capacity"] = special.get("capacity", "")
    limb, day = limb_for(case, answers, found), timezone.localdate(at)
    bands, source = bands_of(facts, day)
    young = case.party.born_on is not None and age_on(case.party.born_on, day) < 18
    suggested = proposed_tier(harm, correction, found.count, young)
    tier = kinds.Tier(grade) if grade else suggested
    amount = proposed_fine(bands, tier)
    base = with_special(facts.but(assessment=_assessment(facts, answers, found)), special)
    outcomes = [
        OutcomeAdvice(code, code.label, _findings(base, code, limb, tier, fine or amount, at))
        for code in possible(case.item)
    ]
    return Advice(
        found,
        limb,
        outcomes,
        bands,
        source,
        tier,
        fine or amount,
        suggested,
        amount,
        threshold=ceiling(facts),
    )


def _assessment(facts, answers, found):
    pieces = (
        facts.raw("assessment.evidence")
        if facts.raw("assessment") is not law.facts.UNKNOWN
        else ("现场照片",)
    )
    return law.facts.Assessment(
        minor=answers["harm"] == kinds.Harm.NONE,
        harm=kinds.Harm(answers["harm"]),
        corrected=answers["correction"] == Assessment.Correction.ON_SPOT,
        refused=answers["correction"] == Assessment.Correction.REFUSED,
        evidence=pieces,
        prior_queried=True,
        prior_days=(found.last_on,) * found.count,
        lookback_months=found.months,
        lookback_source=found.source,
        fault_evidence=("证据",) if answers["no_fault_evidence"] else (),
        fault_accepted=bool(answers["no_fault_evidence"]),
    )


def with_special(facts, special):
    """Return the facts with what is special about the party and the act, as it is being answered."""
    if not special:
        return facts
    labels = [Assessment.Mitigation(code).label for code in special["mitigations"]]
    return facts.but(
        party={
            "capacity": kinds.Capacity(special["capacity"]),
            "capacity_evidence": (str(special["appraisal"]),) if special["appraisal"] else (),
        },
        assessment={
            "mitigations": tuple(labels),
            "mitigations_rejected": special["mitigations_rejected"],
            "capacity_reason": special["capacity_reason"],
        },
        act={
            "safety_harm": bool(special["safety_harm"]),
            "ecological_damage": bool(special["ecological_damage"]),
        },
    )


def _findings(facts, code, limb, tier, fine, at):
    spared = code == OUTCOMES.NO_PENALTY
    fined = code in (OUTCOMES.FINE, OUTCOMES.BOTH)
    decision = law.facts.Decision(
        outcome=kinds.Outcome.NO_PENALTY if spared else kinds.Outcome.PENALTY,
        procedure=facts.decision.procedure,
        kinds=PENALTIES[code],
        fine=yuan(fine) if fined and fine else None,
        tier=tier if fined else None,
        day=timezone.localdate(at),
        at=at,
        limb=kinds.Limb(limb) if spared and limb else None,
        order="责令改正",
    )
    return law.check(facts.but(decision=decision), gate="case.weigh")
