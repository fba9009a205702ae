"""The frame of every page, and the few things that all pages share: permission, partial answers, refusals."""

import sys
from functools import cached_property

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from enforcement import clock, outage
from enforcement.api import NO_POST, WORDS, error
from enforcement.errors import BadInput, Conflict, DomainError, Refused, TooOften, Unavailable, findings_of
from enforcement.teams import roles
from enforcement.transactions import TWICE, written_twice

# label, page, picture, permissions of which one suffices (none: everybody), key after `g`, on the phone's bar
# fmt: off
WORKS_ON_FILES = (roles.HANDLE, roles.REVIEW, roles.APPROVE, roles.UNMASK)
SPEAKS = (roles.RANK, roles.APPROVE_RANK, roles.ANSWER)
PLACES = (
    ("工作台", "cases:desk",      "desk",     (),                    "d", True),
    ("案件",   "cases:list",      "case",     (roles.READ_CASES,),   "a", True),
    ("法制审核", "cases:reviews",  "shield",   (roles.REVIEW,),       "s", True),
    ("证据",   "evidence:list",   "evidence", WORKS_ON_FILES,        "z", True),
    ("事项",   "lists:list",      "list",     (roles.READ_ITEMS,),   "x", False),
    ("排名",   "league:home",     "ranks",    (),                    "p", False),
    ("通报",   "bulletins:list",  "list",     (),                    "t", False),
    ("预警",   "league_acts:warnings", "warn", SPEAKS,               "y", False),
    ("异议",   "league_acts:appeals", "info", SPEAKS,                "i", False),
    ("日志",   "journal:list",    "journal",  (roles.READ_JOURNAL,), "r", False),
    ("人员",   "teams:people",    "people",   (roles.MANAGE_PEOPLE,), "u", False),
    ("参数",   "parameters:list", "settings", (roles.EDIT_LISTS,),   "o", False),
)
# fmt: on


def address_of(name):
    """Return the address of a page, or nothing while no such page exists."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Frame:
    """What base.html needs to know of the person who looks at it; worked out only when a page asks."""

    def __init__(self, request):
        self.request, self.officer = request, getattr(request, "user", None)
        self.day = clock.today()

    @property
    def at(self):
        """Return when the page was made: a draft that began before its form was sent is not kept after it."""
        return clock.now().isoformat()

    @cached_property
    def known(self):
        return bool(self.officer and self.officer.is_authenticated)

    @cached_property
    def granted(self):
        """Return the permissions of the person's posts today."""
        return self.officer.permissions_on(self.day) if self.known else frozenset()

    def may_any(self, permissions):
        return not permissions or not self.granted.isdisjoint(permissions)

    @cached_property
    def navigation(self):
        """Return the places this person may open, in the order that is the same everywhere."""
        if not self.known:
            return []
        here = self.here
        return [
            {
                "label": label,
                "url": url,
                "icon": icon,
                "key": key,
                "phone": phone,
                "here": url == here,
            }
            for label, name, icon, permissions, key, phone in PLACES
            if self.may_any(permissions) and (url := address_of(name))
        ]

    @property
    def here(self):
        """Return the address of the place that the page belongs to: the one that begins like it at most length."""
        path, urls = self.request.path, [address_of(name) for _, name, *_ in PLACES]
        return max(
            (url for url in urls if url and (path == url or (url != "/" and path.startswith(url)))),
            key=len, default="",
        )  # fmt: skip

    @property
    def bottom(self):
        """Return the phone's bar left and right of the start button: at most three places beside 我的.

        Who starts no case has room for a fourth; places without a spot of their own stand on 我的.
        """
        shown = [place for place in self.navigation if place["phone"]]
        most = 3 if self.new_case else 4
        if len(shown) < most and not self.new_case:
            shown += [place for place in self.navigation if not place["phone"]]
        shown = (shown if len(shown) > 1 else self.navigation)[:most]
        return {"before": shown[:2], "after": shown[2:]}

    @cached_property
    def new_case(self):
        return address_of("cases:new") if roles.HANDLE in self.granted else ""

    @cached_property
    def search(self):
        """Return where the search box leads: the cases, or the items for those who read no case."""
        for name, permission in (("cases:list", roles.READ_CASES), ("lists:list", roles.READ_ITEMS)):
            if permission in self.granted and (url := address_of(name)):
                return url
        return ""

    @cached_property
    def posts(self):
        return self.officer.sight(self.day).posts if self.known else ()

    @cached_property
    def unit(self):
        return self.posts[0].team.name if self.posts else ""

    @cached_property
    def idle_seconds(self):
        """Return after how many seconds without a press the session ends (R-1105)."""
        if not self.known:
            return 0
        administrator = self.officer.has_role(roles.Role.ADMINISTRATOR, day=self.day)
        return 60 * (settings.IDLE_MINUTES_ADMINISTRATOR if administrator else settings.IDLE_MINUTES)

    @cached_property
    def theme(self):
        return getattr(self.officer, "theme", "") if self.known else ""

    @property
    def shortcuts(self):
        return "on" if self.known and self.officer.shortcuts else "off"

    @cached_property
    def me(self):
        return address_of("teams:me")

    @cached_property
    def logout(self):
        return address_of("teams:logout")

    @property
    def login(self):
        return address_of(settings.LOGIN_URL)

    @property
    def help(self):
        return address_of("teams:help")


