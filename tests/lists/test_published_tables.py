"""Sheets as offices publish them (public/05): titles, merged cells, names of their own, amounts in words."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from enforcement.errors import Refused
from enforcement.parameters.sheets import UnknownColumns
from enforcement.teams.roles import Role
from lists.importers.amounts import amount_of, range_of
from lists.importing import import_sheet, match_columns, preview_sheet, publish_sheet
from lists.models import ColumnNames, DiscretionBenchmark, ImportLine, ItemVersion
from tests.factories import make_city, make_officer
from tests.lists.factories import BAND, make_statute, publish, sheet, told

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
GIVEN = {"issuer": "某局", "area": "3310", "valid_from": "2026-12-01"}
HEAD = [
    "编码",
    "名称",
    "处罚依据",
    "条款",
    "档次",
    "情形",
    "下限",
    "上限",
    "单位",
    "发布机关",
    "适用地区代码",
]
COLUMNS = {"代码": "code", "事项": "name", "依据": "basis_law", "什么情形": "circumstance", "罚多少": "range"}


def merged_table(head=HEAD):
    """Three tiers of one benchmark; code, name, basis and issuer stand once, in cells merged over three rows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, head)
        whole = ["T-PUB-1", "对某行为的处罚", "《城市市容和环境卫生管理条例》", "第三十四条"]
        for column, text in enumerate(whole):
            page.merge_range(1, column, 3, column, text)
        for row, (tier, words, low, high) in enumerate(
            ((1, "情节轻微", 0, 10000), (2, "情节较重", 10000, 20000), (3, "情节严重", 20000, 50000)), start=1
        ):
            page.write_row(row, 4, [tier, words, low, high, "元"])
        page.merge_range(1, 9, 3, 9, "某局")
        page.merge_range(1, 10, 3, 10, 3310)
    return made.getvalue()


