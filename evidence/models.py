"""Evidence (证据): pieces that never change, who took them, and the chain of custody of each."""

import hashlib
import json
from datetime import UTC

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from enforcement.dossiers.models import Dossier, seen_by
from enforcement.teams.models import Officer

GENESIS = "0" * 64


class PieceQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        seen = seen_by(
            officer, day, path="path", sensitivity="dossier__sensitivity", key="dossier", walked=True
        )
        return self.filter(seen)

    def with_state(self):
        """Add `damaged` (the last check failed) and `supports_something`, in the same query."""
        last = Check.objects.filter(piece=OuterRef("pk")).order_by("-pk").values("same")[:1]
        supports = Support.objects.filter(piece=OuterRef("pk"), removed_at__isnull=True)
        return self.annotate(last_check=Subquery(last), supports_something=Exists(supports))


class Piece(models.Model):
    """One piece of evidence. The row and its file are written once; what is said about it later are other rows."""

    class Kind(models.TextChoices):
        """The eight kinds of article 46 of the Penalty Law."""

        DOCUMENTARY = "DOCUMENTARY", "书证"
        PHYSICAL = "PHYSICAL", "物证"
        AUDIOVISUAL = "AUDIOVISUAL", "视听资料"
        ELECTRONIC = "ELECTRONIC", "电子数据"
        TESTIMONY = "TESTIMONY", "证人证言"
        STATEMENT = "STATEMENT", "当事人的陈述"
        EXPERT = "EXPERT", "鉴定意见"
        RECORD = "RECORD", "勘验笔录、现场笔录"

    class TimeSource(models.TextChoices):
        DEVICE = "DEVICE", "拍摄设备时钟"
        SERVER = "SERVER", "服务器时钟"
        TYPED = "TYPED", "执法人员填写"

    class Datum(models.TextChoices):
        WGS84 = "WGS84", "WGS 84"
        CGCS2000 = "CGCS2000", "CGCS 2000"
        GCJ02 = "GCJ02", "GCJ-02"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pieces", verbose_name="案卷")
    path = models.CharField("机构代码", max_length=11, help_text="案卷所属机关的代码，用于可见范围")
    serial = models.PositiveIntegerField("卷内序号")
    kind = models.CharField("证据种类", max_length=12, choices=Kind.choices)
    title = models.CharField("名称", max_length=100)
    file = models.CharField("存放位置", max_length=80, help_text="按内容摘要存放，写入后不变")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("内容类型", max_length=100)
    original_name = models.CharField("原文件名", max_length=200)
    captured_at = models.DateTimeField("取得时间")
    time_source = models.CharField("时间来源", max_length=6, choices=TimeSource.choices)
    place = models.CharField("取得地点", max_length=200, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    datum = models.CharField("坐标系", max_length=8, choices=Datum.choices, blank=True)
    device = models.CharField("设备", max_length=100, blank=True)
    width = models.PositiveIntegerField("宽", null=True, blank=True)
    height = models.PositiveIntegerField("高", null=True, blank=True)
    metadata = models.JSONField("文件自带信息", default=dict, help_text="只作参考，不代替登记的时间地点")
    note = models.CharField("说明", max_length=500, blank=True)
    received_at = models.DateTimeField("入库时间")
    received_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="入库人")

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = "证据"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sha256"], name="piece_once_a_dossier"),
            models.UniqueConstraint(fields=["dossier", "serial"], name="piece_serial_once"),
        ]
        indexes = [
            # What did this agency take in last?
            models.Index(fields=["path", "-id"], name="piece_path"),
            # What was taken in during these weeks?
            models.Index(fields=["received_at"], name="piece_received"),
        ]

    def __str__(self):
        return f"证据{self.serial} {self.title}"

    @property
    def is_picture(self):
        return self.media_type.startswith("image/")


class PieceOfficer(models.Model):
    """Who took the piece, with the certificate as it was on the day of taking (R-901)."""

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="capturers")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="取证人")
    name = models.CharField("姓名", max_length=60)
    certificate = models.CharField(
        "执法证号", max_length=40, blank=True, help_text="当日没有有效执法证的为空"
    )

    class Meta:
        verbose_name = "取证人"
        constraints = [models.UniqueConstraint(fields=["piece", "officer"], name="piece_officer_once")]

    def __str__(self):
        return f"{self.name} {self.certificate}"


class Custody(models.Model):
    """One link in the chain of custody (保管链): each row carries the digest of the one before (R-902)."""

    class Action(models.TextChoices):
        RECEIVE = "RECEIVE", "入库"
        VIEW = "VIEW", "查看"
        DOWNLOAD = "DOWNLOAD", "下载"
        EXPORT = "EXPORT", "导出"
        MISMATCH = "MISMATCH", "校验不一致"
        RESTORED = "RESTORED", "恢复一致"

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="custody")
    serial = models.PositiveIntegerField("序号")
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="经手人")
    actor_words = models.CharField("经手人、岗位和机构", max_length=200)
    action = models.CharField("事项", max_length=10, choices=Action.choices)
    source = models.CharField("来自", max_length=100, blank=True)
    target = models.CharField("去向", max_length=100, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    sha256 = models.CharField("当时的 SHA-256", max_length=64, blank=True)
    previous = models.CharField("上一条摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "保管记录"
        constraints = [models.UniqueConstraint(fields=["piece", "serial"], name="custody_serial_once")]

    def __str__(self):
        return f"第 {self.serial} 条 {self.get_action_display()}"

    def compute_digest(self):
        """Return what `digest` has to be, from the content and the previous digest."""
        names = (
            "piece_id",
            "serial",
            "actor_id",
            "actor_words",
            "action",
            "source",
            "target",
            "reason",
            "sha256",
        )
        content = {name: getattr(self, name) for name in names}
        content["at"] = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        words = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256((self.previous + words).encode()).hexdigest()


class Check(models.Model):
    """A comparison of the file with its digests that changed its state; the last one decides whether it is locked."""

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="checks")
    at = models.DateTimeField("时间")
    same = models.BooleanField("一致")
    sha256 = models.CharField("算得的 SHA-256", max_length=64, blank=True, help_text="文件不在时为空")

    class Meta:
        verbose_name = "校验记录"

    def __str__(self):
        return "校验一致" if self.same else "校验不一致"


class Support(models.Model):
    """What the piece proves (关联): a fact of the matter. Taking it back leaves the row."""

    class Fact(models.TextChoices):
        ACT = "ACT", "违法事实"
        PARTY = "PARTY", "当事人身份"
        HARM = "HARM", "危害后果"
        CORRECTION = "CORRECTION", "改正情况"
        PROCEDURE = "PROCEDURE", "程序合法"

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="supports")
    fact = models.CharField("证明事实", max_length=10, choices=Fact.choices)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="关联人")
    at = models.DateTimeField("关联时间")
    removed_at = models.DateTimeField("取消时间", null=True, blank=True)

    class Meta:
        verbose_name = "证据关联"
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "fact"],
                condition=models.Q(removed_at__isnull=True),
                name="piece_supports_fact_once",
            )
        ]

    def __str__(self):
        return f"{self.piece} {self.get_fact_display()}"
