"""Run inside `manage.py shell -c` on an empty PostgreSQL: the tables of the packed version, and its rows in them.

The schema is made by that version's migrations, which are never edited; the rows come from its SQLite file.
"""

import os
import sqlite3

from django.db import connection
from psycopg2.extras import execute_values

from enforcement.backing import make_tables

source = sqlite3.connect(os.environ["PACKED_DATABASE"])
applied = source.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
make_tables(applied)

with connection.cursor() as cursor:
    cursor.execute("SET session_replication_role = replica")  # no trigger and no order of tables in the way
    names = [name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    there = set(connection.introspection.table_names(cursor))
    tables = [name for name in names if name in there and name != "django_migrations"]
    cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in tables) + " CASCADE")
    for table in tables:
        columns = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND data_type = 'boolean'",
            [table],
        )
        booleans = {name for (name,) in cursor.fetchall()}
        rows = [
            tuple(
                bool(cell) if name in booleans and cell is not None else cell
                for name, cell in zip(columns, row, strict=True)
            )
            for row in source.execute(f'SELECT * FROM "{table}"')
        ]
        into = ", ".join(f'"{name}"' for name in columns)
        if rows:
            execute_values(cursor.cursor, f'INSERT INTO "{table}" ({into}) VALUES %s', rows, page_size=500)
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, 'id') WHERE EXISTS (SELECT 1 FROM information_schema.columns "
            "WHERE table_name = %s AND column_name = 'id' AND is_identity = 'YES')",
            [f'"{table}"', table],
        )
        if found := cursor.fetchone():
            cursor.execute(
                f"SELECT setval('{found[0]}', COALESCE((SELECT max(id) FROM \"{table}\"), 0) + 1, false)"
            )
    cursor.execute("SET session_replication_role = origin")
print(len(tables))
