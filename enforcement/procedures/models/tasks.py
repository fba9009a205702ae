"""What is to be done is a row (ruling 16)."""

from django.db import models
from django.db.models import Q

from enforcement.dossiers.models import Dossier, Sensitivity, seen_by
from enforcement.law import reckoning
from enforcement.teams.models import Officer


class TaskQuerySet(models.QuerySet):
    def on(self, day):
        """Return what is to be done on `day`: some tasks give way to the next one by themselves when a day turns."""
        begun = Q(comes_on=None) | Q(comes_on__lte=day)
        return self.filter(begun, Q(turns_on=None) | Q(turns_on__gt=day))

    def visible_to(self, officer, day):
        """Return the tasks on dossiers that this person sees."""
        return self.filter(seen_by(officer, day, key="dossier"))


class Task(models.Model):
    """待办: one thing that somebody has to do next with a row of a table of steps.

    `enforcement.procedures.todo` alone writes them, from what the row's course says comes next: they can be made anew
    from the rows at any time. What a desk shows of the row stands here too, so that it reads nothing else.
    """

    class Slot(models.TextChoices):
        """One row may have something to be done in several ways at once."""

        MAIN = "MAIN", "下一步"
        RECUSAL = "RECUSAL", "回避申请"
        ASSIGN = "ASSIGN", "分派"
        ANSWER = "ANSWER", "答复"
        REFERRAL = "REFERRAL", "请示"
        OVERDUE = "OVERDUE", "别人超期"

    subject = models.CharField("对象", max_length=30)
    row = models.PositiveBigIntegerField("对象编号")
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="tasks", verbose_name="案卷")
    slot = models.CharField("事由", max_length=10, choices=Slot.choices, default=Slot.MAIN)
    step = models.CharField("步骤", max_length=40)
    words = models.CharField("做什么", max_length=60)
    path = models.CharField("机构代码", max_length=11)
    sensitivity = models.CharField("敏感程度", max_length=10, choices=Sensitivity.choices, default="ORDINARY")
    permission = models.CharField("权限", max_length=30, help_text="有这项权限的岗位才能办")
    officer = models.ForeignKey(
        Officer,
        models.CASCADE,
        null=True,
        related_name="tasks",
        verbose_name="谁办",
        help_text="空：由岗位办",
    )
    barred = models.JSONField("不能办的人", default=list, help_text="[人员编号, …]，岗位允许也不能办")
    for_unit = models.BooleanField(
        "本单位共同的事", default=False, help_text="只由本单位办，有权限的办，其余的人等；上级单位不办"
    )
    # who keeps the row waits where somebody else does it
    handler = models.ForeignKey(Officer, models.CASCADE, null=True, related_name="+", verbose_name="承办人")
    partner = models.ForeignKey(Officer, models.CASCADE, null=True, related_name="+", verbose_name="同行人员")
    waits_for = models.CharField("等谁", max_length=120)
    since = models.DateField("从哪天起")
    comes_on = models.DateField("哪天起才要办", null=True)
    turns_on = models.DateField("哪天起不再要办", null=True)
    due_on = models.DateField("应于哪天以前", null=True, help_text="稳妥日；当事人的期限为法定最后一日")
    due_words = models.CharField("哪个期限", max_length=40, blank=True)
    due_unit = models.CharField("按什么计", max_length=7, choices=reckoning.UNITS, default="working")
    provisional = models.BooleanField("暂估", default=False)
    first = models.BooleanField("排在前面", default=False, help_text="退回的")
    party = models.CharField("当事人", max_length=120, blank=True, help_text="隐去姓名")
    title = models.CharField("标题", max_length=200)
    lane = models.CharField("程序", max_length=20, blank=True)
    state = models.CharField("状态", max_length=20, help_text="用于显示")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "待办"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "row", "slot", "officer", "since"],
                name="task_of_officer_once",
                condition=Q(officer__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["subject", "row", "slot", "since"],
                name="task_of_post_once",
                condition=Q(officer__isnull=True),
            ),
        ]
        indexes = [
            # What is to be done with this row?
            models.Index(fields=["subject", "row"], name="task_of_row"),
            # What do the posts of this unit have to do?
            models.Index(fields=["path", "permission"], name="task_of_post", condition=Q(officer__isnull=True)),
            # What does this unit have to do, whoever does it?
            models.Index(fields=["path"], name="task_of_unit"),
            # What turned by itself?
            models.Index(fields=["turns_on"], name="task_turns", condition=Q(turns_on__isnull=False)),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.words} {self.title}"
