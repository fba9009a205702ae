"""The page of one document, and its file."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from enforcement import clock
from enforcement.documents import services
from enforcement.documents.models import Document
from enforcement.errors import Refused
from enforcement.journal.services import note_look
from enforcement.teams.roles import READ_CASES, UNMASK
from enforcement.web import RequiresPermission, refused_response

RELATED = ("dossier", "team", "issued_by", "replaces", "voiding__by")


class DocumentView(RequiresPermission, View):
    permissions = (READ_CASES,)

    def document(self, pk):
        seen = Document.objects.visible_to(self.request.user, clock.today())
        document = get_object_or_404(seen.select_related(*RELATED), pk=pk)
        what = f"{document.title} {document.number}".strip()[:60]
        note_look(document.dossier, what, by=self.request.user, at=clock.now())
        return document

    def may_unmask(self, document):
        return self.request.user.may(UNMASK, clock.today(), document.dossier.path)


class DocumentPage(DocumentView):
    """文书 /documents/<id>/."""

    def get(self, request, pk):
        return render(request, "documents/document_detail.html", self.context(self.document(pk)))

    def context(self, document):
        """Return what the page shows; the content as it stands in the register, masked."""
        return {
            "document": document,
            "content": document.form.read(document.content).lines(),
            "signatures": document.signed(),
            "deliveries": document.deliveries.prefetch_related("servers").order_by("-pk"),
            "files": {kept.layout: kept for kept in document.renderings.all()},
            "layouts": document.layouts,
            "masked": not self.may_unmask(document),
        }


class DocumentFile(DocumentView):
    """The PDF: the original for who may see numbers in full, a masked copy for others; a void one says so."""

    def get(self, request, pk, layout):
        document = self.document(pk)
        if layout not in document.form.layouts:
            raise Http404
        try:
            pdf = self.file(document, layout)
        except Refused as refused:
            return refused_response(request, refused)
        name = f'inline; filename="document-{document.pk}-{layout}.pdf"'
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    def file(self, document, layout):
        masked = not self.may_unmask(document)
        if masked or document.voided:
            return services.copy(document, layout, masked=masked)
        return services.open_file(document=document, layout=layout, by=self.request.user, at=clock.now())


class DocumentPicture(DocumentView):
    """One page as a picture for reading on the screen, numbers masked."""

    def get(self, request, pk, page):
        drawn = services.pictures_of(self.document(pk))
        if not 1 <= page <= len(drawn):
            raise Http404
        headers = {"Cache-Control": "private, max-age=3600"}
        return HttpResponse(drawn[page - 1], content_type="image/png", headers=headers)
