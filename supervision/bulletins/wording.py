"""How a bulletin writes days, moments, places and values (GB/T 15835: Arabic figures, 2026年11月9日)."""

from datetime import timedelta

from django.utils import timezone

from enforcement.documents.wording import day
from supervision.league.indicators import catalogue

NUMERALS = "一二三四五六七八九十"


def until(moment):
    """Return a moment as 2026年11月15日24时, midnight as the end of its day."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        return f"{day((local - timedelta(minutes=1)).date())}24时"
    return f"{day(local.date())}{local.hour}时" + (f"{local.minute:02d}分" if local.minute else "")


def span(first, last):
    """Return 11月9日至15日, with months and years only where they differ."""
    if first.year != last.year:
        return f"{day(first)}至{day(last)}"
    end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{end}"


def of_county(row):
    """Return a unit with its county: 沙门镇（玉环市）."""
    return f"{row.name}（{row.county}）" if row.county else row.name


def moved(row):
    """Return 比上期上升2位, 与上期持平, or "" where there was no place before."""
    if row.change is None:
        return ""
    if row.change == 0:
        return "与上期持平"
    return f"比上期{'上升' if row.change > 0 else '下降'}{abs(row.change)}位"


def change(row):
    """Return the change as a table shows it: 升2, 降1, 平, --."""
    if row.change is None:
        return "--"
    return f"{'升' if row.change > 0 else '降'}{abs(row.change)}" if row.change else "平"


def plain(number):
    """Return a number without needless zeros."""
    return format(number.normalize(), "f")


def value(result, number):
    """Return a value or a target of an indicator with its unit: 60.00%, 21.3天."""
    known = catalogue().get(result.indicator)
    digits, unit = (known.digits, known.unit) if known else (2, "")
    return f"{number:.{digits}f}{unit}"


def counted(result):
    """Return a result with n and N: 60.00%（24/40），目标83.08%; a mean with the number of its records."""
    known = catalogue().get(result.indicator)
    count = f"{result.of}件" if known and known.mean else f"{plain(result.n)}/{result.of}"
    rolled = "，近12周" if result.rolled else ""
    aimed = f"，目标{value(result, result.target)}" if result.target is not None else ""
    return f"{value(result, result.value)}（{count}{rolled}）{aimed}"


def lost(result):
    return result.share - result.points
