"""Statutes by short name, and the clause that a rule or a term rests on."""

from dataclasses import dataclass

PENALTY = "行政处罚法"  # 2021 revision, in force 2021-07-15
COMPULSION = "行政强制法"  # in force 2012-01-01
RECONSIDERATION = "行政复议法"  # 2023 revision, in force 2024-01-01
RECONSIDERATION_RULES = "行政复议法实施条例"  # decree 836, in force 2026-07-01
LITIGATION = "行政诉讼法"  # 2017 amendment
CIVIL_PROCEDURE = "民事诉讼法"  # 2023 amendment
CIVIL_CODE = "民法典"  # in force 2021-01-01
ECOLOGY_CODE = "生态环境法典"  # in force 2026-08-15
ECOLOGY_PENALTY = "生态环境行政处罚办法"  # 2023
HOUSING_PENALTY = "住房和城乡建设行政处罚程序规定"  # order 55, in force 2022-05-01
MARKET_PENALTY = "市场监督管理行政处罚程序规定"  # 2021, amended 2022
ZHEJIANG = "浙江省综合行政执法条例"  # in force 2022-01-01
SEPARATION = "罚款决定与罚款收缴分离实施办法"  # decree 235, in force 1998-01-01
RECONSIDERATION_RULES = "行政复议法实施条例"  # decree 836, in force 2026-07-01
DISCLOSURE = "政府信息公开条例"  # 2019 revision
DISCLOSURE_POLICY = "全面推行行政执法公示等三项制度的指导意见"  # 国办发〔2018〕118号
HOLIDAYS = "全国年节及纪念日放假办法"
HOUSE = "内部规定"  # our own rule, no statute

DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """Return 1–9999 as statutes write article numbers: 10 → 十, 51 → 五十一, 105 → 一百零五."""
    words, pending = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if pending else "") + DIGITS[digit] + word
        pending = bool(words) and not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


@dataclass(frozen=True)
class Clause:
    """Where a rule stands: statute by short name, article, paragraph (款), item (项) as plain numbers."""

    statute: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None

    def __str__(self):
        if self.article is None:
            return self.statute if self.statute == HOUSE else f"《{self.statute}》"
        text = f"《{self.statute}》第{numeral(self.article)}条"
        if self.paragraph is not None:
            text += f"第{numeral(self.paragraph)}款"
        if self.item is not None:
            text += f"第（{numeral(self.item)}）项"
        return text


def articles(statute: str, *numbers: int) -> tuple[Clause, ...]:
    """Return the clauses of several whole articles of one statute."""
    return tuple(Clause(statute, number) for number in numbers)


def sourced(words: str, *clauses: Clause) -> str:
    """Return a sentence with the clauses that it rests on: 提交负责人审批（《行政处罚法》第四十三条、第五十四条）。

    A statute is named once, with its articles after it, more than two in a row by the first and the last. A full stop
    at the end of `words` stays at the end.
    """
    stop = "。" if words.endswith("。") else ""
    return f"{words.removesuffix('。')}（{named(*clauses)}）{stop}"


def named(*clauses: Clause) -> str:
    """Return where several clauses stand, each statute named once: 《行政处罚法》第三十条、第三十三条第一款."""
    held: dict[str, list[Clause]] = {}
    for each in clauses:
        held.setdefault(each.statute, []).append(each)
    return "，".join(str(Clause(name)) + _articles(found) for name, found in held.items())


def _articles(held: list[Clause]) -> str:
    """Return the places in one statute in words."""
    places = [str(each).removeprefix(str(Clause(each.statute))) for each in held]
    numbers = [each.article for each in held]
    whole = all(each.paragraph is None and each.article is not None for each in held)
    if whole and len(held) > 2 and numbers == list(range(numbers[0], numbers[0] + len(held))):
        return f"{places[0]}至{places[-1]}"
    return "、".join(place for place in places if place)
