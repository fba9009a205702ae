"""What was told and answered in the street (当场告知)."""

from django.db import models

from cases.case.choices import pairs
from cases.case.models import Case
from enforcement.law import kinds
from evidence.models import Piece


class OralNotice(models.Model):
    """What was shown and told before deciding (第四十四条、第五十二条), and what the party said (第四十五条)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="notice")
    certificates_shown = models.BooleanField("已出示执法证")
    rights_told = models.BooleanField("已告知拟作出的处罚、事实、理由、依据和权利")
    told_at = models.DateTimeField("告知时间")
    has_defence = models.BooleanField("当事人有陈述申辩", null=True, help_text="空：还没有询问")
    defence = models.CharField("陈述申辩内容", max_length=1000, blank=True)
    defence_answer = models.CharField("复核意见", max_length=1000, blank=True)
    receipt = models.CharField(
        "签收", max_length=8, choices=pairs(kinds.Signature), default=kinds.Signature.NONE
    )
    refusal_note = models.CharField("拒签情况", max_length=300, blank=True)
    recording = models.CharField(
        "告知过程的录像编号",
        max_length=60,
        blank=True,
        help_text="执法记录仪的文件编号；拒签不能证明已经告知",
    )
    signer = models.CharField("签名人", max_length=60, blank=True)
    signer_relation = models.CharField(
        "签名人与当事人的关系", max_length=14, choices=pairs(kinds.Recipient), blank=True
    )
    signer_authority = models.ForeignKey(
        Piece, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签名人的授权委托书"
    )

    def __str__(self):
        return f"{self.case} 告知"
