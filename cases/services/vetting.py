"""Checking one piece of evidence: a copy against its original, a capture of a device (第四十一条、第四十六条)."""

from django.db import transaction

from cases.models import Vetting
from cases.services.rows import locked, require_step
from enforcement.dossiers.services import require_open
from enforcement.errors import DomainError
from enforcement.workflow import advance
from evidence.models import Piece


@transaction.atomic
def vet(*, case, piece, checked, by, at, reasons=None):
    """Write down what was checked of a piece. checked: the fields of Vetting; what it is not is left out.

    Only the facts are kept here; whether the piece may prove anything is the law's to say when it is used.
    """
    case = locked(case)
    require_open(case.dossier)
    require_step(case, "vet", by, at)
    piece = Piece.objects.filter(dossier=case.dossier, pk=getattr(piece, "pk", piece)).first()
    if piece is None:
        raise DomainError("这份证据不在本案的案卷里。请从本案的证据里选。")
    Vetting.objects.update_or_create(piece=piece, defaults=checked | {"case": case, "by": by, "at": at})
    case.version += 1
    case.save(update_fields=["version"])
    return advance(
        row=case, step="vet", by=by, at=at, held=True, reasons=reasons, piece=piece.pk, title=piece.title
    )
