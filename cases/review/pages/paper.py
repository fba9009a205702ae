"""A paper of the file laid open page by page, so that a remark on a page lands on that page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cases.models import Case
from cases.page.detail import CasePage
from cases.review.pane import pages_of
from enforcement.documents.models import Document


class PaperView(CasePage):
    def get(self, request, pk, document):
        case = self.case(pk)
        papers = Document.objects.filter(dossier=case.dossier_id).select_related("voiding")
        paper = get_object_or_404(papers, pk=document)
        context = {
            "case": case,
            "paper": paper,
            "pages": pages_of(paper),
            "again": paper.form.again,
        }
        return render(request, "cases/review/paper.html", context | self.correction(case, paper))

    def correction(self, case, paper):
        """Return where this paper is corrected, for whoever may correct it now."""
        name, words = paper.form.corrected_on or ("", "")
        mine = self.request.user.pk in (case.handler_id, case.partner_id)
        open_now = Case.STEPS["amend"].follows(case)
        if not (name and mine and open_now) or paper.voided:
            return {}
        asked = self.request.GET.urlencode()
        return {"correct": f"{reverse(name, args=[case.pk])}{f'?{asked}' if asked else ''}", "words": words}
