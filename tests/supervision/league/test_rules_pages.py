"""The rules on their page: every indicator of the catalogue in sentences, and what a new version changes."""

from datetime import date
from fractions import Fraction

import pytest

from enforcement.errors import Refused
from supervision.league.definitions import Dimension, Direction, Method
from supervision.league.indicators import catalogue, declaration
from supervision.league.indicators.declaration import Indicator, declare
from supervision.league.models import ScoringRules, Snapshot
from supervision.league.pages import rules_in_words as wording
from supervision.league.rules import rules_on
from supervision.league.services import defining, publishing
from tests.supervision.league.acting import TUESDAY
from tests.supervision.league.records import WEEK
from tests.supervision.league.tables import make_line, make_target

DAY = TUESDAY.date()


def form(pages, published, **changed):
    """Return what the page of a new version holds, with some of it changed."""
    answer, _ = pages(published.office, "/league/rules/new/")
    parts = answer.context["rules"].parts
    typed = {bound.html_name: bound.value() for part in parts for bound in part}
    given = {"document": "市办〔2026〕9号", "reason": "目标调整", "snapshot": published.snapshot.pk} | changed
    typed |= {name.replace("_of_", "-"): value for name, value in given.items()}
    return {name: value for name, value in typed.items() if value not in (None, False, "")}


def test_every_indicator_stands_with_its_formula_method_target_and_limits(published, pages):
    answer, text = pages(published.officer, "/league/rules/")
    assert answer.status_code == 200
    for key, indicator in catalogue().items():
        assert f"{key} {indicator.name}" in text and indicator.numerator in text
    empty = [each.label for each in Dimension if each not in {one.dimension for one in catalogue().values()}]
    assert f"{'、'.join(empty)}还没有指标" in text if empty else "还没有指标" not in text
    for words in (
        "达到 98% 得 100 分，达不到的按“值 ÷ 目标 × 100”得分：例如 49% 得 50 分", "低于95%", "低于85%",
        "本期失分 2 件即一票否决", "1、1、3", "11-25 18:00", "平均罚款额",
        "只作参考",
    ):  # fmt: skip
        assert words in text, words


def test_an_indicator_that_is_declared_shows_by_itself(published, pages):
    new = Indicator(
        id="S9", dimension=Dimension.SYSTEM, name="制度公开率", numerator="公开的制度", denominator="全部制度",
        source="制度文件", direction=Direction.UP, sources=(),
        defaults={"method": Method.ATTAIN, "weight": 100, "target": 90, "yellow": 90, "red": 80},
    )  # fmt: skip
    declare(new)
    try:
        _, text = pages(published.officer, "/league/rules/")
        assert "S9 制度公开率" in text and "创新看推广还没有指标" in text and "制度看成果、创新" not in text
        _, text = pages(published.office, "/league/rules/new/")
        assert 'name="S9-weight"' in text
    finally:
        declaration.CATALOGUE.pop("S9")


def test_invented_rules_say_so(published, pages):
    ScoringRules.objects.update(invented=True)
    _, text = pages(published.officer, "/league/rules/")
    assert "演示虚构，待核实" in text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (make_line(target="0.9"), "达到 90% 得 100 分，达不到的按“值 ÷ 目标 × 100”得分：例如 45% 得 50 分"),
        (
            make_line(target="0.1", direction=Direction.DOWN, red=Fraction("0.2")),
            "不超过 10% 得 100 分，超过的按比例减少，到 40% 为 0 分：例如 25% 得 50 分",
        ),
        (
            make_line(method=Method.STEP, options={"steps": [("0.97", 100), ("0.9", 60)]}),
            "按档得分：97%以上 100 分，90%以上 60 分，都达不到 0 分",
        ),
        (
            make_line(method=Method.DEDUCT, options={"each": 5, "per": "miss"}),
            "目标 90%；从 100 分起，每失分一件扣 5 分，扣到 0 为止",
        ),
        (
            make_line(method=Method.EFFICACY, options={"worst": "0.5"}),
            "满意值 90% 得 100 分，不允许值 50% 得 60 分，中间按比例，更差的继续往下，到 0 为止",
        ),
    ],
)  # fmt: skip
def test_each_method_has_its_sentence(line, words):
    assert wording.SENTENCES[line.method](line, DAY) == words


def test_the_pace_is_told_with_what_is_due_that_day():
    span = {"base_on": date(2026, 8, 5), "due_on": date(2026, 12, 31)}
    target = make_target("0.9", base=Fraction("0.767"), **span)
    said = wording.SENTENCES[Method.PACE](make_line(target=target, method=Method.PACE), date(2026, 10, 15))
    assert "2026-10-15 应到 83.08%" in said  # mission 9.4's example


def test_a_new_version_is_looked_at_then_published(published, pages):
    typed = form(pages, published, P1_of_target="97", E1_of_yellow="98")
    answer, text = pages(published.office, "/league/rules/new/", typed | {"step": "check"})
    assert answer.status_code == 200 and "发布第 2 版口径" in text
    for words in ("P1 实时办理率 目标值", "<del>98</del>", "<ins>97</ins>", "2026-11-23"):
        assert words in text, words
    assert ScoringRules.objects.count() == 1
    answer, _ = pages(
        published.office, "/league/rules/new/", typed | {"step": "publish", "idempotency_key": "k"}
    )
    assert answer.status_code == 302 and answer.url == "/league/rules/?version=2"
    assert rules_on(date(2026, 11, 22)).number == 1 and rules_on(date(2026, 11, 23)).number == 2
    _, text = pages(published.officer, "/league/rules/?version=2")
    assert (
        "第 1 版到第 2 版改了什么" in text and "E1 法定期限内办结率 黄线" in text and "11-23 起施行" in text
    )


