"""Attempts to hand a paper over, the failed ones too (送达)."""

from django.db import models

from cases.case.choices import pairs
from cases.case.models import Case
from enforcement.documents.models import Delivery, Document
from enforcement.law import kinds
from enforcement.teams.models import Officer
from evidence.models import Piece


class Attempt(models.Model):
    """One attempt to serve a paper of the case; a successful one has its Delivery (送达回证)."""

    Method, Recipient = kinds.ServiceMethod, kinds.Recipient

    case = models.ForeignKey(Case, models.CASCADE, related_name="attempts")
    document = models.ForeignKey(Document, models.PROTECT, related_name="attempts")
    method = models.CharField("送达方式", max_length=10, choices=pairs(Method))
    day = models.DateField("送出、寄出或者公告日期")
    received_on = models.DateField("签收日期", null=True, blank=True)
    place = models.CharField("送达地点", max_length=200, blank=True)
    recipient = models.CharField("收件人", max_length=120, blank=True)
    relation = models.CharField("与受送达人的关系", max_length=14, choices=pairs(Recipient), blank=True)
    recipient_age = models.PositiveSmallIntegerField("收件人年龄", null=True, blank=True)
    refused = models.BooleanField("拒收", default=False)
    refusal_note = models.CharField("拒收情况", max_length=300, blank=True)
    returned = models.CharField("没有送到的情况", max_length=300, blank=True)
    proof = models.ForeignKey(
        Piece, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="凭证"
    )
    witness = models.CharField("见证人", max_length=60, blank=True)
    sealed = models.BooleanField("已加盖印章", default=False)
    reason = models.CharField("采用这种方式的理由", max_length=300, blank=True)
    consented_on = models.DateField("电子送达确认书日期", null=True, blank=True)
    authority = models.ForeignKey(
        Piece, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="授权或者确认文书"
    )
    witness_of = models.CharField("见证人所在单位", max_length=60, blank=True)
    through = models.CharField("受托机关或者转交单位", max_length=120, blank=True)
    abroad = models.BooleanField("受送达人在境内没有住所", default=False)
    servers = models.ManyToManyField(Officer, related_name="+", verbose_name="送达人")
    delivery = models.OneToOneField(
        Delivery, models.PROTECT, null=True, blank=True, related_name="attempt", verbose_name="送达"
    )
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "送达经过"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_method_display()} {self.day}"


class AddressConfirmation(models.Model):
    """What the party signed about where papers reach him (送达地址确认书, R-1007); a change is another row."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="addresses")
    address = models.CharField("送达地址", max_length=200)
    receiver = models.CharField("指定代收人", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    electronic = models.CharField("同意电子送达的号码、邮箱或者账号", max_length=120, blank=True)
    signer_relation = models.CharField("由谁签名", max_length=14, choices=pairs(kinds.Recipient))
    confirmed_on = models.DateField("签名日期")
    piece = models.ForeignKey(Piece, models.PROTECT, related_name="+", verbose_name="签名的送达地址确认书")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "送达地址确认书"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.confirmed_on} {self.address}"
