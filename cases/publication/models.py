"""What the public may see of a decision (公示, 第四十八条、第五十条)."""

from django.db import models
from django.db.models import Q

from cases.case.models import Case
from enforcement.teams.models import Officer


class Publication(models.Model):
    """The review of whether a decision is published, its publication, and its withdrawal."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="publication")
    publish = models.BooleanField("是否公示")
    reason = models.CharField("公示审查理由", max_length=300)
    secrets = models.JSONField("涉密", default=list, help_text="[国家秘密、商业秘密、个人隐私的代码, …]")
    secret_papers = models.CharField("涉密的文书或者证据", max_length=300, blank=True)
    masked = models.BooleanField("已隐去不公开的内容", default=False)
    published_on = models.DateField("公示日期", null=True, blank=True)
    address = models.CharField("公示网址", max_length=200, blank=True)
    overturned_on = models.DateField("决定被变更、撤销、确认违法或者无效的日期", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawal_reason = models.CharField("撤回的公开说明", max_length=300, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "公示"
        constraints = [
            models.CheckConstraint(
                name="withdrawn_after_publication",
                condition=Q(withdrawn_on__isnull=True) | Q(published_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.case} 公示"
