"""What a picture says of itself: time, position, device. A proposal to the officer, never evidence of its own."""

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image

SHANGHAI = ZoneInfo("Asia/Shanghai")
LENGTH = 100
NOTHING = (None, None, {})


# what decoding may take: four bytes for each pixel; a plain JPEG is decoded an eighth as wide
MOST_PIXELS, MOST_PIXELS_JPEG = 40_000_000, 120_000_000


class TooManyPixels(Exception):
    """A picture that would take hundreds of megabytes to show; its text is how many pixels it has."""


def open_within(path):
    """Return the opened picture, of which nothing is decoded yet, or raise TooManyPixels by what its head says."""
    try:
        picture = Image.open(path)
    except Image.DecompressionBombError:
        raise TooManyPixels("上亿") from None
    plain = picture.format == "JPEG" and not picture.info.get("progressive")
    if picture.width * picture.height > (MOST_PIXELS_JPEG if plain else MOST_PIXELS):
        picture.close()
        raise TooManyPixels(f"{picture.width}×{picture.height}")
    return picture


def read_picture(path):
    """Return width, height and what the picture says of itself; nothing for what cannot be read as a picture.

    TooManyPixels goes through.
    """
    try:
        with open_within(path) as picture:
            return picture.width, picture.height, said_by(picture)
    except TooManyPixels:
        raise
    except Exception:  # what a broken picture makes its reader raise is listed nowhere
        return NOTHING


def said_by(picture):
    try:
        return metadata_of(picture.getexif())
    except Exception:  # what a picture says of itself may be broken in any way, and is only a proposal
        return {}


def metadata_of(said):
    """Return the sayings in plain values: taken_at, latitude, longitude, device."""
    details = said.get_ifd(ExifTags.IFD.Exif)
    found = {
        "taken_at": taken_at(details),
        "device": device_of(said),
        **position_of(said.get_ifd(ExifTags.IFD.GPSInfo)),
    }
    return {name: value for name, value in found.items() if value}


def taken_at(details):
    """Return the capture time as ISO text; a camera without a zone is taken to show Shanghai time."""
    try:
        moment = datetime.strptime(str(details[ExifTags.Base.DateTimeOriginal]), "%Y:%m:%d %H:%M:%S")
        offset = str(details.get(ExifTags.Base.OffsetTimeOriginal, "")).strip()
        zone = datetime.strptime(offset, "%z").tzinfo if offset else SHANGHAI
    except (KeyError, ValueError):
        return ""
    return moment.replace(tzinfo=zone).isoformat()


def device_of(said):
    words = [str(said.get(tag, "")).strip(" \x00") for tag in (ExifTags.Base.Make, ExifTags.Base.Model)]
    return " ".join(word for word in words if word).replace("\x00", "")[:LENGTH]


def position_of(gps):
    """Return latitude and longitude as text with six decimals, or nothing."""
    try:
        latitude = degrees(gps[ExifTags.GPS.GPSLatitude], str(gps[ExifTags.GPS.GPSLatitudeRef]) == "S", 90)
        longitude = degrees(
            gps[ExifTags.GPS.GPSLongitude], str(gps[ExifTags.GPS.GPSLongitudeRef]) == "W", 180
        )
    except (KeyError, ValueError, TypeError, ZeroDivisionError):
        return {}
    return {"latitude": latitude, "longitude": longitude}


def degrees(parts, negative, most):
    whole = sum(float(Fraction(part)) / 60**power for power, part in enumerate(parts))
    if not whole <= most:
        raise ValueError(whole)
    return f"{-whole if negative else whole:.6f}"
