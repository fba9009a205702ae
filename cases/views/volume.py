"""The whole file of a case as one PDF (全卷)."""

from django.http import HttpResponse
from django.shortcuts import render

from cases.services.binding import take_volume
from cases.views.detail import CasePage
from enforcement import clock
from enforcement.teams.roles import UNMASK


class VolumeView(CasePage):
    """Hand the file out; where a worker still binds it, say so and look again by itself."""

    def get(self, request, pk):
        case = self.case(pk)
        masked = not request.user.may(UNMASK, clock.today(), case.path)
        pdf = take_volume(case=case, masked=masked, by=request.user, at=clock.now())
        if pdf is None:
            return render(request, "cases/volume.html", {"case": case}, status=202)
        name = f'inline; filename="case-{case.pk}.pdf"'
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)
