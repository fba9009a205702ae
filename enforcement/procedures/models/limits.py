"""The time limits (期限) of whatever has steps: fixed when their event happens, with what they were counted from."""

from django.db import models
from django.db.models import Q

from enforcement.dossiers.models import Dossier
from enforcement.law import reckoning


class LimitQuerySet(models.QuerySet):
    def of(self, row):
        """Return the limits of one row of a table of steps."""
        return self.filter(subject=row.STEPS.subject, row=row.pk)

    def open(self):
        """Return those whose duty is not done."""
        return self.filter(met_on__isnull=True)

    def touching(self, first, last):
        """Return those in whose count a day from `first` to `last` has a part: what these days are moves no other.

        A safe day may lie before the start, where nothing but rest days follows that.
        """
        return self.filter(Q(start_on__lte=last) | Q(safe_day__lte=last), legal_last_day__gte=first)


class Limit(models.Model):
    """A time limit with its working: the days in two readings (R-008), why, and from what it is counted anew (R-010).

    subject, row: the table of steps that its row belongs to, and the row's key. key: which limit of that row it is.
    dossier: the file in which the row lies, None where it has none. term: see `enforcement.law.reckoning`.
    """

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, null=True, related_name="limits", verbose_name="案卷"
    )
    subject = models.CharField("对象", max_length=30)
    row = models.PositiveBigIntegerField("对象编号")
    key = models.CharField("期限", max_length=30)
    label = models.CharField("事项", max_length=40)
    start_on = models.DateField("起算事件日")
    legal_last_day = models.DateField("法定最后一日")
    safe_day = models.DateField("稳妥日")
    for_party = models.BooleanField("是当事人的期限", default=False)
    provisional = models.CharField("暂估原因", max_length=200, blank=True)
    clause = models.CharField("依据", max_length=80)
    explanation = models.JSONField("怎么算的", default=list)
    term = models.JSONField("从什么算出", help_text="期限、扣除、延长和所据参数，见 law/reckoning.py")
    met_on = models.DateField("完成日", null=True, blank=True)

    objects = LimitQuerySet.as_manager()

    class Meta:
        verbose_name = "期限"
        constraints = [models.UniqueConstraint(fields=["subject", "row", "key"], name="limit_once")]
        indexes = [
            # Which open limits does a year's calendar touch?
            models.Index(fields=["legal_last_day"], name="limit_open", condition=Q(met_on__isnull=True)),
            # What falls due next?
            models.Index(fields=["safe_day"], name="limit_next", condition=Q(met_on__isnull=True)),
        ]

    def __str__(self):
        return f"{self.label} {self.legal_last_day}"

    @property
    def reckoning(self):
        """Return what the limit is counted from."""
        return reckoning.read(self.term, self.start_on)

    @property
    def due_on(self):
        """Return the day that counts on a desk: the party's legal last day, the safe day of a duty of ours."""
        return self.legal_last_day if self.for_party else self.safe_day

    @property
    def shown(self):
        """Return the limit as the deadline component takes it."""
        return {
            "title": self.label,
            "due": self.due_on,
            "start": self.start_on,
            "unit": self.reckoning.unit,
            "clause": self.clause,
            "provisional": self.provisional,
            "lines": self.explanation,
        }
