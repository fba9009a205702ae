"""Where originals lie: by their digest, written once, read-only; thumbnails beside them can be made anew."""

import io
import os
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageOps

from enforcement.stores import EVIDENCE, draft_in
from evidence.exif import open_within
from evidence.hashing import Digests, digests_of

THUMBNAIL = 320


def place_of(sha256):
    """Return the relative place of an original."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def full_path(place):
    return Path(settings.EVIDENCE_DIR) / place


@contextmanager
def incoming(upload, limit):
    """Write an upload to a file of its own while computing its digests, and give (path, digests) while it is there.

    Stops at `limit` bytes: digests.size is then above it. Raises Unavailable where the store cannot be written.
    """
    digests = Digests()
    with EVIDENCE.writing(), draft_in(EVIDENCE.folder / "incoming") as target:
        path = Path(target.name)
        for chunk in upload.chunks():
            digests.update(chunk)
            if digests.size > limit:
                break
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    try:
        yield path, digests
    finally:
        path.unlink(missing_ok=True)


def keep(path, sha256):
    """Move a file to its place, once; one that lies there already stays. Return (place, whether it was new)."""
    place = place_of(sha256)
    target = full_path(place)
    with EVIDENCE.writing():
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except FileExistsError:
            os.utime(target)  # somebody wants it: the nightly sweep leaves it where it is
            return place, False
        os.chmod(target, 0o440)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return place, True


def open_original(place):
    """Return (open file at its beginning, SHA-256, SM3) of what lies at `place`.

    Raises FileNotFoundError where the store is the right one and the file is not in it, Unavailable where the
    store cannot be read: neither says that anything was changed.
    """
    with EVIDENCE.reading():
        handle = open(full_path(place), "rb")  # noqa: SIM115 - the caller streams and closes it
        try:
            sha256, sm3 = digests_of(handle)
            handle.seek(0)
        except BaseException:
            handle.close()
            raise
    return handle, sha256, sm3


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
        with open_within(full_path(piece.file)) as picture:
            picture.draft("RGB", (THUMBNAIL * 2, THUMBNAIL * 2))
            picture.thumbnail((THUMBNAIL, THUMBNAIL))  # before it is turned: one copy in full size is enough
            small = ImageOps.exif_transpose(picture).convert("RGB")
    except (
        Exception
    ):  # what a broken picture makes its reader raise is listed nowhere; the original is kept whole
        return None
    try:
        with draft_in(target.parent, suffix=".part") as part:
            small.save(part, "JPEG", quality=80)
        os.replace(part.name, target)
    except OSError:
        return None  # a full disk: the page shows a sheet instead
    return target
