"""The tiers of discretion: which ranges stand, which one the case falls into, and what is open to it (R-113).

Rule, advice, review desk and papers ask here; nobody else compares tiers.
"""

from dataclasses import dataclass
from decimal import Decimal

from enforcement.law.amounts import Range, default_range, whole_yuan
from enforcement.law.kinds import Capacity, Harm, Tier
from enforcement.law.rules.age import age_at_act, young

PUBLISHED, DEFAULT = "已公布的裁量基准", "默认幅度（没有公布裁量基准，待法制部门确认）"
SPLIT = (Tier.LIGHTER, Tier.ORDINARY, Tier.HEAVIER)
ORDER = tuple(Tier)


@dataclass(frozen=True)
class Open:
    """What is open to a case: `ranges`, None where the law sets no range in yuan; where they come from."""

    ranges: tuple[Range, ...] | None
    source: str = ""

    def __contains__(self, fine):
        return self.ranges is None or any(fine in each for each in self.ranges)

    def __str__(self):
        return "、".join(map(str, self.ranges or ())) or "没有这一阶次"


def bands_on(benchmark, day):
    """Return the bands in force on `day` of the nearest benchmark, each with the law's tier it stands for."""
    standing = [
        band
        for band in benchmark.bands
        if band.valid_from <= day and (band.valid_to is None or day <= band.valid_to)
    ]
    nearest = max((len(band.area) for band in standing), default=0)
    standing = [band for band in standing if len(band.area) == nearest]
    ranks = [band.rank for band in standing]
    return [band if band.tier else band.but(tier=tier_of(band.rank, ranks)) for band in standing]


def tier_of(rank, ranks):
    """Return the law's tier of a published one: the lightest is 从轻, the heaviest 从重, all between 一般."""
    if rank == min(ranks) < max(ranks):
        return Tier.LIGHTER
    return Tier.HEAVIER if rank == max(ranks) > min(ranks) else Tier.ORDINARY


def rank_of(band):
    """Return the place of a band among the others, the lightest first."""
    return band.rank or ORDER.index(band.tier)


def bands(facts):
    """Return the bands that govern the case on the step's day, [] where the default split does."""
    return bands_on(facts.benchmark, facts.clock.day)


def chosen(facts):
    """Return the band whose circumstance was found, else the only one of the tier, None where several might be."""
    standing = bands(facts)
    if facts.decision.band:
        return next((band for band in standing if band.key == facts.decision.band), None)
    fitting = [band for band in standing if band.tier == facts.decision.tier]
    return fitting[0] if len(fitting) == 1 else None


def lightening(facts) -> tuple[str, ...]:
    """Return in words what lets the party be treated more lightly than his circumstances say (PL 30–32).

    A ground that the officers rejected is none.
    """
    found = () if facts.assessment.mitigations_rejected.strip() else facts.assessment.mitigations
    youth = (f"行为时{age_at_act(facts)}周岁",) if young(facts) else ()
    impaired = (Capacity.PARTIAL.label,) if facts.party.capacity == Capacity.PARTIAL else ()
    return (*youth, *impaired, *found)


def aggravating(facts) -> tuple[str, ...]:
    """Return in words what lets, or under the environmental code must let, the party be treated more heavily."""
    refused = ("拒不改正违法行为",) if facts.assessment.refused else ()
    return (*refused, *facts.assessment.aggravations)


def permitted(facts) -> Open:
    """Return what is open to the chosen tier, in the circumstance found.

    The circumstance gives its own range. Below it lies what a ground of lightening opens, above it what a ground
    of aggravation does; 减轻 lies below the statutory minimum.
    """
    tier, low = facts.decision.tier, facts.item.fine_min or Decimal(0)
    standing, band = bands(facts), chosen(facts)
    own = [each for each in standing if each.tier == tier]
    if standing and not (tier == Tier.MITIGATED and not own):
        if band is None:
            return Open((), PUBLISHED)
        return Open(tuple(Range(each.low, each.high) for each in reached(standing, band, tier)), PUBLISHED)
    if facts.item.fine_max is None:
        return Open(None)
    split = facts.benchmark.low_share, facts.benchmark.high_share
    return Open((default_range(tier, low, facts.item.fine_max, *split),), DEFAULT)


def reached(standing, band, tier):
    """Return the bands that `tier` reaches from the `band` of the circumstance: itself, those below, those above."""
    way = ORDER.index(tier) - ORDER.index(band.tier)
    if way == 0:
        return [band]
    here = rank_of(band)
    return [each for each in standing if (rank_of(each) < here if way < 0 else rank_of(each) > here)]


def apart(facts) -> str:
    """Return in words how the tier leaves that of the circumstance without a ground for it, "" where it does not."""
    band, tier = chosen(facts), facts.decision.tier
    if band is None or tier is None or tier == band.tier:
        return ""
    lighter = ORDER.index(tier) < ORDER.index(band.tier)
    if lightening(facts) if lighter else aggravating(facts):
        return ""
    missing = "没有登记应当从轻或者减轻的情形" if lighter else "没有登记从重的情形"
    return f"所选情形属于{Tier(band.tier).label}，却按{Tier(tier).label}处罚，{missing}"


def proposed(facts) -> Tier:
    """Return the tier to propose: that of the circumstance found, lightened or aggravated as the law demands."""
    band = chosen(facts) if facts.decision.band else None
    tier = band.tier if band else suggested(facts)
    if facts.act.environmental and aggravating(facts):
        tier = Tier.HEAVIER
    return min(tier, Tier.LIGHTER, key=ORDER.index) if lightening(facts) else tier


def likely(facts) -> str:
    """Return the key of the only published range that the answers point at, "" where there are several or none."""
    fitting = [each.key for each in bands(facts) if each.tier == suggested(facts)]
    return fitting[0] if len(fitting) == 1 else ""


def suggested(facts) -> Tier:
    """Return the tier that the answers suggest before any circumstance is chosen (design default)."""
    found, again = facts.assessment, bool(facts.assessment.prior_days)
    if found.harm == Harm.SERIOUS:
        return Tier.HEAVIER if again else Tier.ORDINARY
    return Tier.ORDINARY if again or found.refused else Tier.LIGHTER


def middle(ranges) -> Decimal | None:
    """Return the middle of the first range in whole yuan, half up, never outside it; None without a range."""
    for each in ranges or ():
        if each.high > 0:
            return min(max(whole_yuan((each.low + each.high) / 2), each.low, Decimal(1)), each.high)
    return None
