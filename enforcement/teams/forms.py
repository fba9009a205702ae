"""Forms of signing in, personal settings and people. They check shapes; the services check the rest."""

from django import forms

from enforcement import clock
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.teams.models import Certificate, Officer, Post, Team
from enforcement.teams.passwords import SHORTEST
from enforcement.teams.roles import HANDLE, PERMISSIONS, Role
from enforcement.teams.signin import SignInRefused, try_password

SECRET = {"autocomplete": "new-password"}
CURRENT = {"autocomplete": "current-password"}
LONGEST = 128  # characters of a password; hashing a longer one is work that nobody asked for
RULES = f"至少 {SHORTEST} 位，小写字母、大写字母、数字、符号中的三类；不能是常见密码，不能是最近 5 次用过的。"
REVERSED = "止日不能早于起日"


def day_field(label, **given):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **given)


class SignInForm(forms.Form):
    """Name and password; pasting and password managers are welcome, and there is no puzzle."""

    username = forms.CharField(
        label="登录名", max_length=40, widget=forms.TextInput({"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(label="密码", max_length=200, strip=False, widget=forms.PasswordInput(CURRENT))

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.officer, self.refusal = request, None, None

    def clean(self):
        typed = super().clean()
        if len(typed) == 2:
            try:
                self.officer = try_password(self.request, **typed, at=clock.now())
            except SignInRefused as refusal:
                self.refusal = refusal
                raise forms.ValidationError(str(refusal)) from refusal
        return typed

    def get_user(self):
        return self.officer


class PasswordForm(forms.Form):
    old = forms.CharField(
        label="原密码", max_length=LONGEST, strip=False, widget=forms.PasswordInput(CURRENT)
    )
    new = forms.CharField(
        label="新密码",
        max_length=LONGEST,
        strip=False,
        help_text=RULES,
        widget=forms.PasswordInput(SECRET),
    )
    again = forms.CharField(
        label="再输一次新密码", max_length=LONGEST, strip=False, widget=forms.PasswordInput(SECRET)
    )

    def clean_again(self):
        if self.cleaned_data["again"] != self.cleaned_data.get("new"):
            raise forms.ValidationError("两次输入的新密码不一样")
        return self.cleaned_data["again"]


class SettingsForm(forms.Form):
    """Personal settings; each has a hidden twin with what the page showed."""

    shortcuts = forms.BooleanField(label="单键快捷键", required=False)
    theme = forms.ChoiceField(
        label="外观",
        required=False,
        choices=[("", "跟随系统"), ("light", "浅色"), ("dark", "深色")],
        widget=forms.RadioSelect,
    )
    partner = forms.ModelChoiceField(
        label="常用同行人员", required=False, queryset=Officer.objects.none(), empty_label="不设"
    )
    seen_shortcuts = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen_theme = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_partner = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, officer, day, **kwargs):
        shown = {
            "shortcuts": officer.shortcuts,
            "theme": officer.theme,
            "partner": officer.partner_id,
        }
        kwargs["initial"] = shown | {f"seen_{name}": value for name, value in shown.items()}
        super().__init__(*args, **kwargs)
        colleagues = Officer.objects.visible_to(officer, day).filter(is_active=True)
        self.fields["partner"].queryset = colleagues.exclude(pk=officer.pk).order_by("name")

    def wanted(self):
        typed = self.cleaned_data
        partner = typed["partner"].pk if typed["partner"] else None
        return {"shortcuts": typed["shortcuts"], "theme": typed["theme"], "partner": partner}

    def seen(self):
        return {name: self.cleaned_data[f"seen_{name}"] for name in ("shortcuts", "theme", "partner")}


class DatesForm(forms.Form):
    """Anything that is valid from a day to a day."""

    def clean(self):
        typed = super().clean()
        if typed.get("valid_from") and typed.get("valid_to") and typed["valid_to"] < typed["valid_from"]:
            self.add_error("valid_to", REVERSED)
        return typed


class PostForm(DatesForm):
    team = forms.ModelChoiceField(label="机构", queryset=Team.objects.none(), empty_label="选择机构")
    role = forms.ChoiceField(label="岗位", choices=Role.choices)
    valid_from = day_field("任职日期")
    valid_to = day_field("止日", required=False, help_text="长期的不填")

    def __init__(self, *args, manager, day, **kwargs):
        super().__init__(*args, **kwargs)
        sight = manager.sight(day)
        teams = Team.objects.visible_to(manager, day).filter(sight.within(sight.managed), is_active=True)
        self.fields["team"].queryset = teams.order_by("path")
        self.fields["valid_from"].initial = day


class CertificateForm(DatesForm):
    number = forms.CharField(label="证号", max_length=40)
    kind = forms.ChoiceField(label="证件", choices=Certificate.Kind.choices)
    exam_passed_on = day_field("考试合格日期", required=False)
    valid_from = day_field("有效期起")
    valid_to = day_field("有效期止")


class ReviewerForm(forms.Form):
    first_review_on = day_field("初次从事法制审核日期")
    qualification = forms.CharField(
        label="法律职业资格证号",
        max_length=40,
        required=False,
        help_text=sourced("2018 年起初次从事法制审核的，必须具备。", Clause(PENALTY, 58, 2)),
    )


class EnrolForm(PostForm):
    """A person, his first post and his certificate on one page (the certificate may be left out)."""

    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(label="登录名", max_length=40)
    phone = forms.CharField(label="手机", max_length=20, required=False)
    password = forms.CharField(
        label="初始密码",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(SECRET, render_value=False),
        help_text=f"只用一次：本人首次登录时必须修改。{RULES}",
    )
    number = forms.CharField(label="执法证号", max_length=40, required=False, help_text="没有执法证的不填")
    kind = forms.ChoiceField(label="证件", choices=Certificate.Kind.choices, required=False)
    exam_passed_on = day_field("考试合格日期", required=False)
    certificate_from = day_field("证件有效期起", required=False)
    certificate_to = day_field("证件有效期止", required=False)

    # fmt: off
    GROUPS = (
        ("人员", ("name", "username", "phone", "password")),
        ("岗位", ("team", "role", "valid_from", "valid_to")),
        ("执法证（没有的不填）", ("number", "kind", "exam_passed_on", "certificate_from", "certificate_to")),
    )
    # fmt: on

    def groups(self):
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean(self):
        typed = super().clean()
        if typed.get("number"):
            for name in ("certificate_from", "certificate_to"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, "填了证号，就要填有效期")
        first, last = typed.get("certificate_from"), typed.get("certificate_to")
        if first and last and last < first:
            self.add_error("certificate_to", REVERSED)
        return typed

    def person(self):
        return {name: self.cleaned_data[name] for name in ("username", "name", "phone", "password")}

    def post(self):
        return {name: self.cleaned_data[name] for name in ("team", "role", "valid_from", "valid_to")}

    def certificate(self):
        typed = self.cleaned_data
        if not typed["number"]:
            return None
        return {
            "number": typed["number"],
            "kind": typed["kind"] or Certificate.Kind.OFFICER,
            "exam_passed_on": typed["exam_passed_on"],
            "valid_from": typed["certificate_from"],
            "valid_to": typed["certificate_to"],
        }


class EndPostForm(forms.Form):
    left_on = day_field("离任日期", help_text="从这一天起不再有这个岗位。没有其他岗位的，账户当天停用。")
    to = forms.ModelChoiceField(
        label="手里的工作交给谁", required=False, queryset=Officer.objects.none(),
        empty_label="交本单位负责人分派",
    )  # fmt: skip

    def __init__(self, *args, post, day, **kwargs):
        super().__init__(*args, **kwargs)
        able = [role for role, held in PERMISSIONS.items() if HANDLE in held]
        posts = Post.objects.on(day).filter(team=post.team, role__in=able)
        people = Officer.objects.filter(is_active=True, posts__in=posts).exclude(pk=post.officer_id)
        self.fields["to"].queryset = people.distinct().order_by("name")


class AmendForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=60, help_text="已签发的文书、笔录上的姓名不变。")
    phone = forms.CharField(label="电话", max_length=20, required=False)


class DisableForm(forms.Form):
    reason = forms.CharField(
        label="停用的理由", max_length=200, help_text="岗位不变；停用期间不能登录，令牌和会话立即失效。"
    )


class EnableForm(forms.Form):
    """Nothing is typed."""


class RevokeForm(forms.Form):
    revoked_on = day_field("收回日期")
    reason = forms.CharField(label="理由", max_length=200)


class ResetForm(forms.Form):
    new = forms.CharField(
        label="临时密码",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(SECRET),
        help_text=f"只用一次：本人下次登录时必须修改。{RULES}",
    )
