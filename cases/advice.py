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

OUTCOMES = Assessment.Outcome


@dataclass
class OutcomeAdvice:
    """One outcome: open, open with a reason, or shut, and why."""

    code: str
    label: str
    findings: list

    @property
    def shut(self):
        return any(finding.level is Level.BLOCK for finding in self.findings)


@dataclass
class Advice:
    """outcomes in the order of the page; bands: (tier code, words, low, high); limb: code or empty."""

    found: object
    limb: str
    outcomes: list
    bands: list
    source: str
    tier: str
    fine: Decimal | None
    threshold: Decimal

    @property
    def limb_words(self):
        return kinds.Limb(self.limb).label if self.limb else ""

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


def proposed(bands, harm, correction, prior_count):
    """Return (tier, fine) that the answers suggest: the middle of a band in whole yuan, never above it."""
    tier = kinds.Tier.LIGHTER
    if harm == kinds.Harm.SERIOUS or prior_count or correction == Assessment.Correction.REFUSED:
        tier = kinds.Tier.ORDINARY
    if harm == kinds.Harm.SERIOUS and prior_count:
        tier = kinds.Tier.HEAVIER
    for code, _, low, high in bands:
        if code == tier and high:
            middle = ((low + high) / 2).quantize(Decimal(1))
            return tier, min(max(middle, low, Decimal(1)), high)
    return tier, None


def advise(case, *, harm, correction, fine=None, no_fault_evidence="", at):
    """Return the Advice for these answers, asking the same law that will be asked when they are saved."""
    [facts] = facts_of([case], at=at)
    found = look_back(case=case)
    answers = {"harm": harm, "correction": correction, "no_fault_evidence": no_fault_evidence}
    limb = limb_for(case, answers, found)
    bands, source = bands_of(facts, timezone.localdate(case.act_at))
    tier, suggestion = proposed(bands, harm, correction, found.count)
    base = facts.but(assessment=_assessment(facts, answers, found))
    outcomes = [
        OutcomeAdvice(code, code.label, _findings(base, code, limb, tier, fine or suggestion, at))
        for code in possible(case.item)
    ]
    limit = Decimal(3000) if case.party.kind == kinds.PartyKind.ORGANISATION else Decimal(200)
    return Advice(found, limb, outcomes, bands, source, tier, suggestion, limit)


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


def _findings(facts, code, limb, tier, fine, at):
    spared = code == OUTCOMES.NO_PENALTY
    fined = code in (OUTCOMES.FINE, OUTCOMES.BOTH)
    decision = law.facts.Decision(
        outcome=kinds.Outcome.NO_PENALTY if spared else kinds.Outcome.PENALTY,
        kinds=PENALTIES[code],
        fine=yuan(fine) if fined and fine else None,
        tier=tier if fined else None,
        day=timezone.localdate(at),
        at=at,
        limb=kinds.Limb(limb) if spared and limb else None,
        order="责令改正",
    )
    return law.check(facts.but(decision=decision), gate="case.weigh")
