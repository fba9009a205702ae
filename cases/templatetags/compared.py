"""One side of what was told beside what is decided, drawn in one piece: a case has dozens of such words."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
NOTHING = mark_safe('<p class="muted">没有</p>')
MARKED = {"del": "<del>{}</del>", "ins": "<ins>{}</ins>"}


@register.simple_tag
def side(lines, mark):
    """Return the lines of Runs of one side as paragraphs. mark: del or ins, around what the other side has not."""
    return mark_safe("".join(f"<p>{drawn(line, MARKED[mark])}</p>" for line in lines)) or NOTHING


def drawn(line, marked):
    words = ((escape(run.text), run.marked) for run in line)
    return "".join(marked.format(text) if differs else text for text, differs in words)
