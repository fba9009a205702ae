"""How the case was filed, and the time it may take: clue, filing form, extensions, days that do not count."""

from datetime import date

from enforcement.law.deadlines import Excluded
from enforcement.law.kinds import Domain, FilingCriterion
from enforcement.law.known import Group, fact, group


@group
class Extension(Group):
    """One extension of the ninety days (延期).

    `days`: natural days added; `minutes`: key of the collective discussion's minutes, "" where the head
    alone decided.
    """

    NAME, LABEL, WHERE = "filing.extensions", "延期", "延期审批表"
    days: int = fact("天数")
    approved_on: date = fact("批准日期")
    approved_by: str = fact("批准人")
    minutes: str = fact("的集体讨论记录", default="")


@group
class Filing(Group):
    """The filing form (立案审批表) and the course of the ninety days.

    `source`: where the case came from, in words; `criteria`: FilingCriterion codes ticked;
    `investigators`: keys of the officers proposed; `opinion` with `proposed_on`: what they proposed and when,
    None while they have not; `decided_by`: name of the head, "" while he has not decided; `filed_on`: day on
    which he filed the case, None before; `refused_reason`: why he did not, "" otherwise. `clue_extended`: the
    clue's period was prolonged with approval. `excluded`: whole days that do not count (检测, 鉴定, 听证,
    公告, 中止). `concluded_on`: end of the investigation, None while it goes on.
    """

    NAME, LABEL, WHERE = "filing", "立案", "立案审批表"
    domain: Domain = fact("所属领域", default=Domain.GENERAL)
    source: str = fact("的案件来源")
    criteria: tuple[FilingCriterion, ...] = fact("条件")
    investigators: tuple[str, ...] = fact("拟定的承办人")
    opinion: str = fact("的承办人意见")
    proposed_on: date | None = fact("的承办人意见日期")
    decided_by: str = fact("的批准人")
    filed_on: date | None = fact("日期")
    refused_reason: str = fact("不予批准的理由", default="")
    clue_extended: bool = fact("的线索核查是否经批准延长", default=False)
    extensions: tuple[Extension, ...] = fact("后的延期", default=())
    excluded: tuple[Excluded, ...] = fact("后不计入办案期限的期间", default=())
    concluded_on: date | None = fact("后的调查终结日期", "调查终结页", default=None)
