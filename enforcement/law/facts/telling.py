"""What the party answered to the notice, and the hearing."""

from datetime import date

from enforcement.law.kinds import ToldPart
from enforcement.law.known import Group, fact, group


@group
class DefencePoint(Group):
    """One point of the party's defence (陈述、申辩意见). `adopted` is None while it is unanswered."""

    NAME, LABEL, WHERE = "notice.points", "陈述、申辩意见", "陈述申辩页"
    text: str = fact("内容")
    adopted: bool | None = fact("是否采纳", default=None)
    reason: str = fact("采纳或者不采纳的理由", default="")
    received_on: date | None = fact("提出日期", default=None)


@group
class Hearing(Group):
    """The hearing (听证).

    `requested_on`: day of the request or its postmark, None where nobody asked; `waived_on`: day of the
    party's written waiver of the hearing; `held_on`, `ended_on`: first and last day. `abandoned`: the party
    stayed away or left without good reason, which ends the hearing. `public`: held in public; `host`: key of
    the person who led it.
    """

    NAME, LABEL, WHERE = "hearing", "听证", "陈述申辩页"
    requested_on: date | None = fact("申请日期", default=None)
    waived_on: date | None = fact("书面放弃日期", default=None)
    held_on: date | None = fact("举行日期", default=None)
    ended_on: date | None = fact("结束日期", default=None)
    abandoned: bool = fact("是否因当事人无正当理由缺席而终止", default=False)
    public: bool | None = fact("是否公开举行", default=None)
    host: str = fact("主持人编号", default="")


@group
class Part(Group):
    """One part of a notice or a decision: its `kind`, its words, and `key`, by which the same thing is known again.

    Evidence has the key of its piece or record, the party that of his identity; "" where there are only words.
    """

    NAME, LABEL, WHERE = "telling", "告知与决定的对照", "案件页“告知与决定对照”"
    kind: ToldPart = fact("种类")
    text: str = fact("内容")
    key: str = fact("编号", default="")


@group
class Telling(Group):
    """What was told beside what is decided, part by part (告知与决定的对照).

    `told`: the parts of the notice that stands, None where none does; `decided`: those of the decision as proposed now;
    `approved`: what the last review that agreed had before it, None where that was not kept.
    """

    NAME, LABEL, WHERE = "telling", "告知与决定的对照：", "案件页“告知与决定对照”"
    told: tuple[Part, ...] | None = fact("告知的内容")
    decided: tuple[Part, ...] = fact("拟决定的内容")
    approved: tuple[Part, ...] | None = fact("审核同意的内容", default=None)
