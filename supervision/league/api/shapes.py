"""What the API shows of league tables, rules, warnings, objections and adjustments, and what it takes in."""

from django.db.models import F
from rest_framework import serializers

from supervision.league.indicators import catalogue
from supervision.league.models import Adjustment, Appeal, Result, ScoringRules, Snapshot, Standing, Warning
from supervision.league.pages import rules_in_words as wording
from supervision.league.pages.access import shelf
from supervision.league.pages.why.causes import Why
from supervision.league.periods import parse
from supervision.league.services import recounting
from supervision.league.services.warning import is_late


class StandingSerializer(serializers.ModelSerializer):
    """One unit's line in a table."""

    group = serializers.CharField()
    light = serializers.CharField()
    change = serializers.IntegerField(allow_null=True, help_text="升为正，降为负")
    dimensions = serializers.DictField(child=serializers.FloatField(), help_text="{维度: 0–100}")
    lights = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = Standing
        fields = [
            "id", "snapshot", "path", "name", "county", "group", "size", "rank", "rank_overall", "previous_rank",
            "change", "total", "previous_total", "dimensions", "bonus", "deduction", "vetoed", "ranked", "why",
            "light", "lights",
        ]  # fmt: skip


class ResultSerializer(serializers.ModelSerializer):
    """One indicator of one unit with everything that it was computed from; rates in per cent."""

    name = serializers.SerializerMethodField()
    status = serializers.CharField()
    method = serializers.CharField()
    light = serializers.CharField()
    misses = serializers.ListField(
        child=serializers.ListField(), help_text="失分记录 [[种类, 编号], …]，能否打开看各自的可见范围"
    )

    class Meta:
        model = Result
        fields = [
            "indicator", "name", "status", "n", "of", "period_n", "period_of", "rolled", "value", "method",
            "target", "weight", "share", "score", "points", "light", "misses",
        ]  # fmt: skip

    def get_name(self, row) -> str:
        known = catalogue().get(row.indicator)
        return known.name if known else row.indicator


class CauseSerializer(serializers.Serializer):
    """One part of the change of a total; the points of all add up to it."""

    key = serializers.CharField()
    name = serializers.CharField()
    dimension = serializers.CharField(allow_null=True)
    points = serializers.DecimalField(max_digits=7, decimal_places=2, source="shown")
    note = serializers.CharField()


class CausesSerializer(serializers.Serializer):
    """Why total and place are others than in the table before; null where the unit stood in none."""

    before = serializers.DecimalField(max_digits=5, decimal_places=2)
    after = serializers.DecimalField(max_digits=5, decimal_places=2)
    why = serializers.CharField(help_text="不可比的原因")
    own = serializers.IntegerField(allow_null=True, help_text="因自己的得分降几位（升为负）")
    others = serializers.IntegerField(allow_null=True, help_text="因其他单位变动降几位（升为负）")
    rows = CauseSerializer(many=True)


class StandingDetailSerializer(StandingSerializer):
    """A standing with its indicators, why it changed, and its last twelve periods."""

    results = ResultSerializer(many=True)
    causes = serializers.SerializerMethodField()
    trend = serializers.ListField(child=serializers.FloatField(allow_null=True))
    places = serializers.ListField(child=serializers.IntegerField(allow_null=True))

    class Meta(StandingSerializer.Meta):
        fields = [*StandingSerializer.Meta.fields, "results", "causes", "trend", "places"]

    def get_causes(self, standing) -> CausesSerializer(allow_null=True):
        snapshot, context = standing.snapshot, self.context
        tables = shelf(parse(snapshot.period), snapshot.level, context["officer"], context["day"])
        why = Why(standing, snapshot, tables.before)
        found = why.explanation
        if found is None:
            return None
        split = why.split if standing.ranked else None
        told = {
            "before": found.before, "after": found.after, "why": found.why, "rows": found.rows,
            "own": split and split.own, "others": split and split.others,
        }  # fmt: skip
        for side in ("before", "after"):
            told[side] = wording.half_up(told[side], 2)
        return CausesSerializer(told).data


