"""Tokens of programs: how a request's token is checked, and how the API's description calls it."""

from secrets import compare_digest

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication as KnoxAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from knox.settings import CONSTANTS
from rest_framework.exceptions import AuthenticationFailed

from enforcement import clock
from enforcement.prepared import prepared


class TokenAuthentication(KnoxAuthentication):
    """Knox with one read that is built once, and without its look for other expired tokens of the person.

    Ours stand until they end or are withdrawn.
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
                return self.validate_user(kept)
        raise AuthenticationFailed


@prepared
def tokens_of(beginning):
    return AuthToken.objects.filter(token_key=beginning).select_related("user")


class TokenScheme(KnoxTokenScheme):
    target_class = "enforcement.teams.tokens.TokenAuthentication"
