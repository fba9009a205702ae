"""Who signs a paper, and where: a table at its end, or the foot of every page of a record."""

from enforcement.documents import wording


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
    receipts = [receipt(each, picture) for each in given if each.role == "PARTY"] if form.served else []
    return lines + (receipts or ([line("当事人签收", "", None, open=True)] if form.signed else []))


def receipt(signature, picture):
    """Return how the party took the paper."""
    when = wording.moment(signature.at)
    if not signature.refused:
        return line("当事人签收", "", picture(signature), note=when)
    return line("当事人签收", "拒绝签收", None, note=refusal(signature))


def refusal(signature):
    """Return why a person did not sign, who saw it, and when."""
    witness = f"见证人：{signature.witness}。" if signature.witness else ""
    return f"{signature.refusal_note.rstrip('。')}。{witness}{wording.moment(signature.at)}"


def line(label, words, drawn, note="", open=False):
    return {
        "label": label,
        "words": words,
        "picture": list(drawn) if drawn else None,
        "note": note,
        "open": open,
    }


def places(wanted, given, picture):
    """Return the places at the foot of a page: label, and each signer's name and drawing.

    `wanted`: (label, role, names); a name "" takes whoever signed in that role.
    """
    return [
        {"label": label, "signers": [signer(role, name, given, picture) for name in names or ("",)]}
        for label, role, names in wanted
    ]


def signer(role, name, given, picture):
    mine = [each for each in given if each.role == role and (not name or each.name == name)]
    if not mine:
        return {"words": "", "picture": None}
    if mine[-1].refused:
        return {"words": "拒绝签名", "picture": None}
    return {"words": "", "picture": list(picture(mine[-1]) or b"") or None}


def refusals(given):
    """Return the notes of who refused to sign, one line each."""
    return [f"{each.name}拒绝签名：{refusal(each)}" for each in given if each.refused]
