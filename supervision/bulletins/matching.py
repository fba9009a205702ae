"""No published number may differ from its table: every figure of a text is looked for among those of the table.

A figure that stands in a sentence about units has to be one of those units', or one of the whole group; a figure of
another unit in its place is as wrong as one that stands nowhere. Days, clock times, articles and numbers of documents
are no figures of the table.
"""

import re
import unicodedata
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from functools import cached_property

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import Finding, Level
from supervision.bulletins import sentences
from supervision.league.definitions import Status
from supervision.league.models import Result

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# what is counted by the calendar or by the office's own papers
BESIDE = re.compile(
    r"^\s*\d+[.、](?!\d)|附件\d+|\d+年(?:\d+月)?(?:\d+日)?|\d+月(?:\d+日)?|\d+日|\d+时(?:\d+分)?|[〔\[(]\d{4}[〕\])]\s*\d+号|第?\d+号"
    r"|第\d+[条款项章版周期]|\d+个?(?:工作日|小时|日内)|\d{3,4}-\d{7,8}|[Ww]\d+-\d+"
)
# what the table says of units: these have to be found, a plain number may be explained
MEASURED = re.compile(r"^(?:\s*(?:分(?!钟)|%|位|名(?![称录单])|个(?:单位|维度|镇|乡|街道|县)|家单位|天|/))")
PLACE = ("位", "名")
SPELT = re.compile(r"[〇零一二三四五六七八九十百]+点[〇零一二三四五六七八九]+")
CLAUSES = re.compile(r"[^。；;！？\n]+")
CHINESE = "写成阿拉伯数字，并与榜单一致（GB/T 15835）"
REMEDY = "改回榜单里的数字，或者恢复为数据生成的文字；榜单有误的，先更正榜单，再刷新通报"


class Known:
    """Every figure of one group of a table: those of each unit, and those of the group. Read once."""

    def __init__(self, figures, team):
        self.figures, self.team = figures, team
        self.rows = [*figures.ranked, *figures.apart]
        self.names = sorted({row.name for row in self.rows}, key=len, reverse=True)

    @cached_property
    def own(self):
        """{unit's name: its figures}; units of one name share them."""
        found = defaultdict(set)
        for row in self.rows:
            found[row.name] |= figures_of_unit(self.figures, row)
        results = Result.objects.filter(standing__in=[row.pk for row in self.rows], status=Status.SCORED)
        for result in results.select_related("standing"):
            lost = result.share - result.points
            values = (result.n, result.of, result.value, result.target, result.score, result.points, lost)
            found[result.standing.name] |= exact(*values)
        return found

    @cached_property
    def common(self):
        """What is said of the whole group: in the sentences and figures of the data that name no unit."""
        found = {Decimal(0), Decimal(100), *exact(len(self.figures.ranked), len(self.figures.apart))}
        for each in self.figures.profile:
            found |= exact(each.mean, each.low, each.high)
        for _, lost, units in self.figures.costly:
            found |= exact(lost, units)
        for text, rests in sentences.written(self.figures, self.team).values():
            for line in (text, *(" ".join(rest) for rest in rests)):
                for clause, named in self.clauses(line):
                    if not named:
                        found |= {number for number, _, _ in numbers(clause)}
                    elif line is text:
                        for name in named:  # how many stand level, what the highest and the lowest have
                            self.own[name] |= {number for number, _, _ in numbers(clause)}
        return found

    def clauses(self, text):
        """Yield (clause, the units that it is about); one that names none goes on about those before it in its line."""
        for line in text.splitlines():
            named = ()
            for clause in CLAUSES.findall(line):
                named = self.named(clause) or named
                yield clause, named

    def named(self, clause):
        found, left = [], clause
        for name in self.names:
            if name in left:
                found.append(name)
                left = left.replace(name, "　")
        return tuple(found)

    def strangers(self, text):
        """Yield (number as written, what it measures or "", the units that it stands beside) that the table has not."""
        common = self.common
        for clause, named in self.clauses(unicodedata.normalize("NFKC", text)):
            known = common.union(*(self.own[name] for name in named))
            for number, written, measure in numbers(clause):
                # a place beside a unit's name is that unit's; how many units share something is no place
                own = measure in PLACE and named
                if number not in (set().union(*(self.own[name] for name in named)) if own else known):
                    yield written, measure, named
            for spelt in SPELT.findall(clause):
                yield spelt, "spelt", named


def figures_of_unit(figures, row):
    """Return what the table itself says of a unit: places, totals, dimensions, and the words of its lights."""
    found = exact(
        row.rank, row.previous_rank, row.total, row.previous_total, row.change and abs(row.change), row.bonus,
        row.deduction, *row.dimensions.values(),
    )  # fmt: skip
    if split := figures.split(row):
        found |= exact(abs(split.own), abs(split.others))
    said = [row.why, *(lamp[part] for lamp in row.lights for part in ("reason", "exit"))]
    return found | {number for text in said for number, _, _ in numbers(text)}


def exact(*values):
    """Return the numbers as a text would write them: whole, and with one and two decimals."""
    found = set()
    for value in values:
        if value is not None:
            number = Decimal(str(value))
            found |= {number, round(number, 1), round(number, 2)}
    return found


def numbers(text):
    """Yield (number, as written with its unit, its unit where the table measures in it) of a text."""
    left = BESIDE.sub(lambda hit: "　" * len(hit.group()), unicodedata.normalize("NFKC", text))
    for hit in NUMBER.finditer(left):
        try:
            number = Decimal(hit.group().replace(",", ""))
        except InvalidOperation:
            continue
        measure = MEASURED.match(left[hit.end() :])
        unit = measure.group().strip() if measure else "." if "." in hit.group() else ""
        if left[: hit.start()].endswith("/"):
            unit = unit or "/"
        yield number, hit.group() + (unit if unit not in "./" else ""), unit


def findings_of_text(label, text, known, table):
    """Return a BLOCK for each measured figure that the table has not, a WARN for each other number."""
    found, said = [], set()
    for written, measure, named in known.strangers(text):
        if written in said:
            continue
        said.add(written)
        whose = f"{'、'.join(named)}的" if named else ""
        if measure == "spelt":
            found.append(
                Finding(Level.BLOCK, f"“{label}”里的“{written}”核对不了", CHINESE, clause=Clause(HOUSE))
            )
        elif measure:
            message = f"“{label}”里的“{written}”，榜单{table}{whose}数据中没有"
            found.append(Finding(Level.BLOCK, message, REMEDY, clause=Clause(HOUSE)))
        else:
            message = f"“{label}”里的“{written}”不是榜单{table}的数字"
            why = "删去，或者签发时说明这个数字从哪里来"
            found.append(Finding(Level.WARN, message, why, clause=Clause(HOUSE)))
    return found
