"""Rules of scoring, frozen snapshots of a period, and what units and the city office say about them."""

import json
import zlib

from django.db import models
from django.db.models import F, Q

from enforcement.procedures.steps import Table
from enforcement.procedures.subjects import Subject
from enforcement.teams.models import DatedQuerySet, Officer, Team
from supervision.league import definitions
from supervision.league.definitions import pairs
from supervision.league.warned import OwnQuerySet, Warning, WarningFile  # noqa: F401 (found here by all)

PERIODS = [("WEEK", "周榜"), ("MONTH", "月榜"), ("YEAR", "年榜")]


class OpenQuerySet(models.QuerySet):
    """Rows that everybody with a post in the city may read: tables and their rules are published."""

    def visible_to(self, officer, day):
        return self if officer.sight(day).posts else self.none()


class OpenDatedQuerySet(DatedQuerySet, OpenQuerySet):
    pass


class ScoringRules(models.Model):
    """One version of the rules (口径): weights, methods, targets, in force from day to day. Never edited."""

    number = models.PositiveIntegerField("版本", unique=True)
    title = models.CharField("名称", max_length=100)
    document = models.CharField("依据文件", max_length=200)
    weights = models.JSONField("维度权重", help_text="{维度: 权重}，合计 100")
    group_by_size = models.BooleanField("同类再按规模分组", default=False)
    last_only_below_target = models.BooleanField("末位且未达标才红色警告", default=True)
    place_dimension = models.CharField(
        "排名须有得分的维度", max_length=12, choices=pairs(definitions.Dimension), blank=True, default="ENFORCEMENT",
        help_text="以前的口径没有这项要求，为空",
    )  # fmt: skip
    place_least = models.PositiveSmallIntegerField("排名所需件数", default=8)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    reason = models.CharField("修订理由", max_length=300, blank=True)
    invented = models.BooleanField("演示虚构", default=False)
    made_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="制定人")
    made_at = models.DateTimeField("制定时间")

    objects = OpenDatedQuerySet.as_manager()

    class Meta:
        verbose_name = "评价口径"
        constraints = [
            models.CheckConstraint(
                name="scoring_rules_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"第 {self.number} 版"

    chain_key = "league:rules"


class RuleLine(models.Model):
    """How one version of the rules scores one indicator; the indicator itself is declared in `indicators`."""

    rules = models.ForeignKey(ScoringRules, models.CASCADE, related_name="lines")
    indicator = models.CharField("指标", max_length=10)
    method = models.CharField("计分方法", max_length=10, choices=pairs(definitions.Method))
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2)
    target = models.DecimalField("目标值", max_digits=9, decimal_places=4, null=True, blank=True)
    target_document = models.CharField("目标依据", max_length=200, blank=True)
    target_from = models.DateField("目标起", null=True, blank=True)
    target_to = models.DateField("目标止", null=True, blank=True)
    base = models.DecimalField("起点值", max_digits=9, decimal_places=4, null=True, blank=True)
    base_on = models.DateField("起点日", null=True, blank=True)
    due_on = models.DateField("完成日", null=True, blank=True)
    yellow = models.DecimalField("黄线", max_digits=9, decimal_places=4, null=True, blank=True)
    red = models.DecimalField("红线", max_digits=9, decimal_places=4, null=True, blank=True)
    paced = models.BooleanField("红黄线按序时", default=False)
    veto_misses = models.PositiveSmallIntegerField("一票否决件数", null=True, blank=True)
    options = models.JSONField("方法参数", default=dict, blank=True)
    minimum = models.PositiveSmallIntegerField("最小样本", default=5)
    rolling_below = models.PositiveSmallIntegerField("不足此数用滚动 12 周", default=20)

    class Meta:
        verbose_name = "指标口径"
        constraints = [models.UniqueConstraint(fields=["rules", "indicator"], name="rule_line_once")]

    def __str__(self):
        return f"{self.rules} {self.indicator}"


class SnapshotQuerySet(OpenQuerySet):
    def shown(self):
        """Those that stand: the last serial of each period and level that is not withdrawn."""
        later = self.model.objects.filter(
            period=models.OuterRef("period"),
            level=models.OuterRef("level"),
            serial__gt=models.OuterRef("serial"),
        ).exclude(state=Snapshot.State.WITHDRAWN)
        return self.exclude(state=Snapshot.State.WITHDRAWN).filter(~models.Exists(later))

    def published(self):
        return self.filter(state__in=(Snapshot.State.PUBLISHED, Snapshot.State.FINAL))


class Snapshot(Subject):
    """One frozen table: a period and a level as they were at the cut-off. A correction is another serial.

    Serial 0 is the provisional table of a period that still runs; it is made anew every day until the cut.
    """

    class State(models.TextChoices):
        PROVISIONAL = "PROVISIONAL", "暂估"
        CUT = "CUT", "已截数，待发布"
        PUBLISHED = "PUBLISHED", "已发布"
        FINAL = "FINAL", "定稿"
        WITHDRAWN = "WITHDRAWN", "已撤回"

    STEPS = Table(
        "league",
        states=State,
        noun="榜单",
        home="league_acts:snapshot",
        no_rule="机关内部的考核，不对当事人作出处理；怎样计数、何时公布由考核口径规定。",
    )
    unit = None  # of every unit, and of none

    kind = models.CharField("榜", max_length=5, choices=PERIODS)
    period = models.CharField("期", max_length=10, help_text="2026-W46、2026-11、2026")
    first = models.DateField("起")
    last = models.DateField("止")
    level = models.CharField("层级", max_length=10, choices=pairs(definitions.Level))
    serial = models.PositiveSmallIntegerField("第几版")
    state = models.CharField("状态", max_length=12, choices=State.choices)
    rules = models.ForeignKey(ScoringRules, models.PROTECT, related_name="snapshots", verbose_name="口径")
    formula_version = models.CharField("公式版本", max_length=16)
    list_version = models.CharField("清单版本", max_length=40)
    cut_off = models.DateTimeField("数据截止")
    computed_at = models.DateTimeField("计算时间")
    journal_position = models.BigIntegerField("日志位置", help_text="截止时最后一条日志")
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    appeal_until = models.DateTimeField("异议截止", null=True, blank=True)
    final_at = models.DateTimeField("定稿时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="操作人")
    reason = models.CharField("更正或者撤回理由", max_length=500, blank=True)
    differences = models.JSONField("与上一版的不同", default=list, blank=True)
    quality = models.JSONField("数据质量", default=list, blank=True)
    seal = models.PositiveSmallIntegerField("封存版本", default=1, help_text="摘要按哪一版算")
    digest = models.CharField("摘要", max_length=64)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "榜单快照"
        constraints = [
            models.UniqueConstraint(fields=["period", "level", "serial"], name="snapshot_serial_once"),
        ]
        indexes = [
            # Which tables of this kind came before?
            models.Index(fields=["kind", "level", "-last"], name="snapshot_before"),
        ]

    def __str__(self):
        return f"{self.name} {self.get_level_display()}"

    @property
    def name(self):
        """What people call it: W46-2."""
        return f"{self.period.split('-')[-1]}-{self.serial}" if self.serial else f"{self.period} 暂估"

    @property
    def chain_key(self):
        return f"league:{self.period}:{self.level}"

    def for_desk(self):
        return {"title": str(self)}


class StandingQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        return self if officer.sight(day).posts else self.none()


class Standing(models.Model):
    """One unit's line in a snapshot."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="standings")
    team = models.ForeignKey(Team, models.PROTECT, related_name="standings", verbose_name="单位")
    path = models.CharField("代码", max_length=11)
    name = models.CharField("单位名称", max_length=60)
    county = models.CharField("所属县（市、区）", max_length=60, blank=True)
    group = models.CharField("同类", max_length=24)
    size = models.CharField("规模", max_length=10, blank=True)
    rank = models.PositiveSmallIntegerField("同类位次", null=True, blank=True)
    rank_overall = models.PositiveSmallIntegerField("全部位次", null=True, blank=True)
    previous_rank = models.PositiveSmallIntegerField("上期同类位次", null=True, blank=True)
    total = models.DecimalField("总分", max_digits=5, decimal_places=2)
    previous_total = models.DecimalField("上期总分", max_digits=5, decimal_places=2, null=True, blank=True)
    dimensions = models.JSONField("维度得分", default=dict, help_text="{维度: 0–100，不适用的没有}")
    bonus = models.DecimalField("加分", max_digits=5, decimal_places=2, default=0)
    deduction = models.DecimalField("扣分", max_digits=5, decimal_places=2, default=0)
    vetoed = models.BooleanField("一票否决", default=False)
    ranked = models.BooleanField("参加排名", default=True)
    why = models.CharField("不参加排名的原因", max_length=100, blank=True)
    light = models.CharField("预警", max_length=6, choices=pairs(definitions.Light), default="NONE")
    lights = models.JSONField("预警明细", default=list, help_text="[{light, cause, indicator, reason, exit}]")
    trend = models.JSONField("近 12 期总分", default=list)
    places = models.JSONField("近 12 期位次", default=list)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "榜单成绩"
        constraints = [models.UniqueConstraint(fields=["snapshot", "team"], name="standing_once")]

    def __str__(self):
        return f"{self.snapshot} {self.name}"

    @property
    def change(self):
        """Return how many places it rose (> 0) or fell (< 0), None where one of the two ranks is missing."""
        return None if None in (self.rank, self.previous_rank) else self.previous_rank - self.rank


class Result(models.Model):
    """One indicator of one standing, with all it was computed from and the records that cost points."""

    standing = models.ForeignKey(Standing, models.CASCADE, related_name="results")
    indicator = models.CharField("指标", max_length=10)
    status = models.CharField("状态", max_length=14, choices=pairs(definitions.Status))
    n = models.DecimalField("分子", max_digits=14, decimal_places=2)
    of = models.PositiveIntegerField("分母")
    period_n = models.DecimalField("本期分子", max_digits=14, decimal_places=2)
    period_of = models.PositiveIntegerField("本期分母")
    rolled = models.BooleanField("用滚动 12 周", default=False)
    value = models.DecimalField("值", max_digits=14, decimal_places=4, null=True, blank=True)
    method = models.CharField("计分方法", max_length=10, choices=pairs(definitions.Method))
    target = models.DecimalField("目标值", max_digits=9, decimal_places=4, null=True, blank=True)
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2)
    share = models.DecimalField("折合权重", max_digits=9, decimal_places=6, default=0)
    score = models.DecimalField("得分", max_digits=9, decimal_places=6, null=True, blank=True)
    points = models.DecimalField("计入总分", max_digits=9, decimal_places=6, default=0)
    light = models.CharField("预警", max_length=6, choices=pairs(definitions.Light), default="NONE")
    misses = models.JSONField("失分记录", default=list, help_text="[[种类, 编号], …]")

    class Meta:
        verbose_name = "指标成绩"
        constraints = [models.UniqueConstraint(fields=["standing", "indicator"], name="result_once")]

    def __str__(self):
        return f"{self.standing} {self.indicator}"


class Contributions(models.Model):
    """Every record that an indicator counted for a snapshot, so that a recomputation can name what changed."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="contributions")
    indicator = models.CharField("指标", max_length=10)
    content = models.BinaryField("明细（压缩）", help_text="{单位: 编号:值 …}")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "indicator"], name="contributions_once")]

    def __str__(self):
        return f"{self.snapshot} {self.indicator}"

    @staticmethod
    def packed(units):
        return zlib.compress(json.dumps(units, sort_keys=True, ensure_ascii=False).encode(), 6)

    @property
    def units(self):
        """Return {unit's path: {kind: "pk:value pk;value …"}}, `:` in the period, `;` in the weeks before."""
        return json.loads(zlib.decompress(bytes(self.content)))


