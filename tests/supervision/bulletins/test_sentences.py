"""What the data say: every figure of the sentences is the table's, and nothing counts volume or names people."""

from decimal import Decimal

import pytest

from supervision.bulletins.checking import findings_about
from supervision.bulletins.figures import Figures
from supervision.bulletins.matching import Known, findings_of_text
from supervision.bulletins.sentences import LABELS, written
from supervision.league.models import Standing
from tests.supervision.bulletins.making import YELLOW, fill, make_snapshot, make_table

pytestmark = pytest.mark.django_db


def said(table, group="EMPOWERED"):
    return {key: text for key, (text, _) in written(Figures(table.snapshot, group), table.office).items()}


def test_the_title_names_period_and_group():
    assert said(make_table())["title"] == "关于2026年第46周赋权镇街\n“六比六看”情况的通报"


def test_the_opening_says_who_until_when_and_how():
    text = said(make_table())["opening"]
    for words in (
        "2026年第46周（11月9日至15日）", "参加排名的单位10个，", "截至2026年11月15日24时", "依据榜单W46-1",
        "《台州市“六比六看”评价办法》（口径第1版）",
        "总分100分，其中清单看运转18.75分、队伍看融合18.75分、执法看实效37.5分、平台看贯通25分",
        "制度看成果、创新看推广目前没有适用的指标，权重已按比例计入上述维度", "该维度的权重由其他维度按比例分摊",
        "罚没款数额、案件数量不作为评价内容",
    ):  # fmt: skip
        assert words in text


def test_units_that_take_no_part_are_counted_apart():
    table = make_table()
    Standing.objects.filter(pk=table.rows[4].pk).update(rank=None, ranked=False, why="当日没有执法模式")
    assert "参加排名的单位9个，另有1个单位不参加排名" in said(table)["opening"]


def test_the_best_are_named_with_place_total_and_change():
    assert said(make_table())["best"].splitlines() == [
        "1．清港镇（玉环市）98.00分，列第1位，比上期上升1位。",
        "2．楚门镇（玉环市）96.50分，列第2位，比上期下降1位。",
        "3．沙门镇（玉环市）95.00分，列第3位，与上期持平。",
    ]


def test_the_worst_are_named_with_their_dearest_losses():
    first = said(make_table())["worst"].splitlines()[0]
    assert first.startswith("1．海山乡（玉环市）84.50分，列第10位，比上期下降3位，由本单位得分变化引起。")
    assert first.endswith(
        "主要扣分项：法定期限内办结率80.00%（16/20），目标100.00%，扣3.60分；"
        "实时办理率75.00%（30/40），目标98.00%，扣3.29分。"
    )


def test_a_mean_is_told_with_its_records_and_its_unit():
    table = make_table()
    last = table.rows[-1].results.get(indicator="E1")
    last.indicator, last.n, last.of, last.value, last.target = "E2", 300, 12, Decimal(25), Decimal(15)
    last.save()
    assert "平均办案时长25.0天（12件），目标15.0天，扣3.60分" in said(table)["worst"].splitlines()[0]


def test_ends_never_meet():
    table = make_table(3)
    figures = Figures(table.snapshot, "EMPOWERED")
    assert [row.name for row in figures.best] == ["清港镇"]
    assert [row.name for row in figures.worst] == ["沙门镇"]
    Standing.objects.exclude(name="清港镇").delete()
    assert Figures(table.snapshot, "EMPOWERED").worst == []


def test_who_stands_level_with_the_best_is_not_among_the_worst():
    table = make_table(6)
    Standing.objects.update(rank=1)
    assert Figures(table.snapshot, "EMPOWERED").worst == []


def test_many_on_one_place_are_counted_and_not_named():
    table = make_table()
    Standing.objects.filter(rank__lte=8).update(rank=1)
    assert said(table)["best"] == "位次在前3位的有8个单位（含并列），见附件1。"


def test_movers_need_two_places_and_a_table_before():
    table = make_table()
    assert said(table)["movers"].startswith("位次下降较多的有：海山乡（玉环市）由第7位降至第10位")
    Standing.objects.update(previous_rank=None, previous_total=None)
    text = said(table)
    assert text["movers"] == "" and "上期" not in text["overall"]


def test_warnings_are_named_once_and_told_in_the_annex():
    text = said(make_table())["warnings"]
    assert text == "本期红色警告1个单位：海山乡。黄色预警1个单位：玉城街道。各单位的事由和解除条件见附件2。"


