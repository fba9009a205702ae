"""Records of inquiry and inspection (笔录), and the facts found on the evidence."""

from django.db import models
from django.db.models import F, Q

from cases import secrets
from cases.models.case import Case
from cases.models.choices import pairs
from enforcement.documents.models import Document
from enforcement.law import kinds
from enforcement.teams.models import Officer
from evidence.models import Piece


class Record(models.Model):
    """An inquiry or inspection record (询问笔录、现场检查笔录, 第五十五条): one person or place, two officers."""

    Kind = kinds.RecordKind

    class Relation(models.TextChoices):
        PARTY = "PARTY", "当事人"
        REPRESENTATIVE = "REPRESENTATIVE", "法定代表人或者负责人"
        STAFF = "STAFF", "工作人员"
        WITNESS = "WITNESS", "证人"
        VICTIM = "VICTIM", "受害人"
        OTHER = "OTHER", "其他人"

    case = models.ForeignKey(Case, models.CASCADE, related_name="records")
    kind = models.CharField("种类", max_length=10, choices=pairs(Kind))
    serial = models.PositiveSmallIntegerField("第几次")
    began_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间")
    place = models.CharField("地点", max_length=200)
    asker = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="询问人或者检查人")
    recorder = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="记录人")
    person = models.CharField("被询问人或者现场负责人", max_length=120, blank=True)
    identity_sealed = models.CharField("证件号码（密文）", max_length=200, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    address = models.CharField("住址", max_length=200, blank=True)
    relation = models.CharField("与本案关系", max_length=14, choices=Relation.choices, blank=True)
    guardian = models.CharField("在场监护人", max_length=60, blank=True)
    party_present = models.BooleanField("当事人在场", default=True)
    witness = models.CharField("见证人", max_length=60, blank=True)
    certificates_shown = models.BooleanField("已出示执法证件")
    rights_told = models.BooleanField("已告知权利义务")
    recusal_asked = models.BooleanField("已询问是否申请回避")
    recusal_answer = models.CharField("回避意见", max_length=200, blank=True)
    questions = models.JSONField("问答", default=list, help_text="[[问, 答], …]")
    found = models.TextField("检查情况", max_length=4000, blank=True)
    read_through = models.BooleanField("已核对")
    pages = models.PositiveSmallIntegerField("页数", default=1)
    pages_signed = models.PositiveSmallIntegerField("已签页数", default=0)
    refusal_note = models.CharField("拒签情况", max_length=300, blank=True)
    pieces = models.ManyToManyField(Piece, related_name="records", blank=True, verbose_name="照片、录像")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="制作人")
    at = models.DateTimeField("登记时间")
    signed_at = models.DateTimeField("签名时间")
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="record", verbose_name="笔录"
    )

    class Meta:
        verbose_name = "笔录"
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "serial"], name="record_serial_once"),
            models.CheckConstraint(
                name="record_ends_after_it_began", condition=Q(ended_at__gt=F("began_at"))
            ),
            models.CheckConstraint(name="record_of_two_officers", condition=~Q(asker=F("recorder"))),
        ]
        indexes = [
            # Which records were written in these weeks?
            models.Index(fields=["at"], name="record_at"),
            # Where was this officer at that time?
            models.Index(fields=["asker", "began_at"], name="record_asker"),
            models.Index(fields=["recorder", "began_at"], name="record_recorder"),
        ]

    def __str__(self):
        of = f" {self.person}" if self.person else ""
        return f"{self.get_kind_display()}（第{self.serial}次）{of}"

    @property
    def identity(self):
        """The identity number in full. Reading it on a page is journalled by the caller."""
        return secrets.unseal(self.identity_sealed)


class FoundFact(models.Model):
    """One fact as the investigation found it, and the evidence it rests on (认定事实, 第四十六条)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="found_facts")
    position = models.PositiveSmallIntegerField("序号")
    text = models.CharField("认定的事实", max_length=500)
    pieces = models.ManyToManyField(Piece, related_name="found_facts", blank=True, verbose_name="证据")
    records = models.ManyToManyField(Record, related_name="found_facts", blank=True, verbose_name="笔录")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="found_fact_position_once")]

    def __str__(self):
        return self.text
