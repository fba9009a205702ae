"""The bench's own databases on a server of this machine: made, switched between, dropped at the end."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg2
import redis
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
POSTGRESQL = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
NAME = f"enforcement_bench_{os.getpid()}"


def address_of(name):
    """Return the URL of the database `name` on the same server."""
    return urlsplit(POSTGRESQL)._replace(path=f"/{name}").geturl()


def require_this_machine():
    """Refuse to load any machine but this one."""
    for address in (POSTGRESQL, REDIS):
        if urlsplit(address).hostname not in LOOPBACK:
            raise SystemExit(
                f"the bench only loads servers on this machine, not {urlsplit(address).hostname}"
            )


def administer(*statements):
    connection = psycopg2.connect(address_of("postgres"))
    connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


@contextmanager
def databases(*endings):
    """Make one empty database for each ending and yield their names by ending; drop them whatever happens."""
    names = {ending: f"{NAME}_{ending}" for ending in endings}
    try:
        for name in names.values():
            administer(f'CREATE DATABASE "{name}"')
        yield names
    finally:
        for name in names.values():
            administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copy(source, name):
    """Make the database `name` anew as a copy of `source`, which nobody may be using."""
    from django.db import connection

    connection.close()
    administer(f'DROP DATABASE "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


@contextmanager
def broker():
    """Yield the address of a Redis database that was empty, and empty it again at the end."""
    for number in range(15, -1, -1):
        client = redis.Redis.from_url(urlsplit(REDIS)._replace(path=f"/{number}").geturl())
        if client.dbsize() == 0:
            break
    else:
        raise SystemExit("every database of this Redis is in use")
    try:
        yield urlsplit(REDIS)._replace(path=f"/{number}").geturl()
    finally:
        client.flushdb()
        client.close()


def use(name):
    """Let this process work on the database `name` from now on."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
