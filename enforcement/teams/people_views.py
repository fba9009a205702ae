"""Pages of administrators: people, their posts and certificates."""

from functools import cached_property

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import ListView, TemplateView

from enforcement import clock
from enforcement.gate import number_in
from enforcement.teams import forms, holding, services
from enforcement.teams.filters import SOON_DAYS, PeopleFilter, managed_teams
from enforcement.teams.form_pages import FormPage
from enforcement.teams.models import Certificate, Officer, Post
from enforcement.teams.roles import MANAGE_PEOPLE, Role
from enforcement.teams.services.lapsing import lost_with
from enforcement.teams.sight_words import sight_in_words
from enforcement.web import PartialMixin, RequiresPermission

PAGE = 50
ENFORCE = {Role.OFFICER, Role.LEADER}
REVIEWING = {Role.TOWNSHIP_REVIEWER, Role.COUNTY_REVIEWER}


def with_posts(people, day):
    posts = Prefetch("posts", Post.objects.on(day).select_related("team"), to_attr="shown_posts")
    return people.prefetch_related(posts, Prefetch("certificates", Certificate.objects.order_by("-valid_to")))


def certificate_chip(officer, day):
    """Return word, tone and days left of a person's best certificate, or that one is missing."""
    valid = [
        row for row in officer.certificates.all() if row.kind == Certificate.Kind.OFFICER and row.covers(day)
    ]
    if valid:
        left = valid[0].days_left(day)
        word, tone = ("即将到期", "soon") if left <= SOON_DAYS else ("有效", "success")
        return {"word": word, "tone": tone, "left": left, "number": valid[0].number}
    if any(post.role in ENFORCE for post in officer.shown_posts):
        return {"word": "没有有效执法证", "tone": "red", "left": None, "number": ""}
    return None


class ManagesPeople(RequiresPermission):
    permissions = (MANAGE_PEOPLE,)

    def get_queryset(self):
        return Officer.objects.managed_by(self.request.user, clock.today())


class People(ManagesPeople, PartialMixin, ListView):
    """Who may act: people, posts, certificates with expiry."""

    template_name = "teams/people.html"
    partial_name = "teams/_people_rows.html"

    def get_context_data(self, **kwargs):
        day, asked = clock.today(), self.request.GET
        people = PeopleFilter(asked, self.get_queryset(), request=self.request)
        people.form.fields["team"].queryset = managed_teams(self.request).order_by("path")
        rows = people.qs.filter(pk__gt=number_in(asked, "after") or 0)
        rows = list(with_posts(rows, day).order_by("pk")[: PAGE + 1])
        shown = [{"officer": row, "certificate": certificate_chip(row, day)} for row in rows[:PAGE]]
        context = {"rows": shown, "filter": people} | page_links(asked, rows)
        return super().get_context_data(object_list=[], **kwargs) | context


def page_links(asked, rows):
    """Return the addresses of the first page and of the next, with the filters kept."""
    asked = asked.copy()
    newer = asked.pop("after", None) and f"?{asked.urlencode()}"
    if len(rows) > PAGE:
        asked["after"] = rows[PAGE - 1].pk
    return {"newer": newer, "older": f"?{asked.urlencode()}" if len(rows) > PAGE else ""}


class PersonMixin(ManagesPeople):
    """A page about one person whom the signed-in administrator manages; nobody else's exists for him."""

    @cached_property
    def officer(self):
        people = with_posts(self.get_queryset(), clock.today())
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"officer": self.officer}


class Person(PersonMixin, TemplateView):
    """One person: posts, certificates, and what he can see."""

    template_name = "teams/person.html"

    def get_context_data(self, **kwargs):
        day, officer = clock.today(), self.officer
        posts = officer.posts.select_related("team").order_by("-valid_from", "-pk")
        certificates = [{"row": row, "covers": row.covers(day)} for row in officer.certificates.all()]
        chip = certificate_chip(officer, day)
        return super().get_context_data(**kwargs) | {
            "posts": [{"row": post, "ended": bool(post.valid_to and post.valid_to < day)} for post in posts],
            "certificates": certificates,
            "certificate": chip,
            "may_not_act": bool(chip and chip["left"] is None),
            "reviews": any(post.role in REVIEWING for post in officer.shown_posts),
            "sight": sight_in_words(officer, day, certified=not (chip and chip["left"] is None)),
        }


