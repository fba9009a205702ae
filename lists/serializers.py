"""What the API shows of items, benchmarks and sheets."""

from rest_framework import serializers

from lists import showing
from lists.models import DiscretionBand, DiscretionBenchmark, ImportLine, ImportReport, ItemVersion


class ItemSerializer(serializers.ModelSerializer):
    """An item as it stood on the day asked for."""

    code = serializers.CharField(source="item.code")
    field = serializers.CharField(source="item.field")
    basis = serializers.CharField(source="basis_text")
    law_repealed_on = serializers.DateField(allow_null=True)
    fine = serializers.CharField(source="fine_words")
    words = serializers.ListField(child=serializers.CharField())
    mine = serializers.BooleanField(help_text="本机关在这一天可以办理")

    class Meta:
        model = ItemVersion
        fields = [
            "id", "code", "name", "field", "catalogue", "basis", "basis_law", "basis_article",
            "basis_paragraph", "basis_item", "law_repealed_on", "duty_law", "duty_article", "subject",
            "kinds", "kinds_text", "fine", "fine_mode", "fine_min", "fine_max", "fine_unit", "base",
            "correct_first", "simple_possible", "words", "note", "successor", "assumed", "unverified",
            "valid_from", "valid_to", "mine",
        ]  # fmt: skip


class BandSerializer(serializers.ModelSerializer):
    class Meta:
        model = DiscretionBand
        fields = ["tier", "circumstance", "low", "high", "unit", "penalty_text"]


class BenchmarkSerializer(serializers.ModelSerializer):
    bands = BandSerializer(many=True)

    class Meta:
        model = DiscretionBenchmark
        fields = ["code", "name", "issuer", "path", "basis_law", "article", "valid_from", "valid_to", "bands"]


class VersionSerializer(serializers.ModelSerializer):
    basis = serializers.CharField(source="basis_text")
    fine = serializers.CharField(source="fine_words")

    class Meta:
        model = ItemVersion
        fields = ["name", "basis", "fine", "valid_from", "valid_to"]


class ItemDetailSerializer(ItemSerializer):
    """An item with its history, its benchmark or default split, and the towns that hold it."""

    versions = serializers.SerializerMethodField()
    benchmark = serializers.SerializerMethodField()
    default_split = serializers.SerializerMethodField()
    holders = serializers.SerializerMethodField()

    class Meta(ItemSerializer.Meta):
        fields = [*ItemSerializer.Meta.fields, "versions", "benchmark", "default_split", "holders"]

    def get_versions(self, version) -> VersionSerializer(many=True):
        rows = version.item.versions.order_by("-valid_from")
        return VersionSerializer(rows, many=True).data

    def get_benchmark(self, version) -> BenchmarkSerializer(allow_null=True):
        governing, _ = showing.benchmarks_of(version, self.context["day"], self.context["path"])
        return BenchmarkSerializer(governing).data if governing else None

    def get_default_split(self, version) -> dict:
        return showing.default_split(version, self.context["day"], self.context["path"]) or {}

    def get_holders(self, version) -> dict:
        return showing.holders_of(version, self.context["day"])


class LineSerializer(serializers.ModelSerializer):
    class Meta:
        model = ImportLine
        fields = ["line", "key", "label", "outcome", "words"]


COLUMNS = '{来表的列名: 清单的列}，如 {"代码": "code"}；本单位下次同类的表不用再给'


class ReportSerializer(serializers.ModelSerializer):
    """A sheet and what became of its rows."""

    made_by = serializers.CharField(source="made_by.name", default=None)
    published_by = serializers.CharField(source="published_by.name", default=None)

    class Meta:
        model = ImportReport
        fields = [
            "id", "kind", "name", "sha256", "day", "columns", "head", "counts", "made_by", "made_at", "published_by",
            "published_at",
        ]  # fmt: skip


class ReportDetailSerializer(ReportSerializer):
    lines = LineSerializer(many=True)

    class Meta(ReportSerializer.Meta):
        fields = [*ReportSerializer.Meta.fields, "lines"]


class SheetInput(serializers.Serializer):
    """A sheet handed in; shape only, the page's form checks it."""

    kind = serializers.ChoiceField(choices=ImportReport.Kind.choices)
    file = serializers.FileField()
    day = serializers.DateField(help_text="表中没有写明日期的变更从这一天起")
    issuer = serializers.CharField(required=False)
    area = serializers.CharField(required=False)
    valid_from = serializers.DateField(required=False)
    columns = serializers.CharField(required=False, help_text=COLUMNS)


class SheetMatchInput(serializers.Serializer):
    columns = serializers.DictField(child=serializers.CharField(max_length=40), help_text=COLUMNS)


class SheetPublishInput(serializers.Serializer):
    partial = serializers.BooleanField(default=False, help_text="跳过有误的行，只发布其余的行")
    retire = serializers.BooleanField(default=False, help_text="停用本表没有列入的，自起始日起失效")
