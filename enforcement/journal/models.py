"""The journal (日志): who did what to which subject, when. Never edited; one hash chain per subject."""

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.db import models

from enforcement.journal import words

READ = "journal.read"  # the permission; `teams.roles` lies above and says who holds it
GENESIS = "0" * 64


def canonical(value) -> str:
    """Return the one way in which `value` is written before it is hashed."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class Chain(models.Model):
    """The chain of one subject, and the row that is locked while it grows."""

    key = models.CharField("对象", max_length=80, unique=True)
    length = models.PositiveIntegerField("条数", default=0)
    head = models.CharField("末条摘要", max_length=64, default=GENESIS)

    class Meta:
        verbose_name = "日志链"

    def __str__(self):
        return self.key

    @property
    def words(self):
        return words.subject(self.key)


class EntryQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        """An auditor reads all of it, nobody else any (R-1106); he reads the journal, not the files."""
        return self if officer.may(READ, day) else self.none()


class Entry(models.Model):
    """One act. The actor, with post and unit, also stands in words, as they were at that moment."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries", verbose_name="对象")
    serial = models.PositiveIntegerField("序号")
    at = models.DateTimeField("时间")
    day = models.DateField("日期", help_text="时间所在的法定日（北京时间）")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    actor_words = models.CharField("操作人、岗位和机构", max_length=200)
    verb = models.CharField("动作", max_length=40)
    data = models.JSONField("内容", default=dict)
    previous = models.CharField("上一条摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "日志条目"
        constraints = [models.UniqueConstraint(fields=["chain", "serial"], name="entry_serial_once")]
        indexes = [
            # What happened on this day, last first?
            models.Index(fields=["day", "-id"], name="entry_day"),
            # Where was this done, last first?
            models.Index(fields=["verb", "-id"], name="entry_verb"),
        ]

    def __str__(self):
        return f"{self.chain_id} 第 {self.serial} 条 {self.verb}"

    @property
    def words(self):
        return words.verb(self.verb)

    @property
    def details(self):
        return words.details(self.data, of_file=self.chain.key.startswith("dossier:"))

    def compute_digest(self, key):
        """Return what `digest` has to be, from the content, the subject's key and the previous digest."""
        content = {
            "chain": key,
            "serial": self.serial,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "day": self.day.isoformat(),
            "actor": self.actor_id,
            "actor_words": self.actor_words,
            "verb": self.verb,
            "data": self.data,
        }
        return hashlib.sha256((self.previous + canonical(content)).encode()).hexdigest()


class DailyRoot(models.Model):
    """The digest over the heads of all chains that grew since the last root: it makes the chains one."""

    day = models.DateField("日期", unique=True)
    digest = models.CharField("摘要", max_length=64)
    chains = models.PositiveIntegerField("链数")
    position = models.BigIntegerField("日志位置", help_text="封存时见到的最后一条")
    made_at = models.DateTimeField("封存时间")

    class Meta:
        verbose_name = "每日总摘要"

    def __str__(self):
        return f"{self.day} {self.digest[:12]}"


class DayHead(models.Model):
    """An entry that was its chain's head when a day was closed."""

    root = models.ForeignKey(DailyRoot, models.PROTECT, related_name="heads")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="day_head")

    class Meta:
        verbose_name = "每日链首"

    def __str__(self):
        return f"{self.root_id} {self.entry_id}"


class Looked(models.Model):
    """That somebody opened a subject, kept until the journal takes it over: a look waits for no chain."""

    subject = models.CharField("对象", max_length=80)
    what = models.CharField("看了什么", max_length=60)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员"
    )
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "查阅"

    def __str__(self):
        return f"{self.officer_id} {self.subject} {self.what}"
