"""Files of every kind, made on the spot, and pieces made of them."""

import io
import wave
import zipfile
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from evidence import services
from evidence.models import Piece
from tests.factories import AT, make_dossier

serial = count(1)


def picture(form="JPEG", size=(64, 48), exif=None):
    """Return the bytes of a small picture, each one different from all others."""
    number = next(serial)
    colour = (number % 256, number // 256 % 256, 120)
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, form, **({"exif": exif} if exif else {}))
    return buffer.getvalue() + (b"" if form != "JPEG" else f"<!--{number}-->".encode())


def photo_with_sayings():
    """Return a JPEG that says when, where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "HUAWEI", "TEST-1"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 08:30:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (28.0, 15.0, 0.0), "E", (121.0, 30.0, 0.0)
    return picture(exif=exif)


def archive(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name in names:
            written.writestr(name, f"<x>{next(serial)}</x>")
    return buffer.getvalue()


def sound():
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(b"\0\0" * 800)
    return buffer.getvalue()


def boxed(brand):
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + brand + b"isom" + b"\0\0\0\x08mdat" + b"\0" * 64


def upload(name="现场.jpg", content=None):
    return SimpleUploadedFile(name, picture() if content is None else content)


def take(dossier=None, *, by=None, **given):
    """Take in a photograph: dull by default."""
    dossier = dossier or make_dossier()
    by = by or dossier.opened_by
    values = {
        "upload": upload(),
        "title": "现场照片",
        "kind": Piece.Kind.AUDIOVISUAL,
        "captured_at": AT,
        "time_source": Piece.TimeSource.DEVICE,
        "place": "楚门镇中山路 12 号",
        "latitude": None,
        "longitude": None,
        "officers": [member.officer for member in dossier.members.select_related("officer")],
        "at": AT,
    }
    return services.receive(dossier=dossier, by=by, **values | given)
