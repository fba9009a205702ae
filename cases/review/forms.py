"""What a reviewer types, the same on the pages and in the API."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from cases.crew.crews import crew_ever
from enforcement.law.kinds import ReviewPoint, ReviewResult
from enforcement.procedures.step_forms import Form, StepForm
from enforcement.teams import paths
from enforcement.teams.models import Officer, Post, TeamMode
from enforcement.teams.roles import PERMISSIONS, REVIEW
from enforcement.teams.sight import area_of

POINTS = [(point.value, point.label) for point in ReviewPoint]
RETURNING = [(one.value, one.label) for one in ReviewResult if one != ReviewResult.AGREE]
# that what is proposed should not be done at all, or not by this agency, or not on this evidence
DISAGREEING = {ReviewResult.SPARE, ReviewResult.REFER, ReviewResult.SUPPLEMENT}


def version_field():
    return forms.IntegerField(label="版本", required=False, widget=forms.HiddenInput)


class VersionForm(Form):
    """What every act on a review carries: the version that was on the screen."""

    version = version_field()


class MarkForm(VersionForm):
    point = forms.ChoiceField(label="要点", choices=POINTS)
    sound = forms.TypedChoiceField(
        label="结论", choices=[("1", "合格"), ("0", "有问题")], coerce=lambda value: value == "1"
    )
    comment = forms.CharField(label="问题", max_length=300, required=False)

    def clean(self):
        typed = super().clean()
        if typed.get("sound") is False and not typed.get("comment"):
            self.add_error("comment", "写明有什么问题")
        return typed


class DisposeForm(VersionForm):
    rule = forms.CharField(label="规则", max_length=10)
    hint = forms.CharField(label="提示的内容", max_length=1000, required=False)
    words = forms.CharField(label="怎么处理", max_length=300, required=False)


class RemarkForm(VersionForm):
    anchor = forms.CharField(label="位置", max_length=60, widget=forms.HiddenInput)
    point = forms.ChoiceField(
        label="属于哪个要点", choices=POINTS, widget=forms.Select(attrs={"class": "form-select"})
    )
    text = forms.CharField(
        label="要改什么", max_length=500, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500})
    )


class ApproveForm(VersionForm):
    seen = forms.CharField(label="案卷", max_length=16, required=False, widget=forms.HiddenInput)
    rest = forms.BooleanField(label="其余各点均合格", required=False, widget=forms.HiddenInput)
    opinion = forms.CharField(
        label="意见说明",
        max_length=1000,
        required=False,
        help_text="可以不填；填写的写进法制审核意见书。",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
    )


class ReturnForm(VersionForm):
    seen = forms.CharField(label="案卷", max_length=16, required=False, widget=forms.HiddenInput)
    result = forms.ChoiceField(label="审核意见", choices=RETURNING, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label="意见说明",
        max_length=1000,
        required=False,
        help_text="总的意见写在这里，具体到哪一处的用批注。没有批注的必须填写。",
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("disagree"):
            self.fields["result"].choices = [pair for pair in RETURNING if pair[0] in DISAGREEING]


class ReleaseForm(Form):
    reason = forms.CharField(label="放回队列的理由", max_length=300)


class AnswerForm(Form):
    answer = forms.CharField(label="怎么改的，或者为什么不改", max_length=500)


class ChooseReviewerForm(StepForm):
    """Who of those that may review the case is to do it, chosen by the head; nobody who investigated it."""

    reviewer = forms.ModelChoiceField(label="审核人员", queryset=Officer.objects.none())
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fit = reviewers_for(self.row, timezone.localdate(self.now))
        self.fields["reviewer"].queryset = fit.exclude(pk__in=crew_ever(self.row)).order_by("name")


def reviewers_for(case, day):
    """Return the officers whose posts of a day review this unit: its own, those above it, those that serve it."""
    roles = [role for role, held in PERMISSIONS.items() if REVIEW in held]
    above = [case.path[:length] for length in range(1, len(case.path) + 1)]
    serving = list(TeamMode.objects.on(day).filter(team__path=case.path).values_list("served_by", flat=True))
    near = Q(team__path__in=above) | Q(team__parent__path__in=above) | Q(team__in=serving)
    posts = Post.objects.in_force(day).filter(near | paths.below(case.path, "team__path"), role__in=roles)
    found = [
        post.officer_id
        for post in posts.select_related("team__parent")
        if case.path.startswith(area_of(post)) or post.team_id in serving
    ]
    return Officer.objects.filter(pk__in=found, is_active=True)
