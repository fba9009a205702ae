"""Pages of signing in and of one's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.generic import View

from enforcement import clock
from enforcement.errors import Refused
from enforcement.teams import services
from enforcement.teams.form_pages import FormPage
from enforcement.teams.forms import PasswordForm, SettingsForm, SignInForm
from enforcement.teams.middleware import KEPT, SEEN, kept_form
from enforcement.teams.passwords import must_change
from enforcement.teams.roles import MANAGE_PEOPLE, READ_CASES
from enforcement.teams.signin import Locked
from enforcement.web import refused_response


class SignIn(LoginView):
    """Sign in and go back to the page, field or form from which the person came."""

    form_class = SignInForm
    template_name = "teams/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        answer = super().form_valid(form)
        return begin_session(self.request, form.officer) or answer

    def form_invalid(self, form):
        if isinstance(form.refusal, Locked):
            return render(self.request, "teams/locked.html", {"locked": form.refusal}, status=429)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_default_redirect_url(self):
        return home_of(self.request.user, clock.today()) or super().get_default_redirect_url()


def begin_session(request, officer):
    """Start the session's clock, and lead to the form that came too late, if it was this person's."""
    now = clock.now()
    request.session[SEEN] = now.timestamp()
    services.note_sign_in(officer=officer, way="page", at=now)
    kept = request.session.get(KEPT)
    return redirect("teams:kept") if kept and kept["officer"] == officer.pk else None


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
        kept = kept_form(request)
        if kept is None:
            return redirect("/")
        return render(request, "teams/kept.html", {"kept": kept})


class Me(FormPage):
    """One's own name, posts, certificates, settings and devices."""

    template_name = "teams/me.html"
    form_class = SettingsForm
    success_url = reverse_lazy("teams:me")
    done = "设置已保存"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"officer": self.request.user, "day": clock.today()}

    def get_context_data(self, **kwargs):
        fresh = self.request.session.pop("fresh_token", "")
        return super().get_context_data(**kwargs) | own_page(self.request.user) | {"fresh_token": fresh}

    def act(self, form, *, by, at):
        services.change_settings(officer=by, wanted=form.wanted(), seen=form.seen(), by=by, at=at)


def own_page(officer):
    """Return what a person's own page shows of him."""
    day = clock.today()
    certificates = [
        {"row": row, "left": row.days_left(day), "covers": row.covers(day)}
        for row in officer.certificates.order_by("-valid_to")
    ]
    tokens = officer.auth_token_set.order_by("-created")
    return {"certificates": certificates, "tokens": tokens, "posts": officer.sight(day).posts}


class ChangePassword(FormPage):
    """Change one's own password; the others of one's sessions and all tokens end."""

    template_name = "teams/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("teams:me")
    done = "密码已修改，其他设备上的登录和令牌已失效"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"forced": must_change(self.request.user, clock.today())}

    def act(self, form, *, by, at):
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        services.change_password(officer=by, old=old, new=new, by=by, at=at)
        update_session_auth_hash(self.request, by)


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
        if services.revoke_token(officer=request.user, key=key, by=request.user, at=clock.now()):
            messages.success(request, "令牌已注销")
        else:
            messages.warning(request, "您没有这个令牌，或者它已经注销，没有改动。")
        return redirect("teams:me")
