"""A bulletin (通报), its blocks of text, and the files that are kept when it is signed off."""

from django.db import models
from django.db.models import Q

from enforcement.procedures.steps import Table
from enforcement.procedures.subjects import Subject
from enforcement.teams.models import Officer, Team
from enforcement.teams.roles import PERMISSIONS, RANK
from enforcement.teams.sight import area_of
from supervision.league import definitions
from supervision.league.counting.units import GROUPS, SIZES
from supervision.league.models import Snapshot, pairs
from supervision.league.pages.numbers import cut_words
from supervision.league.periods import parse


def group_words(group):
    """Return what people call a comparison group: 赋权镇街, 赋权镇街（较大）."""
    mode, _, size = group.partition("/")
    sizes = {code: label for code, _, label in SIZES}
    return GROUPS.get(mode, mode) + (f"（{sizes.get(size, size)}）" if size else "")


class BulletinQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        """What was published is everybody's who has a post; the rest belongs to those who write bulletins there."""
        posts = officer.sight(day).posts
        if not posts:
            return self.none()
        writes = {area_of(post) for post in posts if RANK in PERMISSIONS[post.role]}
        return self.filter(Q(published_at__isnull=False) | officer.sight(day).within(writes))


class Bulletin(Subject):
    """One paper about one group of one snapshot. `content` is what was signed off, and never changes again."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "草稿"
        SIGNED = "SIGNED", "已签发"
        PUBLISHED = "PUBLISHED", "已发布"
        WITHDRAWN = "WITHDRAWN", "已撤回"

    STEPS = Table(
        "bulletin",
        states=State,
        noun="通报",
        home="",
        no_rule="机关之间的公文，不对当事人作出处理；签发、发布由公文办理的内部规定管。",
    )

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="bulletins", verbose_name="榜单快照")
    period = models.CharField("期", max_length=10)
    level = models.CharField("层级", max_length=10, choices=pairs(definitions.Level))
    group = models.CharField("同类", max_length=24)
    team = models.ForeignKey(Team, models.PROTECT, related_name="bulletins", verbose_name="发文机关")
    path = models.CharField("代码", max_length=11)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.CharField("发文字号", max_length=60, blank=True)
    day = models.DateField("成文日期", null=True, blank=True)
    made_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="起草人")
    made_at = models.DateTimeField("起草时间")
    signed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="签发人")
    signed_at = models.DateTimeField("签发时间", null=True)
    published_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间", null=True)
    withdrawn_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    reason = models.CharField("撤回理由", max_length=300, blank=True)
    content = models.JSONField("签发内容", null=True)
    digest = models.CharField("签发内容 SHA-256", max_length=64, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = "通报"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "level", "group"], condition=Q(state="DRAFT"), name="bulletin_draft_once"
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="bulletin_number_once"),
            models.CheckConstraint(
                name="bulletin_number_from_sign_off",
                condition=Q(state="DRAFT", number="") | (~Q(state="DRAFT") & ~Q(number="")),
            ),
            models.CheckConstraint(
                name="bulletin_withdrawn_with_reason", condition=~Q(state="WITHDRAWN") | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return f"{self.number or self.get_state_display()} {self.about}"

    @classmethod
    def locked(cls, key):
        return cls.objects.select_for_update(of=("self",)).select_related("snapshot", "team").get(pk=key)

    @property
    def about(self):
        """What it is about, in words: 2026年第46周赋权镇街."""
        return f"{parse(self.period).label}{group_words(self.group)}"

    @property
    def cut_off(self):
        """When its data were cut, as a screen shows it: 2026-11-15 24:00."""
        return cut_words(self.snapshot.cut_off)

    @property
    def chain_key(self):
        return f"bulletin:{self.pk}"

    @property
    def newer(self):
        """The snapshot that has taken the place of the one it rests on, None while that one stands."""
        standing = Snapshot.objects.shown().published().filter(period=self.period, level=self.level).first()
        return standing if standing and standing.serial > self.snapshot.serial else None


class Block(models.Model):
    """A paragraph or several of a bulletin: as the data write them, and as somebody changed them."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="blocks")
    key = models.CharField("段落", max_length=12)
    serial = models.PositiveSmallIntegerField("次序")
    generated = models.TextField("数据生成的文字", blank=True)
    figures = models.JSONField("所依据的数字", default=list, help_text="[[名称, 数字], …]")
    edited = models.TextField("修改后的文字", null=True, help_text="没有改过的为空值")  # noqa: DJ001 ("" is a left-out block)
    outdated = models.BooleanField("修改后数据又变了", default=False)
    version = models.PositiveIntegerField("版本", default=1)
    edited_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="修改人")
    edited_at = models.DateTimeField("修改时间", null=True)

    class Meta:
        verbose_name = "通报段落"
        constraints = [models.UniqueConstraint(fields=["bulletin", "key"], name="bulletin_block_once")]

    def __str__(self):
        return f"{self.bulletin_id} {self.key}"

    @property
    def text(self):
        """What stands on the paper."""
        return self.generated if self.edited is None else self.edited


class BulletinFile(models.Model):
    """A file of a bulletin as it was signed off, made once."""

    class Kind(models.TextChoices):
        PDF = "PDF", "PDF"
        DOCX = "DOCX", "Word"

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="files", verbose_name="通报")
    kind = models.CharField("格式", max_length=4, choices=Kind.choices)
    path = models.CharField("文件", max_length=120)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "通报文件"
        constraints = [models.UniqueConstraint(fields=["bulletin", "kind"], name="bulletin_file_once")]

    def __str__(self):
        return f"{self.bulletin_id} {self.kind}"
