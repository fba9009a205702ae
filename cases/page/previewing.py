"""Who may look at a paper before its issue, and what he is shown: the same for page and API."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone

from cases.file.facts import facts_of
from cases.models import Case
from cases.papers.previews import preview_of, previews_of
from enforcement.teams.roles import APPROVE, UNMASK


def preview_response(case, by, asked, at):
    """Return the paper that `asked` (paper, layout) names as an answer, or raise Http404 where there is none.

    On the spot only those who act see it: the two officers, and the head who confirms. Numbers in full are for them and
    for who may unmask; everybody else in whose sight the case is reads a masked paper.
    """
    day, names = timezone.localdate(at), previews_of(case)
    paper = names.get(asked.get("paper") or next(iter(names), ""))
    layout = asked.get("layout", "")
    if paper is None or layout not in ("", *paper.layouts):
        raise Http404
    acts = by.pk in (case.handler_id, case.partner_id) or by.may(APPROVE, day, case.path)
    if case.procedure == Case.Procedure.SUMMARY and not acts:
        raise PermissionDenied("只有本案的办案人员可以打开这一页。请由承办人办理。")
    masked = not (acts or by.may(UNMASK, day, case.path))
    [facts] = facts_of([case], at=at)
    pdf = preview_of(case, paper, facts, layout=layout, masked=masked, at=at)
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
