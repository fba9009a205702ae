"""The papers of a case as they would print now: marked 预览, without a number and without a seal; nothing is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.models import Case
from cases.workflow import State
from enforcement.documents import services as documents
from enforcement.documents.register import Paper, papers

NOTICE, DECISION = "notice", "decision"
NOTICE_IN = (State.INVESTIGATING, State.CONCLUDED)
DECISION_IN = (State.NOTIFIED, State.IN_REVIEW, State.RETURNED, State.REVIEWED)
ON_THE_SPOT_IN = (State.ON_SITE, State.PROPOSED)
# before which step a page offers which paper
BEFORE = {"give_notice": NOTICE, "submit": DECISION, "decide": DECISION, "confirm_exemption": DECISION}
_drafts = []


@dataclass(frozen=True)
class Draft:
    """A paper that can be looked at before its issue.

    name: by which addresses ask for it. spared: whether it is for who is not punished. states: in which, by procedure.
    content(case, facts, at): what it would say.
    """

    paper: Paper
    name: str
    spared: bool
    states: dict
    content: Callable

    def due(self, case, spared):
        lane = Case.Procedure.SUMMARY if case.procedure == Case.Procedure.SUMMARY else Case.Procedure.GENERAL
        return self.spared == spared and case.state in self.states.get(lane, ())


def previewed(paper, name, *, spared, states):
    """Declare the function below as what this paper would say before its issue, see `Draft`."""

    def declare(content):
        _drafts.append(Draft(paper, name, spared, states, content))
        return content

    return declare


def previews_of(case):
    """Return {name: Paper} of the papers that can be looked at before their issue."""
    found = getattr(case, "assessment", None)
    if found is None:
        return {}
    papers()  # whose files declare their drafts
    spared = found.outcome == found.Outcome.NO_PENALTY
    return {draft.name: draft.paper for draft in _drafts if draft.due(case, spared)}


def offered_before(case, step):
    """Return (name, what it is called) of the paper that this step issues or leads to, None where there is none."""
    name = BEFORE.get(step)
    paper = previews_of(case).get(name)
    return (name, paper.title) if paper else None


def preview_of(case, paper, facts, *, layout="", masked=False, at):
    """Return a paper as PDF bytes; layout: "" for its usual one; masked: numbers are not shown in full."""
    [draft] = [each for each in _drafts if each.paper is paper]
    content = draft.content(case, facts, at)
    if masked:
        content = paper.read(content.split()[0])
    return documents.preview(paper.kind, content, layout or paper.layouts[0])
