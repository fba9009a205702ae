"""Money: taken on the spot, paid to the bank; and the report of an on-the-spot decision."""

from django.db import models
from django.db.models import Q

from cases.case.choices import pairs
from cases.case.models import Case
from cases.decision.models import Decision
from enforcement.law import kinds
from enforcement.teams.models import Officer


class Collection(models.Model):
    """A fine taken on the spot (当场收缴, 第六十八条 to 第七十一条) and its way to the treasury."""

    Ground = kinds.CollectionGround

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="collection")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    ground = models.CharField("理由", max_length=10, choices=pairs(Ground))
    explanation = models.CharField("情况说明", max_length=300, blank=True)
    receipt_number = models.CharField("财政票据号码", max_length=40)
    collected_on = models.DateField("收缴日期")
    landed_on = models.DateField("抵岸日期", null=True, blank=True, help_text="在水上收缴的")
    handed_in_on = models.DateField("上交机关日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt_number"], name="collection_receipt_once"),
            models.CheckConstraint(name="collection_of_something", condition=Q(amount__gt=0)),
        ]

    def __str__(self):
        return f"{self.receipt_number}"


class Payment(models.Model):
    """Money that reached the collecting institution for a decision (缴款)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="payments")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    paid_on = models.DateField("缴款日期")
    reference = models.CharField("缴款凭证号", max_length=60, unique=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="payment_of_something", condition=Q(amount__gt=0))]

    def __str__(self):
        return f"{self.reference} {self.amount}"


class Registration(models.Model):
    """The report of an on-the-spot decision to the agency (备案, 第五十二条第三款)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="registration")
    filed_on = models.DateField("备案日期")
    filed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    def __str__(self):
        return f"{self.case} {self.filed_on}"
