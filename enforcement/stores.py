"""Where files lie: each store is known by its mark, so that an empty folder in its place is seen for what it is.

A store that cannot be read or written is an outage and no tampering (ruling 20): it is said, answered with 503, and
over as soon as the store is back. Nothing is written into a chain for it, nothing is locked, no folder is made anew.
"""

import errno
import hashlib
import hmac
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.conf import settings

from enforcement.errors import Unavailable

MARK = "store"  # the file that says whose store this is
SAMPLE = 50  # files that rows name, of which one has to lie in a folder before it gets a mark
ABANDONED = "abandoned"  # where files go that no row names; never a place of an original
DRAFTS = ("incoming/*", "*/*/tmp*", "derived/*/*/*.part")
DRAFT_DAYS, ABANDONED_DAYS = 1, 7
SHARES = 16  # nights in which all files are looked at once
DAY = 86400
WHY = {
    errno.EACCES: "没有权限",
    errno.EDQUOT: "磁盘配额已满",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "目录不在",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTCONN: "网络存储没有连接",
    errno.ENOTDIR: "目录不在",
    errno.EROFS: "只读",
    errno.ESTALE: "网络存储没有连接",
}


@dataclass(frozen=True)
class Store:
    """One folder of files. `columns`: (model, field) of the rows that name its files."""

    setting: str
    label: str
    columns: list = field(default_factory=list)

    @property
    def folder(self):
        return Path(getattr(settings, self.setting))

    @property
    def mark(self):
        """Return what the mark says: bound to the key, so that a strange store is not taken for ours."""
        said = hmac.new(settings.FIELD_KEY.encode(), f"store:{self.setting}".encode(), hashlib.sha256)
        return f"{self.setting} {said.hexdigest()}\n"

    def require(self, act="读写"):
        """Raise Unavailable unless this folder can be read and is the right one."""
        try:
            same = (self.folder / MARK).read_text(encoding="utf-8", errors="replace") == self.mark
        except OSError as error:
            raise self.unavailable(act, error) from error
        if not same:
            raise self.unavailable(act, "目录里的标记不是本系统的")

    def unavailable(self, act, why):
        """Return the exception that says in words why the store cannot be used now."""
        if isinstance(why, OSError):
            why = WHY.get(why.errno, why.strerror or type(why).__name__)
        return Unavailable(f"{self.label}暂时不能{act}（{why}）。", act=act)

    @contextmanager
    def writing(self):
        """Let the block write into the store if it is the right one; what the disk refuses is an outage."""
        self.require("写入")
        try:
            yield
        except OSError as error:
            raise self.unavailable("写入", error) from error

    @contextmanager
    def reading(self):
        """Let the block read a file; one that is not there raises FileNotFoundError only if the store is right."""
        try:
            yield
        except FileNotFoundError:
            self.require("读取")
            raise
        except OSError as error:
            raise self.unavailable("读取", error) from error

    def probe(self):
        """Raise Unavailable unless a byte can be written to the disk, and leave nothing behind."""
        with self.writing(), tempfile.TemporaryFile(dir=self.folder) as byte:
            byte.write(b"healthz")
            byte.flush()
            os.fsync(byte.fileno())

    def free(self):
        """Return the free bytes of the disk."""
        return shutil.disk_usage(self.folder).free

    def named(self):
        """Yield the place of every file that a row names."""
        for model, name in self.columns:
            rows = model.objects.exclude(**{name: ""}).order_by()
            yield from rows.values_list(name, flat=True).iterator(chunk_size=2000)

    def found(self):
        """Make the store and its mark where it is new; a folder without the files that rows name gets none."""
        if (self.folder / MARK).exists():
            return
        sample = list(islice(self.named(), SAMPLE))
        if sample and not any((self.folder / name).exists() for name in sample):
            raise self.unavailable("使用", "数据库所记的文件一个也不在，请先从备份恢复文件再运行 migrate")
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f".{MARK}-{os.getpid()}"
        draft.write_text(self.mark, encoding="utf-8")
        draft.replace(self.folder / MARK)


EVIDENCE = Store("EVIDENCE_DIR", "证据库")
DOCUMENTS = Store("DOCUMENTS_DIR", "文书库")
STORES = (EVIDENCE, DOCUMENTS)


def found_after_migrate(sender, **kwargs):
    """Django's hook after migrate: make what is not there yet. Tests have folders of their own."""
    if settings.TESTING:
        return
    for store in STORES:
        try:
            store.found()
        except (Unavailable, OSError) as error:
            print(error, file=sys.stderr)


@contextmanager
def draft_in(folder, **given):
    """Give a file that is open for writing beside its later place, and leave none of it behind on a failure."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False, **given) as draft:
        try:
            yield draft
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def sweep(store, *, day, now=None):
    """Clear a store of what nobody finished, and set aside what no row names; return (cleared, set aside).

    Drafts older than a day go. A file without a row, older than a week, is moved below `abandoned/` and never
    deleted here: a database that was set back to an earlier day may still want it. Every file's turn comes
    once in SHARES nights.
    """
    store.require("整理")
    now = time.time() if now is None else now
    cleared = 0
    for pattern in DRAFTS:
        for path in store.folder.glob(pattern):
            if older(path, now, DRAFT_DAYS):
                path.unlink(missing_ok=True)
                cleared += 1
    return cleared, set_aside(store, day, now)


def set_aside(store, day, now):
    share = day.toordinal() % SHARES
    old = {
        path.relative_to(store.folder).as_posix(): path
        for path in originals(store.folder)
        if int(path.stem[:2], 16) % SHARES == share and older(path, now, ABANDONED_DAYS)
    }
    for name in store.named() if old else ():
        old.pop(name, None)
    for name, path in old.items():
        target = store.folder / ABANDONED / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            path.replace(target)
    return len(old)


def originals(folder):
    """Yield the files that lie at the place of an original: under the first letters of their own digest."""
    for path in folder.glob("*/*/*"):
        top = path.relative_to(folder).parts[0]
        if top not in (ABANDONED, "incoming", "derived") and len(path.stem) == 64 and is_hex(path.stem):
            yield path


def is_hex(text):
    return not set(text) - set("0123456789abcdef")


def older(path, now, days):
    with suppress(FileNotFoundError):
        return path.is_file() and now - path.stat().st_mtime > days * DAY
    return False
