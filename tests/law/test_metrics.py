"""R-145: what a league table may measure, by its declared measures and by the words of its formula."""

import pytest

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import Level
from enforcement.law.metrics import MONEY, USE, VOLUME, Measure, Metric, findings_about

STATUTE, OURS = Clause(PENALTY, 74, 3), Clause(HOUSE)


def clauses(name, formula="", measures=(), **more):
    return [found.clause for found in findings_about(Metric(name, formula, frozenset(measures), **more))]


def test_T_145a_fine_amount_is_rejected():
    [found] = findings_about(Metric("处罚力度", "sum(fine_amount) / count(case)", scored=True))

    assert (found.rule, found.level, found.clause) == ("R-145", Level.BLOCK, STATUTE)
    assert str(found) == (
        "“处罚力度”计分用到了罚款数额（fine）、金额、收入（amount），罚没款项不得同考核、考评直接或者变相挂钩。"
        "依据《行政处罚法》第七十四条第三款。改用按期办结、整改、审核通过、公示及时等时效和质量指标。"
    )


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("按期决定率", "on_time_decisions / decisions"),
        ("按期决定率", "按期决定数 ÷ 应决定数"),
        ("法定期限内办结率", "决定日期不晚于法定期限的普通程序决定 ÷ 本期作出的普通程序决定"),
    ],
)
def test_T_145b_on_time_decision_rate_is_accepted(name, formula):
    assert clauses(name, formula) == []


