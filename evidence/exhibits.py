"""Evidence as it is bound into a volume: its list, its photographs, its scanned papers (R-923)."""

import io
from datetime import UTC, datetime, time

from django.utils import timezone
from PIL import Image, ImageOps

from enforcement.documents.binding import Part
from enforcement.documents.glyphs import legible
from enforcement.documents.printing import compile_sheet
from enforcement.errors import DomainError
from evidence.services import read_original

PDF = "application/pdf"
LONG_SIDE = 1100  # of a photograph in the volume, in pixels: 165 mm at 170 dpi
FRAME = {"layout": "A4", "mark": "", "keywords": [], "check": ""}
# what a file is, where nobody gave it a name: the kind in law and a serial say nothing to the party
SHOWN = {"image": "现场照片", "video": "现场录像", "audio": "录音"}


def exhibit_name(piece):
    """Return what a paper calls a piece of evidence: its name, or what its file shows where nobody named it."""
    unnamed = piece.title == f"{piece.get_kind_display()}{piece.serial}"
    return SHOWN.get(piece.media_type.partition("/")[0], piece.title) if unnamed else piece.title


def list_of(pieces, team, day, proves):
    """Return the list of the evidence as a part, None where there is none. proves(piece): in words, "" where unsaid."""
    if not pieces:
        return None
    lines = [line_of(piece, proves(piece)) for piece in pieces]
    data = legible(FRAME | {"title": "证据清单", "agency": team.full_name, "entries": lines})[0]
    pdf = compile_sheet("exhibits.typ", data, midnight(day))
    return Part(title="证据清单", pdf=pdf, author=team.name, day=day, remark=f"{len(pieces)}份")


def line_of(piece, proves):
    taken = f"{timezone.localtime(piece.captured_at):%Y-%m-%d %H:%M} {piece.place}".strip()
    by = "、".join(each.name for each in piece.capturers.all())
    return [
        str(piece.serial), piece.title, piece.get_kind_display(), taken, by, proves or piece.note, piece.sha256[:16],
    ]  # fmt: skip


def originals(pieces, team, title, day):
    """Return pieces as one part: pictures two on a page, their captions beside; None without any picture."""
    shown = [pictured(piece) for piece in pieces if piece.is_picture]
    if not shown:
        return None
    data = legible(FRAME | {"title": title, "agency": team.full_name, "pictures": shown})[0]
    pdf = compile_sheet("photographs.typ", data, midnight(day))
    return Part(title=title, pdf=pdf, author=team.name, day=day, remark=f"{len(shown)}张")


def scanned(piece, title):
    """Return a piece that is a PDF as a part of its own, None where it is none or is not what was taken in."""
    if piece.media_type != PDF:
        return None
    handle, _ = read_original(piece)
    if handle is None:
        raise DomainError(f"“{piece.title}”与入库时不一致，不能装订。请在“证据”页查看校验结果。")
    with handle:
        return Part(title=title, pdf=handle.read(), day=timezone.localdate(piece.captured_at))


def pictured(piece):
    """Return a photograph small enough for a page, with its number, name, time, place and digest."""
    handle, _ = read_original(piece)
    words = (
        f"证据{piece.serial}　{exhibit_name(piece)}　{timezone.localtime(piece.captured_at):%Y-%m-%d %H:%M}"
    )
    said = {"words": words, "place": piece.place, "digest": f"SHA-256 {piece.sha256}", "picture": []}
    if handle is None:
        return said | {"words": f"{words}（与入库时不一致，不附）"}
    with handle:
        drawn = small_jpeg(handle)
    if drawn is None:
        return said | {"words": f"{words}（图片不能显示，原件另存，不附）"}
    return said | {"picture": list(drawn)}


def small_jpeg(handle):
    """Return a picture as a JPEG for a page, None where it cannot be drawn."""
    kept = io.BytesIO()
    try:
        with Image.open(handle) as picture:
            small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail((LONG_SIDE, LONG_SIDE))
            small.save(kept, "JPEG", quality=78)
    except Exception:  # what a broken picture makes its reader raise is listed nowhere
        return None
    return kept.getvalue()


def midnight(day):
    return datetime.combine(day, time(), UTC)
