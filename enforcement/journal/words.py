"""How the journal's codes read in Chinese. An app adds its own verbs and names in `AppConfig.ready`."""

# fmt: off
SUBJECTS = {
    "dossier": "案卷", "team": "机构", "officer": "人员",
    "item": "事项", "settings": "参数", "journal": "日志",
}
VERBS = {"close_day": "封存当日日志", "looked": "查阅", "journal.exported": "导出日志"}
NAMES = {
    "day": "日期", "digest": "摘要", "chains": "链数",
    "times": "次数", "what": "内容", "rows": "行数", "was": "原状态", "now": "现状态", "reason": "理由",
}
# fmt: on


# text → the key of a subject, "" where it is none of theirs: numbers that people have before them
FINDERS = []


def add(*, subjects=None, verbs=None, names=None):
    """Say how the subjects, verbs and data names of an app read."""
    SUBJECTS.update(subjects or {})
    VERBS.update(verbs or {})
    NAMES.update(names or {})


def subject(key):
    """Return 案卷 12 for dossier:12."""
    kind, _, which = key.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {which}".strip()


def key_of(text):
    """Return dossier:12 for 案卷 12, 案卷12 and dossier:12."""
    text = text.strip()
    for kind, word in SUBJECTS.items():
        if text.startswith(word):
            return f"{kind}:{text.removeprefix(word).strip()}"
    return next((key for find in FINDERS if text and (key := find(text))), text)


def alike(code):
    """Return every code that reads like this one: a reader chooses a word."""
    word = verb(code)
    return [each for each, said in VERBS.items() if said == word] or [code]


def verb(code):
    return VERBS.get(code, code)


# of a file an auditor reads who did what when and why, not what it says (R-1106): only these, and what is no text
TOLD_OF_FILES = {
    "was", "now", "step", "sha256", "sm3", "serial", "layout", "method", "masked", "number",
    "state", "day", "gate", "rule", "rules", "reason", "reasons", "members", "fact", "kind",
    "document", "position", "until", "due", "from", "to", "digest", "team", "item",
}  # fmt: skip
HIDDEN = "案卷内容，审计不显示"


def details(data, *, of_file=False):
    """Return the data of an entry as (name, value) in words, without what is empty.

    of_file: an entry of a dossier, of which names and texts are not shown.
    """
    return [
        (NAMES.get(name, name), HIDDEN if of_file and is_content(name, value) else value)
        for name, value in data.items()
        if value not in (None, "", [], {})
    ]


def is_content(name, value):
    """Say whether a value is what the file says: any text or list of texts but codes, numbers and digests."""
    return name not in TOLD_OF_FILES and not isinstance(value, bool | int | float)
