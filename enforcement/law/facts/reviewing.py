"""The legal review and the collective discussion before a decision."""

from datetime import date
from decimal import Decimal

from enforcement.law.kinds import PenaltyKind, ReviewPoint, ReviewResult
from enforcement.law.known import Group, fact, group


@group
class Point(Group):
    """One of the seven sections of a review: `sound` 合格, otherwise 有问题 with its `comment`."""

    NAME, LABEL, WHERE = "reviewing.rounds.points", "审核要点", "法制审核页"
    point: ReviewPoint = fact("")
    sound: bool = fact("是否合格")
    comment: str = fact("的意见", default="")


@group
class Review(Group):
    """One round of the review (法制审核).

    `reviewer`: key, None before anybody took it; `name` of the same. `first_review_on`: day on which that
    person first took up reviewing; `qualification`: number of the 法律职业资格证书, "" without.
    `on_case_team`: he investigates this case. `concluded_on` and `result` None while it goes on; `remarks`:
    what must be changed; `hints_open`: what the system pointed out and nobody has disposed of, in words;
    `extra_days`: working days that the head added to the term before it ended. `standing`: the reviewer's remarks that
    he has not taken back; `unanswered` those that nobody has answered, in words.
    """

    NAME, LABEL, WHERE = "reviewing.rounds", "法制审核", "法制审核页"
    reviewer: str | None = fact("人员")
    name: str = fact("人员姓名", default="")
    first_review_on: date | None = fact("人员初次从事审核的日期", "机构“法制审核人员”")
    qualification: str = fact("人员的法律职业资格证号", "机构“法制审核人员”")
    on_case_team: bool = fact("人员是否本案承办人")
    submitted_on: date = fact("送审日期")
    concluded_on: date | None = fact("完成日期")
    result: ReviewResult | None = fact("意见")
    points: tuple[Point, ...] = fact("要点", default=())
    remarks: str = fact("的修改意见", default="")
    hints_open: tuple[str, ...] = fact("提示的处理情况", default=())
    extra_days: int = fact("经批准延长的工作日", default=0)
    standing: tuple[str, ...] = fact("没有撤回的审核意见", default=())
    unanswered: tuple[str, ...] = fact("没有处理的审核意见", default=())


@group
class Reviewing(Group):
    """All rounds of the review, oldest first, and why the case must be reviewed.

    `all_cases`: local policy has every ordinary case reviewed; `public_interest`, `complex`: grounds of
    PL 58. `disagreement`: why the handling unit does not follow the last opinion, "" where it does.
    """

    NAME, LABEL, WHERE = "reviewing", "法制审核", "法制审核页"
    rounds: tuple[Review, ...] = fact("记录")
    all_cases: bool = fact("范围", "参数“法制审核范围”", default=True)
    public_interest: bool = fact("中的重大公共利益", default=False)
    complex: bool = fact("中的疑难复杂", default=False)
    disagreement: str = fact("后承办机构的不同意见", default="")


@group
class Discussion(Group):
    """The collective discussion (集体讨论), `held_on` None where there was none.

    `minutes`: key of the minutes, "" where none are kept; `attendees`, `voters`, `investigators`: keys; `names` of the
    attendees in their order;
    `heads`: keys of those who were heads of the deciding agency on that day;
    `views`: what each said; `public_attention`, `complex`: the head finds that the case must be discussed.
    What the heads concluded: `kinds` of penalty, () for none; `fine` in yuan, None without; `order` to correct,
    "" where they concluded nothing on it.
    """

    NAME, LABEL, WHERE = "discussion", "集体讨论", "集体讨论页"
    held_on: date | None = fact("日期")
    minutes: str = fact("记录", default="")
    attendees: tuple[str, ...] = fact("出席人员", default=())
    names: tuple[str, ...] = fact("出席人员姓名", default=())
    voters: tuple[str, ...] = fact("表决人员", default=())
    heads: tuple[str, ...] = fact("人员中的本机关负责人", default=())
    views: str = fact("各人意见", default="")
    conclusion: str = fact("结论", default="")
    kinds: tuple[PenaltyKind, ...] = fact("结论的处罚种类")
    fine: Decimal | None = fact("结论的罚款数额")
    order: str = fact("结论的责令改正内容", default="")
    investigators: tuple[str, ...] = fact("中的本案调查人员", default=())
    public_attention: bool = fact("理由：社会关注", default=False)
    complex: bool = fact("理由：情节复杂或者重大", default=False)
