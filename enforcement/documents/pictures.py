"""Signatures drawn on glass: a picture is decoded and drawn anew, so that only its strokes are kept."""

import io

from PIL import Image, ImageChops, ImageOps

from enforcement.errors import DomainError

MAX_BYTES = 1024 * 1024
MAX_PIXELS = 4_000_000
SIZE = (720, 300)


def clean_signature(data):
    """Return the strokes as a small PNG, black on transparent; refuse no picture, too large, or blank."""
    if len(data) > MAX_BYTES:
        raise DomainError("签名图片超过 1 MB，没有保存。请重新签名。")
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise DomainError("签名图片过大，没有保存。请重新签名。")
            ink = strokes(picture.convert("RGBA"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise DomainError("签名不是可以识别的图片，没有保存。请重新签名。") from None
    box = ink.point(lambda value: 255 if value > 60 else 0).getbbox()
    if box is None:
        raise DomainError("签名是空白的，没有保存。请在框内签名，拒绝签名的选“拒签”。")
    return drawn(ink.crop(box))


def strokes(picture):
    """Return how dark each point is: its own darkness where it is opaque, nothing where it is transparent."""
    red, green, blue, alpha = picture.split()
    grey = ImageOps.grayscale(Image.merge("RGB", (red, green, blue)))
    return ImageChops.multiply(ImageOps.invert(grey), alpha)


def drawn(ink):
    ink.thumbnail(SIZE)
    ink = ImageOps.expand(ink, border=4, fill=0)
    black = Image.new("L", ink.size, 0)
    file = io.BytesIO()
    Image.merge("LA", (black, ink)).save(file, "PNG")
    return file.getvalue()
