"""Which text applies: the norms that one act breaks, and the version of the one applied (第二十九条、第三十七条)."""

from cases.services.rows import require_assessment
from enforcement.errors import DomainError
from enforcement.procedures.acting import act
from lists.models import ItemVersion


def apply_norms(*, case, version, others, by, at, reasons=None):
    """Write down which version of the item's text is applied, and which other norms with fines the act breaks.

    version: an ItemVersion of the case's item. others: ItemVersions of other items, whose ranges are kept as they
    are now. Raises DomainError for a version of another item, and once the party was told of another text.
    """
    with act(case, "norms", by=by, at=at, reasons=reasons) as case:
        require_assessment(case)
        if version.item_id != ItemVersion.objects.values_list("item", flat=True).get(pk=case.item_id):
            raise DomainError("这不是本案事项的版本。换事项的，在“更正案件内容”里换。")
        if version.pk != case.item_id and case.prior_notices.filter(cancelled_at__isnull=True).exists():
            raise DomainError(
                "告知书已经按原来的依据出具，不能直接改依据（处罚法第四十四条）。请先“补充调查”，改依据后重新告知。"
            )
        before, case.item = case.item_id, version
        found = case.assessment
        found.norms = [norm_of(each) for each in others if each.item_id != version.item_id]
        found.save(update_fields=["norms"])
        case.version += 1
        case.taking.go(before=before, after=version.pk, norms=[held["code"] for held in found.norms])
    return case


def norm_of(version):
    """Return a norm as it is kept: code, name and range of its fine in yuan."""
    low, high = version.fine_range
    if high is None:
        raise DomainError(f"“{version.name}”没有固定数额的罚款，不能按数额比较。在裁量说理里写明比较的理由。")
    return {"code": version.item.code, "name": version.name, "low": str(low), "high": str(high)}