def test_a_unit_with_both_lights_is_told_as_red():
    table = make_table()
    last = table.rows[-1]
    last.lights = [*last.lights, YELLOW]
    last.save()
    text = said(table)["warnings"]
    assert text.startswith("本期红色警告1个单位：海山乡。黄色预警1个单位：玉城街道。")


def test_units_level_at_the_top_are_counted():
    table = make_table()
    Standing.objects.filter(rank__lte=3).update(total=98)
    assert "最高的是清港镇等3个单位（98.00分），最低的是海山乡（84.50分）" in said(table)["overall"]


def test_requests_follow_from_lights_losses_and_the_limit_for_appeals():
    text = said(make_table())["requests"].splitlines()
    assert text[0].startswith("（一）按期答复预警") and "2个工作日" in text[0] and "3个工作日" in text[0]
    assert "法定期限内办结率（3个单位共扣10.80分）" in text[1]
    assert "2026年11月18日18时前" in text[2]


def test_without_lights_and_losses_little_is_asked():
    table = make_table()
    Standing.objects.update(lights=[], light="NONE")
    table.rows[0].results.model.objects.all().delete()
    text = said(table)
    assert text["warnings"] == "本期没有红色警告和黄色预警。"
    assert text["requests"].startswith("（一）依规提出异议")


def test_counties_are_addressed_as_such():
    table = make_table()
    county = make_snapshot(level="COUNTY")
    fill(county, 4, group="COUNTY")
    table.snapshot = county
    text = said(table, "COUNTY")
    assert text["addressee"] == "各县（市、区）人民政府："
    assert text["title"].startswith("关于2026年第46周县（市、区）\n")


def test_every_sentence_of_the_data_may_stand():
    for key, text in said(make_table()).items():
        assert findings_about(LABELS[key], text) == [], key


def test_each_block_says_on_which_figures_it_rests():
    table = make_table()
    blocks = written(Figures(table.snapshot, "EMPOWERED"), table.office)
    assert ["数据截止", "2026-11-15 24:00"] in blocks["opening"][1]
    assert ["海山乡 E1", "80.00%（16/20），目标100.00%，扣 3.60 分"] in blocks["worst"][1]
    assert all(rests for key, (text, rests) in blocks.items() if text)


def test_a_table_of_93_towns_is_read_in_few_statements(django_assert_max_num_queries):
    table = make_table(93)
    with django_assert_max_num_queries(6):
        written(Figures(table.snapshot, "EMPOWERED"), table.office)


# figures that are not the table's


def typed(table, key, text):
    known = Known(Figures(table.snapshot, "EMPOWERED"), table.office)
    return findings_of_text(LABELS[key], text, known, table.snapshot.name)


def test_no_figure_of_the_data_s_own_text_is_a_stranger():
    table = make_table()
    table.rows[0].snapshot.rules.place_least = 8
    for key, text in said(table).items():
        assert typed(table, key, text) == [], (key, text)


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("1．清港镇（玉环市）99.46分，列第1位。", "99.46分"),
        ("清港镇90.50分，列第1位。", "90.50分"),  # 龙溪镇's
        ("清港镇98.00分，列第3位。", "3位"),
        ("全市平均总分93.20分。", "93.20分"),
        ("参加排名的单位12个单位。", "12个单位"),
        ("法定期限内办结率达到99.9%。", "99.9%"),
        ("清港镇９９．４６分。", "99.46分"),
        ("清港镇九十九点四六分。", "九十九点四六"),
        ("清港镇得分提高到 98.5。", "98.5"),
    ],
)
def test_a_figure_typed_over_is_found(text, stranger):
    [found] = typed(make_table(), "best", text)
    assert found.level == "BLOCK" and f"“{stranger}”" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "清港镇98.00分，楚门镇96.50分，分列第1位和第2位。",
        "海山乡法定期限内办结率80.00%（16/20），目标100.00%。",
        "请于2026年12月5日18时30分前报送，按照台综指办通〔2026〕3号第4条办理，3个工作日内反馈。",
        "清港镇居首位。其总分为98.00分。",
        "1．清港镇名列第一。",
    ],
)
def test_figures_of_the_table_days_and_papers_may_be_typed(text):
    assert typed(make_table(), "best", text) == []


def test_another_number_may_stand_with_its_reason():
    [found] = typed(make_table(), "requests", "（一）走访12家企业。")
    assert found.level == "WARN" and "“12”" in found.message
