"""The legal review (法制审核, 第五十八条), and what it remarks."""

from django.db import models
from django.db.models import Q

from cases.case.choices import pairs
from cases.case.models import Case
from enforcement.documents.models import Document
from enforcement.dossiers.models import seen_by
from enforcement.law import kinds
from enforcement.teams.models import Officer


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        """Return the reviews whose case this person sees; the path is the review's own copy, which is indexed."""
        return self.filter(seen_by(officer, day, sensitivity="case__sensitivity", key="case__dossier"))

    def for_queue(self):
        """Return the columns that a row of the queue shows."""
        return self.select_related(
            "reviewer", "case__party", "case__team", "case__handler", "case__assessment"
        ).only(
            "serial", "submitted_at", "due_on", "hints", "disposed", "result", "version", "reviewer__name",
            "case__title", "case__party__name", "case__party__kind", "case__team__name", "case__handler__name",
            "case__assessment__fine", "case__assessment__outcome", "case__assessment__grade",
        )  # fmt: skip

    def waiting(self):
        return self.filter(concluded_at__isnull=True)


class Review(models.Model):
    """One round of the legal review; every submission opens another (R-604)."""

    Result = kinds.ReviewResult

    case = models.ForeignKey(Case, models.CASCADE, related_name="reviews")
    path = models.CharField("机构代码", max_length=11)
    serial = models.PositiveSmallIntegerField("第几次送审")
    submitted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="送审人")
    submitted_at = models.DateTimeField("送审时间")
    due_on = models.DateField("审核期限")
    snapshot = models.JSONField("送审时的内容", default=dict, help_text="{字段: 文字}，用于与上次送审比较")
    reviewer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name="审核人"
    )
    taken_at = models.DateTimeField("领取时间", null=True, blank=True)
    opened_at = models.DateTimeField("首次打开时间", null=True, blank=True)
    marks = models.JSONField("要点", default=dict, help_text="{要点: {sound: 是否合格, comment: 意见}}")
    hints = models.JSONField(
        "系统提示", default=list, help_text="[{rule, level, message, clause, remedy, point}, …]"
    )
    disposed = models.JSONField(
        "提示的处理", default=dict, help_text="{提示的内容: 说明}，内容变了要重新答复"
    )
    result = models.CharField("审核意见", max_length=10, choices=pairs(Result), blank=True)
    opinion = models.CharField("意见说明", max_length=1000, blank=True)
    concluded_at = models.DateTimeField("完成时间", null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="法制审核意见书"
    )
    approved = models.JSONField(
        "审核同意的内容", default=dict, blank=True, help_text="逐项保存，与决定的内容比较"
    )
    disagreement = models.CharField("承办机构的不同意见", max_length=1000, blank=True)
    disagreed_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出不同意见的人"
    )
    disagreed_at = models.DateTimeField("提出不同意见的时间", null=True, blank=True)
    extra_days = models.PositiveSmallIntegerField("批准延长的工作日", default=0, db_default=0)
    extra_reason = models.CharField("延长的理由", max_length=300, blank=True, db_default="")
    extra_by = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="批准延长的人",
    )
    extra_on = models.DateField("批准延长的日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "法制审核"
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="review_serial_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(concluded_at__isnull=True), name="one_review_open"
            ),
        ]
        indexes = [
            # Which files wait for review, the most urgent first?
            models.Index(
                fields=["path", "due_on", "id"], name="review_queue", condition=Q(concluded_at__isnull=True)
            ),
            # Which reviews fell due in these weeks?
            models.Index(fields=["due_on"], name="review_due"),
            # What is in this reviewer's hands?
            models.Index(
                fields=["reviewer", "due_on"], name="review_hands", condition=Q(concluded_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.case} 第{self.serial}次审核"

    @property
    def hints_open(self):
        """Return the hints that nobody has answered yet."""
        return [hint for hint in self.hints if not self.disposed.get(hint["message"])]


class Remark(models.Model):
    """One thing that the reviewer wants changed, on one field or page of one paper (审核意见)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="remarks")
    point = models.CharField("要点", max_length=10, choices=pairs(kinds.ReviewPoint))
    anchor = models.CharField("位置", max_length=60, help_text="字段，或者 document:编号#页")
    label = models.CharField("位置名称", max_length=80)
    text = models.CharField("意见", max_length=500)
    shown = models.CharField("提出时的内容", max_length=1000, blank=True)
    answer = models.CharField("修改说明", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="修改人"
    )
    answered_at = models.DateTimeField("修改时间", null=True, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("提出时间")

    class Meta:
        verbose_name = "审核意见"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.label}：{self.text}"
