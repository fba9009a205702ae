"""Checking one piece of evidence: a copy against its original, a capture of a device (第四十一条、第四十六条)."""

from cases.models import Vetting
from enforcement.law.rules import evidence
from enforcement.procedures.acting import act
from evidence.models import Piece


def vet(*, case, piece, checked, by, at, reasons=None):
    """Write down what was checked of a piece. checked: the fields of Vetting; what it is not is left out.

    Only the facts are kept here; whether the piece may prove anything is the law's to say when it is used.
    """
    with act(case, "vet", by=by, at=at, reasons=reasons) as case:
        piece = Piece.objects.filter(dossier=case.dossier, pk=getattr(piece, "pk", piece)).first()
        case.taking.tells(about=str(piece.pk) if piece else "")
        case.taking.require(evidence.what_is_checked_is_in_the_file)
        Vetting.objects.update_or_create(piece=piece, defaults=checked | {"case": case, "by": by, "at": at})
        case.version += 1
        case.taking.go(piece=piece.pk, title=piece.title)
    return case
