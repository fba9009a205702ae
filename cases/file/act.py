"""The file inside an act: read once for all the questions that the act asks of the law, and kept true by `take`."""

from contextlib import contextmanager

from cases.file.bulk import CaseFiles, held
from cases.file.relations import RELATIONS, WITH_AIM
from cases.file.single import CaseFile
from enforcement.journal.services import gathered
from enforcement.parameters import services as settings


@contextmanager
def holding(file):
    token = held.set(file)
    try:
        yield file
    finally:
        held.reset(token)


@contextmanager
def read_once(case, day):
    """Hold one reading for all the questions that an act asks of the law about `case`, and yield it.

    The caller holds the case's lock, so that nobody else writes under it; what the act itself writes it puts
    into the reading. Settings are read once and journal entries written together as well.
    """
    with settings.read_once(), gathered(), holding(CaseFile(case, day)) as file:
        yield file


class LoggedCase(CaseFiles):
    """The file of a case that this act has logged: what it points at is at hand, nothing lies under it yet."""

    def rows(self, relation):
        [case] = self.cases
        if relation.place == WITH_AIM:
            return [getattr(case, relation.aim)]
        return [] if relation.at == "pk" else super().rows(relation)

    @property
    def people(self):
        return {
            officer.pk: officer for case in self.cases for officer in (case.handler, case.partner) if officer
        }


@contextmanager
def just_logged(case, day):
    """Hold what is at hand of a case that the present act has logged, for the questions it asks of the law."""
    for each in RELATIONS.values():
        if each.of_case:
            case._state.fields_cache[each.of_case] = None
    with holding(LoggedCase([case], day)) as file:
        yield file