class SnapshotSerializer(serializers.ModelSerializer):
    """One frozen table. serial 0 is the provisional one; a correction is the next serial."""

    name = serializers.CharField()
    kind = serializers.CharField()
    level = serializers.CharField()
    state = serializers.CharField()
    rules = serializers.IntegerField(source="rules.number", help_text="口径第几版")
    differences = serializers.ListField(child=serializers.DictField())
    quality = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = Snapshot
        fields = [
            "id", "name", "kind", "period", "first", "last", "level", "serial", "state", "rules",
            "formula_version", "list_version", "cut_off", "computed_at", "journal_position", "published_at",
            "appeal_until", "final_at", "withdrawn_at", "reason", "differences", "quality", "digest",
        ]  # fmt: skip


class SnapshotDetailSerializer(SnapshotSerializer):
    """A table with its standings, those of one group where `group` asks for it."""

    standings = serializers.SerializerMethodField()

    class Meta(SnapshotSerializer.Meta):
        fields = [*SnapshotSerializer.Meta.fields, "standings"]

    def get_standings(self, snapshot) -> StandingSerializer(many=True):
        rows, group = (
            snapshot.standings.order_by(F("rank_overall").asc(nulls_last=True), "path"),
            self.context.get("group"),
        )
        return StandingSerializer(rows.filter(group=group) if group else rows, many=True).data


class MovedSerializer(serializers.Serializer):
    """A unit whose total or place would be another."""

    unit = serializers.CharField()
    name = serializers.CharField()
    was = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    place_was = serializers.IntegerField(allow_null=True)
    place_is = serializers.IntegerField(allow_null=True)

    def get_fields(self):
        return super().get_fields() | {"is": serializers.DecimalField(max_digits=5, decimal_places=2)}


class RecountedSerializer(serializers.Serializer):
    """One level's table: the records that would count otherwise, and every unit that would move."""

    level = serializers.CharField()
    snapshot = serializers.IntegerField()
    records = serializers.ListField(child=serializers.DictField())
    units = MovedSerializer(many=True)


class RecountSerializer(serializers.Serializer):
    """What would be published, and the seal by which it is confirmed."""

    seen = serializers.CharField()
    tables = RecountedSerializer(many=True)


def recount(outcomes):
    tables = [
        {
            "level": each.level, "snapshot": each.base.pk, "records": [row.told for row in each.changes],
            "units": each.totals,
        }
        for each in outcomes
    ]  # fmt: skip
    return RecountSerializer({"seen": recounting.seal_of(outcomes), "tables": tables}).data


class DefinitionSerializer(serializers.Serializer):
    """One indicator as a version of the rules has it, in words and numbers."""

    indicator = serializers.CharField(source="indicator.id")
    name = serializers.CharField(source="indicator.name")
    dimension = serializers.CharField(source="indicator.dimension")
    formula = serializers.CharField(source="indicator.formula")
    source = serializers.CharField(source="indicator.source", help_text="数据来源")
    direction = serializers.CharField(source="indicator.direction")
    levels = serializers.SerializerMethodField()
    scored = serializers.BooleanField()
    method = serializers.CharField(source="row.method")
    method_words = serializers.CharField(source="method")
    weight = serializers.DecimalField(max_digits=5, decimal_places=2, source="row.weight")
    shares = serializers.DictField(child=serializers.FloatField(allow_null=True), help_text="{层级: 占总分}")
    target = serializers.DecimalField(max_digits=9, decimal_places=4, source="row.target", allow_null=True)
    target_document = serializers.CharField(source="row.target_document")
    target_from = serializers.DateField(source="row.target_from", allow_null=True)
    target_to = serializers.DateField(source="row.target_to", allow_null=True)
    yellow = serializers.DecimalField(max_digits=9, decimal_places=4, source="row.yellow", allow_null=True)
    red = serializers.DecimalField(max_digits=9, decimal_places=4, source="row.red", allow_null=True)
    options = serializers.DictField(source="row.options")
    minimum = serializers.IntegerField(source="row.minimum")
    rolling_below = serializers.IntegerField(source="row.rolling_below")
    veto_misses = serializers.IntegerField(source="row.veto_misses", allow_null=True)

    def get_levels(self, told) -> list[str]:
        return sorted(told.indicator.levels)


