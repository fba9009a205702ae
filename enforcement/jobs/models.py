"""Jobs that matter are rows (ruling 4): a message only wakes a worker, so no broker can lose one."""

from django.db import models
from django.db.models import Q

OPEN = Q(done_at__isnull=True, failed_at__isnull=True)


class JobQuerySet(models.QuerySet):
    def open(self):
        return self.filter(OPEN)

    def waiting(self, at):
        """Jobs that are due and that nobody has claimed."""
        return self.open().filter(due__lte=at, running_since__isnull=True)

    def running(self):
        return self.open().filter(running_since__isnull=False)


class Job(models.Model):
    """One piece of work for a worker: once per kind and key, however often it is asked for."""

    kind = models.CharField("类别", max_length=60)
    key = models.CharField("对象", max_length=120)
    arguments = models.JSONField("参数", default=dict)
    due = models.DateTimeField("应于")
    running_since = models.DateTimeField("开始于", null=True)
    claimed_by = models.CharField("执行者", max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    done_at = models.DateTimeField("完成于", null=True)
    failed_at = models.DateTimeField("放弃于", null=True)
    error = models.TextField("上次错误", blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "作业"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="job_once"),
            models.CheckConstraint(
                name="job_done_or_failed", condition=Q(done_at__isnull=True) | Q(failed_at__isnull=True)
            ),
        ]
        indexes = [
            # What is due, and what is somebody at? Finished jobs are not in it.
            models.Index(fields=["due"], name="job_open", condition=OPEN),
            # What did we give up on? The few rows an operator looks at.
            models.Index(fields=["failed_at"], name="job_failed", condition=Q(failed_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class Heartbeat(models.Model):
    """When a part of the product (worker, beat) last said that it is alive."""

    part = models.CharField("部件", max_length=20, unique=True)
    at = models.DateTimeField("时间")

    def __str__(self):
        return f"{self.part} {self.at}"
