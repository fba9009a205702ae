"""One side of what was told beside what is decided, drawn in one piece: a case has dozens of such words."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()
NOTHING = format_html('<p class="muted">{}</p>', "没有")
PLAIN, MARKED = "{}", {"del": "<del>{}</del>", "ins": "<ins>{}</ins>"}


@register.simple_tag
def side(lines, mark):
    """Return the lines of Runs of one side as paragraphs. mark: del or ins, around what the other side has not."""
    return format_html_join("", "<p>{}</p>", ((drawn(line, MARKED[mark]),) for line in lines)) or NOTHING


def drawn(line, marked):
    return format_html_join(
        "", "{}", ((format_html(marked if run.marked else PLAIN, run.text),) for run in line)
    )
