"""What a league table or a personal score may measure (R-145): no money by law, no volume by our own ruling.

A metric is judged by what it is declared to measure and by the words of its name and formula, so that a forbidden
factor cannot hide behind another name. Figures that only stand beside the table (not scored) are free.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import Finding, Level
from enforcement.law.kinds import Kind

RULE = "R-145"


class Measure(Kind):
    """What a metric is computed from, as far as R-145 cares; what is not listed is free."""

    FINE_AMOUNT = "FINE_AMOUNT", "罚款数额"
    CONFISCATION = "CONFISCATION", "没收财物或者拍卖款项"
    AVERAGE_FINE = "AVERAGE_FINE", "平均罚款额"
    COLLECTION_RATE = "COLLECTION_RATE", "罚没款收缴率"
    MONEY = "MONEY", "金额、收入"
    PENALTY_COUNT = "PENALTY_COUNT", "处罚数量"
    CASE_COUNT = "CASE_COUNT", "案件数量"
    INSPECTION_COUNT = "INSPECTION_COUNT", "检查数量"
    LOG_INS = "LOG_INS", "登录、活跃情况"
    ONLINE_TIME = "ONLINE_TIME", "在线、学习时长"
    INSTALLS = "INSTALLS", "安装、下载情况"
    CHECK_INS = "CHECK_INS", "打卡、积分、点赞、转发"
    LOSSES = "LOSSES", "败诉、被纠错件数"
    ERRORS = "ERRORS", "超频、超期等差错件数"


MONEY = (
    Measure.FINE_AMOUNT, Measure.CONFISCATION, Measure.AVERAGE_FINE, Measure.COLLECTION_RATE, Measure.MONEY
)  # fmt: skip
VOLUME = (Measure.PENALTY_COUNT, Measure.CASE_COUNT, Measure.INSPECTION_COUNT)
USE = (Measure.LOG_INS, Measure.ONLINE_TIME, Measure.INSTALLS, Measure.CHECK_INS)

WORD = r"(?<![A-Za-z]){}(?![A-Za-z])"


def _pattern(chinese: str, english: str) -> re.Pattern:
    return re.compile(f"{chinese}|{WORD.format(f'(?:{english})')}", re.IGNORECASE)


# a mention is enough, in a share as well as in a sum
MENTIONED = {
    Measure.AVERAGE_FINE: _pattern(r"(?:案均|件均|人均|户均|平均)罚", r"(?:average|mean|avg)[_ ]fines?"),
    Measure.COLLECTION_RATE: _pattern(
        r"(?:收缴|缴款|缴纳|到款|到账|入库|执行到位)(?:率|比例)|收缴(?:数|额)",
        r"collection[_ ]rate|collected|amount[_ ]paid|paid[_ ]amount",
    ),
    Measure.CONFISCATION: _pattern(
        r"罚没|没收|拍卖款|拍卖所得|变卖款", r"confiscat\w*|forfeit\w*|sale[_ ]proceeds|illegal[_ ]gains"
    ),
    Measure.FINE_AMOUNT: _pattern(r"罚款(?!决定|种类|事项|告知|听证)|罚金|加处", r"fines?|surcharges?"),
    Measure.MONEY: _pattern(r"金额|款额|收入|创收|钱款", r"amounts?|revenues?|yuan|money"),
    Measure.LOG_INS: _pattern(r"登[录陆]|活跃(?:度|率|用户|人数|天数)", r"log[_ ]?ins?|active[_ ]users?"),
    Measure.ONLINE_TIME: _pattern(
        r"在线(?:时长|时间|率|人数)|上线率|学习(?:时长|时间|分钟)", r"online[_ ](?:time|hours|minutes)|study[_ ]minutes"
    ),
    Measure.INSTALLS: _pattern(
        r"安装(?:率|量|数|人数|情况)|装机|下载(?:率|量|数)", r"installs?|installations?|downloads?"
    ),
    Measure.CHECK_INS: _pattern(r"打卡|签到|点赞|转发|积分", r"check[_ -]?ins?|likes|forwards|points[_ ]rank\w*"),
}  # fmt: skip

# (a count of them, anything of their kind: a count over its own kind is a share and free)
COUNTED = {
    Measure.PENALTY_COUNT: (
        _pattern(
            r"处罚(?:案件|决定)?[总起宗件次]?(?:数|量|人次|人数)|罚单(?:数|量)?|人均处罚|罚款决定书?[总件]?(?:数|量)",
            r"penalt(?:y|ies)[_ ]counts?|number of penalties|count\( ?penalt\w*|penalties[_ ]imposed",
        ),
        _pattern(r"处罚|决定|案件|立案", r"penalt\w*|decisions?|cases?"),
    ),
    Measure.CASE_COUNT: (
        _pattern(
            r"(?:案件|立案|结案|办案|办件|办结|查处|查办)[总起宗件]?(?:数|量|件数)|人均(?:办案|立案|结案|办件)",
            r"cases?[_ ](?:counts?|handled|closed|filed)|number of cases|count\( ?cases?",
        ),
        _pattern(r"案件|立案|结案|办结|应办|应结|受理|交办|决定|违法线索", r"cases?|decisions?|due|accepted"),
    ),
    Measure.INSPECTION_COUNT: (
        _pattern(
            r"(?:检查|巡查)[总]?(?:户次|家次|次数|频次|户数|家数|里程|数|量)|人均(?:检查|巡查)",
            r"(?:inspections?|visits?)[_ ]counts?|number of (?:inspections|visits)|count\( ?(?:inspections?|visits?)",
        ),
        _pattern(r"检查|巡查|户次|计划|任务", r"inspections?|visits?|planned|tasks?"),
    ),
}  # fmt: skip

LOST = _pattern(
    r"败诉|纠错|撤销|确认违法|被变更|超频|超次|超上限|超过(?:频次|次数|上限|期限|时限)|超期|超时|逾期|退回|差错|错误|不合格|不规范|重复检查",
    r"lost|losses|overturned|revoked|over[_ ](?:the[_ ])?cap|overdue|late|returned|errors?",
)
HEADS = _pattern(
    r"人数|人员|编制|人口|力量|天数|日数|月数|周数|镇街|乡镇|街道数|辖区|面积|单位数|企业数|户数|主体|对象",
    r"officers?|staff|posts|persons?|people|days|weeks|months|towns?|firms?|units?",
)
DIVIDED = re.compile(r"[÷/／]")


@dataclass(frozen=True)
class Metric:
    """A metric somebody wants to score by, as R-145 asks about it.

    formula: in words, or with the names of fields; ÷ or / stands between numerator and denominator. measures: what
    it is computed from. rises_with: those of them that raise its value, None where nobody said, which counts as all.
    named_officers: it ranks people by name.
    """

    name: str
    formula: str
    measures: Iterable[Measure] = frozenset()
    scored: bool = True
    named_officers: bool = False
    rises_with: Iterable[Measure] | None = None


def findings_about(metric: Metric) -> list[Finding]:
    """Return why `metric` may not be scored, [] where it may. All are BLOCK; an unscored metric has none.

    Money stands in the statute (行政处罚法第七十四条第三款). Volume, use of the system and names are our own
    ruling. Counts of losses and errors are free: they punish, they cannot be worked up.
    """
    if not metric.scored:
        return []
    declared = set(metric.measures) | set(metric.rises_with or ())
    rising = set(metric.measures if metric.rises_with is None else metric.rises_with)
    text = f"{metric.name}\n{metric.formula}"
    words = {measure: found.group() for measure, each in MENTIONED.items() if (found := each.search(text))}
    words |= _counted(metric)
    judged = ((MONEY, declared, _money), (VOLUME, rising, _volume), (USE, declared, _use))
    found = [
        say(metric, _named(hit, words))
        for group, held, say in judged
        if (hit := [each for each in group if each in held or each in words])
    ]
    return [*found, _officers(metric)] if metric.named_officers else found


def _counted(metric: Metric) -> dict[Measure, str]:
    """Return {volume: the words that count it}, unless it is a share of its own kind, a loss or an error.

    The name alone speaks where there is no formula; beside one it is only asked for shares per head.
    """
    formula = metric.formula.strip() or metric.name
    numerator, *rest = DIVIDED.split(formula, maxsplit=1)
    found = {}
    for measure, (count, kin) in COUNTED.items():
        counted = count.search(numerator)
        shared = any(kin.search(part) and not HEADS.search(part) for part in rest)
        if counted and not shared and not LOST.search(numerator):
            found[measure] = counted.group()
        elif (head := count.search(metric.name)) and head.group().startswith("人均"):
            found[measure] = head.group()
    return found


def _named(measures: Iterable[Measure], words: dict[Measure, str]) -> str:
    """Return the measures in words, with the text that gave them away: 罚款数额（fine_amount）."""
    return "、".join(f"{each.label}（{words[each]}）" if each in words else each.label for each in measures)


def _blocked(message: str, remedy: str, clause: Clause) -> Finding:
    return Finding(Level.BLOCK, message, remedy, rule=RULE, clause=clause)


def _money(metric: Metric, what: str) -> Finding:
    return _blocked(
        f"“{metric.name}”计分用到了{what}，罚没款项不得同考核、考评直接或者变相挂钩",
        "改用按期办结、整改、审核通过、公示及时等时效和质量指标",
        Clause(PENALTY, 74, 3),
    )


def _volume(metric: Metric, what: str) -> Finding:
    return _blocked(
        f"“{metric.name}”计分用到了{what}，会鼓励多处罚、多办案、多检查，等于下达指标",
        "改为占比、时效或质量指标，或者改为只作参考、不计分",
        Clause(HOUSE),
    )


def _use(metric: Metric, what: str) -> Finding:
    return _blocked(
        f"“{metric.name}”计分用到了{what}，系统用得多少不能作为考核内容",
        "删除这个指标，改用办理结果的时效和质量",
        Clause(HOUSE),
    )


def _officers(metric: Metric) -> Finding:
    return _blocked(f"“{metric.name}”按姓名给执法人员排名，排名只比较单位", "改为按单位计算", Clause(HOUSE))
