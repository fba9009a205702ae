"""The time limits of a case."""

from django.db import models

from cases.models.case import Case
from cases.units import unit_of


class CaseDeadline(models.Model):
    """A time limit fixed when its event happened, with its working: three days and why (R-008, R-010)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    key = models.CharField("期限", max_length=30)
    label = models.CharField("事项", max_length=40)
    start_on = models.DateField("起算事件日")
    legal_last_day = models.DateField("法定最后一日")
    safe_day = models.DateField("稳妥日")
    for_party = models.BooleanField("是当事人的期限", default=False)
    provisional = models.CharField("暂估原因", max_length=200, blank=True)
    clause = models.CharField("依据", max_length=80)
    explanation = models.JSONField("怎么算的", default=list)
    met_on = models.DateField("完成日", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="case_deadline_once")]

    def __str__(self):
        return f"{self.label} {self.legal_last_day}"

    @property
    def shown(self):
        """The deadline as the deadline component takes it: the party's by its legal day, ours by the safe day."""
        return {
            "title": self.label,
            "due": self.legal_last_day if self.for_party else self.safe_day,
            "start": self.start_on,
            "unit": unit_of(self.label),
            "clause": self.clause,
            "provisional": self.provisional,
            "lines": self.explanation,
        }
