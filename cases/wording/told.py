"""What a notice told, kept part by part, and what a decision would state now: lists compared by content (R-121).

The stored shape is versioned: {"form": 2, "parts": [{"kind", "text", "key"}, …], "elements": [code, …]}. The first form
was a dict of sentences; it is read from them and from the notice's own content.
"""

import re
from datetime import datetime

from django.utils import timezone

from cases.wording.assessment import breached_words, order_words, penalty_kinds
from enforcement.law import facts as law
from enforcement.law.amounts import shown
from enforcement.law.kinds import NoticeElement, PenaltyKind, ToldPart

FORM = 2
NO_FINE = "不罚款"
# which mandatory contents of the notice tell which element (第四十四条)
PROSE = re.compile(r"对(.+?)的(.+笔录（第\d+次）)")
TELLS = {
    NoticeElement.FACTS: ("act", "act_at", "act_place"),
    NoticeElement.REASONS: ("evidence", "benchmark"),
    NoticeElement.BASIS: ("norm", "basis"),
    NoticeElement.PENALTY: ("penalty",),
    NoticeElement.RIGHTS: ("defence_right",),
}


def part(kind, text, key=""):
    return {"kind": ToldPart(kind).value, "text": str(text).strip(), "key": key}


def parts_now(case, near):
    """Return the parts that a notice would tell and a decision would state now. near: what stands around the case."""
    moment = timezone.localtime(case.act_at)
    return [
        part(ToldPart.PARTY, case.party.name, case.party.identity_lookup),
        part(ToldPart.MATTER, case.title),
        part(ToldPart.ACTED_AT, f"{moment:%Y-%m-%d %H:%M}"),
        part(ToldPart.PLACE, case.place),
        *(part(ToldPart.FACT, text) for text in facts_stated(case, near)),
        *(part(ToldPart.EVIDENCE, name, key) for key, name in evidence_stated(case, near)),
        part(ToldPart.BREACHED, breached_words(case.item)),
        part(ToldPart.BASIS, case.item.basis_text()),
        *outcome_stated(case, near),
    ]


def facts_stated(case, near):
    """Return the facts found in their order; what was logged, while none are found yet."""
    rows = near.found[case.pk]
    return [row.text for row in rows] or [case.facts_found]


def evidence_stated(case, near):
    """Return (key, name) of the evidence that the facts rest on, all of the file where none rests on any."""
    used = {}
    for row in near.found[case.pk]:
        used |= {f"R{one.pk}": str(one) for one in row.records.all()}
        used |= {f"P{one.pk}": one.title for one in row.pieces.all()}
    if not used:
        used = {f"R{one.pk}": str(one) for one in near.records[case.pk]}
        used |= {f"P{one.pk}": one.title for one in near.pieces[case.dossier_id]}
    return sorted(used.items())


def outcome_stated(case, near):
    """Return what is imposed, for which reasons, and what must be corrected; nothing while it is not weighed."""
    found, report = near.assessments.get(case.pk), near.reports.get(case.pk)
    if found is None:
        return []
    reasons = [part(ToldPart.REASONS, report.reasons)] if report and report.reasons.strip() else []
    return [
        *reasons,
        *(part(ToldPart.KIND, kind.label, kind.value) for kind in penalty_kinds(found)),
        part(ToldPart.FINE, NO_FINE if found.fine is None else f"{shown(found.fine)} 元"),
        part(ToldPart.ORDER, order_words(found)),
    ]


def stored(parts, elements, *, hearing=False):
    """Return the parts in the shape in which a row keeps them."""
    right = "已告知要求听证的权利" if hearing else "没有告知听证权利"
    return {
        "form": FORM,
        "parts": [*parts, part(ToldPart.HEARING, right)],
        "elements": [NoticeElement(each).value for each in elements],
    }


def approved_now(case, near):
    """Return what a reviewer agrees to, in the stored shape."""
    return {"form": FORM, "parts": parts_now(case, near)}


def elements_in(contents):
    """Return the elements that a notice with these mandatory contents tells. contents: {code: text}."""
    return [
        element for element, codes in TELLS.items() if all(contents.get(code, "").strip() for code in codes)
    ]


def as_parts(held):
    """Return the law's parts of a row in the present shape."""
    return tuple(
        law.Part(kind=ToldPart(one["kind"]), text=one["text"], key=one.get("key", ""))
        for one in held["parts"]
    )


def told_of(notice):
    """Return what a notice told, in the present shape, whatever the shape in which it was stored."""
    if notice.told.get("form") == FORM:
        return notice.told
    return from_first_form(
        notice.told,
        notice.document.content,
        kinds=notice.kinds,
        fine=notice.fine,
        hearing=notice.hearing_told,
    )


def from_first_form(told, content, *, kinds, fine, hearing):
    """Return the present shape of a notice stored in the first form: {label: sentence}, {} before there was any.

    content: the issued notice's own. What the sentences do not hold (evidence, law, reasons) is read from there; the
    evidence has no keys then, only its names.
    """
    content = {"party": {}, "evidence": []} | content
    name, _, key = told.get("当事人", content["party"].get("name", "")).rpartition(" ")
    said, moment = (
        told.get("认定事实", content.get("act", "")),
        told.get("违法行为时间", content.get("acted_at", "")),
    )
    proofs = [as_registered(one["name"]) for one in content["evidence"]]
    texts = [
        (ToldPart.MATTER, content.get("matter", "").removeprefix("涉嫌").removesuffix("案")),
        (ToldPart.ACTED_AT, minute_of(moment)),
        (ToldPart.PLACE, told.get("地点", content.get("place", ""))),
        *((ToldPart.FACT, text) for text in said.split("；")),
        *((ToldPart.EVIDENCE, name) for name in proofs),
        (ToldPart.BREACHED, content.get("breached", "")),
        (ToldPart.BASIS, content.get("basis", "")),
        (ToldPart.REASONS, content.get("benchmark", "")),
        (ToldPart.FINE, NO_FINE if fine is None else f"{shown(fine)} 元"),
        (ToldPart.ORDER, content.get("order", "")),
    ]
    parts = [part(ToldPart.PARTY, name or key, key if name else "")]
    parts += [part(kind, text) for kind, text in texts if text.strip(" 。")]
    parts += [part(ToldPart.KIND, PenaltyKind(code).label, code) for code in kinds]
    contents = {
        "act": said, "act_at": moment, "act_place": content.get("place", ""), "evidence": "".join(proofs),
        "benchmark": content.get("benchmark", ""), "norm": content.get("breached", ""),
        "basis": content.get("basis", ""), "penalty": "".join(kinds),
        "defence_right": content.get("defence_right", ""),
    }  # fmt: skip
    return stored(parts, elements_in(contents), hearing=hearing)


def as_registered(name):
    """Return the name in the register of a record that a paper names in prose: 对甲的询问笔录（第1次）."""
    found = PROSE.fullmatch(name)
    return f"{found[2]} {found[1]}" if found else name


def minute_of(text):
    """Return a stored moment as parts state it, "" for none."""
    return f"{timezone.localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}" if text else ""
