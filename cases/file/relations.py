"""Every table of a case's file, declared once: what its rows hang on, how they are read and what is read with them.

From these are read the rows of many cases (`bulk`), those of one (`single`) and those of an act (`act`), and what an
act has written is taken in. A new table under the case is one more `Relation` here.
"""

from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from cases.models import (
    Assessment,
    Attempt,
    Attendee,
    Case,
    Closing,
    Collection,
    Complaint,
    Decision,
    Discussion,
    Dispute,
    Filing,
    FoundFact,
    OralNotice,
    Party,
    Payment,
    PriorNotice,
    Publication,
    Record,
    Recusal,
    Registration,
    Report,
    Review,
)
from enforcement.documents.models import Delivery
from enforcement.prepared import prepared
from enforcement.procedures.models import Limit
from enforcement.teams.models import Certificate, Team
from evidence.models import Piece
from lists.models import DiscretionBand, ItemVersion

SUMMARY, GENERAL = Case.Procedure.SUMMARY, Case.Procedure.GENERAL
# where the file of one case has a row from without a statement of its own: joined with the case, with what the case
# points at, or with the paper that the row stands behind
WITH_CASE, WITH_AIM, WITH_PAPER = "case", "aim", "paper"


@dataclass(frozen=True, eq=False)
class Relation:
    """One table as a file has it: under `name` a dict from what a row hangs on to the row, or to the list of them.

    via: the path from a row to what it hangs on; at: where a file has the keys of that, a column of its cases, one of
    its other rows (`decisions.pk`) or a property of its own. by: another column under which the rows are kept. many:
    a list each; else the last in `order`. joined: rows of one each that are joined; under: relations of many that are
    read with them, alone: those that a file of one case has in the same statement, of which it reads `columns`.
    officers: columns that name officers whom the file lends to the row. where: of which rows alone it speaks.
    procedure, decided, after: cases of another procedure, without a decision, without a row in any of these relations
    have none, and nothing is asked. place: see above. within: joined with the rows of this other relation.
    """

    name: str
    model: type
    via: str = "case"
    at: str = "pk"
    by: str = ""
    many: bool = False
    order: tuple = ()
    joined: tuple = ()
    under: tuple = ()
    alone: tuple = ()
    columns: tuple = ()
    deferred: tuple = ()
    officers: tuple = ()
    where: dict = field(default_factory=dict)
    procedure: str = ""
    decided: bool = False
    after: tuple = ()
    place: str = ""
    within: str = ""

    def last_field(self, path):
        *steps, name = path.split("__")
        model = self.model
        for step in steps:
            model = model._meta.get_field(step).related_model
        return steps, model._meta.get_field(name) if name != "pk" else model._meta.pk

    @cached_property
    def lookup(self):
        _, column = self.last_field(self.via)
        return f"{self.via}__pk__in" if column.is_relation else f"{self.via}__in"

    @cached_property
    def key(self):
        """Return the function from a row to the key under which it is kept."""
        steps, column = self.last_field(self.by or self.via)
        return attrgetter(".".join([*steps, column.attname]))

    @property
    def aim(self):
        """Return the field by which a case points at the row."""
        return self.at.removesuffix("_id")

    def reverse(self, path):
        """Return by which name what the path leads to has the row, or the rows."""
        return self.last_field(path)[1].remote_field.get_accessor_name()

    @cached_property
    def accessor(self):
        """Return under which name the row is read where it is joined with something."""
        return self.reverse("document" if self.place == WITH_PAPER else self.via)

    @cached_property
    def of_case(self):
        """Return by which name a case has its one row, "" where it may have several or they hang on something else."""
        return self.reverse("case") if self.via == "case" and self.last_field("case")[1].one_to_one else ""

    def holds(self, row):
        """Return whether a row is one of this relation."""
        fits = (getattr(row, name) == value for name, value in self.where.items())
        return isinstance(row, self.model) and all(fits)

    def rows(self, keys):
        """Return the queryset of the rows under `keys`, without what is read under them."""
        found = self.model.objects.filter(**{self.lookup: keys}, **self.where)
        if self.joined:  # without a name Django would join whatever the rows point at
            found = found.select_related(*self.joined)
        return found.defer(*self.deferred).order_by(*self.order)

    @cached_property
    def kept(self):
        @prepared
        def kept(keys):
            return self.rows(keys)

        return kept

    @cached_property
    def kept_alone(self):
        @prepared(many=self.alone, only=self.columns)
        def kept_alone(keys):
            return self.rows(keys)

        return kept_alone


