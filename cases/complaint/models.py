"""Who reported a violation, and what he was answered (投诉举报)."""

from django.db import models

from cases.case.choices import pairs
from cases.case.models import Case
from cases.party import secrets
from enforcement.law.kinds import ComplaintOutcome
from enforcement.teams.models import Officer


class Complaint(models.Model):
    """The complaint from which a case came: the person, whether he defends an own interest, the answer (R-321).

    Name and telephone are sealed like a party's number. own_interest: None while nobody asked.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="complaint")
    name_sealed = models.CharField("投诉人姓名（密文）", max_length=400, blank=True)
    phone_sealed = models.CharField("投诉人电话（密文）", max_length=200, blank=True)
    own_interest = models.BooleanField("为维护自身合法权益", null=True, blank=True)
    wants_answer = models.BooleanField("要求答复", default=False)
    received_on = models.DateField("收到日期")
    outcome = models.CharField("处理结果", max_length=11, choices=pairs(ComplaintOutcome), blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.CharField("答复内容", max_length=1000, blank=True)
    remedies_told = models.BooleanField("已告知救济途径", default=False)
    answered_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )

    class Meta:
        verbose_name = "投诉举报"

    def __str__(self):
        return f"{self.received_on} 投诉举报"

    @property
    def name(self):
        return secrets.unseal(self.name_sealed)

    @property
    def phone(self):
        return secrets.unseal(self.phone_sealed)

    @property
    def must_be_answered(self):
        """Whether silence has consequences: own interest, not ruled out, or an answer was asked for."""
        return self.own_interest is not False or self.wants_answer
