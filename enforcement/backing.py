"""Backup and restore: a snapshot of the database first, the files after it, the keys named and kept apart.

A row names a file that was written before it, and no file is deleted; so files that are copied after the snapshot hold
everything that its rows name. Restoring puts the files back first, then the database, so that nothing is ever read
as missing; it never writes over anything.
"""

import hashlib
import hmac
import json
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from enforcement.stores import ABANDONED, MARK, STORES

MANIFEST, DATABASE, TABLES = "backup.json", "database.sqlite3", "tables"
NOT_KEPT = ("incoming", "derived", ABANDONED)  # unfinished, made anew, nobody's
FORM = 1


class NotPossible(Exception):
    """Why a backup or a restore cannot be made, in words."""


def backup(folder, *, at):
    """Write a backup into `folder`, which is new or empty, and return (rows' files, missing ones)."""
    if folder.exists() and any(folder.iterdir()):
        raise NotPossible(f"{folder} 里已有内容，备份只写入新的或者空的目录。")
    for store in STORES:
        store.require("备份")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrations = [list(key) for key in MigrationRecorder(connection).applied_migrations()]
    (save_postgresql if connection.vendor == "postgresql" else save_sqlite)(folder)
    for store in STORES:
        shutil.copytree(store.folder, folder / store.setting, ignore=left_out(store.folder))
    named = [(store, name) for store in STORES for name in store.named()]
    missing = [name for store, name in named if not (folder / store.setting / name).exists()]
    said = {
        "form": FORM, "engine": connection.vendor, "at": at.isoformat(), "migrations": migrations,
        "field_key": fingerprint(), "demonstration": settings.DEMONSTRATION, "files": len(named),
    }  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(named), missing


def fingerprint():
    """Return what tells one FIELD_KEY from another without telling the key."""
    return hmac.new(settings.FIELD_KEY.encode(), b"backup", hashlib.sha256).hexdigest()[:16]


def left_out(top):
    def ignored(folder, names):
        return (
            [name for name in names if name in NOT_KEPT or name.startswith("tmp")]
            if Path(folder) == top
            else []
        )

    return ignored


def save_sqlite(folder):
    connection.ensure_connection()
    with sqlite3.connect(folder / DATABASE) as copied:
        connection.connection.backup(copied)
    copied.close()


def save_postgresql(folder):
    """Copy every table out of one snapshot, without any program of the server's."""
    (folder / TABLES).mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in connection.introspection.table_names(cursor):
            with open(folder / TABLES / f"{table}.copy", "wb") as written:
                cursor.copy_expert(f'COPY "{table}" ({columns(cursor, table)}) TO STDOUT', written)
            (folder / TABLES / f"{table}.columns").write_text(columns(cursor, table))


def columns(cursor, table):
    described = connection.introspection.get_table_description(cursor, table)
    return ", ".join(f'"{column.name}"' for column in described)


def restore(folder):
    """Put a backup back where nothing is yet, and bring it to this version."""
    said = manifest(folder)
    refuse_unfit(said)
    for store in STORES:
        shutil.copytree(folder / store.setting, store.folder, dirs_exist_ok=True)
    if said["demonstration"]:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        (settings.DATA_DIR / "demonstration").write_text("演示数据，均为虚构\n", encoding="utf-8")
    if said["engine"] == "postgresql":
        load_postgresql(folder, said["migrations"])
    else:
        connection.close()
        Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / DATABASE, settings.DATABASES["default"]["NAME"])
    call_command("migrate", verbosity=0, interactive=False)
    return said


def manifest(folder):
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NotPossible(f"{folder} 不是完整的备份：读不到 {MANIFEST}。") from None


def refuse_unfit(said):
    """Raise NotPossible unless key, engine and the emptiness of this place agree with the backup."""
    if said["form"] > FORM:
        raise NotPossible("备份由更新的版本所作，请用那个版本恢复。")
    if said["field_key"] != fingerprint():
        raise NotPossible("FIELD_KEY 不是作备份时的那一把，身份证号会读不出来。请先从备份的密钥中取回。")
    if said["engine"] != connection.vendor:
        raise NotPossible(f"备份来自 {said['engine']}，这里是 {connection.vendor}，不能恢复。")
    for store in STORES:
        if store.folder.exists() and any(path.name != MARK for path in store.folder.iterdir()):
            raise NotPossible(f"{store.folder} 里已有文件，恢复不覆盖任何内容。请换一个空的 DATA_DIR。")
    if not is_empty():
        raise NotPossible("数据库里已有数据，恢复不覆盖任何内容。请换一个空的数据库。")


def is_empty():
    """Return whether this database holds no table; a SQLite file that is not there is not made by the question."""
    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        return True
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def make_tables(applied):
    """Make the tables of an empty database by the migrations that were applied elsewhere, and by no other."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets_of(executor, set(applied)))


def targets_of(executor, applied):
    """Return what to migrate to, so that what is made is `applied`.

    Where one migration stands for many, it is taken if it was there too; otherwise those are, one by one.
    """
    loader = executor.loader
    if unknown := sorted(applied - set(loader.disk_migrations)):
        raise NotPossible(
            f"备份由另一个版本所作，这里没有它的迁移 {unknown[0]}。请先装回那个或者更新的版本。"
        )
    loader.replace_migrations = False
    loader.build_graph()
    for key, migration in loader.replacements.items():
        if key in applied:
            loader.graph.remove_replaced_nodes(key, migration.replaces)
        else:
            loader.graph.remove_replacement_node(key, migration.replaces)
    nodes = {key: node for key, node in loader.graph.node_map.items() if key in applied}
    # a target that is made already, because another one needs it, would be taken for the wish to go back to it
    return [key for key, node in nodes.items() if not any(child.key in nodes for child in node.children)]


def load_postgresql(folder, migrations):
    """Make the tables by the migrations that the backup had, and copy its rows in; all of it or nothing."""
    make_tables([tuple(key) for key in migrations])
    # foreign keys are looked at when the transaction ends, so that tables may come in any order
    with transaction.atomic(), connection.cursor() as cursor:
        tables = sorted(path.stem for path in (folder / TABLES).glob("*.copy"))
        quoted = ", ".join(f'"{table}"' for table in tables)
        # what triggers would derive comes back with the rest
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute(f"TRUNCATE {quoted} CASCADE")
        for table in tables:
            named = (folder / TABLES / f"{table}.columns").read_text()
            with open(folder / TABLES / f"{table}.copy", "rb") as written:
                cursor.copy_expert(f'COPY "{table}" ({named}) FROM STDIN', written)
            count_on(cursor, table, named)
    with connection.cursor() as cursor:  # not before the foreign keys were looked at
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def count_on(cursor, table, named):
    """Let new rows of a table take numbers above those that came back."""
    if '"id"' not in named:
        return
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
    [sequence] = cursor.fetchone()
    if sequence:
        cursor.execute(
            f'SELECT setval(%s, COALESCE((SELECT max(id) FROM "{table}"), 0) + 1, false)', [sequence]
        )
