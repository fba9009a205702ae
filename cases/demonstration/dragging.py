"""Ordinary cases of the whole city: they take the days that their place takes, and stop where time has stopped."""

from datetime import timedelta

from django.utils import timezone

from cases.demonstration.ordinary import ORDER, Tale
from cases.filing import service as filing
from cases.models import Case, Review
from cases.review import service as reviewing
from enforcement.errors import Refused

# the part of the days between filing and decision that each step takes
PARTS = {"concluded": 0.45, "told": 0.1, "submitted": 0.15, "approved": 0.2, "decided": 0.1}
PAUSES = {"proposed": 1, "filed": 1, "returned": 3, "delivered": 2, "paid": 5, "closing": 2, "closed": 2}
OVERRUN = 78  # days on top
LAG = timedelta(hours=47)
TRIES = 8  # an inquiry room is taken by another case: an hour later


class Over(Exception):
    """The next step lies after now."""


class Drag(Tale):
    """A tale whose pauses are those of its place."""

    reasons = {
        "R-605": "承办案件集中，审核人员外出培训，返回后补审",
        "R-124": "公示平台检修，恢复后已补充公示",
    }
    hears = 12

    @property
    def reading(self):
        """How the review of this case goes, drawn once: in time, late, or never."""
        if "_reading" not in self.__dict__:
            drawn, habits = self.teller.dice.random(), self.teller.habits
            slow = habits.unread + habits.slow_review
            self._reading = "never" if drawn < habits.unread else "late" if drawn < slow else "in time"
        return self._reading

    def pause(self, step):
        """Return the calendar days before a step."""
        if step not in PARTS:
            return PAUSES[step]
        days = self.teller.habits.days * PARTS[step]
        if step == "concluded" and self.overruns:
            days += OVERRUN
        return max(1, round(days * (0.7 + 0.6 * self.teller.dice.random())))

    @property
    def overruns(self):
        if "_overruns" not in self.__dict__:
            self._overruns = self.teller.dice.random() < self.teller.habits.overrun
        return self._overruns

    def wait(self, days):
        self.at = self.teller.later(self.at, days)

    def take(self, *steps):
        for step in steps:
            self.wait(self.pause(step))
            getattr(self, step)()
            self.case = Case.objects.get(pk=self.case.pk)

    def inquiry(self):
        """Question the party when both officers have time; a late unit writes the record up days after."""
        late = self.teller.dice.random() < self.teller.habits.late
        earliest = self.case.filing.decided_at + timedelta(hours=1)
        if late and self.at - LAG > earliest:
            self.lag = LAG
        for _ in range(TRIES):
            try:
                return super().inquiry()
            except Refused as refused:
                if all(finding.rule != "R-129" for finding in refused.findings):
                    raise
                self.at += timedelta(hours=1)
        return super().inquiry()

    def submitted(self):
        super().submitted()
        if self.reading == "never":
            raise Over

    def approved(self):
        if self.reading == "late":
            due = Review.objects.get(case=self.case, concluded_at__isnull=True).due_on
            behind = (due - timezone.localdate(self.at)).days
            self.wait(max(behind, 0) + self.teller.dice.randrange(1, 7))
        reviewing.approve(
            review=self.review(), rest=True, version=None, by=self.reviewer, at=self.at, reasons=self.reasons
        )

    def not_filed(self):
        self.act(filing.refuse_filing, reason="证据不足以证明违法行为", by=self.teller.head(self.case))

    def transferred(self):
        self.act(filing.transfer_out, reason="移送有管辖权的县级主管部门处理", by=self.teller.head(self.case))

    def dismissed(self):
        self.act(filing.dismiss, reason="违法事实不能成立", by=self.teller.head(self.case))


PAUSES |= {"not_filed": 2, "transferred": 2, "dismissed": 2}
# what happens in the end, and after which step
TURNS = {"not_filed": "proposed", "transferred": "filed", "dismissed": "concluded", "returned": "submitted",
         "unpaid": "delivered"}  # fmt: skip


def take_up(tale):
    """Go on with a case that came from the simple procedure; it stands where a lead stands."""
    tale.at = tale.teller.later(tale.at, 1)
    return tale


def finish(tale, end):
    """Take every step up to its end, or to its turn and then that."""
    last = TURNS.get(end, end)
    tale.take(*ORDER[1 : ORDER.index(last) + 1])
    if end in PAUSES and end != last:
        tale.take(end)