def test_going_back_keeps_what_was_typed(published, pages):
    typed = form(pages, published, P1_of_target="97", P7_of_steps="97:100")
    answer, text = pages(published.office, "/league/rules/new/", typed | {"step": "edit"})
    assert answer.status_code == 200
    assert 'name="P1-target" value="97"' in text and 'value="97:100"' in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"weight_LISTS": "20"}, "六个维度的权重合计105，不是100"),
        ({"P1_of_weight": "34"}, "“平台看贯通”内计分指标的权重合计101，不是100"),
        ({"P1_of_target_document": ""}, "“实时办理率”的目标值没有依据文件"),
        ({"P1_of_target_to": ""}, "“实时办理率”的目标值没有有效期"),
        ({"P1_of_target": ""}, "“实时办理率”计分，但没有目标值"),
        ({"P1_of_target_to": "2026-11-01"}, "不含2026-11-23"),
        ({"Ec1_of_weight": "5"}, "案件量"),
        ({"P1_of_method": "MINMAX"}, "极差法"),
        ({"valid_from": "2026-11-10"}, "2026-11-15 以前的榜单已经发布，新版口径不能追溯"),
        ({"valid_from": "2025-11-10"}, "新版口径要晚于第 1 版"),
        ({"document": ""}, "新版口径没有依据文件"),
        ({"P1_of_yellow": "99"}, "预警界限放反了"),
    ],
)
def test_bad_rules_are_refused_with_the_sentence_and_nothing_is_lost(published, pages, changed, words):
    typed = form(pages, published, reason="独一无二的理由", **changed)
    answer, text = pages(published.office, "/league/rules/new/", typed | {"step": "check"})
    assert answer.status_code == 422 and "<title>错误" in text
    assert words in text, text[text.find("<main") :][:3000]
    assert "独一无二的理由" in text
    assert pages(published.office, "/league/rules/new/", typed | {"step": "publish"})[0].status_code == 422
    assert ScoringRules.objects.count() == 1


def test_all_faults_are_told_at_once(published, pages):
    typed = form(
        pages,
        published,
        weight_LISTS="20",
        P1_of_target_document="",
        Ec1_of_weight="5",
        P7_of_method="MINMAX",
    )
    _, text = pages(published.office, "/league/rules/new/", typed | {"step": "check"})
    for words in ("合计105", "没有依据文件", "案件量", "极差法"):
        assert words in text, words


def test_what_is_no_number_is_marked_at_its_field(published, pages):
    typed = form(pages, published, P1_of_target="九成", P7_of_steps="97,x")
    answer, text = pages(published.office, "/league/rules/new/", typed | {"step": "check"})
    assert answer.status_code == 422
    assert 'href="#id_P1-target"' in text and 'value="九成"' in text and "分档写成" in text


def test_a_trial_shows_then_and_now_and_touches_nothing(published, pages):
    before = publishing.is_intact(published.snapshot)
    typed = form(pages, published, P1_of_target="75", P1_of_yellow="70", P1_of_red="60")
    answer, text = pages(published.office, "/league/rules/try/", typed)
    assert answer.status_code == 200 and "什么都没有保存" in text
    rows = answer.context["rows"]
    assert rows[0].name == "楚门镇" and rows[0].total > rows[0].was.total
    assert str(rows[0].total) in text and 'name="P1-target" value="75"' in text
    assert before and publishing.is_intact(published.snapshot) and Snapshot.objects.count() == 1
    assert ScoringRules.objects.count() == 1


def test_a_trial_names_movers_first(published):
    lines = {"P1": {"target": 20, "yellow": 20, "red": 10}, "L4": {"weight": 40}}
    found = defining.tried(published.snapshot, WEEK, lines=lines, weights=published.rules.weights)
    rows = defining.movers_first(found)
    assert [abs(row.moved or 0) for row in rows] == sorted(
        (abs(row.moved or 0) for row in rows), reverse=True
    )
    with pytest.raises(Refused, match="105"):
        weights = published.rules.weights | {"LISTS": 20}
        defining.tried(published.snapshot, WEEK, lines={}, weights=weights)


def test_a_trial_is_refused_with_its_reasons_too(published, pages):
    typed = form(pages, published, Ec1_of_weight="5")
    answer, text = pages(published.office, "/league/rules/try/", typed)
    assert answer.status_code == 422 and "案件量" in text


def test_only_the_city_office_revises(published, pages):
    for address in ("/league/rules/new/", "/league/rules/try/"):
        answer, text = pages(published.head, address)
        assert answer.status_code == 403 and "市指导办" in text
    _, text = pages(published.head, "/league/rules/")
    assert "修订并试算" not in text


def test_no_version_no_page(published, pages):
    assert pages(published.head, "/league/rules/?version=9")[0].status_code == 404
    assert pages(published.head, "/league/rules/?version=a")[0].status_code == 404
