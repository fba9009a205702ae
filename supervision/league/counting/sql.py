"""Two expressions that the ORM lacks, the same on both databases."""

from django.db.models import Aggregate, Func, TextField


class JoinedTexts(Aggregate):
    """All texts of a group, with a space between, in no particular order."""

    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


class DaysBetween(Func):
    """Whole days from the second date to the first."""

    arity = 2

    def as_sqlite(self, compiler, connection, **context):
        template = "CAST(ROUND(JULIANDAY(%(expressions)s)) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - JULIANDAY(", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **context)
