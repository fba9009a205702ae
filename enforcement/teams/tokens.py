"""Tokens of programs: how a request's token is checked, and how the API's description calls it."""

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication as KnoxAuthentication

from enforcement import clock


class TokenAuthentication(KnoxAuthentication):
    """Knox without its look for other expired tokens of the person: ours stand until they are withdrawn."""

    def _cleanup_token(self, auth_token):
        return bool(auth_token.expiry and auth_token.expiry < clock.now())


class TokenScheme(KnoxTokenScheme):
    target_class = "enforcement.teams.tokens.TokenAuthentication"
