"""What the league tables ask of whom: the courses of tables, warnings, objections and adjustments."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from enforcement.procedures.offering import Course
from enforcement.procedures.tasked import task
from enforcement.teams import paths
from supervision.league.definitions import Light
from supervision.league.models import Adjustment, Appeal, Snapshot, Warning
from supervision.league.services.publishing import wants_two
from supervision.league.services.unsent import Unsent
from supervision.league.services.warning import ASKED, unit_of


class SnapshotCourse(Course):
    """The newest week asks once for all warnings that are not sent yet; the rest of a table's life needs nobody."""

    def leads(self, task, table):
        return f"{reverse('league_acts:warnings')}?state=waiting"

    def open_rows(self, model):
        unsent = Unsent()
        return Q(pk__in=[unsent.bearer.pk] if unsent.lights else [])

    def ahead(self, rows, day):
        return Unsent()

    def tasks(self, row, near, at):
        if row != near.bearer or not near.lights:
            return []
        city = near.lights[0][0].path[: paths.CITY]
        title = f"{row.name} {len(near.lights)} 项待发"
        return [
            task(row, row.STEPS["warn"], path=city, title=title, since=timezone.localdate(row.published_at))
        ]


class WarningCourse(Course):
    """A proposed one waits for its second press, a sent one for the unit, all of which knows of it."""

    def rows(self, model):
        return model.objects.select_related("standing__snapshot", "sent_by")

    def open_rows(self, model):
        return Q(state__in=(Warning.State.PROPOSED, Warning.State.SENT))

    def tasks(self, row, near, at):
        if row.state == Warning.State.PROPOSED:
            return [
                task(
                    row, row.STEPS["confirm"], since=day_of(row), due_on=None, due_words="", **apart(row, at)
                )
            ]
        if row.state == Warning.State.SENT:
            words = f"提交{ASKED[Light(row.light)]}"
            return [task(row, row.STEPS["answer"], words=words, since=day_of(row), for_unit=True)]
        return []


def day_of(warning):
    """Return since when the warning waits: when it was sent, or its answer was last sent back."""
    back = warning.returns[-1:]
    return timezone.localdate(datetime.fromisoformat(back[0]["returned_at"]) if back else warning.sent_at)


def apart(row, at):
    """Return who may not press a second time, and waits for another, where the unit wants two."""
    first = row.sent_by
    if first is None or not wants_two(unit_of(first, at), at):
        return {}
    return {"barred": [first.pk], "handler": first}


class AppealCourse(Course):
    """Whoever checks an objection upholds it or does not: one thing to do."""

    def rows(self, model):
        return model.objects.select_related("standing__snapshot")

    def tasks(self, row, near, at):
        if row.state != Appeal.State.OPEN:
            return []
        return [task(row, row.STEPS["uphold"], words="复核异议", since=timezone.localdate(row.at))]


class AdjustmentCourse(Course):
    """A proposal waits for somebody else's word."""

    def rows(self, model):
        return model.objects.select_related("team")

    def tasks(self, row, near, at):
        if row.state != Adjustment.State.PROPOSED:
            return []
        since = timezone.localdate(row.at)
        return [task(row, row.STEPS["approve"], since=since, barred=[row.by_id])]


Snapshot.STEPS.course = SnapshotCourse()
Warning.STEPS.course = WarningCourse()
Appeal.STEPS.course = AppealCourse()
Adjustment.STEPS.course = AdjustmentCourse()
