"""What was checked of one piece of evidence before it may prove anything (第四十一条、第四十六条)."""

from django.db import models

from cases.models.case import Case
from cases.models.choices import pairs
from enforcement.law.kinds import BasisLevel
from enforcement.teams.models import Officer
from evidence.models import Piece


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
