"""The one gate of input: text becomes a number, a key, JSON or a row here, or is refused in words.

`enforcement.middleware` looks so at what every request carries: path, query, headers, cookies, forms. Bodies of the
API and drafts pass `json_of`. Who needs a number of the address asks `whole`, `key` or `number_in`, never `int`.
"""

import json
import math
import re

from django.conf import settings

from enforcement.errors import BadInput

LARGEST = 2**63 - 1  # what a column of the database holds
DEEPEST = 32  # levels of JSON; our own have six at most
YEARS = range(1900, 2200)
DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})([T ].{0,40})?", re.ASCII)
DIGITS = re.compile(r"[0-9]{1,19}", re.ASCII)


def flaw_of(text):
    """Return in words why `text` can be kept nowhere, "" where nothing is wrong with it."""
    if "\x00" in text:
        return "含有空字符（NUL）"
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return "含有不成对的代理字符，不是完整的文字"
    found = DAY.fullmatch(text) if text[:1].isdigit() else None
    if found and int(found[1]) not in YEARS:
        return f"年份应在 {YEARS.start} 至 {YEARS.stop - 1} 之间"
    return ""


def whole(text, *, at_most=LARGEST):
    """Return the whole number that `text` writes in plain digits, None where it is none or too large."""
    found = DIGITS.fullmatch(text) if isinstance(text, str) else None
    number = int(text) if found else None
    return number if number is not None and number <= at_most else None


def number_in(query, name, *, at_least=0, at_most=LARGEST, strict=False):
    """Return the number that the address gives under `name`, None where it gives none; anything else is refused.

    strict: an empty one too, for programs; on a page it is a field that nobody filled.
    """
    text = query.get(name)
    if text is None or (text == "" and not strict):
        return None
    number = whole(text, at_most=at_most)
    if number is None or number < at_least:
        raise BadInput(f"地址中的“{name}”应为{between(at_least, at_most)}，请从列表重新打开这一页。")
    return number


def between(at_least, at_most):
    if at_most < LARGEST:
        return f" {at_least} 至 {at_most} 的整数"
    return f"不小于 {at_least} 的整数" if at_least else "整数"


def json_of(body):
    """Return what a JSON body (bytes) says, or raise BadInput: its size, depth, numbers and text are bounded."""
    if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise BadInput(f"内容超过 {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024} MB，没有接收。")
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=no_constant)
    except RecursionError:
        raise BadInput(f"JSON 嵌套超过 {DEEPEST} 层，没有读取。") from None
    except ValueError:
        raise BadInput("内容不是 UTF-8 的 JSON，或者数字过长，没有读取。") from None
    check_json(content)
    return content


def no_constant(name):
    raise ValueError(name)


def check_json(content):
    """Refuse what no column can keep, at whatever depth it stands."""
    waiting = [(content, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise BadInput(f"JSON 嵌套超过 {DEEPEST} 层，没有读取。")
        if isinstance(value, str):
            if flaw := flaw_of(value):
                raise BadInput(f"内容{flaw}，没有读取。")
        elif isinstance(value, dict):
            waiting += [(part, depth + 1) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            waiting += [(part, depth + 1) for part in value]
        elif isinstance(value, float) and not math.isfinite(value):
            raise BadInput("数字超出可以计算的范围，没有读取。")
        elif isinstance(value, int) and not -LARGEST <= value <= LARGEST:
            raise BadInput("数字过大，没有读取。")


def check_fields(fields):
    """Refuse a query or form (a QueryDict) with a name or value that can be kept nowhere."""
    for name, values in fields.lists():
        for text in (name, *values):
            if isinstance(text, str) and (flaw := flaw_of(text)):
                raise BadInput(f"“{printable(name)}”{flaw}，没有接收。请改正后重新提交。")


def printable(name):
    return "".join(letter for letter in name if letter.isprintable())[:40]
