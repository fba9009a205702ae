"""What the law says of each outcome, before the officer chooses one: the page 是否应罚 while it is being answered."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from cases.file.facts import PENALTIES, facts_of, shared
from cases.models import Assessment
from cases.party.lookback import look_back
from cases.weighing.service import drafted
from enforcement import law
from enforcement.law import kinds
from enforcement.law.amounts import Range, yuan
from enforcement.law.clauses import Clause, named
from enforcement.law.findings import Level
from enforcement.law.kinds import Tier
from enforcement.law.rules import exemption, tiers
from enforcement.law.rules.age import minor
from enforcement.law.rules.summary import ceiling

OUTCOMES = Assessment.Outcome


AMOUNT = {"decision.fine", "decision.tier", "decision.band"}
# what is missing and can be filled on this very page shuts nothing
ASKED_HERE = {
    "party.guardian", "decision.guardian_order", "act.safety_harm", "act.ecological_damage",
    "assessment.mitigation_note",
}  # fmt: skip


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
        return [one for one in apart if one.level is Level.BLOCK and one not in self.missing]

    @property
    def missing(self):
        """Return what is still to be filled on this page."""
        return [finding for finding in self.findings if ASKED_HERE & set(finding.facts[:1])]

    @property
    def shut(self):
        return bool(self.stops)

    @property
    def grounds(self):
        """Return what has to be said before it is chosen; where the law forbids, that alone."""
        return self.stops or [finding for finding in self.findings if finding not in self.about_amount]


@dataclass
class Advice:
    """outcomes in the order of the page; bands: BandShown in their order; limb: code or empty.

    tier, band and fine are what stands in the form: as chosen by the officer, else as proposed. open: what the law
    leaves to that tier and band. lightening: grounds for less, in words. minor: somebody answers for the party.
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
    open: tiers.Open
    several: bool
    band: str
    proposed_band: str
    lightening: tuple
    minor: bool
    fine_min: Decimal

    @property
    def limb_words(self):
        return kinds.Limb(self.limb).label if self.limb else ""

    @property
    def limb_clause(self):
        """Return where the ground stands that these answers lead to."""
        return exemption.place_of(kinds.Limb(self.limb)) if self.limb else ""

    @property
    def must_be_spared(self):
        """Return whether the ground leaves no choice."""
        return bool(self.limb) and kinds.Limb(self.limb) not in exemption.OPEN

    @property
    def no_ground(self):
        """Return every place of which none fits, in words."""
        return named(
            *dict.fromkeys(Clause(each.statute, each.article) for each in exemption.GROUNDS.values())
        )

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
        """Return the tiers that may be chosen, each once: (code, words); 减轻 only where a ground opens it."""
        codes = [band.tier for band in self.bands]
        if self.lightening and self.fine_min:
            codes.insert(0, Tier.MITIGATED)
        if codes and (self.lightening or self.tier == Tier.LIGHTER):
            codes.append(Tier.LIGHTER)
        return [(code, Tier(code).label) for code in sorted(dict.fromkeys(codes), key=tiers.ORDER.index)]

    @property
    def published(self):
        return bool(self.bands) and bool(self.bands[0].key)

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


@dataclass(frozen=True)
class BandShown:
    """A range as a page shows it: key of a published band, "" of the default split; `here`: proposed or chosen."""

    key: str
    tier: str
    words: str
    range: Range
    here: bool = False


def bands_of(facts):
    """Return (ranges that stand on the step's day, their source): published, or by the default split (R-113)."""
    published, chosen = tiers.bands(facts), tiers.chosen(facts)
    if published:
        rows = [
            BandShown(
                band.key,
                band.tier,
                banded(band),
                Range(band.low, band.high),
                band is chosen or band == chosen,
            )
            for band in published
        ]
        return rows, published[0].source
    if facts.item.fine_max is None:
        return [], ""
    rows = []
    for tier in tiers.SPLIT:
        [span] = tiers.permitted(facts.but(decision={"tier": tier})).ranges
        rows.append(BandShown("", tier, tier.label, span, tier == facts.decision.tier))
    return rows, "没有公布裁量基准，按法定幅度的默认划分（待确认）"


