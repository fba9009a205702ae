"""The rules of a session (R-1105): signed in everywhere, ended by idleness, no stale password."""

from hashlib import sha256

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib import auth, messages
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from enforcement import clock
from enforcement.api import error
from enforcement.sealing import seal, unseal
from enforcement.teams import services
from enforcement.teams.passwords import MUST_CHANGE, must_change
from enforcement.teams.roles import Role

OPEN = ("/healthz", "/static/", "/favicon.ico")
API = "/api/"
SEEN, KEPT = "seen", "kept"
# how precisely the last press is remembered, so that not every page writes the session
PRECISION = 30
KEPT_LIMIT = 200_000
# a request that the page makes by itself, not the person, does not prolong the session
BACKGROUND = "X-Background"


class SessionRules:
    """Lets a request pass only from a person who signed in, was active lately and has a post.

    What was typed into a form that comes too late is kept in the session for the same person (ruling 6).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.stop(request) or self.get_response(request)
        known = getattr(request, "user", None)
        if answer.status_code == 403 and known and known.is_authenticated:
            services.note_refusal(officer=known, address=request.path, at=clock.now())
        if answer.status_code == 429 and known and known.is_authenticated:
            note_limit(request, known, clock.now())
        return answer

    def stop(self, request):
        """Return the answer that replaces the page, or nothing."""
        if request.path.startswith(OPEN):
            return None
        now, officer = clock.now(), request.user
        if officer.is_authenticated:
            day = clock.today()
            if ended := ground_to_end(request, officer, day, now):
                return end_session(request, officer, ended, now)
            note_activity(request, now)
            return ask_for_password(request, officer, day)
        if request.path.startswith(API) or request.path == resolve_url(settings.LOGIN_URL):
            return None
        if is_asked_by_program(request):
            return unauthenticated("登录已失效，没有保存。请重新登录，已填的内容还在。")
        return ask_to_sign_in(request)


def note_limit(request, officer, now):
    """Write down that somebody asked too often, once a minute: who floods us does not fill the journal."""
    if cache.add(f"limited:{officer.pk}:{int(now.timestamp()) // 60}", True, 60):
        services.note_limit(officer=officer, address=request.path, at=now)


def idle_limit(officer, day):
    """Return after how many seconds of idleness his session ends: administrators' sooner."""
    minutes = (
        settings.IDLE_MINUTES_ADMINISTRATOR
        if officer.has_role(Role.ADMINISTRATOR, day=day)
        else settings.IDLE_MINUTES
    )
    return 60 * minutes


def ground_to_end(request, officer, day, now):
    """Return why this session must end now, in words, or nothing."""
    if not officer.sight(day).posts:
        return "您目前没有有效岗位，账户不能使用。请联系本单位管理员。"
    limit = idle_limit(officer, day)
    if now.timestamp() - request.session.get(SEEN, now.timestamp()) > limit:
        return f"超过 {limit // 60} 分钟没有操作，已自动退出。请重新登录，已填的内容还在。"
    return ""


def note_activity(request, now):
    """Remember the last press, to half a minute."""
    seen = request.session.get(SEEN)
    if request.headers.get(BACKGROUND):
        return
    if seen is None or now.timestamp() - seen >= PRECISION:
        request.session[SEEN] = now.timestamp()
    kept = request.session.get(KEPT)
    if kept and request.method == "POST" and digest_of(request.get_full_path()) == kept.get("place"):
        del request.session[KEPT]  # sent after all


def end_session(request, officer, reason, now):
    """Sign the person out, keep what he sent, and ask him to sign in again."""
    kept = sent_form(request, officer)
    services.note_sign_out(officer=officer, reason=reason, at=now)
    auth.logout(request)
    if kept:
        request.session[KEPT] = kept
    if not request.path.startswith(API):
        messages.warning(request, reason)
    return unauthenticated(reason) if is_asked_by_program(request) else ask_to_sign_in(request)


def unauthenticated(reason):
    """Return the one form of an error to a program or a page's script."""
    return JsonResponse(error("unauthenticated", reason), status=401)


def is_asked_by_program(request):
    """Say whether a program or a page's script asks, which reads an answer and cannot follow to another page."""
    return request.path.startswith(API) or request.headers.get("Accept", "").startswith("application/json")


def sent_form(request, officer):
    """Return the form that came too late, without files and secrets, if a person sent it from our own page."""
    if request.method != "POST" or request.headers.get("HX-Request") or is_asked_by_program(request):
        return None
    if CsrfViewMiddleware(lambda late: None).process_view(request, sent_form, (), {}):
        return None
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    if sum(len(value) for _, value in fields) > KEPT_LIMIT:
        return None
    path = request.get_full_path()
    return {"officer": officer.pk, "place": digest_of(path), "sealed": seal({"path": path, "fields": fields})}


def digest_of(path):
    """Return what an address is known by where it must not be read: a search may hold a name or number."""
    return sha256(path.encode()).hexdigest()


def kept_form(request):
    """Return the path and fields of the form that came too late, if it is this person's, else None."""
    kept = request.session.get(KEPT)
    if not kept or kept["officer"] != request.user.pk or "sealed" not in kept:
        return None
    try:
        return unseal(kept["sealed"])
    except InvalidTag:  # sealed with a key that is no longer ours
        return None


def ask_to_sign_in(request):
    """Send the browser to the sign-in page, and back afterwards to the page and field it came from."""
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': place_of(request)})}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)


def place_of(request):
    """Return the page on which the person is, with the field he was in where the browser said so."""
    htmx = getattr(request, "htmx", None)
    if htmx:
        place = (htmx.current_url_abs_path or "/").partition("#")[0]
        return f"{place}#{htmx.trigger}" if htmx.trigger else place
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    referrer = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}"
    return referrer.removeprefix(own) if referrer.startswith(own + "/") else "/"


def ask_for_password(request, officer, day):
    """Send a person with a stale or given password to change it; he may sign out instead."""
    page, way_out = reverse("teams:password"), reverse("teams:logout")
    if request.path in {page, way_out} or not must_change(officer, day):
        return None
    if is_asked_by_program(request):
        return JsonResponse(error("forbidden", MUST_CHANGE), status=403)
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=403)
        answer["HX-Redirect"] = page
        return answer
    return redirect(page)
