"""Invented photographs and signatures: they show nothing and nobody."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIGNATURE = None


def photograph(serial, words):
    """Return an invented photograph: a plain picture, never twice the same."""
    picture = Image.new("RGB", (480, 360), (120 + serial % 90, 130 + serial * 7 % 80, 140 + serial * 13 % 70))
    ImageDraw.Draw(picture).rectangle(
        (serial % 200, 120, serial % 200 + 160, 300), fill=(90, 100, serial % 200)
    )
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=60, comment=f"demonstration {serial} {words}".encode())
    return SimpleUploadedFile(f"现场照片{serial}.jpg", held.getvalue(), content_type="image/jpeg")


def signature():
    """Return a drawn line as PNG bytes: no name is written."""
    global SIGNATURE
    if SIGNATURE is None:
        picture = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
        draw = ImageDraw.Draw(picture)
        draw.line(
            [(20, 70), (60, 20), (90, 80), (140, 30), (190, 75), (280, 40)], fill=(20, 20, 60, 255), width=4
        )
        held = io.BytesIO()
        picture.save(held, "PNG")
        SIGNATURE = held.getvalue()
    return SIGNATURE
