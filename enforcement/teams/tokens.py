"""Tokens of programs: how a request's token is checked, and how the API's description calls it."""

from secrets import compare_digest

from django.core.exceptions import PermissionDenied
from drf_spectacular.authentication import SessionScheme as DjangoSessionScheme
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication as KnoxAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from knox.settings import CONSTANTS
from rest_framework.authentication import SessionAuthentication as DjangoSession
from rest_framework.exceptions import AuthenticationFailed

from enforcement import clock, gate
from enforcement.prepared import prepared
from enforcement.teams.models import Post
from enforcement.teams.passwords import MUST_CHANGE, must_change


class TokenAuthentication(KnoxAuthentication):
    """Knox with reads that are built once, since a program says with every request who it is.

    No look for other expired tokens of the person: ours stand until they end or are withdrawn.
    """

    def authenticate_credentials(self, token):
        try:
            text = token.decode("ascii")
            digest = hash_token(text)
        except (UnicodeDecodeError, TypeError, ValueError) as error:
            raise AuthenticationFailed from error
        for kept in tokens_of(text[: CONSTANTS.TOKEN_KEY_LENGTH]):
            ended = kept.expiry and kept.expiry < clock.now()
            if not ended and compare_digest(digest, kept.digest):
                self.validate_user(kept)
                today = clock.today()
                kept.user.hold_posts(posts_of(kept.user_id, today), today)
                if must_change(kept.user, today):
                    raise PermissionDenied(MUST_CHANGE)
                return kept.user, kept
        raise AuthenticationFailed


@prepared
def tokens_of(beginning):
    return AuthToken.objects.filter(token_key=beginning).select_related("user")


@prepared
def posts_of(officer, day):
    return Post.objects.in_force(day).filter(officer=officer).select_related("team")


class SessionAuthentication(DjangoSession):
    """A person's session; what the check against forged requests has read of a form passes the gate too."""

    def enforce_csrf(self, request):
        super().enforce_csrf(request)
        if hasattr(request._request, "_post"):
            gate.check_fields(request._request.POST)


class SessionScheme(DjangoSessionScheme):
    target_class = "enforcement.teams.tokens.SessionAuthentication"


class TokenScheme(KnoxTokenScheme):
    target_class = "enforcement.teams.tokens.TokenAuthentication"
