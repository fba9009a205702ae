"""The bodies of records: who is who in a table, then questions and answers."""

from enforcement.documents import wording
from enforcement.documents.sheets.parts import ended
from enforcement.documents.sheets.tables import pair, wide


def period(content):
    """Return from when to when, the day once where it is the same."""
    start, end = wording.moment(content.started_at), wording.moment(content.ended_at)
    day = wording.day(wording.local_day(content.ended_at))
    return f"{start}至{end.removeprefix(day) if start.startswith(day) else end}"


def staff(content):
    return "　".join(f"{each.name}（{each.certificate}）" for each in content.officers)


def person(block, label):
    """Return the rows of a person."""
    about = "，".join(filter(None, [block.gender, f"{block.age}岁" if block.age else ""]))
    work = "　".join(filter(None, [block.employer, block.post]))
    return [
        pair((label, block.name), ("性别、年龄", about)),
        pair((block.identity_label(), block.identity), ("联系电话", block.phone)),
        pair(("与本案的关系", block.relation), ("单位、职务", work)),
        wide("住址", block.address),
    ]


def said(label, text):
    """Return one speech of a record: 问 or 答, and its words."""
    return {"label": label, "text": text}


def asked(text):
    """Return the two speeches of a standing question with its answer in one text (…？答：…)."""
    question, _, answer = text.partition("答：")
    return [said("问", question), *([said("答", ended(answer))] if answer else [])]
