"""What a paper shows, as plain text for the templates: party, sections, signatures, pay code, notes."""

import io

import segno

from enforcement.documents import glyphs, wording
from enforcement.documents.contents import IDENTITY_KINDS
from enforcement.law.kinds import PartyKind

NAMES = {
    PartyKind.PERSON: ("当事人", "", "住址"),
    PartyKind.INDIVIDUAL_BUSINESS: ("当事人（字号）", "经营者", "经营场所"),
    PartyKind.ORGANISATION: ("当事人", "法定代表人（负责人）", "住所"),
}
NUMERALS = "一二三四五六七八九"


def rows(party):
    """Return the party's lines by kind; what is not known is left out."""
    name, head, address = NAMES[PartyKind(party.kind)]
    pairs = [
        (name, party.name, bool(head)),
        ("性别", party.gender, False),
        (IDENTITY_KINDS[party.identity_kind], party.identity, bool(head) or not party.phone),
        (head, party.representative, False),
        ("居民身份证", party.representative_identity, False),
        ("监护人", party.guardian, False),
        ("电话", party.phone, False),
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


def found(content):
    """Return when, where and what happened, and what proves it."""
    proof = f"上述事实有{'、'.join(content.evidence)}等证据证明。" if content.evidence else ""
    return [f"{wording.moment(content.acted_at)}，{content.place}，{content.act.rstrip('。')}。{proof}"]


def summary_penalty(content):
    """Return the sections of the on-the-spot decision as (code, head, lines)."""
    decided = [f"{number}．{text}。" for number, text in enumerate(content.penalties(), 1)]
    if len(decided) == 1:
        decided = [decided[0].partition("．")[2]]
    benchmark = f"{content.benchmark.rstrip('。')}。" if content.benchmark else ""
    grounds = (
        f"上述行为违反了{content.breached}的规定。{benchmark}"
        f"依据{content.basis}和{wording.SUMMARY}的规定，决定当场作出以下行政处罚："
    )
    order = wording.order(content.order)
    return [
        ("facts", "违法事实和证据", found(content)),
        ("decision", "处罚依据和决定", [grounds, *decided, *filter(None, [order])]),
        ("payment", "履行方式和期限", list(content.manner)),
        ("defence", "告知和陈述、申辩", [f"{content.notice}{content.defence}"]),
        ("remedies", "救济途径", [content.remedies]),
    ]


def no_penalty(content):
    """Return the sections of the no-penalty decision as (code, head, lines)."""
    prior = f"以往违法记录查询结果：{content.prior_query.rstrip('。')}。" if content.prior_query else ""
    return [
        ("facts", "违法事实和证据", found(content)),
        (
            "reasons",
            "不予处罚的理由",
            [f"上述行为违反了{content.breached}的规定。", f"经查，{content.reasons.rstrip('。')}。{prior}"],
        ),
        ("decision", "决定", [content.decision, wording.order(content.order)]),
        ("education", "教育", [f"{content.education.rstrip('。')}。"]),
        ("remedies", "救济途径", [content.remedies]),
    ]


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
    until = f"请在{wording.day(content.pay_by)}前（含当日）扫码缴款。" if content.pay_by else "请扫码缴款。"
    return {
        "svg": drawing.getvalue().decode(),
        "digits": " ".join(digits[i : i + 4] for i in range(0, len(digits), 4)),
        "words": until,
    }


def signatures(form, content, given, picture):
    """Return the lines of signatures: drawn, refused with its note, or with a rule to write on.

    `picture` reads the file of a signature. On a form that is signed, every officer and the party have a line.
    """
    drawn = {each.name: each for each in given if each.role == "OFFICER"}
    lines = []
    for officer in content.officers if form.signed else ():
        picked = drawn.get(officer.name)
        words = f"{officer.name}　{officer.certificate}"
        lines.append(line("执法人员及证号", words, picked and picture(picked), open=not picked))
    receipts = [receipt(each, picture) for each in given if each.role == "PARTY"]
    return lines + (receipts or ([line("当事人签收", "", None, open=True)] if form.signed else []))


def receipt(signature, picture):
    """Return how the party took the paper."""
    when = wording.moment(signature.at)
    if not signature.refused:
        return line("当事人签收", "", picture(signature), note=when)
    witness = f"见证人：{signature.witness}。" if signature.witness else ""
    note = f"{signature.refusal_note.rstrip('。')}。{witness}{when}"
    return line("当事人签收", "拒绝签收", None, note=note)


def line(label, words, drawn, note="", open=False):
    return {
        "label": label,
        "words": words,
        "picture": list(drawn) if drawn else None,
        "note": note,
        "open": open,
    }


def sheet(form, content, layout, *, number, signed=(), picture=None, mark="", check="", title=""):
    """Return the data of a template; characters that the fonts cannot print have become code points."""
    data = words(form, content, number, signed, picture, title or form.title)
    data, missing = glyphs.legible(data)
    if missing:
        signs = "、".join(f"U+{ord(sign):04X}" for sign in missing)
        data["notes"].append(f"本文书有字库中没有的字，以统一码代码点标出：{signs}。电子原件保留原字。")
    return data | {
        "layout": layout,
        "mark": mark,
        "check": check,
        "keywords": [form.title, number],
        "pay": pay(content),
    }


def words(form, content, number, signed, picture, title):
    """Return everything that the paper says."""
    return {
        "title": title,
        "agency": content.agency,
        "number": number,
        "day": wording.day(content.decided_on),
        "rows": rows(content.party),
        "sections": numbered(form.sections(content)),
        "signatures": signatures(form, content, signed, picture),
        "notes": ["本决定书一式两份，一份交付当事人，一份存档备案。"] if form.signed else [],
    }


def text_of(form, content, number, signed):
    """Return everything that the paper prints, for the lint of outdated texts (R-133)."""
    data = words(form, content, number, signed, lambda each: None, form.title)
    sections = [f"{section['head']}\n" + "\n".join(section["lines"]) for section in data["sections"]]
    people = [f"{row['label']}：{row['value']}" for row in data["rows"]]
    drawn = [f"{row['label']}：{row['words']}{row['note']}" for row in data["signatures"]]
    parts = [data["agency"], data["title"], number, *people, *sections, *drawn, *data["notes"]]
    return "\n".join([*parts, data["day"]])
