"""Reads whose SQL is built once: a page asks every case the same questions, and only the values change.

PostgreSQL keeps the plan of such a statement too, as long as the connection lives (PREPARE): joining nine tables took
it longer to plan than to read.
"""

from datetime import date
from functools import wraps
from inspect import signature
from itertools import count
from weakref import WeakKeyDictionary

from django.db import connection, connections
from django.db.models import Expression, F, QuerySet
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError
from psycopg2.extensions import AsIs

__all__ = ["Slot", "hold", "prepared", "tried"]


LONGEST = 64  # a tuple of more is written into a statement of its own
numbers = count(1)  # of the statements that a server keeps


class Slot(Expression):
    """A value that a statement gets only when it is sent. place: which one of several."""

    def __init__(self, name, place=None):
        super().__init__()
        self.name, self.place = name, place

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def filled(self, values):
        value = values[self.name]
        if isinstance(value, date):
            return connection.ops.adapt_datefield_value(value)
        return value if self.place is None else value[self.place]


def prepared(build=None, *, many=(), only=()):
    """Turn a function that returns a queryset into a read of it as a list, its SQL built once in this process.

    The function's parameters are numbers, texts or days, or tuples of numbers or texts for `__in`; it must not look
    at them, and compares keys in tuples as `__pk__in`. many: relations of many (`remarks`), perhaps behind one of
    one (`prior_notice__points`), that LEFT JOINs read in the same statement, so that `.all()` asks no more; several
    multiply the rows of the answer: for short ones only. only: columns of these beside their key, all of them where
    none is given. A queryset of `values_list` gives its tuples.
    """
    if build is None:
        return lambda function: prepared(function, many=many, only=only)
    names, plans = tuple(signature(build).parameters), {}

    @wraps(build)
    def read(*given):
        values = {name: padded(value) for name, value in zip(names, given, strict=True)}
        if () in values.values():
            return []
        shape = tuple(len(value) if isinstance(value, tuple) else None for value in values.values())
        if any(length and length > LONGEST for length in shape):
            return Plan(build(*given), many, only).rows({})
        if shape not in plans:
            slots = [slots_for(name, length) for name, length in zip(names, shape, strict=True)]
            plans[shape] = Plan(build(*slots), many, only)
        return plans[shape].rows(values)

    return read


def filled(one, values):
    return one.filled(values) if isinstance(one, Slot) else one


def padded(value):
    """Return a tuple lengthened to a power of two by its last element, so that few lengths occur."""
    if not isinstance(value, tuple) or not value:
        return value
    length = 1 << (len(value) - 1).bit_length()
    return value + value[-1:] * (length - len(value))


def slots_for(name, length):
    return Slot(name) if length is None else [Slot(name, place) for place in range(length)]


