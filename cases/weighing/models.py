"""Whether to punish at all, and how much: what the page 是否应罚 keeps."""

from django.db import models
from django.db.models import Q

from cases.case.choices import pairs
from cases.case.models import Case
from enforcement.law import kinds
from evidence.models import Piece


class Assessment(models.Model):
    """The answer to 'should we punish at all' (行政处罚法第三十三条), before 'how much'."""

    Harm, Limb, Grade = kinds.Harm, kinds.Limb, kinds.Tier

    class Correction(models.TextChoices):
        ON_SPOT = "ON_SPOT", "已当场改正"
        ORDERED = "ORDERED", "责令限期改正"
        REFUSED = "REFUSED", "拒不改正"

    class Outcome(models.TextChoices):
        NO_PENALTY = "NO_PENALTY", "不予处罚"
        WARNING = "WARNING", "警告"
        FINE = "FINE", "罚款"
        BOTH = "BOTH", "警告并罚款"

    class Mitigation(models.TextChoices):
        """The grounds on which a penalty must be lightened or mitigated (第三十二条)."""

        HARM_REMOVED = "HARM_REMOVED", "主动消除或者减轻危害后果"
        COERCED = "COERCED", "受他人胁迫或者诱骗"
        DISCLOSED = "DISCLOSED", "主动供述尚未掌握的违法行为"
        MERIT = "MERIT", "配合查处有立功表现"
        COMPENSATED = "COMPENSATED", "及时赔偿损失"
        RESTORED = "RESTORED", "有效修复受损的生态环境"
        OTHER = "OTHER", "法律、法规、规章规定的其他情形"

    class Aggravation(models.TextChoices):
        """Grounds for a heavier penalty (生态环境法典第一千零五十六条); a refusal to correct stands apart."""

        MALICIOUS = "MALICIOUS", "恶意损害"
        GRAVE = "GRAVE", "造成严重危害后果"
        REPEATED = "REPEATED", "多次实施违法行为被处罚"
        OTHER = "OTHER", "法律、法规、规章规定的其他从重情形"

    case = models.OneToOneField(Case, models.CASCADE, related_name="assessment")
    harm = models.CharField("危害后果", max_length=8, choices=pairs(Harm))
    correction = models.CharField("是否改正", max_length=8, choices=Correction.choices)
    correct_by = models.DateField("改正期限", null=True, blank=True)
    corrected_on = models.DateField("已改正的日期", null=True, blank=True)
    corrected_proof = models.ForeignKey(
        Piece, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="已改正的证据"
    )
    no_fault_evidence = models.CharField("没有主观过错的证据", max_length=300, blank=True)
    education = models.CharField("教育情况", max_length=300, blank=True)
    correction_order = models.CharField("责令改正内容", max_length=300, blank=True)
    guardian_order = models.CharField("责令监护人管教", max_length=300, blank=True)
    prior_count = models.PositiveIntegerField("同类违法次数")
    prior_on = models.DateField("最近一次", null=True, blank=True)
    prior_team = models.CharField("最近一次办案机构", max_length=80, blank=True)
    window_months = models.PositiveSmallIntegerField("查询范围（月）")
    window_source = models.CharField("查询范围依据", max_length=200)
    searched_at = models.DateTimeField("查询时间")
    outcome = models.CharField("处理意见", max_length=10, choices=Outcome.choices)
    limb = models.CharField("不予处罚的情形", max_length=10, choices=pairs(Limb), blank=True)
    grade = models.CharField("裁量等次", max_length=10, choices=pairs(Grade), blank=True)
    band = models.CharField("裁量档次", max_length=20, blank=True, help_text="裁量基准中符合的一档")
    fine = models.DecimalField("拟罚款", max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    capacity = models.CharField(
        "责任能力", max_length=8, choices=pairs(kinds.Capacity), default=kinds.Capacity.FULL
    )
    appraisal = models.ForeignKey(
        Piece, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任能力的鉴定意见"
    )
    capacity_reason = models.CharField("因责任能力从轻、减轻或者不从轻的理由", max_length=300, blank=True)
    mitigations = models.JSONField("应当从轻或者减轻的情形", default=list, help_text="[代码, …]")
    mitigation_note = models.CharField("情形和证据", max_length=500, blank=True)
    mitigations_rejected = models.CharField("情形不成立的理由", max_length=300, blank=True)
    aggravations = models.JSONField("应当从重的情形", default=list, help_text="[代码, …]")
    norms = models.JSONField(
        "同一行为违反的其他规定", default=list, help_text="[{code, name, low, high}, …]，登记时的幅度"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_fine_with_a_fine",
                condition=(Q(outcome__in=["FINE", "BOTH"]) & Q(fine__gt=0))
                | (Q(outcome__in=["WARNING", "NO_PENALTY"]) & Q(fine__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.case} {self.get_outcome_display()}"
