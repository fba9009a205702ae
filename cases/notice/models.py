"""The written notice before a decision, and what the party answered (第四十四条、第四十五条、第六十三条)."""

from django.db import models
from django.db.models import Q

from cases.case.choices import pairs
from cases.case.models import Case
from enforcement.documents.models import Document
from enforcement.law.kinds import Recipient
from enforcement.teams.models import Officer
from evidence.models import Piece


class PriorNotice(models.Model):
    """A notice of the intended penalty (行政处罚事先告知书). New facts cancel it; then another is given."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="prior_notices")
    document = models.OneToOneField(Document, models.PROTECT, related_name="prior_notice")
    kinds = models.JSONField("拟处罚种类", default=list)
    fine = models.DecimalField("拟罚款", max_digits=14, decimal_places=2, null=True, blank=True)
    hearing_told = models.BooleanField("已告知听证权利", default=False)
    given_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="出具人")
    given_at = models.DateTimeField("出具时间")
    told = models.JSONField(
        "告知的内容", default=dict, help_text="逐项保存（见 cases.told），用于和决定的内容比较"
    )
    served_on = models.DateField("送达日期", null=True, blank=True)
    heard = models.BooleanField("已听取陈述、申辩", default=False)
    waived_on = models.DateField("书面放弃日期", null=True, blank=True)
    waiver = models.ForeignKey(
        Piece, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="放弃声明"
    )
    waived_by = models.CharField("放弃人与当事人的关系", max_length=14, choices=pairs(Recipient), blank=True)
    waiver_authority = models.ForeignKey(
        Piece, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="放弃人的授权委托书"
    )
    hearing_requested_on = models.DateField("申请听证日期", null=True, blank=True)
    hearing_waived_on = models.DateField("书面放弃听证日期", null=True, blank=True)
    cancelled_at = models.DateTimeField("撤销时间", null=True, blank=True)
    cancel_reason = models.CharField("撤销理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "事先告知"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(cancelled_at__isnull=True), name="one_notice_stands"
            ),
        ]

    def __str__(self):
        return f"{self.document}"


class DefencePoint(models.Model):
    """One point of a statement or defence (陈述申辩意见) and the answer to it, which is owed (第四十五条)."""

    notice = models.ForeignKey(PriorNotice, models.CASCADE, related_name="points")
    received_on = models.DateField("提出日期")
    text = models.CharField("陈述申辩意见", max_length=1000)
    adopted = models.BooleanField("是否采纳", null=True, blank=True)
    reason = models.CharField("复核理由", max_length=1000, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text[:40]
