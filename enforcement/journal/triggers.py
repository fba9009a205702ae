"""Append-only tables: the database itself, on either engine, refuses to change or delete what was written.

An app registers its models in `AppConfig.ready`. The triggers are made anew after every migrate, since a
migration that remakes a table on SQLite drops them silently; a check and `verify_journal` look for them.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.core.checks import Tags, Warning, register
from django.db import connection, connections, models, transaction

REGISTER: dict[str, "AppendOnly"] = {}
FUNCTION = "enforcement_refuse_change"


@dataclass(frozen=True)
class AppendOnly:
    """One table whose rows stay as they were written, but for the `changeable` columns."""

    model: type[models.Model]
    changeable: frozenset[str]

    @property
    def table(self):
        return self.model._meta.db_table

    @property
    def message(self):
        return f"{self.model._meta.verbose_name}只增不改，不能修改或删除"

    @property
    def columns(self):
        fields = self.model._meta.local_concrete_fields
        return [field.column for field in fields if field.name not in self.changeable]

    def triggers(self):
        """Return the names of the triggers that have to be there."""
        verbs = ["update", "delete"] + ["truncate"] * (connection.vendor == "postgresql")
        return [f"{self.table}_no_{verb}" for verb in verbs]


def register_append_only(model, *, changeable=()):
    """Refuse every UPDATE, except of the fields named `changeable`, and every DELETE of rows of `model`."""
    REGISTER[model._meta.label] = AppendOnly(model, frozenset(changeable))


def install(using="default"):
    """Make all triggers anew; a table that is not there yet gets them after its own migration."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for rule in present(using):
            for statement in dropping(rule) + making(rule):
                cursor.execute(statement)
    if gone := missing(using):
        raise RuntimeError(f"触发器没有建成：{'、'.join(gone)}")


def present(using="default"):
    """Return the registered tables that exist."""
    tables = set(connections[using].introspection.table_names())
    return [rule for rule in REGISTER.values() if rule.table in tables]


def missing(using="default"):
    """Return the names of triggers that ought to be there and are not, or are switched off."""
    wanted = [name for rule in present(using) for name in rule.triggers()]
    if connections[using].vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in found]


@contextmanager
def lifted(using="default"):
    """Take the triggers away for a while: for flushing a test database and for a migration that says why."""
    with connections[using].cursor() as cursor:
        for rule in present(using):
            for statement in dropping(rule):
                cursor.execute(statement)
    try:
        yield
    finally:
        install(using)


def dropping(rule):
    on = f' ON "{rule.table}"' if connection.vendor == "postgresql" else ""
    return [f'DROP TRIGGER IF EXISTS "{name}"{on}' for name in rule.triggers()]


def making(rule):
    """Return the statements that make the triggers of one table."""
    return (making_postgresql if connection.vendor == "postgresql" else making_sqlite)(rule)


def making_sqlite(rule):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
    when = changed(rule, "IS NOT")
    update, delete = rule.triggers()
    return [
        f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{rule.table}" {when} {refuse}',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{rule.table}" {refuse}',
    ]


def making_postgresql(rule):
    refuse = f"EXECUTE FUNCTION {FUNCTION}('{rule.message}')"
    when = changed(rule, "IS DISTINCT FROM")
    update, delete, truncate = rule.triggers()
    return [
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{rule.table}" FOR EACH ROW {when} {refuse}',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{rule.table}" FOR EACH ROW {refuse}',
        f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{rule.table}" FOR EACH STATEMENT {refuse}',
    ]


def changed(rule, differs):
    """Return the WHEN clause: any change at all, or one of a column that has to stay."""
    if not rule.changeable:
        return ""
    return "WHEN (" + " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in rule.columns) + ")"


def install_after_migrate(sender, using, **kwargs):
    """Django's own hook after migrate and flush, and the one signal in the house."""
    install(using)


@register(Tags.database)
def triggers_are_there(app_configs=None, databases=None, **kwargs):
    """Warn about a missing trigger; not an error, which would keep migrate from putting it back."""
    gone = [name for using in databases or [] for name in missing(using)]
    hint = "运行 manage.py migrate 重新建立。"
    return [Warning(f"缺少只增不改触发器 {name}", hint=hint, id="journal.W001") for name in gone]