class RulesSerializer(serializers.ModelSerializer):
    """One version of the rules (口径)."""

    made_by = serializers.CharField(source="made_by.name", default=None)
    weights = serializers.DictField(child=serializers.FloatField())

    class Meta:
        model = ScoringRules
        fields = [
            "id", "number", "title", "document", "weights", "group_by_size", "last_only_below_target",
            "place_dimension", "place_least",
            "valid_from", "valid_to", "reason", "invented", "made_by", "made_at",
        ]  # fmt: skip


class RulesDetailSerializer(RulesSerializer):
    lines = serializers.SerializerMethodField()

    class Meta(RulesSerializer.Meta):
        fields = [*RulesSerializer.Meta.fields, "lines"]

    def get_lines(self, rules) -> DefinitionSerializer(many=True):
        told = wording.told(rules, self.context["day"]).values()
        return DefinitionSerializer([one for inside in told for one in inside], many=True).data


class TrialSerializer(serializers.Serializer):
    """What one unit would have under other rules."""

    path = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    total_was = serializers.DecimalField(5, 2, source="was.total", default=None, allow_null=True)
    total = serializers.DecimalField(5, 2)
    change = serializers.DecimalField(5, 2)
    rank_was = serializers.IntegerField(source="was.rank", default=None, allow_null=True)
    rank = serializers.IntegerField(source="place", allow_null=True)
    moved = serializers.IntegerField(allow_null=True)


class WarningSerializer(serializers.ModelSerializer):
    light = serializers.CharField()
    cause = serializers.CharField()
    state = serializers.CharField()
    name = serializers.CharField(source="standing.name")
    late = serializers.SerializerMethodField()
    returns = serializers.ListField(child=serializers.DictField(), help_text="退回过的答复")
    files = serializers.SerializerMethodField()

    def get_files(self, warning) -> list[dict]:
        return [{"id": row.pk, "title": row.title, "sha256": row.sha256} for row in warning.files.all()]

    class Meta:
        model = Warning
        fields = [
            "id", "standing", "path", "name", "light", "cause", "indicator", "reason", "exit", "state", "sent_at",
            "due_on", "late", "answer", "answered_at", "lifted_at", "lift_reason",
            "returns", "files",
        ]  # fmt: skip

    def get_late(self, warning) -> bool:
        return is_late(warning, self.context["day"])


class AppealSerializer(serializers.ModelSerializer):
    state = serializers.CharField()
    name = serializers.CharField(source="standing.name")
    corrected = serializers.IntegerField(source="corrected_id", allow_null=True)
    changes = serializers.ListField(child=serializers.DictField(), help_text="采纳后改正的记录")

    class Meta:
        model = Appeal
        fields = [
            "id", "standing", "path", "name", "indicator", "text", "state", "at", "reply", "replied_at", "corrected",
            "changes",
        ]  # fmt: skip


class AdjustmentSerializer(serializers.ModelSerializer):
    kind = serializers.CharField()
    name = serializers.CharField(source="team.name")
    by = serializers.CharField(source="by.name")
    approved_by = serializers.CharField(source="approved_by.name", default=None, allow_null=True)

    class Meta:
        model = Adjustment
        fields = [
            "id", "kind", "path", "name", "period", "points", "reason", "document", "by", "at", "approved_by",
            "approved_at", "refused",
        ]  # fmt: skip


class RunTableSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    level = serializers.CharField()
    serial = serializers.IntegerField()
    state = serializers.CharField()


class RunSerializer(serializers.Serializer):
    """A period and how far its tables have come."""

    period = serializers.CharField(source="key")
    label = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    cut_off = serializers.DateTimeField()
    publish_at = serializers.DateTimeField()
    words = serializers.CharField(help_text="没有发布的，写明预计时间")
    tables = RunTableSerializer(many=True)
