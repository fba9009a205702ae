"""Where originals lie: by their digest, written once, read-only; thumbnails beside them can be made anew."""

import io
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from evidence.hashing import Digests

THUMBNAIL = 320
MOST_PIXELS = 120_000_000


def place_of(sha256):
    """Return the relative place of an original."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def full_path(place):
    return Path(settings.EVIDENCE_DIR) / place


@contextmanager
def incoming(upload, limit):
    """Write an upload to a file of its own while computing its digests, and give (path, digests) while it is there.

    Stops at `limit` bytes: digests.size is then above it.
    """
    folder = Path(settings.EVIDENCE_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    digests = Digests()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as target:
        path = Path(target.name)
        try:
            for chunk in upload.chunks():
                digests.update(chunk)
                if digests.size > limit:
                    break
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    try:
        yield path, digests
    finally:
        path.unlink(missing_ok=True)


def keep(path, sha256):
    """Move a file to its place, once; one that lies there already stays. Return (place, whether it was new)."""
    place = place_of(sha256)
    target = full_path(place)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except FileExistsError:
        return place, False
    os.chmod(target, 0o440)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return place, True


def blank_sheet():
    """Return a small picture of a sheet of paper, for a piece of which there can be no thumbnail."""
    sheet = Image.new("RGB", (THUMBNAIL, THUMBNAIL), "#eef0f3")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((90, 50, 230, 270), fill="#ffffff", outline="#8a919c", width=4)
    for height in (110, 150, 190):
        draw.line((115, height, 205, height), fill="#8a919c", width=6)
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=80)
    buffer.seek(0)
    return buffer


def thumbnail_of(piece):
    """Return the path of a small JPEG of a picture, made when first asked for, or None where there can be none."""
    target = Path(settings.EVIDENCE_DIR) / "derived" / f"{place_of(piece.sha256)}.jpg"
    if target.exists():
        return target
    try:
        with Image.open(full_path(piece.file)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (THUMBNAIL * 2, THUMBNAIL * 2))
            small = ImageOps.exif_transpose(picture)
            small.thumbnail((THUMBNAIL, THUMBNAIL))
            small = small.convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError):
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        small.save(part, "JPEG", quality=80)
    os.replace(part.name, target)
    return target
