"""Amounts as offices write them: 1万元以上5万元以下, 不超过1万元, 货值金额一倍以上三倍以下, 5%～10%."""

import re
from decimal import Decimal

NUMBER = r"([0-9][0-9,，]*(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+)"
PART = re.compile(NUMBER + r"\s*(亿|万|千|百)?\s*(元|倍|%|％)?")
UNITS = {"元": "yuan", "倍": "times", "%": "pct", "％": "pct"}
FACTOR = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
UNDER = re.compile(r"不超过|至多|最高|不高于|(?<!以上)以下|以内")
OVER = re.compile(r"以上|起|不低于|至少")
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def number_of(text):
    """Return the Decimal of digits or of a Chinese numeral up to 9999."""
    if text[0].isascii():
        return Decimal(text.replace(",", "").replace("，", ""))
    whole, digit = 0, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        else:
            whole, digit = whole + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign], 0
    return Decimal(whole + digit)


def range_of(text):
    """Return (low, high, unit) of a range in words, or None where it is none; unit as the sheets write it.

    A range without its lower bound begins at nothing; a bare amount is both ends; one without an upper bound is none.
    """
    parts = [hit for hit in PART.finditer(text.replace(" ", "")) if hit[2] or hit[3] or hit[1][0].isascii()]
    if not 1 <= len(parts) <= 2:
        return None
    units = {UNITS[hit[3]] for hit in parts if hit[3]}
    if len(units) != 1:
        return None
    last = parts[-1]
    values = []
    for hit in parts:
        factor = hit[2] or ("" if hit[3] else last[2] or "")
        values.append(number_of(hit[1]) * FACTOR[factor])
    if len(values) == 2:
        low, high = values
        return (low, high, units.pop()) if low <= high else None
    if UNDER.search(text):
        return Decimal(0), values[0], units.pop()
    return None if OVER.search(text) else (values[0], values[0], units.pop())


def amount_of(text):
    """Return one amount that may be written in 万元 or with its unit, as plain digits; other text as it stands."""
    hit = PART.fullmatch(text.replace(" ", ""))
    if hit is None or not (hit[2] or hit[3]):
        return text
    return str(number_of(hit[1]) * FACTOR[hit[2] or ""])
