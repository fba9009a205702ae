"""The catalogue of indicators. Whatever module stands in this package is read; each declares its own."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from supervision.league.definitions import Dimension
from supervision.league.indicators.declaration import CATALOGUE


@cache
def _loaded():
    for module in sorted(each.name for each in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")


def catalogue():
    """Return {id: indicator}, in the order of the dimensions, scored ones first."""
    _loaded()
    order = list(Dimension)
    ranked = sorted(
        CATALOGUE.values(), key=lambda each: (order.index(each.dimension), not each.scored, each.id)
    )
    return {each.id: each for each in ranked}