MONEY_WORDS = [
    ("罚没额", "本期罚没款合计"), ("案均罚款", "罚款总额 ÷ 案件数"), ("执行情况", "已缴罚款 ÷ 应缴罚款"),
    ("罚没款收缴率", "按期缴清的案件 ÷ 应缴款的案件"), ("工作实效", "confiscated_gains"), ("实效", "average_fine"),
    ("实效", "collection_rate"), ("非税收入", "入库数 ÷ 任务数"), ("拍卖", "拍卖款合计"), ("加处", "加处罚款"),
    ("实效", "sum(decision.fine)"), ("实效", "SUM(FINES)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "formula"), MONEY_WORDS)
def test_money_in_words_is_against_the_statute(name, formula):
    assert STATUTE in clauses(name, formula)


@pytest.mark.parametrize("measure", MONEY)
def test_money_as_declared_is_against_the_statute_whatever_it_is_called(measure):
    assert clauses("实效", "甲 ÷ 乙", [measure]) == [STATUTE]
    assert clauses("实效", "甲 ÷ 乙", [measure], rises_with=()) == [STATUTE]


VOLUME_WORDS = [
    ("办案量", ""), ("人均办案数", "案件数 ÷ 执法人员数"), ("执法力度", "处罚决定数"), ("执法力度", "count(cases)"),
    ("执法力度", "penalty_count / officers"), ("检查情况", "检查户次 ÷ 辖区企业数"), ("检查情况", "visit_count"),
    ("巡查", "巡查次数"),
    ("投诉举报", "投诉举报立案数"), ("力度", "处理超过三天的案件数"),
    ("立案情况", "立案数 ÷ 天数"), ("罚单", "罚单数"), ("力度", "处罚决定数 ÷ 承办处罚的人员数"),
    ("人均检查", "检查 ÷ 人员"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "formula"), VOLUME_WORDS)
def test_volume_in_words_is_blocked_by_our_ruling(name, formula):
    assert clauses(name, formula) == [OURS]


@pytest.mark.parametrize("measure", VOLUME)
def test_volume_is_blocked_where_the_value_rises_with_it(measure):
    assert clauses("实效", "甲 ÷ 乙", [measure]) == [OURS]
    assert clauses("实效", "甲 ÷ 乙", [measure], rises_with=[measure]) == [OURS]
    assert clauses("减少扰企率", "减少的检查户次 ÷ 实际检查户次", [measure], rises_with=()) == []


USE_WORDS = [
    ("平台登录率", "登录人数 ÷ 用户"), ("活跃度", "活跃用户 ÷ 用户"), ("在线", "在线时长"), ("APP安装率", ""),
    ("考勤", "打卡次数"), ("学习", "学习积分"), ("宣传", "转发、点赞次数"), ("use", "logins / users"),
    ("use", "online_time"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "formula"), USE_WORDS)
def test_use_of_the_system_is_blocked_as_a_share_too(name, formula):
    assert clauses(name, formula) == [OURS]


@pytest.mark.parametrize("measure", USE)
def test_use_as_declared_is_blocked(measure):
    assert clauses("实效", "甲 ÷ 乙", [measure]) == [OURS]


@pytest.mark.parametrize(
    ("name", "formula", "measures"),
    [
        ("纠错败诉件", "本期被纠错、败诉的案件数", [Measure.LOSSES]),
        ("超频检查", "超过频次上限的检查次数", [Measure.ERRORS]),
        ("超频检查", "visit_count over cap", []),
        ("超期案件数", "", []),
    ],
)
def test_counts_of_losses_and_errors_are_free(name, formula, measures):
    assert clauses(name, formula, measures) == []


@pytest.mark.parametrize("measures", [MONEY, VOLUME, USE])
def test_figures_beside_the_table_are_free(measures):
    assert clauses("案件量、罚没额", "案件数、罚款总额", measures, scored=False) == []


def test_named_officers_are_not_ranked():
    [found] = findings_about(Metric("按期办结率", "甲 ÷ 乙", named_officers=True))
    assert (found.clause, found.remedy) == (OURS, "改为按单位计算")
    assert clauses("办案明细", "案件数", scored=False, named_officers=True) == []


def test_every_reason_is_given_at_once():
    assert clauses("综合", "罚款总额、登录次数、处罚数", named_officers=True) == [STATUTE, OURS, OURS, OURS]


ALLOWED = [
    ("综合执法事项占比", "综合执法目录内的有效事项 ÷ 全部有效事项"), ("领域覆盖率", "有综合执法事项的领域数 ÷ 40"),
    ("清单更新及时率", "20个工作日内更新的事项 ÷ 应更新事项"), ("县乡力量占比", "县乡执法人员 ÷ 全部执法人员"),
    ("持证执法率", "承办人员均持有效证件的执法行为 ÷ 执法行为"), ("平均办案时长", "办案日数之和 ÷ 普通程序决定"),
    ("纠错败诉率", "被纠错、败诉的案件数 ÷ 审结的复议、诉讼案件数"), ("案卷评查合格率", "合格案卷 ÷ 抽查案卷"),
    ("监督问题整改率", "按期整改并验收的问题数 ÷ 到期问题数"), ("自愿承诺率", "签回承诺书 ÷ 发出承诺告知书"),
    ("承诺整改率", "整改合格的承诺 ÷ 到期承诺"), ("减少扰企率", "减少的检查户次 ÷ 实际检查户次"),
    ("联合检查实施率", "两个以上部门参加的检查户次 ÷ 计划现场检查户次"), ("监管计划执行率", "已完成任务 ÷ 到期任务"),
    ("超频检查发生率", "超过上限的企业数 ÷ 被检查企业数"), ("企业群众满意度", "满意评价 ÷ 有效评价"),
    ("实时办理率", "24小时内录入的执法行为 ÷ 执法行为"), ("证据电子化率", "电子证据 ÷ 全部证据"),
    ("证据移送合格率", "一次接收的移送 ÷ 已答复的移送"), ("移送证据立案率", "已立案的移送 ÷ 期满的移送"),
    ("事件按期处置率", "按期办结的事件 ÷ 应办结的事件"), ("法制协审按时率", "按时审结 ÷ 应审结"),
    ("亮码检查率", "亮码的检查户次 ÷ 涉企检查户次"), ("公示及时率", "按期公开的处罚决定数 ÷ 应公开的处罚决定数"),
    ("首次审核通过率", "首次送审即通过的案件数 ÷ 完成首次审核的案件数"), ("投诉率", "有效投诉 ÷ 案件数"),
    ("案卷评查平均分", "评查得分之和 ÷ 评查案卷数"), ("罚款决定书送达及时率", "按期送达的罚款决定书 ÷ 罚款决定书"),
    ("refined items", "refined_items / defined_items"), ("简易程序占比", "简易程序案件 ÷ 案件"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "formula"), ALLOWED, ids=[name for name, _ in ALLOWED])
def test_rates_timeliness_and_quality_are_accepted(name, formula):
    assert clauses(name, formula) == []
