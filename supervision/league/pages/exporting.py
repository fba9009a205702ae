"""The table as a file, as it is on the page: the same units, order and columns; behind it what the numbers mean."""

import csv
import io

import xlsxwriter
from django.utils import timezone

from enforcement.journal.services import record
from enforcement.spreadsheets import harmless, write
from supervision.league.definitions import Dimension, Level, Status
from supervision.league.indicators import catalogue
from supervision.league.models import Result
from supervision.league.pages.address import ALL
from supervision.league.pages.numbers import cut_words
from supervision.league.pages.table.rows import SIZE_WORDS, group_words
from supervision.league.rules import rows_of

TEXT, NUMBER, WHOLE = "text", "0.00", "0"
# head, how it is written, width
COLUMNS = (
    ("位次", WHOLE, 6), ("升降", TEXT, 7), ("单位", TEXT, 16), ("县（市、区）", TEXT, 12),
    *((each.label, NUMBER, 11) for each in Dimension),
    ("总分", NUMBER, 8), ("预警", TEXT, 10), ("说明", TEXT, 40),
)  # fmt: skip


def lines_of_table(table):
    """Yield the cells of every row as the page has them; None for no data, numbers as numbers."""
    for row in (*table.rows, *table.out):
        small = f"样本少（n={row.small}）" if row.small is not None else ""
        yield (
            row.rank, row.change or None, row.name, row.county,
            *(row.values.get(each) for each in Dimension),
            float(row.total) if row.rank is not None else None,
            row.lights[2] if row.lights else None,
            "；".join(filter(None, (row.why, small))) or None,
        )  # fmt: skip


def about(table, officer, at):
    """Return [(name, text)]: cut-off, snapshot, filters, who, when (ux 3.7)."""
    snapshot, asked = table.snapshot, table.asked
    group = "全部单位（不分类）" if table.group == ALL else group_words(table.group)
    return [
        ("榜单", f"六比六看 {asked.period.label} {Level(snapshot.level).label}"),
        ("快照", snapshot.name),
        ("状态", snapshot.get_state_display()),
        ("数据截止", cut_words(snapshot.cut_off)),
        ("快照编号", str(snapshot.pk)),
        ("快照摘要", snapshot.digest),
        ("口径", f"第{snapshot.rules.number}版 {snapshot.rules.title}（{snapshot.rules.document}）"),
        ("公式版本", snapshot.formula_version),
        ("清单版本", snapshot.list_version),
        ("同类", group),
        ("规模", SIZE_WORDS.get(asked.size, "全部")),
        ("排序", sort_words(asked.sort)),
        ("行数", str(table.number)),
        ("导出人", f"{officer.name}（{officer.username}）"),
        ("导出时间", f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"),
    ]


SORTED = {"rank": "位次", "change": "升降", "name": "单位", "total": "总分", "light": "预警"}


def sort_words(sort):
    """Return the order of the rows as people say it: 按位次, 按平台看贯通，倒序."""
    name = sort.removeprefix("-")
    words = SORTED.get(name) or Dimension(name).label
    return f"按{words}{'，倒序' if sort.startswith('-') else ''}"


DEFINED = (
    "维度", "维度权重", "指标", "名称", "公式", "数据来源", "方向", "计分方法", "权重", "目标值", "目标依据", "黄线",
    "红线", "最小样本",
)  # fmt: skip


def definitions(rules):
    """Yield one row for each indicator of the version of the rules that the table was scored with."""
    kept = rows_of(rules)
    for key, each in catalogue().items():
        row = kept[key]
        yield (
            each.dimension.label, rules.weights.get(each.dimension, 0), key, each.name, each.formula, each.source,
            each.direction.label, row.get_method_display() if each.scored else "只作参考", row.weight, row.target,
            row.target_document, row.yellow, row.red, row.minimum,
        )  # fmt: skip


def to_csv(table):
    """Return the table as UTF-8 text with a byte order mark, numbers with two decimals."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([head for head, _, _ in COLUMNS])
    for cells in lines_of_table(table):
        writer.writerow(
            "" if cell is None else f"{cell:.2f}" if form == NUMBER else harmless(cell)
            for cell, (_, form, _) in zip(cells, COLUMNS, strict=True)
        )
    return ("\ufeff" + out.getvalue()).encode()


def to_xlsx(table, officer, at):
    """Return the table as a workbook: the rows, then 口径 with everything needed to read them."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"constant_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    forms = {form: book.add_format({"num_format": form}) for form in (NUMBER, WHOLE)} | {TEXT: None}
    write_rows(book.add_worksheet("排名"), table, forms, bold)
    write_counts(book.add_worksheet("指标 n 和 N"), table, bold)
    write_told(book.add_worksheet("口径"), about(table, officer, at), definitions(table.snapshot.rules), bold)
    book.close()
    return held.getvalue()


def write_rows(sheet, table, forms, bold):
    """Write the ranked rows, to be read and printed."""
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    for column, (head, _, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for number, cells in enumerate(lines_of_table(table), 1):
        for column, (cell, (_, form, _)) in enumerate(zip(cells, COLUMNS, strict=True)):
            write(sheet, number, column, cell, forms[form])


def write_told(sheet, said, defined, bold):
    """Write what the table rests on: what is said of it, then the definition of every indicator."""
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 3, 18)
    sheet.set_column(4, 4, 60)
    number = 0
    for name, text in said:
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text)
        number += 1
    for column, head in enumerate(DEFINED):
        sheet.write_string(number + 1, column, head, bold)
    for line, cells in enumerate(defined, number + 2):
        for column, cell in enumerate(cells):
            write(sheet, line, column, cell)


# head, width
COUNTED = (
    ("单位", 16), ("县（市、区）", 12), ("位次", 6), ("维度", 12), ("指标", 6), ("名称", 20), ("分子 n", 9),
    ("分母 N", 9), ("取数", 9), ("值", 10), ("目标", 10), ("计量", 6), ("得分", 8), ("折合权重", 9), ("计入总分", 9),
    ("状态", 16),
)  # fmt: skip


def counts_of(table):
    """Yield the n and N of every indicator of every unit on the page, with what became of them."""
    rows = {row.path: row for row in (*table.rows, *table.out)}
    results = Result.objects.filter(standing__snapshot=table.snapshot, standing__path__in=rows)
    known, found = catalogue(), {}
    for result in results.exclude(status=Status.NOT_APPLICABLE).select_related("standing"):
        found.setdefault(result.standing.path, {})[result.indicator] = result
    for path, row in rows.items():
        for key, each in known.items():
            if (result := found.get(path, {}).get(key)) is None:
                continue
            yield (
                row.name, row.county, row.rank, each.dimension.label, key, each.name, result.n, result.of,
                "近12周" if result.rolled else "本期", result.value, result.target, each.unit, result.score,
                result.share or None, result.points if result.share else None, result.get_status_display(),
            )  # fmt: skip


def write_counts(sheet, table, bold):
    sheet.freeze_panes(1, 1)
    for column, (head, width) in enumerate(COUNTED):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for number, cells in enumerate(counts_of(table), 1):
        for column, cell in enumerate(cells):
            write(sheet, number, column, cell)


def log(table, kind, officer, at):
    """Write down who took which table away (ux 3.7: all exports logged)."""
    record(
        table.snapshot, "league.exported", by=officer, at=at, form=kind, group=table.group,
        rows=table.number,
    )  # fmt: skip
