"""Where the law stands, for templates: a rule is called by its module and function, and says its own clause."""

from functools import cache

from enforcement.law import clauses as statutes
from enforcement.law.clauses import Clause, named
from enforcement.law.rulebook import clause_of


@cache
def clauses(names):
    """Return where these rules stand, each statute named once: "filing.the_head_files review.…".

    PENALTY.65 is an article by itself, PENALTY.65.2 its paragraph: for what no rule asks. KeyError, AttributeError or
    ValueError for a name that is none.
    """
    return named(*dict.fromkeys(map(place_of, names.split())))


def sourced(words, names):
    """Return the words with where that stands behind them."""
    return f"{words}（{clauses(names)}）"


def place_of(name):
    first, *numbers = name.split(".")
    if first.isupper():
        return Clause(getattr(statutes, first), *map(int, numbers))
    return clause_of(name)
