"""What was told beside what is decided, row by row, each drawn in one piece: a case has dozens of such words."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

from enforcement.templatetags.house import marked

register = template.Library()
NOTHING = '<p class="muted">没有</p>'
MARKED = {"del": "<del>{}</del>", "ins": "<ins>{}</ins>"}
ROW = (
    '<tr{}><th scope="row">{}</th><td data-label="告知的">{}</td><td data-label="拟决定的">{}</td>'
    '<td data-label="对照">{}</td></tr>'
)


@register.simple_tag
def told_row(row):
    """Return a Row as a row of the table: its label, both sides, and what a difference means."""
    apart = ' class="apart"' if row.tone == "red" else ""
    verdict = (
        marked(row.verdict, row.tone) if row.tone else f'<span class="muted">{escape(row.verdict)}</span>'
    )
    return mark_safe(
        ROW.format(apart, escape(row.label), side(row.told, "del"), side(row.now, "ins"), verdict)
    )


def side(lines, mark):
    """Return the lines of Runs of one side as paragraphs. mark: del or ins, around what the other side has not."""
    return "".join(f"<p>{drawn(line, MARKED[mark])}</p>" for line in lines) or NOTHING


def drawn(line, around):
    words = ((escape(run.text), run.marked) for run in line)
    return "".join(around.format(text) if differs else text for text, differs in words)
