"""The papers of a case as they would print now: marked 预览, without a number and without a seal; nothing is kept."""

from cases.models import Case
from cases.papers import general
from cases.papers.summary import no_penalty_content, summary_penalty_content
from cases.workflow import State
from enforcement.documents import services as documents
from enforcement.errors import DomainError
from enforcement.law.kinds import DocumentKind
from enforcement.law.rules.hearings import grounds

NOTICE, DECISION = "notice", "decision"
NOTICE_IN = (State.INVESTIGATING, State.CONCLUDED)
DECISION_IN = (State.NOTIFIED, State.IN_REVIEW, State.RETURNED, State.REVIEWED)
ON_THE_SPOT_IN = (State.ON_SITE, State.PROPOSED)
# before which step a page offers which paper
BEFORE = {"give_notice": NOTICE, "submit": DECISION, "decide": DECISION, "confirm_exemption": DECISION}


def previews_of(case):
    """Return {name: DocumentKind} of the papers that can be looked at before their issue, the next one first."""
    found = getattr(case, "assessment", None)
    if found is None:
        return {}
    spared = found.outcome == found.Outcome.NO_PENALTY
    if case.procedure == Case.Procedure.SUMMARY:
        kind = DocumentKind.NO_PENALTY if spared else DocumentKind.ON_THE_SPOT
        return {DECISION: kind} if case.state in ON_THE_SPOT_IN else {}
    if spared:
        return {DECISION: DocumentKind.NO_PENALTY} if case.state in (*NOTICE_IN, *DECISION_IN) else {}
    if case.state in NOTICE_IN:
        return {NOTICE: DocumentKind.PRIOR_NOTICE}
    return {DECISION: DocumentKind.DECISION} if case.state in DECISION_IN else {}


def offered_before(case, step):
    """Return (name, what it is called) of the paper that this step issues or leads to, None where there is none."""
    name = BEFORE.get(step)
    kind = previews_of(case).get(name)
    return (name, kind.label) if kind else None


def content_of(case, kind, facts, at):
    """Return what a paper of `kind` would say at the moment `at`. facts: the case's CaseFacts."""
    if kind == DocumentKind.ON_THE_SPOT:
        return summary_penalty_content(case, at=at)
    if kind == DocumentKind.NO_PENALTY:
        return no_penalty_content(case, at=at)
    if kind == DocumentKind.PRIOR_NOTICE:
        return general.prior_notice(case, hearing_told=bool(grounds(facts)), at=at)
    if (
        not case.prior_notices.filter(cancelled_at__isnull=True)
        .exclude(served_on=None, waived_on=None)
        .exists()
    ):
        raise DomainError("告知书还没有送达，决定书还不能预览。先登记告知书送达，再看预览。")
    return general.decision(case, at=at)


def preview_of(case, kind, facts, *, layout="", masked=False, at):
    """Return the paper as PDF bytes; layout: "" for the form's usual one; masked: numbers are not shown in full."""
    form = documents.form_of(kind)
    content = content_of(case, kind, facts, at)
    if masked:
        content = form.read(content.split()[0])
    return documents.preview(kind, content, layout or form.layouts[0])
