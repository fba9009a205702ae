"""The periods that depend on the domain's procedural rule: clue, extensions of the ninety days, review."""

from dataclasses import dataclass

from enforcement.law import terms
from enforcement.law.clauses import HOUSING_PENALTY, MARKET_PENALTY, Clause
from enforcement.law.kinds import Domain
from enforcement.law.terms import Term


@dataclass(frozen=True)
class Periods:
    """What one domain allows.

    `clue_longer`: the clue's period with approval, None where it cannot be prolonged. `extension`: the clause
    that allows more than ninety days (PL 60 asks for one), None where there is none. `first_days`: what the
    head may add; `later_days`: what a collective discussion may add after that, None without limit.
    """

    clue: Term
    clue_longer: Term | None
    extension: Clause | None
    first_days: int
    later_days: int | None
    review: Term


PERIODS = {
    Domain.GENERAL: Periods(terms.HANDLE_CLUE, None, None, 0, 0, terms.REVIEW),
    Domain.MARKET: Periods(
        terms.CLUE_MARKET, terms.CLUE_MARKET_LONGER, Clause(MARKET_PENALTY, 64), 30, None, terms.REVIEW_MARKET
    ),
    Domain.HOUSING: Periods(
        terms.CLUE_HOUSING, terms.CLUE_HOUSING_LONGER, Clause(HOUSING_PENALTY), 30, 60, terms.REVIEW
    ),
}
