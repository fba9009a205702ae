"""The cache on Redis, which may be gone: then everything is made anew, and nothing else is different."""

import logging
import time

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
PATIENCE = 1  # seconds for an answer: a page waits for it
PAUSE = 10  # seconds in which a cache that did not answer is not asked again
_silent_until = 0.0


class ForgivingRedis(RedisCache):
    """Answer as an empty cache does while Redis is out of reach; say so once for each pause."""

    def __init__(self, server, params):
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_connect_timeout", PATIENCE)
        options.setdefault("socket_timeout", PATIENCE)
        super().__init__(server, params)

    def add(self, *given, **named):
        return forgiven(super().add, False, given, named)

    def get(self, key, default=None, version=None):
        return forgiven(super().get, default, (key, default, version), {})

    def set(self, *given, **named):
        return forgiven(super().set, None, given, named)

    def touch(self, *given, **named):
        return forgiven(super().touch, False, given, named)

    def delete(self, *given, **named):
        return forgiven(super().delete, False, given, named)

    def get_many(self, *given, **named):
        return forgiven(super().get_many, {}, given, named)

    def has_key(self, *given, **named):
        return forgiven(super().has_key, False, given, named)

    def incr(self, key, delta=1, version=None):
        return forgiven(super().incr, delta, (key, delta, version), {})

    def set_many(self, data, *given, **named):
        return forgiven(super().set_many, list(data), (data, *given), named)

    def delete_many(self, *given, **named):
        return forgiven(super().delete_many, None, given, named)

    def clear(self):
        return forgiven(super().clear, False, (), {})


def forgiven(asked, instead, given, named):
    """Return what Redis answers, or `instead` while it does not."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return instead
    try:
        return asked(*given, **named)
    except (RedisError, OSError) as error:
        _silent_until = time.monotonic() + PAUSE
        logger.warning("缓存（Redis）没有应答（%s），%s 秒内不再询问；页面照常", type(error).__name__, PAUSE)
        return instead
