"""How often a person, or a program in his name, may call the API; the session rules write down who was stopped."""

from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from enforcement import clock


class CallsOfAPerson(SimpleRateThrottle):
    """At most `settings.API_CALLS_A_MINUTE` calls by one person in any minute, 0 for no limit; by address before that.

    While the cache is out of reach nobody is stopped.
    """

    scope = "calls"

    def get_rate(self):
        most = settings.API_CALLS_A_MINUTE
        return f"{most}/min" if most else None

    def timer(self):
        return clock.now().timestamp()

    def get_cache_key(self, request, view):
        known = request.user and request.user.is_authenticated
        return f"calls:{request.user.pk if known else self.get_ident(request)}"
