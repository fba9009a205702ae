"""Work that the worker does for documents."""

from enforcement.documents import services
from enforcement.documents.models import Document
from enforcement.jobs.services import handles


@handles("documents.render", atomic=False)
def render_document(*, at, document):
    """Make the files of an issued document in all its layouts; one that is there is verified instead."""
    paper = Document.objects.get(pk=document)
    for layout in paper.form.layouts:
        services.render(paper, layout)
