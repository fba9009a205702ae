"""Everything that a bulletin's paper says, as plain JSON for typst and for Word alike."""

from enforcement.documents.wording import day as day_words
from supervision.bulletins import wording
from supervision.bulletins.figures import Figures
from supervision.bulletins.models import group_words
from supervision.bulletins.sentences import BLOCKS
from supervision.league.definitions import Dimension, Light

UNNUMBERED = "（签发时编号）"
UNSIGNED = "（待签发）"


def content_of(bulletin, *, day, number="", signer=""):
    """Return the whole paper as it stands, dated `day`; without a number it says that it has none yet."""
    figures = Figures(bulletin.snapshot, bulletin.group)
    texts = {block.key: block.text.strip() for block in bulletin.blocks.all()}
    group = group_words(bulletin.group)
    return {
        "agency": bulletin.team.full_name,
        "number": number or UNNUMBERED,
        "signer": signer or UNSIGNED,
        "title": texts["title"],
        "addressee": texts["addressee"],
        "opening": lines(texts["opening"]),
        "parts": parts(texts),
        "signature": texts["signature"],
        "day": day_words(day),
        "copies": texts["copies"],
        "snapshot": bulletin.snapshot.name,
        "profile": [
            {
                "label": each.dimension.label,
                "mean": str(each.mean),
                "low": str(each.low),
                "high": str(each.high),
            }
            for each in figures.profile
        ],
        "table": table_of(bulletin.snapshot, figures, f"{figures.period.label}{group}得分表"),
        "warnings": {"title": f"{figures.period.label}{group}预警清单", "rows": lamps_of(figures)},
    }


def table_of(snapshot, figures, title):
    """Return the table of the first annex: who is ranked, and who stands apart with the reason."""
    return {
        "title": title,
        "note": f"榜单{snapshot.name}，数据截至{wording.until(snapshot.cut_off)}；"
        "“--”为不适用或者没有上期，变化为同类位次与上期相比。",
        "dimensions": [dimension.short for dimension in Dimension],
        "rows": [row_of(row) for row in figures.ranked],
        "apart": [{"name": wording.of_county(row), "why": row.why or "不参加排名"} for row in figures.apart],
    }


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def parts(texts):
    """Return the headed parts that have something to say, numbered through."""
    found = [(key, heading, lines(texts[key])) for key, _, heading, _, _ in BLOCKS if heading and texts[key]]
    return [
        {"key": key, "head": f"{wording.NUMERALS[place]}、{heading}", "lines": said}
        for place, (key, heading, said) in enumerate(found)
    ]


def row_of(row):
    held = row.dimensions
    return {
        "rank": str(row.rank),
        "name": row.name,
        "county": row.county,
        "dimensions": [f"{held[each]:.2f}" if each in held else "--" for each in Dimension],
        "total": str(row.total),
        "change": wording.change(row),
        "light": {"RED": "红", "YELLOW": "黄"}.get(row.light, ""),
    }


def lamps_of(figures):
    """Return a row for every light of every unit, red ones first."""
    return [
        {"name": row.name, "light": light.label[:2], "reason": lamp["reason"], "exit": lamp["exit"]}
        for light in (Light.RED, Light.YELLOW)
        for row, lamps in figures.lit(light)
        for lamp in lamps
    ]