RELATIONS = {}


def declare(*relations):
    RELATIONS.update({each.name: each for each in relations})


# of both procedures
declare(
    Relation("assessments", Assessment, place=WITH_CASE),
    Relation("oral_notices", OralNotice, place=WITH_CASE),
    Relation("pieces", Piece, via="dossier", at="dossier_id", many=True, order=("pk",), joined=("vetting",),
             alone=("found_facts",), columns=("case_id",)),
    Relation("decisions", Decision, decided=True, place=WITH_PAPER, joined=("collection", "document"),
             officers=("decided_by",)),
    Relation("collections", Collection, via="decision", at="decisions.pk", within="decisions"),
    Relation("deliveries", Delivery, via="document", at="decisions.document_id", many=True),
    Relation("payments", Payment, via="decision", at="decisions.pk", many=True, order=("paid_on", "pk")),
    Relation("fixed", Limit, via="row", many=True, order=("pk",), where={"subject": "case"}),
    Relation("registrations", Registration, procedure=SUMMARY, decided=True, place=WITH_CASE,
             officers=("filed_by",)),
)  # fmt: skip

# of the ordinary procedure
declare(
    Relation("filings", Filing, procedure=GENERAL, place=WITH_CASE, joined=("decided_by",), officers=("decided_by",)),
    Relation("complaints", Complaint, procedure=GENERAL, place=WITH_CASE),
    Relation("disputes", Dispute, procedure=GENERAL, place=WITH_CASE),
    Relation("recusals", Recusal, procedure=GENERAL, many=True, order=("pk",), joined=("officer",)),
    Relation("records", Record, procedure=GENERAL, many=True, order=("pk",), place=WITH_PAPER,
             joined=("asker", "recorder"), officers=("asker", "recorder")),
    Relation("found", FoundFact, procedure=GENERAL, many=True, order=("position",), under=("pieces", "records"),
             alone=("records",), columns=("kind", "serial", "person", "began_at")),
    Relation("reports", Report, procedure=GENERAL, order=("pk",), place=WITH_CASE, officers=("by",)),
    Relation("prior_notices", PriorNotice, procedure=GENERAL, many=True, order=("pk",), place=WITH_PAPER,
             joined=("document",), under=("points",), alone=("points",)),
    Relation("attempts", Attempt, procedure=GENERAL, after=("decisions", "prior_notices"), by="document", many=True,
             order=("pk",), under=("servers",), alone=("servers",), columns=("name",)),
    Relation("reviews", Review, procedure=GENERAL, many=True, order=("serial",), joined=("reviewer",),
             deferred=("snapshot",), under=("remarks",), alone=("remarks",)),
    Relation("discussions", Discussion, procedure=GENERAL, place=WITH_CASE),
    Relation("attendees", Attendee, via="discussion", at="discussions.pk", many=True, order=("pk",),
             joined=("officer",)),
    Relation("closings", Closing, procedure=GENERAL, decided=True, place=WITH_CASE),
    Relation("publications", Publication, procedure=GENERAL, decided=True, place=WITH_CASE),
)  # fmt: skip

# what cases point at, and what hangs on that
declare(
    Relation("parties", Party, via="pk", at="party_id", place=WITH_AIM),
    Relation("items", ItemVersion, via="pk", at="item_id", place=WITH_AIM, joined=("item", "statute__statute")),
    Relation("teams", Team, via="pk", at="team_id", place=WITH_AIM, joined=("parent",)),
    Relation("certificates", Certificate, via="officer", at="acting", many=True),
    Relation("bands", DiscretionBand, via="benchmark__item", at="codes", many=True,
             order=("benchmark", "position"), joined=("benchmark",)),
    Relation("versions", ItemVersion, via="item", at="codes", many=True, order=("valid_from",)),
)  # fmt: skip
