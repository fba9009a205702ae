"""Filing (立案), and the end of an investigation."""

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.choices import pairs
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


class Report(models.Model):
    """The report at the end of an investigation (调查终结报告); a reopened investigation writes a new one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    nature = models.CharField("案件性质", max_length=500)
    verified = models.BooleanField("证据均已查证属实", default=False)
    receipts = models.DecimalField("违法收入", max_digits=14, decimal_places=2, default=0)
    refunded = models.DecimalField("应当退赔", max_digits=14, decimal_places=2, default=0)
    outlays = models.DecimalField("合法必要支出", max_digits=14, decimal_places=2, default=0)
    outlay_pieces = models.JSONField("合法必要支出的证据", default=list, help_text="[证据主键, …]")
    reasons = models.CharField("裁量理由", max_length=1000)
    proposal = models.CharField("处理建议", max_length=1000)
    concluded_on = models.DateField("调查终结日期")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="承办人")
    at = models.DateTimeField("提出时间")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调查终结报告"
    )

    def __str__(self):
        return f"{self.case} 调查终结"
