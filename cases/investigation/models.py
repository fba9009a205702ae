"""Records of inquiry and inspection (笔录), the facts found, what was checked of the evidence, the report."""

from django.db import models
from django.db.models import F, Q

from cases.case.choices import pairs
from cases.case.models import Case
from cases.party import secrets
from enforcement.documents.models import Document
from enforcement.law import kinds
from enforcement.law.kinds import BasisLevel
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


class Vetting(models.Model):
    """The check of a piece in a case: a copy against its original, a capture of a monitoring device for its review.

    Written anew when it is checked again; every writing is journalled. `excluded`: why it may not be used.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="vettings")
    piece = models.OneToOneField(Piece, models.CASCADE, related_name="vetting", verbose_name="证据")
    copy = models.BooleanField("复制件", default=False)
    source = models.CharField("原件保存在哪里", max_length=200, blank=True)
    compared_on = models.DateField("与原件核对日期", null=True, blank=True)
    compared_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    compared_note = models.CharField("核对说明", max_length=300, blank=True)
    holder_confirmed = models.BooleanField("原件持有人已盖章或者签名", default=False)
    method = models.CharField("制作方法", max_length=200, blank=True)
    maker = models.CharField("制作人", max_length=60, blank=True)
    sound = models.BooleanField("有声音", default=False)
    transcript = models.TextField("声音的文字记录", max_length=4000, blank=True)
    from_device = models.BooleanField("电子技术监控设备记录", default=False)
    device_number = models.CharField("设备登记号", max_length=60, blank=True)
    device_place = models.CharField("设置地点", max_length=200, blank=True)
    device_standard = models.CharField("符合的标准", max_length=120, blank=True)
    device_reviewed_on = models.DateField("法制和技术审核日期", null=True, blank=True)
    device_published_on = models.DateField("设置地点公布日期", null=True, blank=True)
    device_link = models.CharField("公布网址", max_length=200, blank=True)
    device_basis_level = models.CharField(
        "使用设备所依据的法的层级", max_length=26, choices=pairs(BasisLevel), blank=True
    )
    device_marked = models.BooleanField("设置了明显标志", default=False)
    reviewed_on = models.DateField("记录审核日期", null=True, blank=True)
    reviewed_by = models.CharField("记录审核人", max_length=60, blank=True)
    review_fault = models.CharField("记录审核发现的问题", max_length=300, blank=True)
    informed_on = models.DateField("告知当事人日期", null=True, blank=True)
    access_note = models.CharField("当事人查询、陈述和申辩的情况", max_length=300, blank=True)
    excluded = models.CharField("不采用的理由", max_length=300, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "证据核对"

    def __str__(self):
        return f"{self.piece} 核对"


class Report(models.Model):
    """The report at the end of an investigation (调查终结报告); a reopened investigation writes a new one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    nature = models.CharField("案件性质", max_length=500)
    verified = models.BooleanField("证据均已查证属实", default=False)
    receipts = models.DecimalField("违法收入", max_digits=14, decimal_places=2, default=0)
    refunded = models.DecimalField("应当退赔", max_digits=14, decimal_places=2, default=0)
    outlays = models.DecimalField("合法必要支出", max_digits=14, decimal_places=2, default=0)
    outlay_pieces = models.JSONField("合法必要支出的证据", default=list, help_text="[证据主键, …]")
    reasons = models.CharField("裁量理由", max_length=1000)
    proposal = models.CharField("处理建议", max_length=1000)
    concluded_on = models.DateField("调查终结日期")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="承办人")
    at = models.DateTimeField("提出时间")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调查终结报告"
    )

    def __str__(self):
        return f"{self.case} 调查终结"
