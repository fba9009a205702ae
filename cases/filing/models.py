"""Filing (立案), and a dispute over whose case it is (管辖权争议)."""

from django.db import models

from cases.case.choices import pairs
from cases.case.models import Case
from enforcement.documents.models import Document
from enforcement.law.kinds import BasisLevel, Domain
from enforcement.teams.models import Officer
from evidence.models import Piece


class Filing(models.Model):
    """The filing form (立案审批表): what the officers proposed, and what the head decided (第五十四条)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="filing")
    criteria = models.JSONField("立案条件", default=list)
    opinion = models.CharField("承办人意见", max_length=1000)
    jurisdiction_basis = models.CharField("管辖的特别依据", max_length=300, blank=True)
    jurisdiction_level = models.CharField(
        "管辖特别依据的层级", max_length=26, choices=pairs(BasisLevel), blank=True
    )
    domain = models.CharField("所属领域", max_length=8, choices=pairs(Domain), default=Domain.GENERAL)
    extensions = models.JSONField(
        "延期", default=list, help_text="[{days, reason, approved_on, approved_by, piece, minutes}, …]"
    )
    excluded = models.JSONField(
        "不计入办案期限的期间", default=list, help_text="[{ground, start, end, reason, piece, by}, …]"
    )
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="承办人")
    proposed_at = models.DateTimeField("提出时间")
    approved = models.BooleanField("是否批准", null=True, blank=True)
    reason = models.CharField("负责人意见", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="负责人"
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="立案审批表"
    )

    def __str__(self):
        return f"{self.case} 立案"


class Dispute(models.Model):
    """A dispute between agencies over a case, and what ended it (管辖权争议, 第二十五条第二款).

    Where the case goes to the other agency it is transferred; here stands what left it with this one.
    """

    class End(models.TextChoices):
        AGREED = "AGREED", "协商一致，由本机关管辖"
        DESIGNATED = "DESIGNATED", "共同的上一级机关指定本机关管辖"

    case = models.OneToOneField(Case, models.CASCADE, related_name="dispute")
    agency = models.CharField("争议的另一机关", max_length=120)
    arisen_on = models.DateField("发生争议日期")
    note = models.CharField("争议情况", max_length=300, blank=True)
    end = models.CharField("怎样解决", max_length=10, choices=End.choices, blank=True)
    ended_on = models.DateField("解决日期", null=True, blank=True)
    document = models.CharField("指定管辖文书", max_length=120, blank=True)
    piece = models.ForeignKey(
        Piece,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="协商记录或者指定管辖文书",
    )
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "管辖争议"

    def __str__(self):
        return f"{self.case} 与{self.agency}的管辖争议"
