"""Finding a case by any part of its words: party, cause, everyday words of the item, number of the decision.

Each case keeps its words in their normal form (`words_of`). PostgreSQL finds parts of them by their pairs of letters,
which a trigger writes into a table of their own, `cases_pairs` (migration 0008): Chinese words have two letters, and
its trigram index needs three. SQLite, where a few thousand cases lie, reads through the words.
"""

from django.db import models
from django.db.models import Q

from lists.spelling import normal

WORDS, LONGEST = 5, 60  # of a question: words read, letters read
SHORTEST = 2
PAIRS = "cases_pairs"


def words_of(case):
    """Return what `case` can be found by, each word in its normal form between bars; its party and item are read."""
    held = [case.party.name, case.title, *case.item.search_words.split("|"), case.number]
    written = dict.fromkeys(normal(word) for word in held)
    return "|".join(word for word in written if word)


def asked(text):
    """Return the words of a question in the form in which they are looked for."""
    return [word for part in text[:LONGEST].split()[:WORDS] if (word := normal(part))]


def written(words):
    """Return the condition that a case holds every one of `words`."""
    found = Q()
    for word in words:
        found &= Q(words__holds=word)
    return found


class WordsField(models.TextField):
    """Words between bars, of which any part can be asked for: `words__holds`."""


@WordsField.register_lookup
class Holds(models.Lookup):
    """Whether the words hold a part, given in its normal form."""

    lookup_name, prepare_rhs = "holds", False

    def as_sql(self, compiler, connection):
        left, values = self.process_lhs(compiler, connection)
        return f"{left} LIKE %s", [*values, f"%{self.rhs}%"]

    def as_postgresql(self, compiler, connection):
        like, values = self.as_sql(compiler, connection)
        if len(self.rhs) < SHORTEST:
            return like, values
        key = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{connection.ops.quote_name('id')}"
        paired = f"{key} IN (SELECT {PAIRS}.case_id FROM {PAIRS} WHERE {PAIRS}.pairs @> %s::text[])"
        if len(self.rhs) == SHORTEST:
            return paired, [pairs(self.rhs)]
        return f"({paired} AND {like})", [pairs(self.rhs), *values]


def pairs(word):
    """Return the pairs of letters that stand beside each other in a word."""
    return sorted({word[at : at + 2] for at in range(len(word) - 1)})
