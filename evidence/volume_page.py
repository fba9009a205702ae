"""The answer to who opens the volume of a row, whatever its procedure."""

from django.http import HttpResponse
from django.shortcuts import render


def handed_out(request, row, pdf):
    """Answer with the file of a row; where a worker still binds it, say so on a page that looks again by itself."""
    if pdf is None:
        return render(request, "evidence/volume.html", {"row": row}, status=202)
    name = f'inline; filename="{row.STEPS.subject}-{row.pk}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
