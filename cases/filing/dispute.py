"""A dispute with another agency over whose case it is (管辖权争议, 第二十五条第二款, R-104)."""

from cases.limits.service import in_file
from cases.models import Dispute
from enforcement.procedures.acting import act


def dispute(*, case, agency, arisen_on, note, end, ended_on, document, piece, by, at, reasons=None):
    """Note that another agency claims or refuses the case, and later what left it with this one.

    end: a code of Dispute.End, "" while it is open; then ended_on, the Piece that shows it and, for a designation,
    title and number of the superior's paper. It is written anew until it is solved.
    """
    with act(case, "dispute", by=by, at=at, reasons=reasons) as case:
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