class Adjustment(Subject):
    """A bonus, a deduction or a veto, proposed with its document and in force once somebody else approved it."""

    class Kind(models.TextChoices):
        BONUS = "BONUS", "加分"
        DEDUCTION = "DEDUCTION", "扣分"
        VETO = "VETO", "一票否决"

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "待批准"
        APPROVED = "APPROVED", "已批准"
        REFUSED = "REFUSED", "不批准"

    STEPS = Table(
        "adjustment",
        states=State,
        noun="加减分",
        home="league_acts:adjustment",
        no_rule="机关内部的考核，不对当事人作出处理；加减多少、凭什么由考核口径规定。",
    )

    kind = models.CharField("种类", max_length=9, choices=Kind.choices)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name="单位")
    path = models.CharField("代码", max_length=11)
    period = models.CharField("期", max_length=10)
    points = models.DecimalField("分值", max_digits=4, decimal_places=2, default=0)
    reason = models.CharField("事由", max_length=300)
    document = models.CharField("依据文件", max_length=200)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("提出时间")
    approved_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    refused = models.CharField("不批准理由", max_length=300, blank=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.PROPOSED)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "加减分"
        indexes = [models.Index(fields=["period", "path"], name="adjustment_period")]

    def __str__(self):
        return f"{self.period} {self.team} {self.get_kind_display()}"

    @property
    def chain(self):
        return f"league:{self.period}"

    def for_desk(self):
        return {"title": str(self)}


