"""The lists of powers (权责清单): items and their versions, who may act on them, and how much is fitting."""

from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Value

from enforcement.law.clauses import Clause
from enforcement.law.kinds import PenaltyKind, Subject
from enforcement.parameters.models import StatuteVersion
from enforcement.teams.models import Officer, Team, valid_on
from lists.querysets import BenchmarkQuerySet, ReadableQuerySet, ReportQuerySet

# A county's bureau of this name holds every comprehensive item by itself (ZJ-CLE 8), without a list.
BUREAU = "综合行政执法局"

SUBJECTS = [(subject.value, subject.label) for subject in Subject]


class Catalogue(models.TextChoices):
    """Which list an item stands on (目录类别)."""

    COMPREHENSIVE = "COMPREHENSIVE", "综合"
    SPECIALISED = "SPECIALISED", "专业"
    OTHER = "OTHER", "其他"


class FineMode(models.TextChoices):
    """How the statute sets the fine (罚款方式)."""

    RANGE = "RANGE", "幅度"
    MULTIPLE = "MULTIPLE", "倍数"
    PERCENT = "PERCENT", "百分比"
    PER_UNIT = "PER_UNIT", "按单位计"
    NONE = "NONE", "无罚款"


class Simple(models.TextChoices):
    """Whether the amounts allow the summary procedure (可否简易): all of the range, part of it, none."""

    WHOLE = "WHOLE", "可简易"
    PART = "PART", "部分可简易"
    NO = "NO", "不可简易"


class PowerItem(models.Model):
    """One act that may be punished (权责清单事项), by its code; what it says on a day is a version."""

    code = models.CharField("编码", max_length=40, unique=True)
    field = models.CharField("领域", max_length=20)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        verbose_name = "事项"

    def __str__(self):
        return self.code

    @property
    def chain_key(self):
        return f"item:{self.code}"


