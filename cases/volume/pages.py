"""The whole file of a case as one PDF (全卷)."""

from cases.page.detail import CasePage
from enforcement import clock
from enforcement.teams.roles import UNMASK
from evidence.volume import take_volume
from evidence.volume_page import handed_out


class VolumeView(CasePage):
    """Hand the file out; where a worker still binds it, say so and look again by itself."""

    def get(self, request, pk):
        case = self.case(pk)
        masked = not request.user.may(UNMASK, clock.today(), case.path)
        return handed_out(
            request, case, take_volume(row=case, masked=masked, by=request.user, at=clock.now())
        )
