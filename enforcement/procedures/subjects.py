"""The row that a table of steps is about: what every such model has."""

from django.db import models

from enforcement.dossiers.models import Dossier
from enforcement.procedures.models.limits import Limit


class Subject(models.Model):
    """A row with a state that only steps change.

    STEPS: its Table. LIFTS: the permission of who lifts a HOLD. `lane`: which procedure the row is in. `dossier`: the
    file in which it lies, None for a row that has none. `unit`: code of the unit whose posts may act on it, None where
    a post anywhere may. `chain`: on whose chain the journal keeps its steps. A model says by columns or properties
    what differs. `said`: [(name, value)] that the row's page shows, in order.
    """

    STEPS = None
    LIFTS = ""
    lane = ""
    dossier = None

    table_version = models.PositiveSmallIntegerField(
        "步骤表版本", default=1, db_default=1, editable=False, help_text="最近一步按哪一版步骤表办理"
    )

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return self.STEPS.address(self)

    @property
    def unit(self):
        return self.path

    @property
    def called(self):
        """Return what a reminder calls the row: nobody's full name, where that is not for every reader."""
        return str(self)

    @property
    def chain(self):
        return self.dossier or self

    @property
    def said(self):
        return []

    @classmethod
    def seen_by(cls, officer, day):
        """Return the rows in the sight of `officer`: those of the files that he sees."""
        return cls.objects.filter(dossier__in=Dossier.objects.visible_to(officer, day))

    @property
    def limits(self):
        """Return the time limits of the row, without those of what else lies in its file."""
        return Limit.objects.of(self)

    def for_desk(self):
        """Return what a desk shows of the row and how it is kept: {column of Task: value}."""
        shown = {"title": str(self)[:200], "lane": self.lane}
        if self.dossier is not None:
            shown["sensitivity"] = self.dossier.sensitivity
        limit = self.limits.open().filter(for_party=False).order_by("safe_day", "pk").first()
        if limit is None:
            return shown
        return shown | {
            "due_on": limit.due_on, "due_words": limit.label, "due_unit": limit.reckoning.unit,
            "provisional": bool(limit.provisional),
        }  # fmt: skip

    @classmethod
    def locked(cls, key):
        """Return the row under lock with its dossier; what else a step reads is asked for by key.

        A joined row would be the one that stood there before the wait for the lock; a row never changes its dossier.
        """
        rows = cls.objects.select_for_update(of=("self",))
        return (rows.select_related("dossier") if cls.dossier is not None else rows).get(pk=key)
