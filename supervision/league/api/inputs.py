"""What the API of the league tables takes in: shapes; the services and the rulebook judge."""

from rest_framework import serializers

from supervision.league.definitions import Dimension, Method
from supervision.league.indicators import catalogue
from supervision.league.models import Adjustment
from supervision.league.pages import rules_in_words as wording
from supervision.league.scores.methods import exact


def one_of(known, value):
    """Return the value, or refuse it by naming what there is."""
    if value not in known:
        raise serializers.ValidationError(f"应为 {'、'.join(known)} 之一")
    return value


def checked_options(options):
    """Return the options of a method, or refuse what is no number, step or known name."""
    try:
        for name, value in options.items():
            if name == "steps":
                [(exact(limit), exact(points)) for limit, points in value]
            elif name == "per":
                one_of(["miss", ""], value)
            else:
                one_of(list(wording.OPTIONS), name)
                exact(value)
    except (TypeError, ValueError, ArithmeticError):
        raise serializers.ValidationError("方法参数应为数，分档应为 [[值, 得分], …]") from None
    return options


class LineInput(serializers.Serializer):
    """What changes in one indicator; what is left out stays as in the version before. Rates in per cent."""

    weight = serializers.DecimalField(5, 2, required=False, min_value=0, max_value=100)
    method = serializers.CharField(required=False, help_text="ATTAIN、PACE、STEP、DEDUCT、EFFICACY")
    target = serializers.DecimalField(9, 4, required=False, allow_null=True)
    target_document = serializers.CharField(required=False, allow_blank=True, max_length=200)
    target_from = serializers.DateField(required=False, allow_null=True)
    target_to = serializers.DateField(required=False, allow_null=True)
    base = serializers.DecimalField(9, 4, required=False, allow_null=True)
    base_on = serializers.DateField(required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    yellow = serializers.DecimalField(9, 4, required=False, allow_null=True)
    red = serializers.DecimalField(9, 4, required=False, allow_null=True)
    paced = serializers.BooleanField(required=False)
    veto_misses = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    minimum = serializers.IntegerField(required=False, min_value=1)
    rolling_below = serializers.IntegerField(required=False, min_value=0)

    options = serializers.DictField(required=False, help_text="方法参数；比率用 0 至 1，如 upper 0.06")

    def validate_options(self, options):
        return checked_options(options)

    def validate_method(self, method):
        return one_of([each.value for each in Method], method)


class ChangesInput(serializers.Serializer):
    """What changes against the version before: indicators and weights of dimensions."""

    lines = serializers.DictField(child=LineInput(), required=False, help_text="{指标: 改动}")
    weights = serializers.DictField(
        child=serializers.DecimalField(5, 2, min_value=0, max_value=100),
        required=False,
        help_text="{维度: 权重}",
    )

    def validate_lines(self, lines):
        if unknown := set(lines) - set(catalogue()):
            raise serializers.ValidationError(f"没有这些指标：{'、'.join(sorted(unknown))}")
        return lines

    def validate_weights(self, weights):
        if unknown := set(weights) - {each.value for each in Dimension}:
            raise serializers.ValidationError(f"没有这些维度：{'、'.join(sorted(unknown))}")
        return weights


class RulesInput(ChangesInput):
    """A new version of the rules."""

    title = serializers.CharField(max_length=100)
    document = serializers.CharField(max_length=200)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)
    group_by_size = serializers.BooleanField(required=False)
    last_only_below_target = serializers.BooleanField(required=False)
    place_dimension = serializers.CharField(required=False, max_length=12, help_text="排名须有得分的维度")
    place_least = serializers.IntegerField(
        required=False, min_value=1, max_value=1000, help_text="排名所需件数"
    )

    def validate_place_dimension(self, dimension):
        return one_of([each.value for each in Dimension], dimension)


class TryInput(ChangesInput):
    snapshot = serializers.IntegerField(help_text="在哪一期已发布的榜单上试算")


class LeagueReasonInput(serializers.Serializer):
    reason = serializers.CharField(max_length=500)


class CorrectInput(LeagueReasonInput):
    seen = serializers.CharField(max_length=64, help_text="recount 给出的 seen：公布的就是核对过的")


class WarnInput(serializers.Serializer):
    standing = serializers.IntegerField()
    cause = serializers.CharField(max_length=5)
    indicator = serializers.CharField(max_length=10, required=False, allow_blank=True, default="")


class TextInput(serializers.Serializer):
    text = serializers.CharField(max_length=1000)


class AttachInput(serializers.Serializer):
    file = serializers.FileField(help_text="PDF、JPEG 或者 PNG，不超过 10 MB")


class AppealInput(serializers.Serializer):
    standing = serializers.IntegerField()
    indicator = serializers.CharField(max_length=10, required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=1000)


class ReplyInput(serializers.Serializer):
    upheld = serializers.BooleanField()
    text = serializers.CharField(max_length=1000)
    seen = serializers.CharField(
        max_length=64, required=False, allow_blank=True, default="", help_text="采纳时填 recount 给出的 seen"
    )

    def validate(self, typed):
        if typed["upheld"] and not typed["seen"]:
            raise serializers.ValidationError(
                {"seen": "采纳前先调用 recount 核对会改变什么，再填它给出的 seen"}
            )
        return typed


class ProposeInput(serializers.Serializer):
    kind = serializers.CharField(help_text="BONUS 加分、DEDUCTION 扣分、VETO 一票否决")
    path = serializers.CharField(max_length=11, help_text="单位代码")
    period = serializers.CharField(max_length=10)
    points = serializers.DecimalField(4, 2, required=False, default=0, min_value=0)
    reason = serializers.CharField(max_length=300)
    document = serializers.CharField(max_length=200)

    def validate_kind(self, kind):
        return one_of(Adjustment.Kind.values, kind)


class DecideInput(serializers.Serializer):
    approved = serializers.BooleanField()
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
