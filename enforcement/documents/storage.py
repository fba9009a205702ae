"""Files of documents and signatures: addressed by content, written once, verified whenever read."""

import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from enforcement.errors import Refused
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import Finding, Level
from enforcement.stores import DOCUMENTS, draft_in


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def sm3(data):
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def keep(folder, data, ending):
    """Write `data` below `folder` under its own digest, unless it is there, and return the path.

    Raises Unavailable where the store cannot be written; then nothing of it is left behind.
    """
    digest = sha256(data)
    name = f"{folder}/{digest[:2]}/{digest}{ending}"
    path = Path(settings.DOCUMENTS_DIR) / name
    with DOCUMENTS.writing():
        if path.exists():
            os.utime(path)  # somebody wants it: the nightly sweep leaves it where it is
            return name
        with draft_in(path.parent) as draft:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
        os.chmod(draft.name, 0o440)
        os.replace(draft.name, path)
    return name


def read(name, digest, what):
    """Return the bytes at `name`; refuse them if they are not those that were written.

    Raises Unavailable where the store cannot be read.
    """
    path = Path(settings.DOCUMENTS_DIR) / name
    try:
        with DOCUMENTS.reading():
            data = path.read_bytes()
    except FileNotFoundError:
        raise refused(what, f"{what}的文件不见了") from None
    if sha256(data) != digest:
        raise refused(what, f"{what}的文件校验不一致，可能已被改动")
    return data


def refused(what, message):
    remedy = "不要使用这个文件，请系统管理员从备份中恢复并核查"
    finding = Finding(Level.BLOCK, message, remedy, rule="R-902", clause=Clause(HOUSE))
    return Refused(f"打开{what}", [finding])
