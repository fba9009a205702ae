"""What people type who act upon the league tables. Shapes only; the services and the rulebook judge."""

from decimal import Decimal

from django import forms

from enforcement.errors import DomainError
from enforcement.teams.models import Team
from supervision.league.definitions import Dimension, Method
from supervision.league.indicators import catalogue
from supervision.league.models import Adjustment, ScoringRules, Snapshot
from supervision.league.pages.rules_in_words import plain
from supervision.league.periods import parse
from supervision.league.rules import rows_of


def day_field(label, **given):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **given)


def text_field(label, rows=3, **given):
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), **given)


def number_field(label, **given):
    widget = forms.NumberInput({"step": "any", "inputmode": "decimal"})
    return forms.DecimalField(label=label, required=given.pop("required", False), widget=widget, **given)


class ReasonForm(forms.Form):
    """A reason that will be published."""

    reason = text_field("理由", max_length=500)


class WarnForm(forms.Form):
    """Which light of which unit a warning tells of."""

    standing = forms.IntegerField(label="成绩")
    cause = forms.CharField(label="情形", max_length=5)
    indicator = forms.CharField(label="指标", max_length=10, required=False)


class AnswerForm(forms.Form):
    text = text_field("答复", rows=6, max_length=1000)


class AppealForm(forms.Form):
    """What a unit objects to: an indicator of its result, or the whole of it."""

    indicator = forms.ChoiceField(label="对哪项有异议", required=False)
    text = text_field(
        "异议", rows=5, max_length=1000, help_text="写明哪些记录、为什么不对；有案号的写案号。",
    )  # fmt: skip

    def __init__(self, *args, results=(), **kwargs):
        super().__init__(*args, **kwargs)
        named = [(row.indicator, f"{row.indicator} {name_of(row.indicator)}") for row in results]
        self.fields["indicator"].choices = [("", "总分或者位次"), *named]


def name_of(indicator):
    known = catalogue().get(indicator)
    return known.name if known else indicator


class ReplyForm(forms.Form):
    text = text_field(
        "复核意见", rows=5, max_length=1000, help_text="写明查了哪些记录，为什么采纳或者不采纳。"
    )


class UnitField(forms.ModelChoiceField):
    """A unit, told apart from those of the same name by its county."""

    def label_from_instance(self, team):
        county = team.parent and team.parent.kind == Team.Kind.COUNTY
        return f"{team.parent.name} {team.name}" if county else team.name


