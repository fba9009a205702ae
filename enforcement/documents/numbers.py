"""Document numbers (文号): written one way, taken one after the other (R-906, ruling 8)."""

import re

from django.core.exceptions import ValidationError

from enforcement.errors import DomainError

NUMBER = re.compile(r"\S+字〔[12]\d{3}〕第\d{6}号")
EXAMPLE = "玉楚综执简罚决字〔2026〕第000123号"


def write_number(pattern, *, mark, word, year, serial):
    """Return a unit's number of this type, year and serial in the pattern that its place uses."""
    try:
        return pattern.format(mark=mark, type=word, year=year, serial=serial)
    except (LookupError, ValueError, AttributeError):
        raise DomainError(f"参数“文号格式”的写法有误：{pattern}。请系统管理员更正。") from None


def validate_number(number):
    """Refuse a number with other brackets than 〔〕, a missing year or a serial that is not of six digits."""
    if not NUMBER.fullmatch(number):
        raise ValidationError(f"文号“{number}”格式不对，应如“{EXAMPLE}”，年份用六角括号〔〕")
