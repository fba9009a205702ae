"""What a page or the API shows of one item: its law, its amounts, who may act, what it was before."""

from enforcement.law.amounts import default_range, shown
from enforcement.law.clauses import numeral
from enforcement.law.kinds import Tier
from enforcement.parameters.services import NoParameter, parameters
from enforcement.teams import paths
from enforcement.teams.models import Team
from lists.models import BUREAU, Devolution, DiscretionBenchmark, FineMode

SHARES = ["discretion.low_share", "discretion.high_share"]
# whether the summary procedure is possible (行政处罚法 51)
SUMMARY = {
    "WHOLE": "可以。幅度都在个人 200 元、单位 3,000 元以下。",
    "PART": "罚款不超过个人 200 元、单位 3,000 元的可以，超过的转普通程序。",
    "NO": "不可以。数额或者处罚种类超出当场处罚的范围。",
}
TIERS = (Tier.LIGHTER, Tier.ORDINARY, Tier.HEAVIER)


def item(version, day, path):
    """Return everything a page shows of `version` on `day` to somebody of the unit at `path`."""
    governing, others = benchmarks_of(version, day, path)
    return {
        "version": version,
        "ended": version.has_ended(day),
        "ahead": version.valid_from > day,
        "mine": getattr(version, "mine", False),
        "competent": competent_agency(version, day, path),
        "holders": holders_of(version, day),
        "governing": governing,
        "others": others,
        "split": None if governing else default_split(version, day, path),
        "summary": SUMMARY[version.simple_possible],
        "limits": limits_words(version),
    }


def agency_path_of(officer, day):
    """Return the path of the agency an officer mainly works in, "" without a post."""
    posts = officer.sight(day).posts
    return posts[0].team.agency_path if posts else ""


def benchmarks_of(version, day, path):
    """Return the benchmark that governs here, or None, and those of other areas on the same article."""
    binding = DiscretionBenchmark.objects.governing(version.item, day, path)
    governing = binding.prefetch_related("bands").first()
    same = DiscretionBenchmark.objects.on(day).filter(
        basis_law=version.basis_law, article__startswith=f"第{numeral(version.basis_article)}条"
    )
    if governing:
        same = same.exclude(pk=governing.pk)
    return governing, list(same.exclude(item=version.item).order_by("code")[:5])


def default_split(version, day, path):
    """Return the default split of a fixed range, used while no benchmark is published (R-113), or None."""
    if version.fine_mode != FineMode.RANGE:
        return None
    try:
        found = parameters(SHARES, day, path)
    except NoParameter:
        return None
    low_share, high_share = (found[name].typed for name in SHARES)
    low, high = version.fine_range
    tiers = [(tier.label, str(default_range(tier, low, high, low_share, high_share))) for tier in TIERS]
    unverified = any(found[name].unverified for name in SHARES)
    return {"tiers": tiers, "unverified": unverified, "source": found[SHARES[0]].source}


def holders_of(version, day):
    """Return the towns to which the item is handed on `day`, by county."""
    rows = Devolution.objects.on(day).filter(item=version.item).select_related("team__parent")
    counties = {}
    for row in rows.order_by("team__path"):
        counties.setdefault(row.team.parent.name, []).append(row.team.name)
    return counties


def competent_agency(version, day, path):
    """Return the bureau of the county at `path` that may act where a town may not, None where there is none."""
    if version.catalogue != "COMPREHENSIVE" or version.has_ended(day) or len(path) < paths.COUNTY:
        return None
    bureaus = Team.objects.below(path[: paths.COUNTY]).filter(kind=Team.Kind.DEPARTMENT, is_active=True)
    return bureaus.filter(full_name__contains=BUREAU).order_by("path").first()


def limits_words(version):
    """Return the statutory range in words, as the law writes it."""
    low, high = version.fine_range
    if low is None:
        return version.fine_words
    return f"{shown(high)}元以下" if low == 0 else f"{shown(low)}元以上{shown(high)}元以下"
