"""Packs the data folder of a version that was landed, so that every later one is tested against it.

    python tests/upgrade/pack.py DATA_DIR tests/upgrade/<commit>

Needs nothing but Python, since it is run beside old versions. See README.md here for how the data are made.
"""

import lzma
import shutil
import sqlite3
import sys
import tarfile
from pathlib import Path

KEYS = ("field_key", "secret_key")
# what a run leaves behind and no upgrade reads: sign-ins, and rows of volume without a reader
LEFT_OUT = ("django_session", "axes_accesslog", "axes_accessattempt", "jobs_heartbeat")


def pack(data, target):
    target.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(data / "enforcement.sqlite3")
    lines = [line for line in database.iterdump() if not line.startswith(left_out())]
    with lzma.open(target / "database.sql.xz", "wt", preset=9 | lzma.PRESET_EXTREME) as written:
        written.write("\n".join(lines))
    database.close()
    with tarfile.open(target / "files.tar.xz", "w:xz", preset=9) as written:
        for folder in ("evidence", "documents"):
            written.add(data / folder, folder)
    for name in KEYS:
        shutil.copy(data / name, target / name)


def left_out():
    return tuple(f'INSERT INTO "{table}"' for table in LEFT_OUT)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
