"""Publication of a decision, and its withdrawal (第四十八条、第五十条, R-124, R-125)."""

from django.utils import timezone

from cases import due
from cases.models import Publication
from enforcement.errors import DomainError
from enforcement.law.kinds import Secrecy
from enforcement.procedures.acting import act


def publish(*, case, publication, by, at, reasons=None):
    """Write down whether the decision is published, and once it is: when, where, and what was masked.

    publication: the fields of Publication. Raises DomainError where its days contradict each other, or where what
    carries a secret would be shown unmasked.
    """
    with act(case, "publish", by=by, at=at, reasons=reasons) as case:
        require_consistent(publication, case.decided_on, timezone.localdate(at))
        Publication.objects.update_or_create(case=case, defaults=publication | {"by": by, "at": at})
        if publication["published_on"] or not publication["publish"]:
            due.meet(case, "publish", publication["published_on"] or timezone.localdate(at))
        shown = "公示" if publication["publish"] else "不公示"
        case.taking.go(shown=shown, reason=publication["reason"], on=publication["published_on"])
    return case


def require_consistent(given, decided_on, day):
    """Refuse days that cannot be, and a publication that shows a secret."""
    on, withdrawn = given["published_on"], given["withdrawn_on"]
    if on and not decided_on <= on <= day:
        raise DomainError(f"公示日期应在决定（{decided_on.isoformat()}）和今天之间。请按公示的实际日期填写。")
    if on and not given["publish"]:
        raise DomainError("审查结论是不公示，却填了公示日期。改结论，或者清空日期；已经公示的填写撤回日期。")
    if withdrawn and (on is None or withdrawn < on):
        raise DomainError("撤回日期早于公示日期，或者没有公示日期。请核对。")
    if on and given["secrets"] and not given["masked"]:
        kinds = "、".join(Secrecy(code).label for code in given["secrets"])
        raise DomainError(
            f"案件涉及{kinds}，公示前要作保密处理（处罚法第五十条）。隐去后勾选“已隐去”再登记。"
        )