class Devolution(models.Model):
    """An item handed to a township or street (赋权), which then punishes in its own name (R-103)."""

    item = models.ForeignKey(PowerItem, models.PROTECT, related_name="devolutions", verbose_name="事项")
    team = models.ForeignKey(Team, models.PROTECT, related_name="devolutions", verbose_name="乡镇街道")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    document = models.CharField("公布文件", max_length=200)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        verbose_name = "赋权"
        constraints = [
            models.UniqueConstraint(fields=["item", "team", "valid_from"], name="devolution_once_a_day"),
            models.CheckConstraint(
                name="devolution_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.item} → {self.team}"


class ItemVersionQuerySet(ReadableQuerySet):
    def known_on(self, day):
        """Return the latest version of every item that had begun by `day`, ended ones too (已废止)."""
        later = self.model.objects.filter(
            item=OuterRef("item"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=day
        )
        return self.filter(~Exists(later), valid_from__lte=day)

    def enforceable_by(self, team, day):
        """Return the versions in force on `day` on which the agency of `team` may act in its own name."""
        return self.with_mine([team.agency_path], day).filter(mine=True)

    def with_mine(self, agencies, day):
        """Annotate `mine`: whether one of the agencies (paths) may act on the item on `day` (R-103)."""
        agencies = sorted(set(agencies))
        if not agencies:
            return self.annotate(mine=Value(False))
        devolved = Devolution.objects.on(day).filter(item=OuterRef("item"), team__path__in=agencies)
        bureau = Team.objects.filter(path__in=agencies, kind="DEPARTMENT", full_name__contains=BUREAU)
        mine = Q(Exists(devolved)) | Q(Exists(bureau), catalogue=Catalogue.COMPREHENSIVE)
        return self.annotate(mine=ExpressionWrapper(mine & valid_on(day), output_field=models.BooleanField()))

    def with_law(self):
        return self.select_related("item", "statute__statute")


class ItemVersion(models.Model):
    """What an item says from a day on. A later version ends it the day before; it is never edited.

    Amounts: `fine_min` 0 means the text gives only an upper limit; yuan for RANGE, times for MULTIPLE, per
    cent for PERCENT (both of `base`), `fine_unit` for PER_UNIT. `assumed`: no source gives the day from
    which it applies. `unverified`: the source marks a conflict that a lawyer has to settle (待核).
    """

    item = models.ForeignKey(PowerItem, models.PROTECT, related_name="versions", verbose_name="事项")
    name = models.CharField("名称", max_length=200)
    catalogue = models.CharField("目录类别", max_length=15, choices=Catalogue.choices)
    duty_law = models.CharField("义务依据", max_length=100, blank=True)
    duty_article = models.CharField("义务条款", max_length=100, blank=True)
    basis_law = models.CharField("处罚依据", max_length=100)
    statute = models.ForeignKey(
        StatuteVersion, models.PROTECT, null=True, related_name="items", verbose_name="依据版本"
    )
    basis_article = models.PositiveSmallIntegerField("条")
    basis_paragraph = models.PositiveSmallIntegerField("款", null=True, blank=True)
    basis_item = models.PositiveSmallIntegerField("项", null=True, blank=True)
    subject = models.CharField("处罚对象", max_length=15, choices=SUBJECTS)
    kinds = models.JSONField("处罚种类代码")
    kinds_text = models.CharField("处罚种类", max_length=200)
    fine_mode = models.CharField("罚款方式", max_length=10, choices=FineMode.choices)
    fine_min = models.DecimalField("下限", max_digits=14, decimal_places=2, null=True, blank=True)
    fine_max = models.DecimalField("上限", max_digits=14, decimal_places=2, null=True, blank=True)
    fine_unit = models.CharField("单位", max_length=40, blank=True)
    base = models.CharField("计罚基数", max_length=40, blank=True)
    correct_first = models.BooleanField("先责令改正", default=False)
    simple_possible = models.CharField("可否简易", max_length=5, choices=Simple.choices)
    everyday_words = models.CharField("俗称", max_length=300, blank=True, help_text="用 | 隔开")
    note = models.CharField("说明", max_length=200, blank=True)
    successor = models.CharField("由何取代", max_length=100, blank=True)
    assumed = models.BooleanField("生效日期为推定", default=False)
    unverified = models.BooleanField("待核实", default=False)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    # written at import by lists.spelling, read by lists.search
    search_name = models.CharField(max_length=200)
    search_words = models.CharField(max_length=320)
    search_pinyin = models.TextField()
    search_initials = models.CharField(max_length=600)

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "事项版本"
        constraints = [
            models.UniqueConstraint(fields=["item", "valid_from"], name="item_version_once_a_day"),
            models.CheckConstraint(
                name="item_version_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="item_version_fine_in_order",
                condition=Q(fine_mode="NONE", fine_min__isnull=True, fine_max__isnull=True)
                | (~Q(fine_mode="NONE") & Q(fine_min__gte=0) & Q(fine_max__gte=F("fine_min"))),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def clause(self):
        return Clause(self.basis_law, self.basis_article, self.basis_paragraph, self.basis_item)

    def basis_text(self):
        """Return the legal basis as documents cite it: 《…条例》第十六条第三款."""
        return str(self.clause)

    @property
    def penalty_kinds(self):
        """Return the kinds of penalty it allows, as the law knows them."""
        return tuple(PenaltyKind(code) for code in self.kinds)

    @property
    def words(self):
        return tuple(word for word in self.everyday_words.split("|") if word)

    @property
    def law_repealed_on(self):
        """Return the first day on which the basis no longer applies, None while it stands."""
        if self.statute is not None and self.statute.repealed_on:
            return self.statute.repealed_on
        return None

    def has_ended(self, day):
        return self.valid_to is not None and self.valid_to < day

    @property
    def ended_on(self):
        """Return the first day on which it no longer held."""
        return self.valid_to + timedelta(days=1) if self.valid_to else None

    @property
    def fine_range(self):
        """Return the range in yuan as (minimum, maximum), None for both where it is no fixed amount."""
        return (self.fine_min, self.fine_max) if self.fine_mode == FineMode.RANGE else (None, None)

    @property
    def fine_words(self):
        """Return the fine as people say it: 50～500 元, 5 万元以下, 工程造价的 5%～10%."""
        if self.fine_mode == FineMode.NONE:
            return "无罚款"
        low, high = plain(self.fine_min), plain(self.fine_max)
        if self.fine_min == self.fine_max:
            amount, limit = high, ""
        else:
            amount, limit = (high, "以下") if self.fine_min == 0 else (f"{low}～{high}", "")
        if self.fine_mode == FineMode.RANGE:
            return f"{amount} 元{limit}"
        if self.fine_mode == FineMode.PER_UNIT:
            return f"{amount} {self.fine_unit}{limit}"
        return f"{self.base}的 {amount}{' 倍' if self.fine_mode == FineMode.MULTIPLE else '%'}{limit}"


def plain(amount):
    """Return a number without needless zeros, with thousands separators."""
    return f"{Decimal(amount).normalize():,f}"


class DiscretionBenchmark(models.Model):
    """A published scale for one act (裁量基准): who issued it, where and when it governs, and its bands.

    `path` is the area in which it governs. Only a benchmark tied to an item decides anything.
    """

    code = models.CharField("编码", max_length=40)
    name = models.CharField("名称", max_length=300)
    item = models.ForeignKey(
        PowerItem, models.PROTECT, null=True, blank=True, related_name="benchmarks", verbose_name="事项"
    )
    basis_law = models.CharField("处罚依据", max_length=100)
    article = models.CharField("条款", max_length=100)
    issuer = models.CharField("发布机关", max_length=100)
    path = models.CharField("适用地区代码", max_length=11)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        verbose_name = "裁量基准"
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="benchmark_once_a_day"),
            models.CheckConstraint(
                name="benchmark_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return self.name


class DiscretionBand(models.Model):
    """One line of a benchmark: in this circumstance, this much (裁量档次). Tier 1 is the lightest."""

    class Unit(models.TextChoices):
        YUAN = "YUAN", "元"
        TIMES = "TIMES", "倍"
        PERCENT = "PERCENT", "%"
        NONE = "NONE", "无数额"

    benchmark = models.ForeignKey(DiscretionBenchmark, models.CASCADE, related_name="bands")
    position = models.PositiveSmallIntegerField("次序")
    tier = models.PositiveSmallIntegerField("档次")
    circumstance = models.CharField("情形", max_length=300)
    low = models.DecimalField("下限", max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField("上限", max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField("单位", max_length=10, choices=Unit.choices)
    penalty_text = models.CharField("处罚", max_length=400, blank=True)

    class Meta:
        verbose_name = "裁量档次"
        constraints = [
            models.UniqueConstraint(fields=["benchmark", "position"], name="band_position_once"),
            models.CheckConstraint(
                name="band_in_order",
                condition=Q(unit="NONE", low__isnull=True, high__isnull=True)
                | (~Q(unit="NONE") & Q(low__gte=0) & Q(high__gte=F("low"))),
            ),
        ]

    def __str__(self):
        return f"{self.tier} {self.circumstance}"

    @property
    def amount_words(self):
        if self.unit == self.Unit.NONE:
            return "--"
        low, high = plain(self.low), plain(self.high)
        return f"{low if low == high else f'{low}～{high}'} {self.get_unit_display()}"


class ImportReport(models.Model):
    """One sheet handed in: the file itself, what it would change or has changed, and every row's fate."""

    class Kind(models.TextChoices):
        STATUTES = "statutes", "法律法规"
        ITEMS = "items", "事项清单"
        DEVOLUTIONS = "devolutions", "赋权清单"
        DISCRETION = "discretion", "裁量基准"

    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    name = models.CharField("文件名", max_length=120)
    content = models.BinaryField("文件")
    sha256 = models.CharField("文件摘要", max_length=64)
    day = models.DateField("起始日", help_text="表中没有写明日期的变更从这一天起")
    defaults = models.JSONField("补充的列", default=dict)
    columns = models.JSONField("对应的列", default=dict, help_text="{来表的列名: 清单的列}")
    head = models.JSONField("待对应的列名", default=list, help_text="来表表头；还有必需的列没有对应时才有")
    counts = models.JSONField("各结果行数", default=dict)
    made_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="导入人")
    made_at = models.DateTimeField("导入时间")
    published_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间", null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "导入报告"

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"

    @property
    def chain_key(self):
        return "settings:lists"

    @property
    def good(self):
        """Return how many rows would change something."""
        return self.counts["TAKEN"] + self.counts["CHANGED"]


class ColumnNames(models.Model):
    """How one unit names the columns of one kind of sheet: matched once, known with the next sheet."""

    path = models.CharField("机构代码", max_length=11)
    kind = models.CharField("种类", max_length=12, choices=ImportReport.Kind.choices)
    names = models.JSONField("对应的列", default=dict, help_text="{来表的列名: 清单的列}")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="对应人")
    at = models.DateTimeField("对应时间")

    class Meta:
        verbose_name = "列名对应"
        constraints = [models.UniqueConstraint(fields=["path", "kind"], name="column_names_once")]

    def __str__(self):
        return f"{self.path} {self.get_kind_display()}"


class ImportLine(models.Model):
    """The fate of one row of a sheet."""

    class Outcome(models.TextChoices):
        TAKEN = "TAKEN", "新增"
        CHANGED = "CHANGED", "变更"
        UNCHANGED = "UNCHANGED", "不变"
        REFUSED = "REFUSED", "拒绝"
        MISSING = "MISSING", "未列入"
        RETIRED = "RETIRED", "停用"

    report = models.ForeignKey(ImportReport, models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField("行")
    key = models.CharField("编码", max_length=60)
    label = models.CharField("名称", max_length=300)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    words = models.CharField("说明", max_length=600, blank=True)

    class Meta:
        verbose_name = "导入明细"
        indexes = [
            # Which rows of this sheet were refused, and why?
            models.Index(fields=["report", "outcome", "line"], name="import_line_outcome"),
        ]

    def __str__(self):
        return f"第 {self.line} 行 {self.get_outcome_display()}"
