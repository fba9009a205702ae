"""Whether port, database and Redis can be used: each failure is one sentence."""

import errno
import os
import socket

import redis
from django.db import DatabaseError, connection

from enforcement.starting.ground import Unfit, without_password

# what the driver says in English, and what that means for the person who set the address
REASONS = (
    ("does not exist", "没有这个数据库或用户，请先建立"),
    ("password authentication failed", "用户名或密码不对"),
    ("no password supplied", "地址里缺密码"),
    ("could not translate host name", "找不到这台主机"),
    ("Name or service not known", "找不到这台主机"),
    ("Connection refused", "那里没有服务在运行"),
    ("timeout", "没有应答"),
    ("Timeout", "没有应答"),
    ("invalid username-password", "用户名或密码不对"),
    ("DB index is out of range", "没有这个库号"),
    ("WRONGPASS", "密码不对"),
    ("NOAUTH", "地址里缺密码"),
)


def reason_of(error):
    """Return why a server could not be reached, in words; at worst the last line of what the driver said."""
    said = str(error).strip()
    known = [words for sign, words in REASONS if sign in said]
    return known[0] if known else said.splitlines()[-1] if said else type(error).__name__


def check_port(host, port):
    """Refuse a port that somebody listens on or that this user may not open."""
    if not 0 < port < 65536:
        raise Unfit(f"没有 {port} 号端口，请用 --port 选 1024 到 65535 之间的一个。")
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise Unfit(port_words(host, port, error)) from None


def port_words(host, port, error):
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用，请关掉占用它的程序，或用 --port 另选一个。"
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}，请用 --port 选一个 1024 以上的端口。"
    return f"不能在 {host} 的 {port} 端口上提供网页，请检查 --host（localhost、本机地址或 0.0.0.0）。"


def check_database():
    """Refuse a database that cannot be reached."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        url = os.environ.get("DATABASE_URL")
        if url:
            where = without_password(url)
            raise Unfit(f"连不上数据库 {where}：{reason_of(error)}。请检查 DATABASE_URL。") from None
        raise Unfit(f"打不开数据库 {connection.settings_dict['NAME']}：{reason_of(error)}。") from None


def check_redis(url):
    """Refuse a Redis that does not answer."""
    if not url:
        return
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=3, socket_timeout=3)
        client.ping()
        client.close()
    except (redis.RedisError, OSError, ValueError) as error:
        shown = without_password(url)
        raise Unfit(f"连不上 Redis {shown}：{reason_of(error)}。请检查 REDIS_URL。") from None
