"""Work that the worker does for documents."""

from datetime import timedelta

from enforcement.documents import services
from enforcement.documents.models import Document
from enforcement.jobs.services import handles


@handles("documents.render", atomic=False, lease=timedelta(seconds=40))
def render_document(*, at, document):
    """Make the files of an issued document in all its layouts; one that is there is verified instead."""
    paper = Document.objects.get(pk=document)
    for layout in paper.form.layouts:
        services.render(paper, layout)