class Plan:
    """One statement: its SQL, where its values stand, and how its rows become instances."""

    def __init__(self, queryset, many, only):
        self.many = [Many(queryset.model, name, only) for name in many]
        for each in self.many:
            queryset = queryset.annotate(**each.columns)
        self.database, self.locks = queryset.db, queryset.query.select_for_update
        compiler = queryset.query.get_compiler(using=self.database)
        self.sql, self.values = compiler.as_sql()
        self.slots = list(dict.fromkeys(one for one in self.values if isinstance(one, Slot)))
        self.blanks = ", ".join(["%s"] * len(self.slots))
        keeps = connections[self.database].vendor == "postgresql"
        self.kept = WeakKeyDictionary() if keeps and self.slots else None  # {connection of the driver: name}
        self.converters = list(compiler.get_converters([column for column, *_ in compiler.select]).items())
        self.info = None if queryset.query.values_select else compiler.klass_info
        if self.info:
            self.describe(compiler.select)
            for each in self.many:
                each.places = [compiler.annotation_col_map[name] for name in each.columns]

    def describe(self, select):
        fields = self.info["select_fields"]
        self.start, self.end = fields[0], fields[-1] + 1
        self.names = [column.target.attname for column, *_ in select[self.start : self.end]]
        self.key = self.start + self.names.index(self.info["model"]._meta.pk.attname)
        self.related = get_related_populators(self.info, select, self.database)

    def rows(self, values):
        if self.locks and not connection.in_atomic_block:
            raise TransactionManagementError("a row is locked in a transaction only")
        with connection.cursor() as cursor:
            if self.kept is not None and values:
                self.execute_kept(cursor, values)
            else:
                cursor.execute(self.sql, [filled(one, values) for one in self.values])
            rows = cursor.fetchall()
        if self.converters:
            rows = [self.converted(row) for row in rows]
        return self.instances(rows) if self.info else rows

    def execute_kept(self, cursor, values):
        """Execute the statement that this connection keeps; it is sent whole with its first execution."""
        given = [filled(slot, values) for slot in self.slots]
        name = self.kept.get(connection.connection)
        if name:
            cursor.execute(f"EXECUTE {name} ({self.blanks})", given)
            return
        name = f"enforcement_{next(numbers)}"
        places = {slot: AsIs(f"${place}") for place, slot in enumerate(self.slots, start=1)}
        statement = cursor.mogrify(self.sql, [places.get(one, one) for one in self.values]).decode()
        execution = cursor.mogrify(f"EXECUTE {name} ({self.blanks})", given).decode()
        cursor.execute(f"PREPARE {name} AS {statement}; {execution}")
        self.kept[connection.connection] = name

    def converted(self, row):
        row = list(row)
        for place, (convert, expression) in self.converters:
            for each in convert:
                row[place] = each(row[place], expression, connection)
        return row

    def instances(self, rows):
        """Return an instance for each key in the order of the rows, with the related rows under it."""
        found, under = {}, [{} for _ in self.many]
        for row in rows:
            key = row[self.key]
            if key not in found:
                found[key] = self.instance(row)
            for each, mine in zip(self.many, under, strict=True):
                each.take(row, mine.setdefault(key, {}))
        for each, mine in zip(self.many, under, strict=True):
            for key, row in found.items():
                each.hold(row, mine[key], self.database)
        return list(found.values())

    def instance(self, row):
        made = self.info["model"].from_db(self.database, self.names, row[self.start : self.end])
        for each in self.related:
            each.populate(row, made)
        return made


class Many:
    """One relation of many that is joined: its columns, and where they stand in a row of the answer."""

    def __init__(self, model, name, only):
        *self.path, self.name = name.split("__")
        for step in self.path:
            model = model._meta.get_field(step).related_model
        self.model = model._meta.get_field(self.name).related_model
        key = self.model._meta.pk.attname
        fields = [field.attname for field in self.model._meta.concrete_fields]
        self.fields = [key, *(each for each in fields if each != key and (not only or each in only))]
        self.columns = {f"{self.name}_{each}_": F(f"{name}__{each}") for each in self.fields}

    def take(self, row, found):
        """Note the related row in a row of the answer, where there is one, under its key."""
        key = row[self.places[0]]
        if key is not None and key not in found:
            found[key] = [row[place] for place in self.places]

    def hold(self, row, found, database):
        for step in self.path:
            row = getattr(row, step, None)
            if row is None:
                return
        related = [self.model.from_db(database, self.fields, each) for _, each in sorted(found.items())]
        hold(row, self.name, related, self.model)


def hold(row, name, related, model):
    """Let `row.<name>.all()` answer with the rows `related` of `model`, without asking the database.

    Anything else that is asked of them raises an error, since a slice can neither be filtered nor sorted.
    """
    held = QuerySet(model)
    held.query.set_limits(high=len(related))
    held._result_cache, held._prefetch_done = related, True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held


def tried(queryset, many):
    """Return (plan, row): the plan of a read, and what it makes of a row in which each column holds its own name.

    Asks no database. What of Django's inside this module leans on is right as long as every name of the row stands
    where Django itself would have put that column.
    """
    plan = Plan(queryset, many, ())
    columns = plan.sql.partition(" FROM ")[0].removeprefix("SELECT ").split(", ")
    [row] = plan.instances([tuple(column.partition(" AS ")[0] for column in columns)])
    return plan, row
