"""Reminders of what falls due: one for each person and due thing, on his desk until it is done or read."""

from django.db import models
from django.db.models import Q

from enforcement.dossiers.models import seen_by
from enforcement.procedures.models import Limit
from enforcement.procedures.steps import table_of
from enforcement.teams.models import Officer


class ReminderQuerySet(models.QuerySet):
    def standing(self, officer):
        """Return what this person has neither read nor done."""
        return self.filter(officer=officer, read_at__isnull=True, limit__met_on__isnull=True)

    def seen_by(self, officer, day):
        """Return what stands of this person's, without that of a file that he does not see (any more)."""
        file = "limit__dossier"
        names = {"path": f"{file}__path", "sensitivity": f"{file}__sensitivity", "key": file}
        seen = seen_by(officer, day, **names, whole=True)
        return self.standing(officer).filter(seen | Q(limit__dossier=None))


class Reminder(models.Model):
    """That a time limit of whatever has steps ends soon, or has moved, told once to whoever must act (到期提醒)."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="reminders", verbose_name="人员")
    limit = models.ForeignKey(Limit, models.CASCADE, related_name="reminders", verbose_name="期限")
    key = models.CharField("事项", max_length=60, help_text="案件:编号:期限，变动的加 :moved")
    day = models.DateField("期限日")
    words = models.CharField("内容", max_length=200)
    made_at = models.DateTimeField("生成时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        constraints = [
            # written twice, or made up after an outage, it is still one
            models.UniqueConstraint(fields=["officer", "key", "day"], name="reminder_once"),
        ]
        indexes = [
            # What is this person reminded of?
            models.Index(
                fields=["officer", "day"], name="reminder_unread", condition=models.Q(read_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.words} {self.day}"

    @property
    def url(self):
        """Return the address of the row that the limit is of."""
        return table_of(self.limit.subject).address_of(self.limit.row)
