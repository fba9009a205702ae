"""What the legal review (法制审核) and the collective discussion (集体讨论) leave on paper."""

from dataclasses import dataclass, field
from datetime import date, datetime

from enforcement.documents import wording
from enforcement.documents.contents.blocks import Block, labelled, shown
from enforcement.documents.contents.paper import FilePaper


@dataclass(frozen=True, kw_only=True)
class Examined(Block):
    """One of the seven points of a review, whether it is in order, and the remark on it."""

    point: str = field(metadata=labelled("审核要点"))
    sound: bool = field(metadata=labelled("合格"))
    remark: str = field(default="", metadata=labelled("审核意见"))

    @property
    def result(self):
        return "合格" if self.sound else "有问题"

    def words(self):
        remark = f"（{self.remark.rstrip('。')}）" if self.remark else ""
        return f"{self.point}：{self.result}{remark}"


@dataclass(frozen=True, kw_only=True)
class ReviewOpinionContent(FilePaper):
    """The opinion of the legal review (法制审核意见书, 行政处罚法 58, R-603, R-604).

    `handlers`: names of who submitted it; `submitted_on`; `proposal`: what the handlers proposed; `points`:
    the seven sections; `result`: 同意, 建议修改 …; `remarks`: what must be changed; `reviewers`: names, with
    the number of the qualification where one is asked for; `returned`: how often it was sent back before.
    """

    handlers: tuple[str, ...] = field(metadata=labelled("承办人"))
    submitted_on: date = field(metadata=labelled("送审日期"))
    proposal: str = field(metadata=labelled("拟处理意见"))
    points: tuple[Examined, ...] = field(metadata=labelled("审核要点"))
    result: str = field(metadata=labelled("审核结论"))
    remarks: str = field(default="", metadata=labelled("修改意见"))
    reviewers: tuple[str, ...] = field(metadata=labelled("审核人"))
    returned: int = field(default=0, metadata=labelled("退回次数"))

    def elements(self):
        return super().elements() | {
            "submitted_on": self.submitted_on.isoformat(),
            "points": shown(self.points),
            "result": self.result,
            "remarks": self.remarks,
            "reviewers": "、".join(self.reviewers),
        }


@dataclass(frozen=True, kw_only=True)
class Attendee(Block):
    """Who attends, with his post. `votes`: False for who investigates the case or only listens."""

    name: str = field(metadata=labelled("姓名"))
    post: str = field(default="", metadata=labelled("职务"))
    votes: bool = field(default=True, metadata=labelled("表决"))

    def words(self):
        return f"{self.name}（{self.post}）" if self.post else self.name


@dataclass(frozen=True, kw_only=True)
class View(Block):
    """What one person said, and his vote, "" for who has none."""

    name: str = field(metadata=labelled("姓名"))
    said: str = field(metadata=labelled("意见"))
    vote: str = field(default="", metadata=labelled("表决"))

    def words(self):
        vote = f"（表决：{self.vote}）" if self.vote else ""
        return f"{self.name}：{self.said.rstrip('。')}{vote}"


@dataclass(frozen=True, kw_only=True)
class DiscussionMinutesContent(FilePaper):
    """The minutes of a collective discussion (集体讨论笔录, 行政处罚法 57(2), R-131).

    `chair`, `reporter`, `recorder`: names; `report`: the case as reported; `issues`: what was to be decided;
    `views`: each person's; `conclusion`: what was decided, with the votes.
    """

    started_at: datetime = field(metadata=labelled("开始时间"))
    ended_at: datetime = field(metadata=labelled("结束时间"))
    place: str = field(metadata=labelled("地点"))
    chair: str = field(metadata=labelled("主持人"))
    reporter: str = field(metadata=labelled("汇报人"))
    recorder: str = field(metadata=labelled("记录人"))
    attendees: tuple[Attendee, ...] = field(metadata=labelled("出席人员"))
    report: str = field(metadata=labelled("案情汇报"))
    issues: tuple[str, ...] = field(default=(), metadata=labelled("讨论事项"))
    views: tuple[View, ...] = field(metadata=labelled("讨论意见"))
    conclusion: str = field(metadata=labelled("讨论结论"))

    @property
    def tally(self):
        """How the votes fell, in words, "" where nobody voted."""
        votes = [each.vote for each in self.views if each.vote]
        counted = "，".join(f"{vote}{votes.count(vote)}人" for vote in dict.fromkeys(votes))
        return f"参加表决{len(votes)}人：{counted}。" if votes else ""

    def elements(self):
        return super().elements() | {
            "started_at": wording.moment(self.started_at),
            "ended_at": wording.moment(self.ended_at),
            "place": self.place,
            "chair": self.chair,
            "recorder": self.recorder,
            "attendees": shown(self.attendees),
            "report": self.report,
            "views": shown(self.views),
            "conclusion": self.conclusion,
        }
