"""What varies by place and day: statutes and their versions, the holiday calendar, and single parameters."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from enforcement.law.kinds import BasisLevel
from enforcement.parameters import keys
from enforcement.teams.models import DatedQuerySet


class PublicQuerySet(DatedQuerySet):
    """Rows that anybody with a post may read: they are published law, not case work."""

    def visible_to(self, officer, day):
        return self if officer.sight(day).posts else self.none()


class Statute(models.Model):
    """A text that creates duties or penalties (法律法规), whatever its version."""

    LEVELS = [(level.value, level.label) for level in BasisLevel]

    key = models.CharField("简码", max_length=20, unique=True)
    full_name = models.CharField("全称", max_length=100, unique=True)
    level = models.CharField("层级", max_length=30, choices=LEVELS)
    issuer = models.CharField("制定机关", max_length=60, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = "法律法规"

    def __str__(self):
        return self.full_name

    @property
    def chain_key(self):
        return "settings:statutes"


class StatuteVersion(models.Model):
    """One text of a statute, from the day it applies to the day before the next one or before its repeal.

    `assumed`: the source names no day from which this text applies, so the day of its adoption stands in.
    """

    statute = models.ForeignKey(Statute, models.PROTECT, related_name="versions", verbose_name="法律法规")
    version_date = models.DateField("通过或修改日期")
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("有效期止", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True, help_text="不再适用的第一日")
    replaced_by = models.CharField("由何取代", max_length=200, blank=True)
    assumed = models.BooleanField("施行日期为推定", default=False)
    note = models.CharField("说明", max_length=300, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = "法律法规版本"
        constraints = [
            models.UniqueConstraint(fields=["statute", "valid_from"], name="statute_version_once_a_day"),
            models.CheckConstraint(
                name="statute_version_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.statute}（{self.version_date}）"


class CalendarYear(models.Model):
    """A year whose holidays are known from a State Council notice, or only expected (R-010)."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("来源", max_length=200)
    provisional = models.BooleanField("暂估", default=False)
    digest = models.CharField("内容摘要", max_length=64, help_text="各进程据此得知日历已变")

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = "节假日年度"

    def __str__(self):
        return f"{self.year}年"

    @property
    def chain_key(self):
        return "settings:calendar"


class CalendarDay(models.Model):
    """A day that its year's notice names: off (放假), or a weekend day that is worked (调休上班) (R-001)."""

    day = models.DateField("日期", unique=True)
    is_working = models.BooleanField("上班")
    name = models.CharField("节日", max_length=20, blank=True)
    source = models.CharField("来源", max_length=200)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = "节假日"

    def __str__(self):
        return f"{self.day} {'班' if self.is_working else '休'}"


class Parameter(models.Model):
    """One value of one key, for an area and from a day: what the law leaves to places and lawyers.

    `path` is the area's code, "" for everywhere; the nearest area upwards from a unit wins.
    """

    class Status(models.TextChoices):
        CONFIRMED = "CONFIRMED", "已确认"
        DEFAULT = "DEFAULT", "设计默认"
        UNVERIFIED = "UNVERIFIED", "待核实"

    key = models.CharField("参数", max_length=60)
    path = models.CharField("适用地区代码", max_length=11, blank=True, default="")
    value = models.JSONField("值")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    source = models.CharField("来源", max_length=300)
    status = models.CharField("状态", max_length=12, choices=Status.choices)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = "参数"
        constraints = [
            models.UniqueConstraint(fields=["key", "path", "valid_from"], name="parameter_once_a_day"),
            models.CheckConstraint(
                name="parameter_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.label}：{self.words}"

    @property
    def chain_key(self):
        return "settings:parameters"

    @property
    def label(self):
        return keys.KEYS[self.key].label

    @property
    def typed(self):
        """Return the value as law and services want it: int, Decimal, bool or str."""
        return keys.KEYS[self.key].typed(self.value)

    @property
    def words(self):
        """Return the value as people read it, with its unit."""
        return keys.KEYS[self.key].words(self.value)

    @property
    def unverified(self):
        return self.status == self.Status.UNVERIFIED

    def ends_before(self, day):
        """End this value on the day before `day`, in memory; the caller saves."""
        self.valid_to = day - timedelta(days=1)
