"""A packed version, unpacked: its data folder as it was left."""

import lzma
import shutil
import sqlite3
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
VERSIONS = sorted(path.name for path in HERE.iterdir() if (path / "database.sql.xz").exists())


def unpack(version, folder):
    """Make the data folder of `version` in `folder`, which must not be there, and return its database file."""
    folder.mkdir(parents=True)
    database = folder / "enforcement.sqlite3"
    with (
        lzma.open(HERE / version / "database.sql.xz", "rt") as packed,
        sqlite3.connect(database) as connection,
    ):
        connection.executescript(packed.read())
    connection.close()
    with tarfile.open(HERE / version / "files.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    for key in ("field_key", "secret_key"):
        shutil.copy(HERE / version / key, folder / key)
    return database
