"""Pages of signing in and of one's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.generic import FormView, View

from enforcement import clock
from enforcement.errors import Conflict, Refused
from enforcement.teams import services
from enforcement.teams.forms import PasswordForm, SettingsForm, SignInForm
from enforcement.teams.middleware import KEPT, SEEN
from enforcement.teams.passwords import must_change
from enforcement.teams.roles import MANAGE_PEOPLE, READ_CASES
from enforcement.teams.signin import Locked
from enforcement.web import conflict_response, refused_response


class SignIn(LoginView):
    """Sign in and go back to the page, field or form from which the person came."""

    form_class = SignInForm
    template_name = "teams/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        now = clock.now()
        answer = super().form_valid(form)
        self.request.session[SEEN] = now.timestamp()
        services.note_sign_in(officer=form.officer, way="page", at=now)
        kept = self.request.session.get(KEPT)
        return redirect("teams:kept") if kept and kept["officer"] == form.officer.pk else answer

    def form_invalid(self, form):
        if isinstance(form.refusal, Locked):
            return render(self.request, "teams/locked.html", {"locked": form.refusal}, status=429)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_default_redirect_url(self):
        return home_of(self.request.user, clock.today()) or super().get_default_redirect_url()


def home_of(officer, day):
    """Return the first page of a person who reads no cases, or nothing."""
    if officer.may(READ_CASES, day):
        return ""
    return reverse_lazy("teams:people" if officer.may(MANAGE_PEOPLE, day) else "teams:me")


class SignOut(LogoutView):
    """Sign out, by a press only."""

    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            services.note_sign_out(officer=request.user, reason="本人退出", at=clock.now())
        return super().post(request, *args, **kwargs)


class Kept(View):
    """Show the form that came too late, to be sent after all or dropped."""

    def get(self, request):
        kept = request.session.pop(KEPT, None)
        if not kept or kept["officer"] != request.user.pk:
            return redirect("/")
        return render(request, "teams/kept.html", {"kept": kept})


class Me(FormView):
    """One's own name, posts, certificates, settings and devices."""

    template_name = "teams/me.html"
    form_class = SettingsForm
    success_url = reverse_lazy("teams:me")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"officer": self.request.user, "day": clock.today()}

    def get_context_data(self, **kwargs):
        officer, day = self.request.user, clock.today()
        certificates = [
            {"row": row, "left": row.days_left(day), "covers": row.covers(day)}
            for row in officer.certificates.order_by("-valid_to")
        ]
        tokens = officer.auth_token_set.order_by("-created")
        fresh = self.request.session.pop("fresh_token", "")
        changes = {"certificates": certificates, "tokens": tokens, "fresh_token": fresh}
        return super().get_context_data(**kwargs) | changes | {"posts": officer.sight(day).posts}

    def form_valid(self, form):
        officer = self.request.user
        values = {"wanted": form.wanted(), "seen": form.seen()}
        try:
            services.change_settings(officer=officer, **values, by=officer, at=clock.now())
        except Conflict as conflict:
            return conflict_response(self.request, conflict)
        messages.success(self.request, "设置已保存")
        return super().form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ChangePassword(FormView):
    """Change one's own password; the others of one's sessions and all tokens end."""

    template_name = "teams/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("teams:me")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"forced": must_change(self.request.user, clock.today())}

    def form_valid(self, form):
        officer, typed = self.request.user, form.cleaned_data
        passwords = {"old": typed["old"], "new": typed["new"]}
        try:
            services.change_password(officer=officer, **passwords, by=officer, at=clock.now())
        except Refused as refused:
            context = self.get_context_data(form=form)
            return refused_response(self.request, refused, self.template_name, context)
        update_session_auth_hash(self.request, officer)
        messages.success(self.request, "密码已修改，其他设备上的登录和令牌已失效")
        return super().form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class MakeToken(View):
    """Make a token for a device; its text is shown once."""

    def post(self, request):
        try:
            _, text = services.create_token(officer=request.user, by=request.user, at=clock.now())
        except Refused as refused:
            return refused_response(request, refused)
        request.session["fresh_token"] = text
        return redirect("teams:me")


class RevokeToken(View):
    """End a token at once."""

    def post(self, request, key):
        services.revoke_token(officer=request.user, key=key, by=request.user, at=clock.now())
        messages.success(request, "令牌已注销")
        return redirect("teams:me")
