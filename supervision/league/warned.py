"""Warnings of the league tables, as rows: issued to a unit, answered with files, sent back, lifted."""

from django.db import models
from django.db.models import Q

from enforcement.procedures.steps import Table
from enforcement.procedures.subjects import Subject
from enforcement.teams.models import Officer, Team
from enforcement.teams.roles import RANK
from supervision.league import definitions
from supervision.league.definitions import pairs
from supervision.league.scores import lights


class OwnQuerySet(models.QuerySet):
    """Rows about one unit: read by those whose posts reach that unit, the city office and supervisors included."""

    def visible_to(self, officer, day):
        return self.filter(officer.sight(day).units("path"))


class WarningQuerySet(OwnQuerySet):
    def visible_to(self, officer, day):
        """What waits for its second press is the office's own: no unit is warned of a warning."""
        seen = super().visible_to(officer, day)
        return seen if officer.may(RANK, day) else seen.exclude(state=Warning.State.PROPOSED)


class Warning(Subject):
    """A yellow or red light as an act: issued, answered by the unit within its limit, lifted.

    A red one to a county is proposed first, and issued by a second press (`league.two_people`: a second person's).
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "待核发"
        SENT = "SENT", "待答复"
        ANSWERED = "ANSWERED", "已答复"
        LIFTED = "LIFTED", "已解除"

    STEPS = Table(
        "warning",
        states=State,
        noun="预警",
        home="league_acts:warning",
        no_rule="机关之间的督促，不对当事人作出处理；预警的条件和期限由考核口径规定。",
    )

    standing = models.ForeignKey("supervision.Standing", models.PROTECT, related_name="warnings")
    team = models.ForeignKey(Team, models.PROTECT, related_name="warnings", verbose_name="单位")
    path = models.CharField("代码", max_length=11)
    light = models.CharField("预警", max_length=6, choices=pairs(definitions.Light))
    cause = models.CharField("情形", max_length=5, choices=pairs(lights.Cause), default="BAND")
    indicator = models.CharField("指标", max_length=10, blank=True)
    reason = models.CharField("理由", max_length=300)
    exit = models.CharField("解除条件", max_length=300)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.SENT)
    sent_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="发出人")
    sent_at = models.DateTimeField("发出时间")
    due_on = models.DateField("答复期限")
    answer = models.CharField("答复或者整改方案", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    lifted_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解除人"
    )
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)
    lift_reason = models.CharField("解除理由", max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核发人"
    )
    returns = models.JSONField(
        "退回过的答复",
        default=list,
        blank=True,
        help_text="[{answer, by, at, reason, returned_by, returned_at}]",
    )

    objects = WarningQuerySet.as_manager()

    class Meta:
        verbose_name = "预警"
        constraints = [
            models.UniqueConstraint(fields=["standing", "cause", "indicator"], name="warning_once"),
        ]
        indexes = [
            # Which warnings of this unit still run?
            models.Index(fields=["path", "due_on"], name="warning_open", condition=~Q(state="LIFTED")),
        ]

    def __str__(self):
        return f"{self.team} {self.get_light_display()}"

    @property
    def chain(self):
        return self.standing.snapshot

    def for_desk(self):
        standing = self.standing
        about = f"{standing.name} {self.get_light_display()} {standing.snapshot.name} {self.reason}"
        return {"title": about[:200], "due_on": self.due_on, "due_words": "答复预警", "due_unit": "working"}

    @classmethod
    def locked(cls, key):
        rows = cls.objects.select_for_update(of=("self",))
        return rows.select_related("standing__snapshot", "answered_by").get(pk=key)


class WarningFile(models.Model):
    """A file that a unit adds to its answer: what proves that it was put right."""

    warning = models.ForeignKey(Warning, models.PROTECT, related_name="files", verbose_name="预警")
    title = models.CharField("名称", max_length=120)
    path = models.CharField("文件", max_length=120)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("SHA-256", max_length=64)
    media_type = models.CharField("格式", max_length=100)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "答复附件"

    def __str__(self):
        return self.title