class Act(FormPage):
    """An administrator's act, named on the button as on the page."""

    template_name = "teams/person_act.html"
    asked = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"asked": self.asked, "cancel": self.get_success_url()}

    def get_success_url(self):
        return reverse("teams:person", args=[self.kwargs["pk"]])


class PersonAct(PersonMixin, Act):
    """An act upon one person."""

    def form_valid(self, form):
        _ = self.officer  # found, or 404, before anything is done
        return super().form_valid(form)


class PeopleAdd(ManagesPeople, Act):
    """Add a person with his post and certificate."""

    form_class = forms.EnrolForm
    template_name = "teams/person_add.html"
    asked, done = "增加人员", "人员已增加，首次登录时须修改密码"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user, "day": clock.today()}

    def act(self, form, **who):
        self.added = services.enrol(
            person=form.person(), post=form.post(), certificate=form.certificate(), **who
        )

    def get_success_url(self):
        added = getattr(self, "added", None)
        return reverse("teams:person", args=[added.pk]) if added else reverse("teams:people")


class Appoint(PersonAct):
    form_class = forms.PostForm
    asked, done = "任命岗位", "岗位已任命"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user, "day": clock.today()}

    def act(self, form, **who):
        services.appoint(officer=self.officer, **form.cleaned_data, **who)


class EndPost(PersonAct):
    form_class = forms.EndPostForm
    asked, done = "结束岗位", "岗位已结束"

    template_name = "teams/end_post.html"

    @cached_property
    def post_ended(self):
        return get_object_or_404(self.officer.posts.select_related("team"), pk=self.kwargs["post"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"post": self.post_ended, "day": clock.today()}

    def get_initial(self):
        return {"left_on": clock.today()}

    def get_context_data(self, **kwargs):
        lost = lost_with(self.post_ended, clock.today())
        held = holding.held_by(self.officer, clock.today(), lost)
        return super().get_context_data(**kwargs) | {"post": self.post_ended, "held": held}

    def act(self, form, **who):
        services.end_post(post=self.post_ended, **form.cleaned_data, **who)


class Amend(PersonAct):
    form_class = forms.AmendForm
    asked, done = "修改姓名和电话", "姓名和电话已修改"

    def get_initial(self):
        return {"name": self.officer.name, "phone": self.officer.phone}

    def act(self, form, **who):
        services.amend(officer=self.officer, **form.cleaned_data, **who)


class Disable(PersonAct):
    form_class = forms.DisableForm
    asked, done = "停用账户", "账户已停用，令牌和会话随之失效"

    def act(self, form, **who):
        services.disable(officer=self.officer, **form.cleaned_data, **who)


class Enable(PersonAct):
    form_class = forms.EnableForm
    asked, done = "恢复账户", "账户已恢复"

    def act(self, form, **who):
        services.enable(officer=self.officer, **who)


class IssueCertificate(PersonAct):
    form_class = forms.CertificateForm
    asked, done = "登记执法证", "执法证已登记"

    def act(self, form, **who):
        services.issue_certificate(officer=self.officer, **form.cleaned_data, **who)


class RegisterReviewer(PersonAct):
    form_class = forms.ReviewerForm
    asked, done = "登记法制审核资格", "法制审核资格已登记"

    def get_initial(self):
        officer = self.officer
        return {"first_review_on": officer.first_review_on, "qualification": officer.qualification}

    def act(self, form, **who):
        services.register_reviewer(officer=self.officer, **form.cleaned_data, **who)


class RevokeCertificate(PersonAct):
    form_class = forms.RevokeForm
    asked, done = "收回执法证", "执法证已收回"

    def get_initial(self):
        return {"revoked_on": clock.today()}

    def act(self, form, **who):
        certificate = get_object_or_404(self.officer.certificates, pk=self.kwargs["certificate"])
        services.revoke_certificate(certificate=certificate, **form.cleaned_data, **who)


class ResetPassword(PersonAct):
    form_class = forms.ResetForm
    asked, done = "重置密码", "密码已重置，本人下次登录时须修改"

    def act(self, form, **who):
        services.reset_password(officer=self.officer, **form.cleaned_data, **who)