class Appeal(Subject):
    """A unit's objection to its result (异议), and the answer to it with the recomputation where there is one."""

    class State(models.TextChoices):
        OPEN = "OPEN", "待复核"
        UPHELD = "UPHELD", "已采纳"
        REJECTED = "REJECTED", "未采纳"

    STEPS = Table(
        "appeal",
        states=State,
        noun="异议",
        home="league_acts:appeal",
        no_rule="机关内部的考核，不对当事人作出处理；异议的期限由考核口径规定。",
    )

    standing = models.ForeignKey(Standing, models.PROTECT, related_name="appeals")
    team = models.ForeignKey(Team, models.PROTECT, related_name="appeals", verbose_name="单位")
    path = models.CharField("代码", max_length=11)
    indicator = models.CharField("指标", max_length=10, blank=True)
    text = models.CharField("异议", max_length=1000)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("提出时间")
    reply = models.CharField("复核意见", max_length=1000, blank=True)
    replied_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    replied_at = models.DateTimeField("复核时间", null=True, blank=True)
    corrected = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="更正后的榜单"
    )
    changes = models.JSONField(
        "采纳后改正的记录", default=list, blank=True, help_text="[{indicator, unit, kind, pk, was, is}, …]"
    )

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        constraints = [
            models.UniqueConstraint(
                fields=["standing", "indicator"], condition=Q(state="OPEN"), name="one_appeal_open"
            ),
        ]

    def __str__(self):
        return f"{self.standing} 异议"

    @property
    def chain(self):
        return self.standing.snapshot

    def for_desk(self):
        return {"title": str(self)}

    @classmethod
    def locked(cls, key):
        rows = cls.objects.select_for_update(of=("self",)).select_related("standing__snapshot")
        return rows.get(pk=key)
