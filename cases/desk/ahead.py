"""What says who has to do what next with cases: read when it is asked for, once for all of them."""

from datetime import date
from functools import cached_property

from cases.file.bulk import CaseFiles
from cases.workflow import State
from enforcement.teams.models import Post
from enforcement.teams.roles import PERMISSIONS, REVIEW

REVIEWERS = [role for role, held in PERMISSIONS.items() if REVIEW in held]
BARE = ("records", "found")  # that there are some says what comes next


class Ahead(CaseFiles):
    """The files of cases after an act: each case has at hand what it points at already."""

    def lend(self, case):
        pass

    def rows(self, relation):
        if relation.name in BARE:
            return relation.rows(self.keys_of(relation)).select_related(None)
        return super().rows(relation)

    @cached_property
    def reviewing_until(self):
        """Return {who holds a review: the last day of his posts that review, `date.max` for no end}."""
        held = {case.pk for case in self.cases if case.state == State.IN_REVIEW}
        rounds = {key: made for key, made in self.reviews.items() if key in held and made}
        people, found = {made[-1].reviewer_id for made in rounds.values()} - {None}, {}
        posts = Post.objects.in_force(self.day).filter(officer__in=people, role__in=REVIEWERS)
        for officer, last in posts.values_list("officer", "valid_to") if people else ():
            found[officer] = max(found.get(officer, date.min), last or date.max)
        return found
