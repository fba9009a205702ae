"""What has to lie ready before the settings can be read: the data folder, the keys in it, sound addresses.

`manage.py` calls this for `start` alone, before Django is loaded. Everything that a newcomer can get wrong is
one clear sentence and exit code 2.
"""

import base64
import errno
import os
import secrets
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATABASE_SCHEMES = {"postgres", "postgresql"}
REDIS_SCHEMES = {"redis", "rediss", "unix"}
UNFIT = 2  # the exit code
WHY = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "上级不是目录",
    errno.EEXIST: "同名文件已存在",
    errno.ENOENT: "不能建立",
}


class Unfit(Exception):
    """Something without which nothing can start; its text is one sentence that says what to do."""


def prepare():
    """Make the data folder and the keys and look at the addresses, or end with one sentence."""
    try:
        folder = data_dir()
        make_writable(folder)
        make_keys(folder)
        look_at_address("DATABASE_URL", DATABASE_SCHEMES, "postgres://用户@主机:5432/数据库名")
        look_at_address("REDIS_URL", REDIS_SCHEMES, "redis://主机:6379/0")
    except Unfit as reason:
        print(reason, file=sys.stderr)
        sys.exit(UNFIT)


def data_dir():
    """Return the folder that the settings will use."""
    return Path(os.environ.get("DATA_DIR", BASE_DIR / "data")).resolve()


def make_writable(folder):
    """Make the folder, for this user alone, and write into it once."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"start")
    except OSError as error:
        why = WHY.get(error.errno, error.strerror)
        raise Unfit(f"数据目录 {folder} 不能写入（{why}），请用 DATA_DIR 指定另一个目录。") from None


def make_keys(folder):
    """Make the keys that the environment does not give: once, kept for good, readable by this user alone."""
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    for name, key in keys.items():
        path = folder / name.lower()
        if os.environ.get(name) or (path.exists() and path.read_text().strip()):
            continue
        if name == "FIELD_KEY" and (folder / "enforcement.sqlite3").exists():
            raise Unfit(f"已有数据库而密钥文件 {path} 不见了，没有它读不出身份证号，请从备份取回。")
        write_once(path, key)


def write_once(path, key):
    """Write a key file whole or not at all; who comes second keeps what the first has written."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    if path.exists() and not path.read_text().strip():
        path.unlink()
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def look_at_address(name, schemes, example):
    """Refuse an address that cannot be one, before Django stumbles over it; its password is not repeated."""
    value = os.environ.get(name)
    if not value:
        return
    try:
        parts = urlsplit(value)
        sound = parts.scheme in schemes and (parts.port is None or parts.port > 0)
        sound = sound and bool(
            parts.path.strip("/") if name == "DATABASE_URL" else parts.hostname or parts.path
        )
    except ValueError:
        sound = False
    if not sound:
        raise Unfit(f"{name} 不是能用的地址，应写成 {example}。")


def without_password(url):
    """Return the address as it may be shown."""
    parts = urlsplit(url)
    if not parts.password:
        return url
    return url.replace(f":{parts.password}@", ":***@")
