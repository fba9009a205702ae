"""Which text applies: the norms that one act breaks, and the version of the one applied (第二十九条、第三十七条)."""

from cases.weighing.requirement import require_assessment
from enforcement.law import facts as law
from enforcement.law.rules import applied
from enforcement.procedures.acting import act
from lists.models import ItemVersion


def apply_norms(*, case, version, others, by, at, reasons=None):
    """Write down which version of the item's text is applied, and which other norms with fines the act breaks.

    version: an ItemVersion of the case's item. others: ItemVersions of other items, whose ranges are kept as they
    are now. Refused for a version of another item, and once the party was told of another text.
    """
    with act(case, "norms", by=by, at=at, reasons=reasons) as case:
        require_assessment(case)
        own = version.item_id == ItemVersion.objects.values_list("item", flat=True).get(pk=case.item_id)
        case.taking.tells(
            about=str(version.pk) if own else "",
            changed=() if version.pk == case.item_id else ("适用的依据",),
        )
        others = [each for each in others if each.item_id != version.item_id]
        case.taking.require(
            applied.the_text_applied_is_the_items,
            applied.norms_are_compared_by_their_amounts,
            norms=law.Norms(broken=tuple(map(norm, others))),
        )
        before, case.item = case.item_id, version
        found = case.assessment
        found.norms = [kept(each) for each in others]
        found.save(update_fields=["norms"])
        case.version += 1
        case.taking.go(before=before, after=version.pk, norms=[held["code"] for held in found.norms])
    return case


def norm(version):
    """Return a norm as the law compares it; what has no fixed amount has none here."""
    low, high = version.fine_range
    return law.Norm(
        code=version.item.code, name=version.name, low=low or 0, high=law.UNKNOWN if high is None else high
    )


def kept(version):
    """Return a norm as it is kept: code, name and range of its fine in yuan."""
    low, high = version.fine_range
    return {"code": version.item.code, "name": version.name, "low": str(low), "high": str(high)}
