"""法制审核意见书: what the legal review looked at, point by point, and how it ended."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from cases.models import Assessment, Review
from cases.papers.shared import file_paper
from cases.wording.assessment import order_words
from enforcement.documents import wording
from enforcement.documents.contents import Block, FilePaper, labelled, shown
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import ended
from enforcement.documents.sheets.tables import listing, pair, stated, wide
from enforcement.law import kinds
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import SIGNED, Element

ELEMENTS = (
    Element("party_name", "当事人姓名或者名称"),
    Element("submitted_on", "送审日期"),
    Element("points", "逐项审核意见"),
    Element("result", "审核结论"),
    Element("reviewers", "审核人"),
    *SIGNED,
)


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


def body(content):
    """Return the rows of the review opinion."""
    points = [
        [str(number), each.point, each.result, each.remark or "——"]
        for number, each in enumerate(content.points, 1)
    ]
    back = f"此前退回{content.returned}次" if content.returned else "首次送审"
    rows = [
        pair(("案由", content.matter), ("立案号", content.case_number)),
        pair(("当事人", content.party.name), ("承办人", "　".join(content.handlers))),
        pair(("送审日期", wording.day(content.submitted_on)), ("送审情况", back)),
        wide("拟处理意见", ended(content.proposal), room=18),
        listing("审核要点", ["序号", "审核内容", "结果", "审核意见"], points, [1.2, 5, 1.6, 5]),
        wide("审核结论", ended(content.result)),
        wide("修改意见", ended(content.remarks) or "无。", room=14),
        stated("审核人", "", content.reviewers, content.dated_on, 16),
    ]
    return {"table": rows}


PAPER = paper(
    kind="REVIEW_OPINION",
    title="法制审核意见书",
    clauses=(Clause(PENALTY, 58),),
    rules=("R-603", "R-604", "R-907"),
    word="法审",
    elements=ELEMENTS,
    content=ReviewOpinionContent,
    template="table.typ",
    body=body,
    volume=70,
)


def content_of(case, review, *, at):
    """Return the content of 法制审核意见书 (R-603, R-604)."""
    day = timezone.localdate(at)
    report = case.reports.order_by("-pk").first()
    marks = review.marks
    number = review.reviewer.qualification
    return ReviewOpinionContent(
        **file_paper(case, day),
        handlers=tuple(officer.name for officer in (case.handler, case.partner) if officer),
        submitted_on=timezone.localdate(review.submitted_at),
        proposal=proposed_words(case) or (report.proposal if report else ""),
        points=tuple(
            Examined(
                point=point.label,
                sound=marks.get(point.value, {}).get("sound", True),
                remark=marks.get(point.value, {}).get("comment", ""),
            )
            for point in kinds.ReviewPoint
        ),
        result=review.get_result_display(),
        remarks="；".join([*(each.text for each in review.remarks.all()), *filter(None, [review.opinion])]),
        reviewers=(
            f"{review.reviewer.name}（法律职业资格证书{number}）" if number else review.reviewer.name,
        ),
        returned=Review.objects.filter(case=case, serial__lt=review.serial).count(),
    )


def proposed_words(case):
    """Return what is proposed now, in words, from the assessment and not from an older paper."""
    found = case.assessment
    if found.outcome == Assessment.Outcome.NO_PENALTY:
        return f"不予行政处罚（{found.get_limb_display()}）"
    fine = f"罚款{found.fine:.2f}元" if found.fine is not None else ""
    return "，".join(part for part in (order_words(found), found.get_outcome_display(), fine) if part)
