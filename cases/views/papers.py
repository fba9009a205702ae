"""A paper of the file laid open page by page, so that a remark on a page lands on that page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cases.models import Case
from cases.reviewing.file import pages_of
from cases.views.detail import CasePage
from enforcement.documents.models import Document
from enforcement.law.kinds import DocumentKind

# on which page the content of a paper is corrected, from which the paper is made anew
CORRECTED_ON = {DocumentKind.INVESTIGATION_REPORT: ("cases:report", "更正调查终结报告")}
# what has been signed or told is not corrected but made again
MADE_AGAIN = {
    DocumentKind.INQUIRY_RECORD: "笔录签名后不能改；需要补充的，“补充调查”后重新询问，另做一份笔录。",
    DocumentKind.INSPECTION_RECORD: "笔录签名后不能改；需要补充的，“补充调查”后重新检查，另做一份笔录。",
    DocumentKind.PRIOR_NOTICE: "告知书出具后不能改；需要更正的，“补充调查”撤销后重新告知（处罚法第四十四条）。",
    DocumentKind.FILING_APPROVAL: "审批表批准后不能改；写明情况，由审核人员认定。",
}


class PaperView(CasePage):
    def get(self, request, pk, document):
        case = self.case(pk)
        papers = Document.objects.filter(dossier=case.dossier_id).select_related("voiding")
        paper = get_object_or_404(papers, pk=document)
        context = {
            "case": case,
            "paper": paper,
            "pages": pages_of(paper),
            "again": MADE_AGAIN.get(paper.kind),
        }
        return render(request, "cases/paper.html", context | self.correction(case, paper))

    def correction(self, case, paper):
        """Return where this paper is corrected, for whoever may correct it now."""
        name, words = CORRECTED_ON.get(paper.kind, ("", ""))
        mine = self.request.user.pk in (case.handler_id, case.partner_id)
        open_now = Case.STEPS["amend"].follows(case)
        if not (name and mine and open_now) or paper.voided:
            return {}
        asked = self.request.GET.urlencode()
        return {"correct": f"{reverse(name, args=[case.pk])}{f'?{asked}' if asked else ''}", "words": words}
