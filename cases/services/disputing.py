"""A dispute with another agency over whose case it is (管辖权争议, 第二十五条第二款, R-104)."""

from cases.models import Dispute
from cases.services.periods import in_file
from enforcement.errors import DomainError
from enforcement.procedures.acting import act


def dispute(*, case, agency, arisen_on, note, end, ended_on, document, piece, by, at, reasons=None):
    """Note that another agency claims or refuses the case, and later what left it with this one.

    end: a code of Dispute.End, "" while it is open; then ended_on, the Piece that shows it and, for a designation,
    title and number of the superior's paper. It is written anew until it is solved.
    """
    with act(case, "dispute", by=by, at=at, reasons=reasons) as case:
        require_consistent(arisen_on, end, ended_on, document, case.taking.day)
        solved = {"end": end, "ended_on": ended_on if end else None, "document": document.strip() if end else "",
                  "piece": in_file(case, piece) if end else None}  # fmt: skip
        values = {"agency": agency.strip(), "arisen_on": arisen_on, "note": note.strip(), "by": by, "at": at}
        Dispute.objects.update_or_create(case=case, defaults=values | solved)
        case.taking.go(
            agency=agency.strip(),
            end=Dispute.End(end).label if end else "还没有解决",
            document=solved["document"],
        )
    return case


def require_consistent(arisen_on, end, ended_on, document, day):
    """Refuse days that cannot be, and a designation without its paper."""
    if arisen_on > day or (ended_on and not arisen_on <= ended_on <= day):
        raise DomainError("争议发生日期、解决日期的先后不对，或者晚于今天。核对后再填。")
    if end and ended_on is None:
        raise DomainError("选了怎样解决，没有填解决日期。")
    if end == Dispute.End.DESIGNATED and not document.strip():
        raise DomainError("指定管辖要写明上一级机关的文书名称和文号（处罚法第二十五条第二款）。")