def banded(band):
    """Return a published band in words: its place, its circumstance."""
    place = f"第{band.rank}档" if band.rank else Tier(band.tier).label
    return f"{place} {band.circumstance}".strip()


def advise(case, *, harm, correction, fine=None, grade="", band="", no_fault_evidence="", special=None, at):
    """Return the Advice for these answers, asking the same law that will be asked when they are saved.

    fine, grade and band: what the officer set himself; without them the proposal is looked at. special: what is
    special about the party and the act, by the names of the form.
    """
    found = look_back(case=case)
    answers = {"harm": harm, "correction": correction, "no_fault_evidence": no_fault_evidence}
    row, facts = answered(case, found, at, **answers, **special or {})
    likely = tiers.likely(facts)
    facts = facts.but(decision={"band": band or likely})
    suggested = tiers.proposed(facts)
    facts = facts.but(decision={"tier": Tier(grade) if grade else suggested})
    amount = tiers.middle(tiers.permitted(facts).ranges)
    bands, source = bands_of(facts)
    asked = fine or amount
    return Advice(
        found,
        row.limb,
        [
            OutcomeAdvice(code, code.label, _findings(facts, code, row, asked, at))
            for code in possible(case.item)
        ],
        bands,
        source,
        facts.decision.tier,
        asked,
        suggested,
        amount,
        band=band or likely,
        proposed_band=likely,
        fine_min=case.item.fine_range[0] or Decimal(0),
        **bounds_of(facts, bands),
    )


def bounds_of(facts, bands):
    """Return what the law leaves open to the tier and band of these facts, by the names of an Advice."""
    return {
        "threshold": ceiling(facts),
        "open": tiers.permitted(facts),
        "several": len({each.key for each in bands}) > 1,
        "lightening": tiers.lightening(facts),
        "minor": minor(facts),
    }


def answered(case, found, at, *, appraisal=None, **answers):
    """Return (the assessment as these answers make it, not saved, the facts of the case with it)."""
    row = drafted(case, answers, found, at)
    row.appraisal_id = int(appraisal) if str(appraisal or "").isdecimal() else None
    return row, answered_facts(case, row, answers, at)


def answered_facts(case, row, answers, at):
    """Return the facts of the case as they would be with these answers saved; nothing is decided in them yet."""
    [facts] = facts_of([case], at=at)
    pieces = tuple(str(key) for key in case.dossier.pieces.values_list("pk", flat=True))
    known = facts.raw("decision")
    procedure = kinds.Procedure(case.procedure)
    decision = known if known is not law.facts.UNKNOWN else law.facts.Decision(procedure=procedure)
    own = shared.person(case, row)
    act = {
        name: answers[name] for name in ("safety_harm", "ecological_damage") if answers.get(name) is not None
    }
    return facts.but(
        assessment=shared.answered(case, row, pieces),
        party={
            "guardian": answers.get("guardian") or case.guardian,
            "capacity": own.capacity,
            "capacity_evidence": own.capacity_evidence,
        },
        act=act,
        decision=decision.but(outcome=kinds.Outcome.PENALTY, fine=None, tier=None, band=""),
    )


def _findings(facts, code, row, fine, at):
    spared = code == OUTCOMES.NO_PENALTY
    fined = code in (OUTCOMES.FINE, OUTCOMES.BOTH)
    decision = law.facts.Decision(
        outcome=kinds.Outcome.NO_PENALTY if spared else kinds.Outcome.PENALTY,
        procedure=facts.decision.procedure,
        kinds=PENALTIES[code],
        fine=yuan(fine) if fined and fine else None,
        tier=facts.decision.tier if fined else None,
        band=facts.decision.band if fined else "",
        day=timezone.localdate(at),
        at=at,
        limb=kinds.Limb(row.limb) if spared and row.limb else None,
        order="责令改正",
    )
    return law.check(facts.but(decision=decision), gate="case.weigh")