def titled_table(*, amounts=("不超过1万元", "1万至2万元", "2万至5万元")):
    """Two title rows, the office's own names, the code as a number, amounts in words."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 6, "示例镇处罚幅度表")
        page.merge_range(1, 0, 1, 6, "第一类")
        page.write_row(2, 0, ["序", "代码", "事项", "依据", "什么情形", "罚多少", "出处"])
        for column, cell in enumerate([1, 330241000000, "示例事项", "示例条例第九条"]):
            page.merge_range(3, column, 5, column, cell)
        for row, (words, amount) in enumerate(zip("轻中重", amounts, strict=True), start=3):
            page.write_row(row, 4, [words, amount])
        page.merge_range(3, 6, 5, 6, "示例文件")
    return made.getvalue()


def bands():
    return [
        (band.tier, band.low, band.high)
        for band in DiscretionBenchmark.objects.get().bands.order_by("position")
    ]


@pytest.fixture
def administrator():
    return make_officer(Role.ADMINISTRATOR, make_city().city)


def test_merged_cells_make_one_benchmark_of_three_tiers(at):
    report = publish("discretion", merged_table(), at, day=DAY)
    assert [outcome for outcome, _ in told(report)] == ["TAKEN"] * 3
    assert bands() == [(1, 0, 10000), (2, 10000, 20000), (3, 20000, 50000)]
    assert DiscretionBenchmark.objects.get().path == "3310"


def test_one_fault_in_merged_rows_refuses_all_three(at):
    content = titled_table(amounts=("不超过1万元", "看情况", "2万至5万元"))
    given = {"columns": COLUMNS, "defaults": GIVEN, "partial": True}
    report = publish("discretion", content, at, day=DAY, **given)
    assert [outcome for outcome, _ in told(report)] == ["REFUSED"] * 3
    assert not DiscretionBenchmark.objects.exists()


def test_merged_cells_that_became_blank_are_named_and_refuse_their_benchmark(at):
    blank = dict.fromkeys(BAND, "") | {
        "tier": "2",
        "circumstance": "再次",
        "min": "20",
        "max": "50",
        "unit": "元",
    }
    report = publish("discretion", sheet({}, blank, {"code": "TZ-2"}, base=BAND), at, partial=True)
    assert DiscretionBenchmark.objects.get().code == "TZ-2"
    assert any("与 TZ-1 同属一条的合并单元格" in words for _, words in told(report))
    assert report.counts["REFUSED"] == 2


def test_titles_are_passed_over_and_columns_matched_once(administrator, at):
    who = {"by": administrator, "at": at}
    report = preview_sheet(
        kind="discretion", name="表.xlsx", content=titled_table(), day=DAY, defaults=GIVEN, wait=True, **who
    )
    assert report.head and report.head == ["序", "代码", "事项", "依据", "什么情形", "罚多少", "出处"]
    with pytest.raises(Refused, match="列还没有对应"):
        publish_sheet(report=report, **who)
    report = match_columns(report=report, columns=COLUMNS, **who)
    publish_sheet(report=report, **who)
    made = DiscretionBenchmark.objects.get()
    assert (made.code, made.basis_law, made.article) == ("330241000000", "示例条例", "第九条")
    assert bands() == [(1, 0, 10000), (2, 10000, 20000), (3, 20000, 50000)]
    assert ColumnNames.objects.get().path == "3310"

    again = preview_sheet(
        kind="discretion", name="表.xlsx", content=titled_table(), day=DAY, defaults=GIVEN, **who
    )
    assert again.counts["UNCHANGED"] == 3


def test_a_unit_does_not_learn_from_another(administrator, at):
    given = {
        "kind": "discretion",
        "name": "x",
        "content": titled_table(),
        "day": DAY,
        "defaults": GIVEN,
        "at": at,
    }
    import_sheet(**given, columns=COLUMNS, by=administrator)
    with pytest.raises(UnknownColumns, match=r"第 3 行的表头缺少：编码"):
        import_sheet(**given, by=None)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [({"代码": "kode"}, "没有“kode”这一列"), ({"代码": "code", "事项": "code"}, "“编码”对应了两列")],
)
def test_columns_that_cannot_be_matched_are_refused(administrator, at, columns, reason):
    given = {"kind": "discretion", "name": "x", "content": titled_table(), "day": DAY}
    with pytest.raises(Refused, match=reason):
        preview_sheet(**given, columns=columns, by=administrator, at=at)


def test_what_a_sheet_no_longer_lists_is_named_and_can_be_retired(at):
    make_statute()
    publish("items", sheet({}, {"code": "A-2"}, {"code": "A-3", "valid_from": "2027-06-01"}), at)
    report = publish("items", sheet({}), at, day=DAY)
    assert report.counts["MISSING"] == 2
    missing = report.lines.filter(outcome=ImportLine.Outcome.MISSING)
    assert {(line.key, line.words) for line in missing} == {
        ("A-2", "停用的，自 2026-12-01 起失效"), ("A-3", "2027-06-01 起才生效，不能停用"),
    }  # fmt: skip
    assert ItemVersion.objects.get(item__code="A-2").valid_to is None

    report = publish("items", sheet({}), at, day=DAY, retire=True)
    assert report.counts["RETIRED"] == 1
    assert ItemVersion.objects.get(item__code="A-2").valid_to == date(2026, 11, 30)
    assert ItemVersion.objects.get(item__code="A-1").valid_to is None
    assert publish("items", sheet({}), at, day=DAY).counts["MISSING"] == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1万元以上5万元以下", (10000, 50000, "yuan")),
        ("五百元以上二千元以下罚款", (500, 2000, "yuan")),
        ("不超过1万元", (0, 10000, "yuan")),
        ("1万至2万元", (10000, 20000, "yuan")),
        ("货值金额一倍以上三倍以下", (1, 3, "times")),
        ("5%～10%", (5, 10, "pct")),
        ("200元", (200, 200, "yuan")),
        ("1万元以上", None),
        ("警告", None),
        ("5万元以上1万元以下", None),
        ("1元2元3元", None),
    ],
)
def test_ranges_in_words(text, found):
    assert range_of(text) == (found and (Decimal(found[0]), Decimal(found[1]), found[2]))


@pytest.mark.parametrize(
    ("text", "plain"), [("1万元", "10000"), ("二万元", "20000"), ("500", "500"), ("若干", "若干")]
)
def test_single_amounts(text, plain):
    assert amount_of(text) == plain
