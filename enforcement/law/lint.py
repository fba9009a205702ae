"""The lint of printed text: phrases of changed or repealed laws, and offers of a direct suit (R-133)."""

import re
from datetime import date

from enforcement.law.clauses import CIVIL_PROCEDURE, ECOLOGY_CODE, HOUSE, PENALTY, RECONSIDERATION, Clause

NEW_RECONSIDERATION_LAW = date(2024, 1, 1)
CODE_IN_FORCE = date(2026, 8, 15)
REPEALED_BY_CODE = (
    "环境保护法", "大气污染防治法", "水污染防治法", "土壤污染防治法", "固体废物污染环境防治法",
    "噪声污染防治法", "海洋环境保护法", "放射性污染防治法", "环境影响评价法", "清洁生产促进法",
)  # fmt: skip

ECOLOGY_FIELDS = ("环保", "生态环境")  # 领域 of items


def under_the_code(law: str, field: str = "") -> bool:
    """Return whether a provision belongs to the environmental code: its own, of a law it replaced, or of the field."""
    name = law.strip("《》").removeprefix("中华人民共和国")
    return name == ECOLOGY_CODE or name in REPEALED_BY_CODE or field in ECOLOGY_FIELDS


SENTENCE = re.compile(r"[^。；\n]+")
DIRECT = re.compile(r"(?<!不得)(?<!不能)(?<!不可)直接[^。；，]{0,16}(?:起诉|提起行政诉讼|提起诉讼)")
ALTERNATIVE = re.compile(
    r"(?:也可以|或者|或)[^。；]{0,40}人民法院[^。；]{0,12}(?:起诉|提起行政诉讼|提起诉讼)"
)
SUPERIOR = re.compile(
    r"(?:或者|或|、)[^。；，]{0,30}(?:上一级|上级|局|厅|委员会|部门)[^。；，政]{0,10}申请(?:行政)?复议"
)
OLD_SURCHARGE = re.compile(r"行政处罚法》?第(?:五十一|51)条")
# the sixty days of the old law run from the notice itself; abroad they still do (民事诉讼法 283)
SIXTY_DAYS = re.compile(
    r"(?:发出公告|公告(?:送达|发布|刊登)?)之日起[，,]?(?:经过|满|届满)?\s*(?:六十|60)\s*日|"
    r"公告(?:期|期限|期间|送达期限)[^。；，]{0,4}(?:六十|60)\s*日|公告(?:六十|60)\s*日"
)
ABROAD = re.compile(r"(?:中华人民共和国|我国|中国)?(?:领域|境)(?:内没有住所|外)|涉外")
OLD_PROCEDURE = re.compile(r"一般程序")
LONGEST_FIRST = sorted(REPEALED_BY_CODE, key=len, reverse=True)
# cited with its brackets or without; 环境保护法律、法规 are no law's name
REPEALED = re.compile(r"(?:中华人民共和国)?(" + "|".join(LONGEST_FIRST) + r")(?![律规院庭学])")


# notes of this system on its own settings, which no party may read on his paper
INTERNAL = re.compile(r"设计默认|[（(：]待(?:确认|核对|核实)|待(?:确认|核对|核实)[）)]|UNVERIFIED")


def sues_directly(text: str) -> str:
    """Return the phrase that offers a suit without reconsideration first, "" where there is none."""
    for sentence in SENTENCE.findall(text):
        if found := DIRECT.search(sentence):
            return found.group()
        if "复议决定不服" not in sentence and (found := ALTERNATIVE.search(sentence)):
            return found.group()
    return ""


def outdated(text: str, day: date, act_day: date, *, abroad=False):
    """Yield (phrase, fault, clause, remedy) for every outdated text printed on `day`.

    abroad: the paper is for somebody without domicile in the country, to whom sixty days still apply.
    """
    for sentence in SENTENCE.findall(text):
        if "加处" in sentence and (found := OLD_SURCHARGE.search(sentence)):
            clause = Clause(PENALTY, 72, 1, 1)
            yield found.group(), "是旧法条文，加处罚款现为第七十二条", clause, "改为第七十二条第一款第一项"
        if day >= NEW_RECONSIDERATION_LAW and (found := SUPERIOR.search(sentence)):
            clause = Clause(RECONSIDERATION, 24, 1)
            yield found.group(), "是2024年以前的写法，现由本级人民政府管辖", clause, "只写本级人民政府"
        if not abroad and not ABROAD.search(sentence) and (found := SIXTY_DAYS.search(sentence)):
            yield (
                found.group(),
                "是旧法期限，公告送达现为三十日",
                Clause(CIVIL_PROCEDURE, 95),
                "改为三十日",
            )
        if found := OLD_PROCEDURE.search(sentence):
            yield found.group(), "现称普通程序", Clause(PENALTY, 54), "改为普通程序"
    if found := INTERNAL.search(text):
        yield found.group(), "是本系统的内部标注，不能印在文书上", Clause(HOUSE), "删去后重新预览"
    if act_day >= CODE_IN_FORCE:
        for name in dict.fromkeys(REPEALED.findall(text)):
            clause = Clause(ECOLOGY_CODE, 1242)
            yield f"《{name}》", "已由生态环境法典废止，不能用于施行后的行为", clause, "改引生态环境法典"
