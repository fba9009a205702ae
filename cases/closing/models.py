"""The request to close an ordinary case (结案)."""

from django.db import models

from cases.case.models import Case
from enforcement.documents.models import Document
from enforcement.teams.models import Officer


class Closing(models.Model):
    """The closing form (结案审批表): performance, re-check, publication review, and the head's word."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="closing")
    performance = models.CharField("执行情况", max_length=500)
    rechecked_on = models.DateField("改正复查日期", null=True, blank=True)
    recheck = models.CharField("改正复查结果", max_length=300, blank=True)
    publish = models.BooleanField("是否公示决定")
    publish_reason = models.CharField("公示审查理由", max_length=300)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="承办人")
    proposed_at = models.DateTimeField("提请时间")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结案审批表"
    )

    def __str__(self):
        return f"{self.case} 结案"
