"""A paper prints every character that it holds: a party is named as on his card (行政处罚法 59 第一款第一项)."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import ReviewPoint
from enforcement.law.rulebook import rule


@rule(
    "R-133",
    gates=("document.issue",),
    clause=Clause(PENALTY, 59, 1),
    remedy="在“我的”里打开“补字形”，上传这个字的图片（照身份证截图或者拍照），再重新预览",
    point=ReviewPoint.PAPERS,
)
def every_character_prints(facts):
    """No paper leaves with a code point where a person's name or address has a character."""
    if facts.document.unprintable:
        signs = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in facts.document.unprintable)
        yield block(
            f"字库里没有{signs}，文书上印不出当事人的姓名或者地址",
            facts=("document.unprintable",),
        )
