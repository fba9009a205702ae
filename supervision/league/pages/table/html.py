"""Lines of the table and tiles of the map as HTML, each one formatted string.

This is the only markup outside the templates: 130 lines of some twenty values each took two thirds of the page's
time through the template language. Everything that a person typed is escaped here.
"""

from django.utils.html import escape
from django.utils.safestring import mark_safe

from enforcement.templatetags.house import icon

LINE = (
    '<tr id="u{path}"{opened}><td class="num pin">{rank}</td><td class="move">{change}</td>'
    '<th scope="row" class="pin unit"><a href="?{query}{path}#u{path}" aria-expanded="{expanded}">{name}</a></th>'
    '{cells}<td class="num total">{total}</td><td class="trend">{spark}</td><td class="light">{light}</td></tr>\n'
)
OUT = (
    '<tr id="u{path}" class="out{opened}"><td class="num pin">--</td><td class="move"></td>'
    '<th scope="row" class="pin unit"><a href="?{query}{path}#u{path}" aria-expanded="{expanded}">{name}</a></th>'
    '{cells}<td colspan="{rest}" class="reason">{why}</td></tr>\n'
)
CELLS = {False: '<td class="num dim">{}</td>', True: '<td class="num dim few">{}</td>'}
SPARK = '<svg viewBox="0 0 92 20" aria-hidden="true"><polyline points="{}"/></svg>'
CHIP = '<span class="chip {}">{}{}</span>'
SMALL = '<span class="small-sample">样本少 n={}</span>'
TILE = '<a class="t{tone}{other}" href="?{query}{path}#u{path}" title="{words}" tabindex="-1">{name}<br>{score}</a>'


def line(row, query, opened=False):
    """Return the line of a Row that is ranked; `query` opens a row when its path is put behind."""
    return mark_safe(
        LINE.format(
            path=row.path,
            opened=' class="open"' if opened else "",
            rank=row.rank,
            change=row.change,
            query=query,
            expanded="true" if opened else "false",
            name=escape(row.name),
            cells="".join(CELLS[few].format(text) for text, few in row.cells),
            total=row.total,
            spark=SPARK.format(row.spark) if row.spark else "",
            light=chip(row.lights) + (SMALL.format(row.small) if row.small is not None else ""),
        )
    )


def line_out(row, query, opened=False):
    """Return the line of a Row that is not ranked: its values as far as it has any, no total, and the reason."""
    shown = row.cells if row.values else ()
    return mark_safe(
        OUT.format(
            path=row.path, opened=" open" if opened else "", query=query, rest=9 - len(shown),
            cells="".join(CELLS[few].format(text) for text, few in shown),
            expanded="true" if opened else "false", name=escape(row.name), why=escape(row.why),
        )
    )  # fmt: skip


def chip(lights):
    """Return the chip of (tone, mark, word), "" for none."""
    if not lights:
        return ""
    tone, mark, word = lights
    return CHIP.format(tone, icon(mark), word)


def tile(*, path, name, words, score, tone, other, query):
    return mark_safe(
        TILE.format(
            path=path, name=escape(name), words=escape(words), score=score, tone=tone,
            other=" other" if other else "", query=query,
        )
    )  # fmt: skip
