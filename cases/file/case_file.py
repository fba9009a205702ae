"""The whole file of one case, read for its page in a fixed number of statements and shared with the law's questions."""

from collections import defaultdict
from functools import cached_property
from typing import ClassVar

from django.http import Http404

from cases.file import reading, tables
from cases.file.around import PARAMETERS, OneCase, crew_of
from cases.file.ordinary import Ordinary
from cases.models import Attendee, Case
from enforcement.dossiers.models import plainly_seen
from enforcement.parameters.services import WIDTHS
from enforcement.prepared import hold
from enforcement.procedures.limits import limits_beside
from evidence.models import Piece


class CaseFile(OneCase):
    """What stands around one case for its page: one-to-one rows joined, papers read once, the rest on demand."""

    @property
    def general(self):
        return self.case.procedure == Case.Procedure.GENERAL

    @classmethod
    def open(cls, pk, officer, day):
        """Return the file of the case `pk`; Http404 where there is none, or none that `officer` may see."""
        case = reading.case_of(pk)
        if case is None or not (
            plainly_seen(case, officer, day) or Case.objects.visible_to(officer, day).filter(pk=pk).exists()
        ):
            raise Http404
        return cls(case, day)

    def lend(self, case):
        """Give the case the rows that its own reading did not join: the decision, the officers."""
        made = next((paper.decision for paper in self.papers if hasattr(paper, "decision")), None)
        if made:
            made.case = case
        else:
            case._state.fields_cache["decision"] = None
        case.handler, case.partner = self.people[case.handler_id], self.people.get(case.partner_id)

    @cached_property
    def papers(self):
        """The papers of the file in the order in which they were issued, without their contents."""
        read = reading.ordinary_papers if self.general else reading.simple_papers
        return read(self.case.dossier_id)

    @cached_property
    def ordinary(self):
        return OrdinaryFile(self)

    @property
    def assessments(self):
        return self.joined("assessment")

    @cached_property
    def notices(self):
        return self.joined("notice")

    @property
    def decisions(self):
        return self.joined("decision")

    @property
    def registrations(self):
        return self.joined("registration")

    def joined(self, name):
        row = getattr(self.case, name, None)
        return {self.case.pk: row} if row else {}

    @cached_property
    def deadlines(self):
        """Every time limit of the case, the nearest first."""
        return limits_beside(self.case)

    @cached_property
    def payments(self):
        return self.after_decision(tables.payments, "pk")

    @cached_property
    def deliveries(self):
        return self.after_decision(tables.deliveries, "document_id")

    def after_decision(self, read, name):
        """Return what `read` reads by the decision's column `name`, under that; nothing before a decision."""
        keys = [getattr(made, name) for made in self.decisions.values()]
        return defaultdict(list, {key: read((key,)) for key in keys})

    @property
    def fixed(self):
        return defaultdict(list, {self.case.pk: self.deadlines})

    @property
    def limits(self):
        return {row.row: row for row in self.deadlines if row.key == "pay"}

    @cached_property
    def people(self):
        """The officers who appear in the file, with their certificates."""
        case = self.case
        names = {case.handler_id, case.partner_id}
        for record in self.ordinary.all_records:
            names |= set(crew_of(record))
        for row, fields in (
            (getattr(case, "filing", None), ("decided_by_id", "proposed_by_id")),
            (getattr(case, "decision", None), ("decided_by_id",)),
            (getattr(case, "registration", None), ("filed_by_id",)),
            (getattr(case, "closing", None), ("proposed_by_id",)),
        ):
            names |= {getattr(row, field) for field in fields} if row else set()
        return {officer.pk: officer for officer in reading.people(tuple(names - {None}))}

    @property
    def certificates(self):
        return defaultdict(list, {key: list(one.certificates.all()) for key, one in self.people.items()})

    @cached_property
    def items(self):
        return {self.case.item_id: self.case.item}

    @cached_property
    def teams(self):
        return {self.case.team_id: self.case.team}

    @cached_property
    def parameters(self):
        areas = ("", *(self.case.path[:width] for width in WIDTHS))
        return tables.parameters(self.day, areas, PARAMETERS)

    @cached_property
    def pieces(self):
        """The evidence in the order of the file, each piece with the facts found that rest on it."""
        read = reading.ordinary_pieces if self.general else reading.simple_pieces
        return defaultdict(list, {self.case.dossier_id: read(self.case.dossier_id)})


class OrdinaryFile(Ordinary):
    """The rows of one ordinary case: those joined with it, and those that stand behind its papers."""

    def __init__(self, file):
        self.file = file
        super().__init__([file.case])

    def joined(self, name):
        return {row.case_id: row for case in self.cases if (row := getattr(case, name, None))}

    def read(self, rows):
        """Return what `rows` reads by the key of the case; nothing where the case is no ordinary one."""
        return [row for key in self.keys for row in rows(key)]

    def of_case(self, rows):
        return defaultdict(list, {case.pk: list(rows) for case in self.cases})

    @cached_property
    def filings(self):
        found = self.joined("filing")
        for row in found.values():
            row.decided_by = self.file.people.get(row.decided_by_id)
        return found

    @cached_property
    def disputes(self):
        return self.joined("dispute")

    @cached_property
    def reports(self):
        rows = [row for case in self.cases for row in case.reports.all()]
        return {row.case_id: row for row in sorted(rows, key=lambda row: row.pk)}

    @property
    def all_records(self):
        """The signed records behind the papers, without their officers."""
        return [paper.record for paper in self.file.papers if hasattr(paper, "record")] if self.cases else []

    @cached_property
    def records(self):
        for row in self.all_records:
            row.asker, row.recorder = (self.file.people[key] for key in crew_of(row))
        return self.of_case(sorted(self.all_records, key=lambda row: row.pk))

    @cached_property
    def told(self):
        return [paper.prior_notice for paper in self.file.papers if hasattr(paper, "prior_notice")]

    @cached_property
    def found(self):
        """The facts found, each with its records and, from the evidence already read, its pieces."""
        rows = self.read(reading.found_facts)
        pieces = self.file.pieces[self.file.case.dossier_id] if rows else []
        for row in rows:
            hold(row, "pieces", [each for each in pieces if row in each.found_facts.all()], Piece)
        return self.of_case(rows)

    @cached_property
    def reviews(self):
        return self.of_case(self.read(reading.reviews))

    @cached_property
    def recusals(self):
        return self.of_case(self.read(reading.recusals))

    @cached_property
    def discussions(self):
        found = self.joined("discussion")
        for row in found.values():
            hold(row, "attendees", reading.attendees(row.pk), Attendee)
        return found

    @cached_property
    def closings(self):
        return self.joined("closing")

    @cached_property
    def publications(self):
        return self.joined("publication")

    # the records here are signed; where their officers were at the time was asked before
    elsewhere: ClassVar = {}

    def others_alike(self, parties, items):
        found = (row for lookup in parties for item in items for row in reading.alike(lookup, item))
        return list({row.pk: row for row in found}.values())

    @cached_property
    def attempts(self):
        """Attempts at service by paper; where no paper can be served there are none."""
        found = defaultdict(list)
        served = [
            paper
            for paper in self.file.papers
            if hasattr(paper, "prior_notice") or hasattr(paper, "decision")
        ]
        if self.cases and served:
            for row in self.read(reading.attempts):
                found[row.document_id].append(row)
        return found
