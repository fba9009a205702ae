"""What takes a word of the person before the page: a box for each rule that he may pass, a name where he may not."""

from dataclasses import dataclass

from enforcement.law.findings import Level
from enforcement.procedures.asking import may_rule


@dataclass(frozen=True)
class Box:
    """One rule that stands in the way: what it says, its article, the reason typed so far.

    who: who alone may let it pass, "" where whoever looks at the page may: then there is a field for his reason.
    """

    rule: str
    message: str
    clause: str
    typed: str = ""
    who: str = ""


def boxes_for(findings, *, row=None, by, at, typed=None):
    """Return a Box for each rule among `findings` that a reason or the head can settle; several words of one rule
    share one box, since one reason answers them all.

    row: the case, None before there is one: then no HOLD can be lifted. typed: {rule: reason} as it was sent.
    """
    found = {}
    for one in findings:
        if one.level is Level.BLOCK:
            continue
        may = one.level is Level.WARN or (row is not None and may_rule(row, one, by, at))
        found.setdefault((one.rule, may), []).append(one)
    return [
        Box(
            rule,
            "；".join(dict.fromkeys(one.message for one in many)),
            str(many[0].clause or ""),
            (typed or {}).get(rule, ""),
            "" if may else many[0].superior or "本机关负责人",
        )
        for (rule, may), many in found.items()
    ]


def reasons_in(posted):
    """Return the reasons typed under findings: {rule id: reason}."""
    return {name.removeprefix("reason-"): text for name, text in posted.items() if name.startswith("reason-")}
