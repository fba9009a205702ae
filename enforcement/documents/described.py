"""The register of papers in words: one paper for `explain`, all of them as the page docs/papers.md."""

import inspect

from enforcement.documents import register
from enforcement.documents.models import Layout
from enforcement.documents.wording import day

WHENS = {
    "": "", "organisation": "单位", "fine": "有罚款", "collected": "当场收缴", "first": "首违不罚", "minor": "未成年人",
}  # fmt: skip
HEAD = """# Papers

Made by `manage.py papers` from the register: one file a paper, found in the packages `papers` of the rooms
(`enforcement/documents/register.py`). A paper is changed there and not here.

To add one: a file in the package `papers` of the room that issues it, with the class of its content,
`PAPER = paper(...)` and `content_of(row)`; who issues it calls `documents.issue(kind=PAPER.kind,
content=content_of(row), ...)`. The start is refused while the declaration names what is not there. `manage.py papers`
writes this page. A lawful example beside those of `tests/documents/ordinary.py` has it printed on all its sizes.

| Paper | Code | 类型字 | Version, since | Layout, sizes | Signed by | Served | Adverse | Volume | Asked by | File |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def explained(kind):
    """Return [(name, value)] of a paper, None where the register has none of this code."""
    one = register.papers().get(kind)
    return one and list(lines_of(one))


def lines_of(paper):
    """Yield what the register says of a paper."""
    yield "文书", f"{paper.kind} {paper.title}"
    yield "版本", version_of(paper)
    yield "类型字", paper.word or "不编号"
    yield "依据", asked_by(paper)
    yield "应当载明", stated_by(paper)
    yield "版面", f"{paper.template}，{sizes_of(paper)}"
    yield "签名", signed_by(paper)
    yield "送达", "送达并留存证明" if paper.served else "不送达"
    yield "减损权利或者增加义务", "是，载明救济途径" if paper.adverse else "否"
    yield "卷内位置", str(paper.volume)
    yield "更正", paper.again or "另行出具，原件作废"
    yield "代码", file_of(paper)


def version_of(paper):
    until = f"，{day(paper.until)}停用" if paper.until else ""
    return f"第{paper.version}版，{day(paper.since)}起{until}"


def asked_by(paper):
    return "、".join(map(str, (*paper.clauses, *paper.rules)))


def stated_by(paper):
    """Return what it must state, each with the condition under which it must."""
    return "；".join(f"{one.label}（{WHENS[one.when]}）" if one.when else one.label for one in paper.elements)


def sizes_of(paper):
    return "、".join(Layout(layout).label for layout in paper.layouts)


def signed_by(paper):
    spot = ["执法人员", "当事人"] if paper.signed else []
    return "、".join([*spot, *(one.label for one in paper.signers)]) or "无"


def file_of(paper):
    return f"{paper.content.__module__.replace('.', '/')}.py"


def page_of(papers):
    """Return docs/papers.md for some papers in the order of a volume."""
    rows, asked = [], []
    for one in papers:
        cells = (
            one.title, f"`{one.kind}`", one.word or "–", f"{one.version}, {one.since.isoformat()}",
            f"`{one.template}` {sizes_of(one)}",
            signed_by(one), "yes" if one.served else "–", "yes" if one.adverse else "–", str(one.volume), asked_by(one),
            f"`{file_of(one)}`",
        )  # fmt: skip
        rows.append(f"| {' | '.join(cells)} |\n")
        summary = inspect.cleandoc(one.content.__doc__).splitlines()[0]
        asked.append(f"\n### {one.title}\n\n{summary}\n\n{stated_by(one)}。\n")
    order = (
        f"\nEvidence stands before the first paper whose place is above {register.EVIDENCE}, receipts of "
        f"payment before the first above {register.PAYMENTS}.\n\n## What each must state\n"
    )
    return HEAD + "".join(rows) + order + "".join(asked)
