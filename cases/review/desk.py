"""What the review page knows of one review: who may do what, what stands in the way, the points with their hints."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from cases.file.facts import facts_on
from cases.file.grounds import Grounds
from cases.page.beside import comparison
from cases.review.alike import summary_of
from cases.review.hints import fitness
from cases.review.queue import with_waiting
from cases.review.service import may_be_recalled
from cases.weighing.advice import bands_of
from enforcement import law
from enforcement.law.kinds import ReviewPoint
from enforcement.law.rules.discretion import outside_the_band
from enforcement.procedures.answering import boxes_for
from enforcement.procedures.asking import standing
from enforcement.teams.roles import REVIEW

# what a point is called where there is room for a few words, and what in the file it is about
SHORT = {
    ReviewPoint.STANDING: ("主体与人员资格", "people"), ReviewPoint.PROCEDURE: ("程序与期限", "course"),
    ReviewPoint.EVIDENCE: ("事实与证据", "facts"), ReviewPoint.LAW: ("法律适用与裁量", "law"),
    ReviewPoint.POWERS: ("职权", "law"), ReviewPoint.PAPERS: ("文书", "papers"),
    ReviewPoint.CRIME: ("涉嫌犯罪移送", "content"),
}  # fmt: skip


@dataclass
class Point:
    """One of the seven points: its number and words, the reviewer's mark, the rulebook's hints under it."""

    number: int
    code: str
    label: str
    mark: dict | None
    hints: list = field(default_factory=list)

    @property
    def short(self):
        return SHORT[self.code][0]

    @property
    def about(self):
        """Return the key of what in the file this point is about."""
        return SHORT[self.code][1]

    @property
    def word(self):
        if self.mark is None:
            return "未标注"
        return "合格" if self.mark["sound"] else "有问题"

    @property
    def together(self):
        return bool(self.mark and self.mark.get("together"))

    @property
    def open_hints(self):
        return [hint for hint in self.hints if not hint["answer"]]


class Desk:
    """A review as `officer` has it before him at the moment `at`."""

    def __init__(self, review, officer, at, near):
        """near: the whole file of the case, of which the law is asked and the page is drawn."""
        self.review, self.case, self.officer, self.at = review, review.case, officer, at
        self.near, self.day = near, timezone.localdate(at)

    @cached_property
    def facts(self):
        return facts_on(self.case, self.near, self.at)

    @cached_property
    def grounds(self):
        return Grounds(self.case, self.facts, self.near)

    @cached_property
    def compared(self):
        """Return the notice beside the decision as proposed, None where no notice stands."""
        return comparison(self.facts)

    @property
    def over(self):
        return self.review.concluded_at is not None

    @property
    def due(self):
        """Return the time limit of the review as the deadline component takes it."""
        return with_waiting([self.review], self.day)[0].due

    @property
    def mine(self):
        return not self.over and self.review.reviewer_id == self.officer.pk

    @cached_property
    def unfit(self):
        """Return what the law has against this person as the reviewer (R-132); who has the file was asked then."""
        crew = {self.case.handler_id, self.case.partner_id} if self.mine else self.crew
        return fitness(self.facts, self.review, self.officer, crew)

    @cached_property
    def crew(self):
        """Return the keys of everybody who ever investigated the case; its records are read already."""
        members = self.case.dossier.members.values_list("officer", flat=True)
        recorded = (key for row in self.near.records[self.case.pk] for key in (row.asker_id, row.recorder_id))
        return {self.case.handler_id, self.case.partner_id, *members, *recorded} - {None}

    @property
    def may_take(self):
        allowed = self.officer.may(REVIEW, self.day, self.case.path)
        return not self.over and self.review.reviewer_id is None and allowed and not self.unfit

    @cached_property
    def hints(self):
        answers = self.review.disposed
        return [hint | {"answer": answers.get(hint["message"], "")} for hint in self.review.hints]

    @cached_property
    def points(self):
        return [
            Point(
                number,
                point.value,
                point.label,
                self.review.marks.get(point.value),
                [hint for hint in self.hints if hint["point"] == point.value],
            )
            for number, point in enumerate(ReviewPoint, start=1)
        ]

    @property
    def unmarked(self):
        return [point for point in self.points if point.mark is None]

    @property
    def flawed(self):
        return [point for point in self.points if point.mark and not point.mark["sound"]]

    @property
    def unanswered(self):
        return [hint for hint in self.hints if not hint["answer"]]

    def asked(self, gates, typed=None):
        """Return a box for each thing that a reason must answer before the review ends by one of `gates`.

        typed: {rule: reason} as it was sent.
        """
        rulings = list(self.case.dossier.rulings.all())
        found = [
            one
            for gate in gates
            for one in standing(law.check(self.facts, gate=gate), rulings, self.facts, gate)
        ]
        return boxes_for(found, row=self.case, by=self.officer, at=self.at, typed=typed)

    @property
    def late(self):
        """Return whether the term of the review is over, so that it ends only with a reason (R-605)."""
        return not self.over and self.day > self.review.due_on

    @property
    def may_recall(self):
        """Return whether this person may take the file back from whoever holds it and does not end it."""
        if self.over or self.mine or self.review.reviewer_id is None or self.officer.pk in self.crew:
            return False
        allowed = self.officer.may(REVIEW, self.day, self.case.path)
        return allowed and may_be_recalled(self.review, self.day)

    @cached_property
    def answered(self):
        """Return the reasons with which this review was ended although a rule had spoken (R-605)."""
        if not self.over:
            return []
        ended = [f"case.{step}" for step in ("approve_review", "return_review", "send_back")]
        given = self.case.dossier.rulings.all()
        return [one for one in given if one.gate in ended and one.at == self.review.concluded_at]

    @property
    def obstacles(self):
        """Return in words why the review cannot end with 同意, nothing when it can."""
        said = [one.message for one in self.unfit]
        if self.flawed:
            said.append("有问题的要点：" + "、".join(f"{one.number} {one.label}" for one in self.flawed))
        said += [f"系统提示还没有答复：{hint['message']}" for hint in self.unanswered]
        return said

    @cached_property
    def discretion(self):
        """Return the bands of the item with the one the amount lies in, their source, and what like cases got."""
        found = getattr(self.case, "assessment", None)
        if found is None or found.fine is None:
            return None
        rows, source = bands_of(self.facts)
        bands = [{"words": band.words, "range": band.range, "here": band.here} for band in rows]
        inside = not any(outside_the_band(self.facts))
        own = next((band for band in bands if band["here"]), None)
        alike = summary_of(self.case, found.grade, self.day)
        return {"fine": found.fine, "grade": found.get_grade_display(), "bands": bands, "source": source,
                "inside": inside, "own": own, "alike": alike}  # fmt: skip
