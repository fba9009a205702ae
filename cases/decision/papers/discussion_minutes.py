"""行政处罚集体讨论笔录: who said what when the heads discussed a case, and what they concluded."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.file.facts import facts_of
from cases.models import Assessment
from cases.papers.shared import facts_in_words, file_paper
from enforcement.documents import wording
from enforcement.documents.contents import Block, FilePaper, labelled, shown
from enforcement.documents.register import Signer, paper
from enforcement.documents.sheets.parts import counted, ended
from enforcement.documents.sheets.records import period
from enforcement.documents.sheets.tables import pair, wide
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import SIGNED, Element
from enforcement.law.rules.discussion import discussion_reasons

ELEMENTS = (
    Element("started_at", "开始时间"),
    Element("ended_at", "结束时间"),
    Element("place", "讨论地点"),
    Element("chair", "主持人"),
    Element("recorder", "记录人"),
    Element("attendees", "出席人员"),
    Element("report", "案情汇报"),
    Element("views", "每个人的意见"),
    Element("conclusion", "讨论结论"),
    *SIGNED,
)


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


def body(content):
    """Return the table of the minutes, and everybody who attended, to sign at the end."""
    return {
        "attendance": [f"{each.name}　{each.post}".strip("　") for each in content.attendees],
        "table": [
            wide("案由", content.matter),
            pair(("立案号", content.case_number), ("当事人", content.party.name)),
            wide("讨论时间", period(content)),
            wide("讨论地点", content.place),
            pair(("主持人", content.chair), ("汇报人", content.reporter)),
            wide("出席人员", "、".join(each.words() for each in content.attendees if each.votes)),
            wide("列席人员", "、".join(each.words() for each in content.attendees if not each.votes) or "无"),
            pair(("记录人", content.recorder), ("日期", wording.day(content.dated_on))),
        ],
    }


def sections(content):
    """Return the sections of the minutes as (code, head, lines)."""
    views = [ended(each.words()) for each in content.views]
    return [
        ("report", "案情汇报", [ended(content.report)]),
        ("issues", "讨论事项", counted(content.issues) if content.issues else []),
        ("views", "讨论意见", views),
        ("conclusion", "讨论结论", [f"{content.tally}{ended(content.conclusion)}"]),
    ]


PAPER = paper(
    kind="DISCUSSION_MINUTES",
    title="行政处罚集体讨论笔录",
    called="集体讨论笔录",
    clauses=(Clause(PENALTY, 57, 2),),
    rules=("R-131", "R-907"),
    elements=ELEMENTS,
    content=DiscussionMinutesContent,
    template="record.typ",
    sections=sections,
    body=body,
    # all who attended sign at the end
    signers=(
        Signer("主持人", "OFFICER", lambda content: (content.chair,)),
        Signer("记录人", "OFFICER", lambda content: (content.recorder,)),
    ),
    volume=71,
)


def discussion_triggers(case, *, at):
    """Return why the case must be discussed, in words (R-131)."""
    [facts] = facts_of([case], at=at)
    return discussion_reasons(facts)


def content_of(case, held):
    """Return the content of 集体讨论笔录."""
    report = case.reports.order_by("-pk").first()
    began = datetime.combine(held.held_on, time(9), tzinfo=timezone.get_current_timezone())
    there = list(held.attendees.select_related("officer").order_by("pk"))
    return DiscussionMinutesContent(
        **file_paper(case, held.held_on),
        started_at=began,
        ended_at=began + timedelta(hours=1),
        place=held.place,
        chair=held.chair,
        reporter=case.handler.name,
        recorder=held.recorder,
        attendees=tuple(
            Attendee(name=each.officer.name, post=each.duty, votes=bool(each.vote)) for each in there
        ),
        report=report.proposal if report else facts_in_words(case),
        issues=tuple(held.triggers),
        views=tuple(
            View(name=each.officer.name, said=each.view, vote=each.get_vote_display())
            for each in there
            if each.view or each.vote
        ),
        conclusion=concluded_words(held),
    )


def concluded_words(held):
    """Return what the heads concluded: penalty, amount and order first, then what they said to it."""
    kept = held.concluded
    fine = f"罚款{kept['fine']}元" if kept["fine"] else ""
    imposed = {"FINE": fine, "BOTH": f"警告并{fine}"}.get(
        kept["outcome"], Assessment.Outcome(kept["outcome"]).label
    )
    parts = [
        f"决定{imposed}" if kept["outcome"] == "NO_PENALTY" else f"决定给予当事人{imposed}",
        kept["order"],
    ]
    return (
        "。".join(part.rstrip("。") for part in ("，".join(filter(None, parts)), held.conclusion) if part)
        + "。"
    )