class AdjustmentForm(forms.Form):
    """A bonus, a deduction or a veto that somebody proposes."""

    kind = forms.ChoiceField(label="种类", choices=Adjustment.Kind.choices, widget=forms.RadioSelect)
    team = UnitField(label="单位", queryset=Team.objects.none(), empty_label="选择单位")
    period = forms.CharField(
        label="期", max_length=10, help_text="2026-W47（周）、2026-11（月）或者 2026（年），截数前提出"
    )
    points = number_field(
        "分值", min_value=Decimal("0.01"), max_value=Decimal(5), decimal_places=2, max_digits=4,
        help_text="一票否决不填",
    )  # fmt: skip
    reason = text_field("事由", max_length=300)
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号")

    def __init__(self, *args, units=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = (units if units is not None else Team.objects.all()).select_related(
            "parent"
        )

    def clean_period(self):
        try:
            return parse(self.cleaned_data["period"].strip()).key
        except DomainError as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        typed = super().clean()
        if (
            typed.get("kind") in ("BONUS", "DEDUCTION")
            and not typed.get("points")
            and "points" not in self.errors
        ):
            self.add_error("points", "加分、扣分要填分值")
        return typed


class DecideForm(forms.Form):
    reason = text_field("不批准的理由", required=False, max_length=300)


class HeadForm(forms.Form):
    """The head of a version: name, document, days, weights of the dimensions."""

    title = forms.CharField(label="名称", max_length=100)
    document = forms.CharField(label="依据文件", max_length=200, required=False, help_text="文件名称和文号")
    valid_from = day_field("从哪天起施行", help_text="不能早于已发布榜单的最后一天")
    valid_to = day_field("到哪天止", required=False, help_text="长期的不填")
    reason = forms.CharField(label="修订理由", max_length=300, required=False)
    group_by_size = forms.BooleanField(label="同类镇街再按规模分组排名", required=False)
    last_only_below_target = forms.BooleanField(label="末位且有指标未达标，才给红色警告", required=False)
    place_dimension = forms.ChoiceField(
        label="排名须有得分的维度", choices=[(each.value, each.label) for each in Dimension],
        help_text="权重最大的维度；没有得分的单位列出数值，不排名",
    )  # fmt: skip
    place_least = forms.IntegerField(label="该维度至少几件才排名", min_value=1, max_value=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for dimension in Dimension:
            self.fields[f"weight_{dimension}"] = number_field(
                dimension.label, min_value=0, max_value=100, max_digits=5, decimal_places=2, required=True
            )

    @property
    def dimensions(self):
        return [self[f"weight_{dimension}"] for dimension in Dimension]

    def weights(self):
        return {dimension: self.cleaned_data[f"weight_{dimension}"] for dimension in Dimension}

    def head(self):
        names = (
            "title", "document", "valid_from", "valid_to", "group_by_size", "last_only_below_target",
            "place_dimension", "place_least",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


OPTION_VALUES = (
    "upper",
    "best",
    "worst",
)  # values of the indicator: per cent on the page, shares in the rules


class LineForm(forms.Form):
    """One indicator of a version. Rates are typed in per cent, like in the rows."""

    weight = number_field("权重", min_value=0, max_value=100, max_digits=5, decimal_places=2, required=True)
    method = forms.ChoiceField(label="计分方法", choices=[(each.value, each.label) for each in Method])
    target = number_field("目标值", max_digits=9, decimal_places=4)
    target_document = forms.CharField(label="目标依据文件", max_length=200, required=False)
    target_from = day_field("目标有效期起", required=False)
    target_to = day_field("目标有效期止", required=False)
    yellow = number_field("黄线", max_digits=9, decimal_places=4)
    red = number_field("红线", max_digits=9, decimal_places=4)
    paced = forms.BooleanField(label="红黄线是序时目标的倍数（0.9 即 90%）", required=False)
    base = number_field("起点值", max_digits=9, decimal_places=4)
    base_on = day_field("起点日", required=False)
    due_on = day_field("完成日", required=False)
    upper = number_field("零分值", help_text="越低越好的指标：到这个值为 0 分")
    each = number_field("每次扣几分", min_value=0)
    per_miss = forms.BooleanField(label="按失分件数扣，不按差几个百分点", required=False)
    full = number_field("从几分起扣", min_value=0, max_value=100)
    best = number_field("满意值")
    worst = number_field("不允许值")
    steps = forms.CharField(label="分档", max_length=200, required=False, help_text="如 97:100、90:60")
    minimum = forms.IntegerField(label="最小样本（件）", min_value=1, max_value=1000)
    rolling_below = forms.IntegerField(label="不足几件用近 12 周", min_value=0, max_value=1000)
    veto_misses = forms.IntegerField(label="失分几件一票否决", min_value=1, max_value=1000, required=False)

    # fmt: off
    MAIN = ("weight", "method", "target", "yellow", "red")
    DOCUMENT = ("target_document", "target_from", "target_to")
    MORE = ("minimum", "rolling_below", "veto_misses", "paced", "base", "base_on", "due_on", "upper", "each",
            "per_miss", "full", "best", "worst", "steps")
    # fmt: on

    def __init__(self, *args, indicator, **kwargs):
        super().__init__(*args, prefix=indicator.id, **kwargs)
        self.indicator = indicator
        if not indicator.scored:
            for name in set(self.fields) - {"weight", "method"}:
                del self.fields[name]

    @property
    def main(self):
        return [self[name] for name in self.MAIN if name in self.fields]

    @property
    def document(self):
        return [self[name] for name in self.DOCUMENT if name in self.fields]

    @property
    def more(self):
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def opened(self):
        """Whether the rarely used fields hold something wrong."""
        return any(name in self.errors for name in self.MORE)

    def clean_steps(self):
        text = self.cleaned_data["steps"].replace("：", ":").replace("，", "、").replace(",", "、")
        try:
            pairs = [part.split(":") for part in text.split("、") if part.strip()]
            return [(Decimal(limit.strip()), Decimal(points.strip())) for limit, points in pairs]
        except (ValueError, ArithmeticError) as wrong:
            raise forms.ValidationError("分档写成“值:得分”，用顿号隔开，如 97:100、90:60") from wrong

    def columns(self):
        """Return the columns of a RuleLine that were typed."""
        typed = dict(self.cleaned_data)
        if not self.indicator.scored:
            return {"weight": typed["weight"], "method": typed["method"]}
        scale = Decimal(100) if self.indicator.percent else Decimal(1)
        options = {
            name: plain(value / scale) for name in OPTION_VALUES if (value := typed.pop(name)) is not None
        }
        options |= {name: plain(value) for name in ("each", "full") if (value := typed.pop(name)) is not None}
        if typed.pop("per_miss"):
            options["per"] = "miss"
        if steps := typed.pop("steps"):
            options["steps"] = [[plain(limit / scale), plain(points)] for limit, points in steps]
        return typed | {"options": options}

    @staticmethod
    def start(indicator, row):
        """Return what the form starts with for a line of the version before."""
        scale = Decimal(100) if indicator.percent else Decimal(1)
        options = row.options
        names = (*LineForm.MAIN, *LineForm.DOCUMENT, *LineForm.MORE)
        shown = {name: getattr(row, name) for name in names if hasattr(row, name)}
        for name in ("weight", "target", "yellow", "red", "base"):
            shown[name] = None if shown[name] is None else plain(shown[name])
        shown |= {
            name: plain(Decimal(str(options[name])) * scale) for name in OPTION_VALUES if name in options
        }
        shown |= {name: options[name] for name in ("each", "full") if name in options}
        steps = [(Decimal(str(limit)) * scale, points) for limit, points in options.get("steps", ())]
        shown["steps"] = "、".join(f"{plain(limit)}:{plain(points)}" for limit, points in steps)
        return shown | {"per_miss": options.get("per") == "miss"}


class TableForm(forms.Form):
    """Which published table a trial is made on."""

    snapshot = forms.ModelChoiceField(
        label="试算哪一期", queryset=Snapshot.objects.none(), empty_label=None, required=False
    )

    def __init__(self, *args, tables, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["snapshot"].queryset = tables


class RulesForm:
    """The whole form of a version: its head, a part for each indicator of the catalogue, the table of a trial."""

    def __init__(self, before, tables, data=None, day=None):
        self.is_bound = data is not None
        self.head = HeadForm(data, initial=head_start(before, day))
        rows = rows_of(before)
        self.lines = [
            LineForm(data, indicator=indicator, initial=LineForm.start(indicator, rows[key]))
            for key, indicator in catalogue().items()
        ]
        self.table = TableForm(data, tables=tables)

    @property
    def parts(self):
        return [self.head, *self.lines, self.table]

    @property
    def errors(self):
        """Return [(message, id of the field), …] of all parts."""
        found = []
        for part in self.parts:
            of = f"{part.indicator.name} " if isinstance(part, LineForm) else ""
            for bound in part:
                found += [(f"{of}{bound.label}：{error}", bound.id_for_label) for error in bound.errors]
        return found

    def is_valid(self):
        return all([part.is_valid() for part in self.parts])

    @property
    def groups(self):
        """Return [(dimension, its weight's field, [line forms]), …]."""
        inside = {dimension: [] for dimension in Dimension}
        for line in self.lines:
            inside[line.indicator.dimension].append(line)
        return [(dimension, self.head[f"weight_{dimension}"], lines) for dimension, lines in inside.items()]

    @property
    def snapshot(self):
        return self.table.cleaned_data.get("snapshot")

    def typed(self):
        """Return (lines, weights) as `services.defining` takes them."""
        return {line.indicator.id: line.columns() for line in self.lines}, self.head.weights()


def head_start(before, day):
    names = ["title", "document", "valid_to", "group_by_size", "last_only_below_target"]
    names += (
        ["place_dimension", "place_least"] if before.place_dimension else []
    )  # else what new versions have
    shown = {name: getattr(before, name) for name in names} | {"valid_from": day, "reason": ""}
    for name in {"place_dimension", "place_least"} - set(names):
        shown[name] = ScoringRules._meta.get_field(name).default
    return shown | {f"weight_{each}": plain(before.weights.get(each, 0)) for each in Dimension}