def frame(request):
    """Give every template the day, the frame and whether the data are invented."""
    return {
        "today": clock.today(),
        "frame": Frame(request),
        "demonstration": getattr(settings, "DEMONSTRATION", False),
    }


class NoPost(PermissionDenied):
    """No post of this person grants what the page needs; `permissions` lets the answer name who may."""

    def __init__(self, *permissions):
        self.permissions = permissions
        super().__init__("您的岗位不能打开这一页")


class RequiresPermission(LoginRequiredMixin):
    """Let in who is signed in and holds one of `permissions`; everybody else is told politely who may."""

    permissions = ()

    def dispatch(self, request, *args, **kwargs):
        officer, asked = request.user, self.permissions
        if asked and officer.is_authenticated and officer.permissions_on(clock.today()).isdisjoint(asked):
            raise NoPost(*asked)
        return super().dispatch(request, *args, **kwargs)

    def handle_no_permission(self):
        """Send a part of a page to sign in as a whole page, so that no sign-in form lands in a table."""
        htmx = getattr(self.request, "htmx", None)
        if not htmx:
            return super().handle_no_permission()
        back = htmx.current_url_abs_path or self.request.get_full_path()
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
        return answer


class PartialMixin:
    """Answer an htmx request with `partial_name` alone, except when the browser restores its history."""

    partial_name = None

    def get_template_names(self):
        htmx = self.request.htmx
        if htmx and not htmx.boosted and not htmx.history_restore_request and self.partial_name:
            return [self.partial_name]
        return super().get_template_names()

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
        return response


def refused_response(request, refused, template="errors/refused.html", context=None, status=422):
    """Answer a refused act with every finding on the page (or part) it came from, and nothing typed lost.

    A template that extends base.html shows `refused` by itself; a partial writes {% refusal refused %}.
    """
    return render(request, template, {**(context or {}), "refused": refused}, status=status)


def conflict_response(request, conflict, template="errors/409.html", context=None):
    """Answer that somebody else was first, with both values side by side."""
    return render(request, template, {**(context or {}), "conflict": conflict}, status=409)


def asked_by_program(request):
    """Say whether a program or a page's script asks, which reads one error form and no pages."""
    accepts = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or accepts.startswith("application/json")


def said_to_program(code, name, said="", findings=()):
    return JsonResponse(error(name, said or WORDS[code], findings=findings), status=code)


def bad_request(request, exception=None):
    """Answer a request that makes no sense, with the sentence of who refused it."""
    said = str(exception) if isinstance(exception, BadInput) else ""
    if asked_by_program(request):
        return said_to_program(400, "invalid", said)
    return render(request, "errors/400.html", {"said": said}, status=400)


def forbidden(request, exception=None):
    """Answer that this person may not, why, and who may."""
    permissions = getattr(exception, "permissions", ())
    said = str(exception) if exception and not permissions else ""
    if asked_by_program(request):
        return said_to_program(403, "forbidden", said, findings_of(exception, said or WORDS[403], NO_POST))
    return render(request, "errors/403.html", {"permissions": permissions, "said": said}, status=403)


def not_found(request, exception=None):
    """Answer that there is nothing at this address, or nothing that this person may see."""
    if asked_by_program(request):
        return said_to_program(404, "not_found")
    return render(request, "errors/404.html", status=404)


def csrf_failure(request, reason=""):
    """Answer a form whose session ended in the middle: what was typed is still in the browser."""
    return render(request, "errors/csrf.html", status=403)


def server_error(request):
    """Answer a failure of ours without touching session or database, which may be what failed.

    What passes by itself (a lost database, a full disk) is 503 and says when to try again.
    """
    passes = outage.passes(sys.exc_info()[1])
    code = 503 if passes else 500
    if asked_by_program(request):
        answer = said_to_program(code, "unavailable" if passes else "failed")
    else:
        page = render_to_string("errors/500.html", {"passes": passes})
        answer = HttpResponse(page, status=code)
    if passes:
        answer["Retry-After"] = outage.RETRY_SECONDS
    return answer


def unavailable_response(request, away):
    """Answer that a part of the house cannot be reached now, and when to ask again."""
    answer = refused_response(request, Refused(away.act, findings_of(away)), status=503)
    answer["Retry-After"] = str(away.RETRY_AFTER)
    return answer


def too_often_response(request, stopped):
    """Answer that somebody asked too often, and when it goes on."""
    answer = refused_response(request, Refused("导出", findings_of(stopped)), status=429)
    answer["Retry-After"] = str(stopped.retry_after)
    return answer


class RefusalPages:
    """Show as a page, with its sentence, whatever a service refused and no view has answered itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Unavailable):
            return unavailable_response(request, exception)
        if isinstance(exception, BadInput):
            return bad_request(request, exception)
        if isinstance(exception, DataError | OverflowError):
            return bad_request(request, BadInput(outage.BEYOND))
        if written_twice(exception):
            return conflict_response(request, Conflict(TWICE))
        if isinstance(exception, Conflict):
            return conflict_response(request, exception)
        if isinstance(exception, Refused):
            return refused_response(request, exception)
        if isinstance(exception, TooOften):
            return too_often_response(request, exception)
        if isinstance(exception, DomainError):
            return refused_response(request, Refused("继续", findings_of(exception)))
        return None
