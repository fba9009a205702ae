"""Trying a name and a password, for the page and for the API alike, with the lock-out (R-1105)."""

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.utils import timezone

from enforcement.errors import DomainError
from enforcement.teams import services
from enforcement.teams.models import Post
from enforcement.teams.roles import Role


class SignInRefused(DomainError):
    """Why a person may not sign in."""


class WrongPassword(SignInRefused):
    """Name or password is wrong; `left` attempts remain."""

    def __init__(self, left):
        self.left = left
        super().__init__(f"登录名或密码不对。还可以试 {left} 次，再错就锁定 {LOCK_MINUTES} 分钟。")


class Locked(SignInRefused):
    """Too many wrong passwords: `until` when, and `contacts` whom to call."""

    def __init__(self, until, contacts):
        self.until, self.contacts = until, contacts
        moment = timezone.localtime(until).strftime("%H:%M")
        whom = "；".join(f"{officer.name} {officer.phone}".strip() for officer in contacts) or "本单位管理员"
        super().__init__(f"密码连续输错，账户锁定到 {moment}。急用请联系：{whom}。")


class NoPostNow(SignInRefused):
    """The account has no post in force."""


LOCK_MINUTES = int(settings.AXES_COOLOFF_TIME * 60)


def try_password(request, username, password, *, at):
    """Return the person, or raise why not: WrongPassword, Locked or NoPostNow."""
    credentials, day = {"username": username}, timezone.localdate(at)
    if not AxesProxyHandler.is_allowed(request, credentials):
        raise Locked(locked_until(username), contacts(day))
    officer = authenticate(request, username=username, password=password)
    request.axes_locked_out = False  # this page gives the answer itself, with the hour and whom to call
    if officer is None:
        left = settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(request, credentials)
        if left > 0:
            raise WrongPassword(left)
        services.note_lock(username=username, at=at)
        raise Locked(locked_until(username), contacts(day))
    if not officer.sight(day).posts:
        raise NoPostNow("您目前没有有效岗位，账户不能使用。请联系本单位管理员。")
    return officer


def locked_until(username):
    """Return the moment at which the lock of this name ends."""
    attempts = AccessAttempt.objects.filter(username=username)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or timezone.now()) + get_cool_off()


def contacts(day):
    """Return whom to call: the highest administrators, the same for every name that was tried."""
    posts = Post.objects.on(day).filter(role=Role.ADMINISTRATOR, officer__is_active=True)
    posts = posts.exclude(officer__phone="").select_related("officer").order_by("team__path", "pk")
    return [post.officer for post in posts[:2]]
