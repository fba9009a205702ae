"""Characters that no font has, drawn: somebody puts in a picture of the character once, and every paper prints it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.documents import glyphs, pictures, storage
from enforcement.documents.models import Glyph
from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.teams.roles import HANDLE
from enforcement.transactions import once


def pictures_of(signs):
    """Return {character: PNG bytes} for those of `signs` that have a picture, verified; the first one stays."""
    if not signs:
        return {}
    return {
        each.sign: storage.read(each.picture, each.picture_sha256, f"“{each.sign}”的字形图片")
        for each in Glyph.objects.filter(sign__in=signs)
    }


def unprintable_in(text):
    """Return the characters of `text` that neither a font nor a picture prints, each once, in order."""
    missing = glyphs.missing_in(text)
    if not missing:
        return ()
    drawn = set(Glyph.objects.filter(sign__in=missing).values_list("sign", flat=True))
    return tuple(sign for sign in missing if sign not in drawn)


@transaction.atomic
def draw_glyph(*, sign, picture, source, by, at):
    """Keep the picture of a character that no font has, and return its row.

    picture: bytes of a PNG or JPEG, dark on light. source: where it was taken from, e.g. 户口簿. Raises
    PermissionDenied, and DomainError for a character that fonts print, that has its picture, or no single character.
    """
    if not by.may(HANDLE, timezone.localdate(at)):
        raise PermissionDenied("只有办案人员可以补字形")
    sign = sign.strip()
    if len(sign) != 1:
        raise DomainError("只能填一个字。把姓名里打印不出来的那个字复制过来。")
    if glyphs.printable(sign):
        raise DomainError(f"“{sign}”打印得出来，不用补字形。")
    if Glyph.objects.filter(sign=sign).exists():
        raise DomainError(f"“{sign}”已经有字形图片。图片不对的，请联系系统管理员核对。")
    if not source.strip():
        raise DomainError("没有填字形的来源。照身份证或者户口簿填，例如“居民身份证”。")
    drawn = pictures.clean_ink(picture)
    kept = {"picture": storage.keep("glyphs", drawn, ".png"), "picture_sha256": storage.sha256(drawn)}
    with once(f"“{sign}”刚刚已经有人补了字形。请刷新这一页。"):
        row = Glyph.objects.create(sign=sign, **kept, source=source.strip()[:100], by=by, at=at)
    record(by, "document.glyph", by=by, at=at, sign=sign, code=glyphs.code_of(sign), source=row.source)
    return row
