"""What was said of a piece when it was taken in, as one digest: the journal keeps it (R-901, R-902)."""

import hashlib
from datetime import UTC
from decimal import Decimal

from enforcement.journal.models import canonical

SAID = (
    "kind", "title", "file", "sm3", "size", "media_type", "original_name", "time_source", "place", "datum", "device",
    "note", "received_by_id",
)  # fmt: skip


def words_digest(piece):
    """Return the digest over what was said of a piece when it was taken in: time, place, position, takers, words."""
    said = {name: getattr(piece, name) for name in SAID}
    for name in ("captured_at", "received_at"):
        said[name] = getattr(piece, name).astimezone(UTC).isoformat(timespec="microseconds")
    for name in ("latitude", "longitude"):
        value = getattr(piece, name)
        said[name] = None if value is None else f"{Decimal(str(value)):.6f}"
    takers = piece.capturers.all()
    said["takers"] = sorted([each.officer_id, each.name, each.certificate] for each in takers)
    return hashlib.sha256(canonical(said).encode()).hexdigest()
