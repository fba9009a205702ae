"""Trying a name and a password, for the page and for the API alike, with the lock-out (R-1105)."""

from ipaddress import ip_address

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.db.models import Sum
from django.utils import timezone

from enforcement.errors import DomainError
from enforcement.teams import services
from enforcement.teams.models import Officer


class SignInRefused(DomainError):
    """Why a person may not sign in."""


class WrongPassword(SignInRefused):
    """Name or password is wrong; `left` attempts remain."""

    def __init__(self, left):
        self.left = left
        super().__init__(f"登录名或密码不对。还可以试 {left} 次，再错就锁定 {LOCK_MINUTES} 分钟。")


class Locked(SignInRefused):
    """Too many wrong passwords: `until` when. Nobody is named: a stranger reads this too."""

    def __init__(self, until):
        self.until = until
        moment = timezone.localtime(until).strftime("%H:%M")
        super().__init__(f"密码连续输错，锁定到 {moment}。急用请联系本单位系统管理员。")


class NoPostNow(SignInRefused):
    """The account has no post in force."""


class NotYet(SignInRefused):
    """The demonstration's people are still being added: nobody of that name is there, and no try is counted."""

    def __init__(self):
        super().__init__("演示数据正在装入，账户还没有建好。请过半分钟再登录；这一次不计入输错次数。")


# the first line of DATA_DIR/demonstration while it is being loaded (cases.demonstration.filling)
LOADING = "正在装入演示数据"
LOCK_MINUTES = int(settings.AXES_COOLOFF_TIME * 60)


def try_password(request, username, password, *, at):
    """Return the person, or raise why not: WrongPassword, Locked, NotYet or NoPostNow."""
    credentials, day = {"username": username}, timezone.localdate(at)
    if is_loading() and not Officer.objects.filter(username=username).exists():
        raise NotYet()
    address = address_of(request)
    if tried_too_often(username, address):
        raise Locked(timezone.now() + get_cool_off())
    if not AxesProxyHandler.is_allowed(request, credentials):
        raise Locked(locked_until(username))
    officer = authenticate(request, username=username, password=password)
    request.axes_locked_out = False  # this page gives the answer itself, with the hour and whom to call
    if officer is None:
        services.note_failure(username=username, address=address, at=at)
        left = settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(request, credentials)
        if left > 0:
            raise WrongPassword(left)
        services.note_lock(username=username, at=at)
        raise Locked(locked_until(username))
    if not officer.sight(day).posts:
        raise NoPostNow("您目前没有有效岗位，账户不能使用。请联系本单位管理员。")
    return officer


def is_loading():
    """Say whether the demonstration is being loaded beside the served pages."""
    marker = settings.DATA_DIR / "demonstration"
    return (
        not settings.PRODUCTION and marker.exists() and marker.read_text(encoding="utf-8").startswith(LOADING)
    )


def locked_until(username):
    """Return the moment at which the lock of this name ends."""
    attempts = AccessAttempt.objects.filter(username=username)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or timezone.now()) + get_cool_off()


def address_of(request):
    """Return the address a request comes from: what the nearest proxy of ours saw, where there is one."""
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.PROXIES else []
    text = said[-settings.PROXIES].strip() if len(said) >= settings.PROXIES > 0 else ""
    try:
        return str(ip_address(text or request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return "0.0.0.0"


def tried_too_often(username, address):
    """Say whether one address has tried many names, or one name was tried from many addresses."""
    recent = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - get_cool_off())
    by_name, by_address = recent.filter(username=username), recent.filter(ip_address=address)
    most = settings.SIGN_IN_FAILURES
    return any(
        (rows.aggregate(sum=Sum("failures_since_start"))["sum"] or 0) >= limit
        for rows, limit in ((by_name, most["name"]), (by_address, most["address"]))
    )
