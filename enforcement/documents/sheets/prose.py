"""What papers in prose say alike: when, who, where and what, and what proves it."""

import re

from enforcement.documents import wording
from enforcement.documents.sheets.parts import counted, ended


def found(content):
    """Return when, where and what happened, and what proves it."""
    proof = f"上述事实有{'、'.join(content.evidence)}等证据证明。" if content.evidence else ""
    return [f"{happened(content)}{proof}"]


DAY_FIRST = re.compile(r"^(?:(\d{4})年)?0?(\d{1,2})月0?(\d{1,2})日(?:\d{1,2}时(?:\d{1,2}分)?)?[，,]?")


def happened(content):
    """Return when, who, where and what, each said once, however much of it the officer's own words say."""
    act = told_without_day(content)
    inside = content.place in act
    if inside and act.startswith(f"在{content.place}"):
        act, inside = act.removeprefix(f"在{content.place}").lstrip("，,"), False
    where = "" if inside else f"在{content.place}"
    if any(name and name in act for name in ("当事人", content.party.name)):
        said = f"{where}，{act}" if where else act
    else:
        said = f"当事人{where}{act}"
    return f"{wording.moment(content.acted_at)}，{said}"


def told_without_day(content):
    """Return the act in words, without its own day in front, which the moment before it says."""
    act, day = ended(content.act), wording.local_day(content.acted_at)
    found = DAY_FIRST.match(act)
    if found and (int(found[1] or day.year), int(found[2]), int(found[3])) == (day.year, day.month, day.day):
        return act[found.end() :]
    return act


def exhibits(content):
    """Return the evidence, one line each, with what it proves."""
    return counted([each.words() for each in content.evidence])
