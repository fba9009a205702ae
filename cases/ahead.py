"""What says who has to do what next with cases: read when it is asked for, once for all of them."""

from functools import cached_property

from cases.file.around import Around
from cases.file.ordinary import Ordinary, gathered
from cases.models import FoundFact, Record


class Ahead(Around):
    """What stands around cases after an act: each has at hand what it points at already."""

    def lend(self, case):
        pass

    @cached_property
    def ordinary(self):
        return OrdinaryAhead(self.cases)


class OrdinaryAhead(Ordinary):
    """The rows of ordinary cases without what stands behind each: that there are some says what comes next."""

    @cached_property
    def records(self):
        return gathered(self.under(Record).order_by("pk"))

    @cached_property
    def found(self):
        return gathered(self.under(FoundFact))
