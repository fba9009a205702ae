"""The bodies of records: who is who in a table, then questions and answers or observations."""

from enforcement.documents import wording
from enforcement.documents.sheets.parts import counted, ended
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


def spoken(answer):
    return said("问", answer.question), said("答", ended(answer.answer))


def inquiry(content):
    """Return the table and the speeches of an inquiry record."""
    present = "；".join(filter(None, [content.guardian and f"监护人{content.guardian}", content.others]))
    return {
        "subtitle": f"（第{content.serial}次）",
        "table": [
            wide("案由", content.matter),
            pair(("当事人", content.party.name), ("立案号", content.case_number)),
            wide("询问时间", period(content)),
            wide("询问地点", content.place),
            *person(content.person, "被询问人"),
            wide("询问人及证号", staff(content)),
            pair(("记录人", content.recorder), ("在场人", present or "无")),
        ],
        "speeches": [
            *asked(content.shown),
            *asked(content.rights + "听明白了吗？答：听明白了。"),
            *asked(content.recusal),
            *(each for answer in content.answers for each in spoken(answer)),
        ],
        "closing": content.read_through,
    }  # fmt: skip


def inspection(content):
    """Return the table and the paragraphs of an inspection record."""
    who = person(content.person, "在场人") if content.person else [wide("当事人", ended(content.absence))]
    return {
        "table": [
            wide("案由", content.matter),
            pair(("当事人", content.party.name), ("立案号", content.case_number)),
            wide("检查时间", period(content)),
            wide("检查地点", content.place),
            pair(("检查对象", content.object), ("天气", content.weather or "——")),
            *who,
            wide("检查人及证号", staff(content)),
            pair(("记录人", content.recorder), ("见证人", content.witness or "无")),
        ],
        "speeches": [*asked(content.shown), *asked(content.recusal)],
        "closing": content.read_through,
    }  # fmt: skip


def inspected(content):
    """Return the sections of an inspection record as (code, head, lines)."""
    return [
        ("findings", "现场情况", counted(content.findings)),
        ("measures", "采取的措施", [ended(content.measures)]),
        ("materials", "照片、录像和勘验图", counted(content.materials)),
        ("remark", "当事人意见", [ended(content.remark)]),
        ("absence", "不在场或者拒签情况", [ended(content.absence)]),
    ]


def minutes(content):
    """Return the table of the minutes, and everybody who attended, to sign at the end."""
    return {
        "attendance": [f"{each.name}　{each.post}".strip("　") for each in content.attendees],
        "table": [
            wide("案由", content.matter),
            pair(("立案号", content.case_number), ("当事人", content.party.name)),
            wide("讨论时间", period(content)),
            wide("讨论地点", content.place),
            pair(("主持人", content.chair), ("汇报人", content.reporter)),
            wide("出席人员", "、".join(each.words() for each in content.attendees if each.votes)),
            wide("列席人员", "、".join(each.words() for each in content.attendees if not each.votes) or "无"),
            pair(("记录人", content.recorder), ("日期", wording.day(content.dated_on))),
        ],
    }


def discussed(content):
    """Return the sections of the minutes as (code, head, lines)."""
    views = [ended(each.words()) for each in content.views]
    return [
        ("report", "案情汇报", [ended(content.report)]),
        ("issues", "讨论事项", counted(content.issues) if content.issues else []),
        ("views", "讨论意见", views),
        ("conclusion", "讨论结论", [f"{content.tally}{ended(content.conclusion)}"]),
    ]
