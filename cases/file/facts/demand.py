"""Facts that are built group by group, when a rule first reads them: a step asks for a few of thirty."""

from dataclasses import fields
from functools import partial

from enforcement.law import facts as law

GROUPS = frozenset(each.name for each in fields(law.CaseFacts))


class FactsOnDemand(law.CaseFacts):
    """Case facts whose groups are made on first reading. makers: {group: function without arguments}.

    A group without a maker is UNKNOWN. Once made, a group stays as it is.
    """

    __slots__ = ("makers",)

    def __init__(self, makers):
        object.__setattr__(self, "makers", dict(makers))

    def __getattr__(self, name):
        """Make a group that is not there yet; one that turns out to be unknown is not asked for again."""
        maker = self.makers.get(name) if name in GROUPS else None
        made = maker() if maker else law.UNKNOWN
        if made is law.UNKNOWN:
            self.makers.pop(name, None)
            return super().__getattr__(name)
        vars(self)[name] = made
        return made

    def known(self, name):
        """Return a group as it is, UNKNOWN included."""
        try:
            return getattr(self, name)
        except law.UnknownFact:
            return law.UNKNOWN

    def whole(self):
        """Return the same facts with every group built."""
        return law.CaseFacts(**{name: self.known(name) for name in GROUPS})

    def raw(self, name):
        self.known(name.partition(".")[0])
        return super().raw(name)

    def but(self, **changes):
        """Return a copy with some facts changed, the other groups still made on demand."""
        makers = {name: partial(self.known, name) for name in GROUPS}
        return FactsOnDemand(
            makers | {name: partial(self.changed, name, new) for name, new in changes.items()}
        )

    def changed(self, name, new):
        if not isinstance(new, dict):
            return new
        held = self.known(name)
        return held.but(**new) if isinstance(held, law.Group) else new

    def __eq__(self, other):
        other = other.whole() if isinstance(other, FactsOnDemand) else other
        return self.whole() == other

    def __hash__(self):
        return hash(self.whole())

    def __repr__(self):
        return repr(self.whole())
