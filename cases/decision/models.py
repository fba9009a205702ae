"""The decision, and the collective discussion before it (集体讨论, 第五十七条第二款)."""

from django.db import models

from cases.case.models import Case
from enforcement.documents.models import Document
from enforcement.teams.models import Officer


class Decision(models.Model):
    """The decision (行政处罚决定 or 不予行政处罚决定): made once, never edited."""

    class Kind(models.TextChoices):
        PENALTY = "PENALTY", "行政处罚决定"
        NO_PENALTY = "NO_PENALTY", "不予行政处罚决定"

    class PayBy(models.TextChoices):
        BANK = "BANK", "十五日内到指定银行或者电子支付缴纳"
        ON_SPOT = "ON_SPOT", "当场收缴"

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    warning = models.BooleanField("警告", default=False)
    fine = models.DecimalField("罚款", max_digits=14, decimal_places=2, null=True, blank=True)
    pay_by = models.CharField("缴纳方式", max_length=8, choices=PayBy.choices, blank=True)
    pay_code = models.CharField("缴款码", max_length=30, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, related_name="decision")
    decided_at = models.DateTimeField("决定时间")
    decided_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="作出人")
    # what comes after it, in the shape of `cases.limits.pauses`; the decision itself stays as it was made
    pauses = models.JSONField("不计算加处罚款的期间", default=list)

    class Meta:
        verbose_name = "决定"

    def __str__(self):
        return f"{self.document.number}"


class Discussion(models.Model):
    """A collective discussion by the heads (负责人集体讨论) and its minutes."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="discussion")
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120)
    chair = models.CharField("主持人", max_length=60)
    recorder = models.CharField("记录人", max_length=60)
    triggers = models.JSONField("讨论理由", default=list)
    conclusion = models.CharField("结论", max_length=1000)
    concluded = models.JSONField(
        "结论的内容",
        default=dict,
        blank=True,
        help_text="{form: 1, outcome: 处理意见代码, fine: 元或者空, order: 责令改正}，与决定比较；早先的记录为空",
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="集体讨论笔录"
    )
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    def __str__(self):
        return f"{self.case} 集体讨论"


class Attendee(models.Model):
    """Somebody at a collective discussion: a voter with his vote, or an investigator without one."""

    class Vote(models.TextChoices):
        FOR = "FOR", "同意"
        AGAINST = "AGAINST", "不同意"
        ABSTAIN = "ABSTAIN", "弃权"

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="attendees")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="人员")
    duty = models.CharField("职务", max_length=60, blank=True)
    head = models.BooleanField("讨论当日是本机关负责人", default=False)
    view = models.CharField("意见", max_length=500, blank=True)
    vote = models.CharField("表决", max_length=8, choices=Vote.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["discussion", "officer"], name="attendee_once")]

    def __str__(self):
        return f"{self.officer}"
