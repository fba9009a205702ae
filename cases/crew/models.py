"""Withdrawal of officers (回避, 第四十三条)."""

from django.db import models
from django.db.models import Q

from cases.case.models import Case
from enforcement.teams.models import Officer


class Recusal(models.Model):
    """An officer's own word on his relation to a case, or an application that he withdraw (回避, 第四十三条)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="recusals")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="人员")
    declared = models.BooleanField("本人声明", default=False)
    relation = models.CharField("与本案的关系", max_length=200, blank=True)
    asked_on = models.DateField("日期")
    reason = models.CharField("申请理由", max_length=500, blank=True)
    granted = models.BooleanField("是否回避", null=True, blank=True)
    ruled_on = models.DateField("决定日期", null=True, blank=True)
    ruled_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="负责人"
    )
    ruling = models.CharField("决定理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "回避"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer"], condition=Q(declared=True), name="one_declaration_an_officer"
            )
        ]

    def __str__(self):
        return f"{self.officer} 回避"
