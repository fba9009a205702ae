"""The parts that papers are laid out with: party rows, numbered sections, the pay code."""

import io

import segno

from enforcement.documents import wording
from enforcement.law.kinds import PartyKind

NAMES = {
    PartyKind.PERSON: ("当事人", "", "住址"),
    PartyKind.INDIVIDUAL_BUSINESS: ("当事人（字号）", "经营者", "经营场所"),
    PartyKind.ORGANISATION: ("当事人", "法定代表人（负责人）", "住所"),
}
LONGEST_LINE = 5  # groups of four digits beside the text of the narrowest sheet
NUMERALS = "一二三四五六七八九"


def rows(party):
    """Return the party's lines by kind; what is not known is left out."""
    name, head, address = NAMES[PartyKind(party.kind)]
    pairs = [
        (name, party.name, bool(head)),
        ("性别", party.gender, False),
        ("国籍", party.nationality, False),
        ("电话", party.phone, False),
        (party.identity_label(), party.identity, True),
        (head, party.representative, False),
        ("居民身份证", party.representative_identity, False),
        ("监护人", party.guardian, False),
        (address, party.address, True),
    ]
    return widened([{"label": label, "value": value, "wide": wide} for label, value, wide in pairs if value])


def widened(pairs):
    """Let a narrow pair that would stand alone take the whole row."""
    open_one = None
    for pair in pairs:
        if pair["wide"]:
            if open_one:
                open_one["wide"] = True
            open_one = None
        else:
            open_one = None if open_one else pair
    if open_one:
        open_one["wide"] = True
    return pairs


def ended(text):
    """Return a text that ends with one full stop, or with its own question, call or colon; "" for none."""
    return text if not text or text[-1] in "？！：…" else f"{text.rstrip('。')}。"


def counted(texts):
    """Return the texts as numbered lines; one alone needs no number."""
    if len(texts) == 1:
        return [ended(texts[0])]
    return [f"{number}．{ended(text)}" for number, text in enumerate(texts, 1)]


def numbered(sections):
    """Return the sections that say something, numbered 一、二、三、."""
    said = [(code, head, lines) for code, head, lines in sections if any(lines)]
    return [
        {"code": code, "head": f"{NUMERALS[index]}、{head}", "lines": [line for line in lines if line]}
        for index, (code, head, lines) in enumerate(said)
    ]


def pay(content):
    """Return the payment code as a QR drawing with its digits in groups of four; None where there is none."""
    digits = getattr(content, "pay_code", "")
    if not digits:
        return None
    drawing = io.BytesIO()
    segno.make(digits, error="m", micro=False).save(drawing, kind="svg", border=4, xmldecl=False, svgns=True)
    until = ["请扫码缴款。"]
    if content.pay_by:
        until = [f"请在{wording.day(content.pay_by)}前", "（含当日）扫码缴款。"]
    groups = [digits[i : i + 4] for i in range(0, len(digits), 4)]
    half = (len(groups) + 1) // 2 if len(groups) > LONGEST_LINE else len(groups)
    return {
        "svg": drawing.getvalue().decode(),
        "digits": [" ".join(line) for line in (groups[:half], groups[half:]) if line],
        "words": until,
    }
