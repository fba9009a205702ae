"""Signatures drawn on glass: a picture is decoded and drawn anew, so that only its strokes are kept."""

import io

from PIL import Image, ImageChops, ImageOps

from enforcement.errors import DomainError

MAX_BYTES = 1024 * 1024
MAX_PIXELS = 4_000_000
SIZE = (720, 300)


def clean_signature(data):
    """Return the strokes as a small PNG, black on transparent; refuse no picture, too large, or blank."""
    ink = ink_of(data, ["PNG"], "签名", "请重新签名。")
    box = ink.point(lambda value: 255 if value > 60 else 0).getbbox()
    if box is None:
        raise DomainError("签名是空白的，没有保存。请在框内签名，拒绝签名的选“拒签”。")
    return drawn(ink.crop(box))


def clean_ink(data):
    """Return the picture of one character as a small PNG, black on transparent, in a square of its own."""
    ink = ink_of(data, ["PNG", "JPEG"], "字形", "请重新截图或者拍照。")
    box = ink.point(lambda value: 255 if value > 60 else 0).getbbox()
    if box is None:
        raise DomainError("图片里没有字，没有保存。字要深色、底要浅色。")
    return drawn(ink.crop(box))


def ink_of(data, formats, what, again):
    """Return how dark each point of a picture is; refuse no picture and one too large, in words about `what`."""
    if len(data) > MAX_BYTES:
        raise DomainError(f"{what}图片超过 1 MB，没有保存。{again}")
    try:
        with Image.open(io.BytesIO(data), formats=formats) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise DomainError(f"{what}图片过大，没有保存。{again}")
            return strokes(picture.convert("RGBA"))
    except DomainError:
        raise
    except Exception:  # what a broken picture makes its reader raise is listed nowhere
        raise DomainError(f"{what}不是可以识别的图片，没有保存。{again}") from None


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
