"""Files in review for tests, clean or with a warning of the rulebook; clients of the people around them."""

from datetime import date

from django.test import Client

from cases.decision import service as resolving
from cases.demonstration.stories import photograph
from cases.filing import service as filing
from cases.investigation import service as investigating
from cases.models import Case
from cases.notice import service as telling
from cases.workflow import State
from enforcement.procedures.lifting import lift
from evidence import services as evidence
from tests.cases.factories import act, add_photo, id_number, party, signature
from tests.cases.ordinary import DAY, ORDER, REACHED_ON, Lane, inquiry
from tests.factories import make_officer

MORNING = REACHED_ON[State.REVIEWED]


def in_review(**given):
    """Return a Lane whose case waits for review."""
    lane = Lane(**given)
    lane.to(State.IN_REVIEW)
    return lane


class Gainful(Lane):
    """A town whose party gained from what he did; officers and head say why it is left to him (R-107)."""

    SAID = {"R-107": "所得数额无法查清"}

    def reach_concluded(self, at):
        self.record = investigating.sign_record(
            case=self.case, record=inquiry(self, at), by=self.zhang, at=at,
            signatures=[{"role": "PARTY", "name": "周小明", "picture": signature()}],
        )  # fmt: skip
        self.weigh(at)
        self.find(at)
        investigating.conclude(
            case=self.case, nature="乱扔废弃物", reasoning="情节一般", proposal=f"建议罚款{self.fine}元",
            verified=True, receipts=500, by=self.zhang, at=at, reasons=self.SAID,
        )  # fmt: skip

    def reach_notified(self, at):
        lift(row=self.case, step="give_notice", rule="R-107", reason=self.SAID["R-107"], by=self.head, at=at)
        telling.give_notice(case=self.case, by=self.zhang, at=at)

    def reach_decided(self, at):
        resolving.decide(case=self.case, by=self.head, at=at, reasons=self.SAID)


class Neighbour(Lane):
    """The lane of another town, or of a town that is there already; its party is somebody else who did the same."""

    def __init__(self, town, path="", fine=2000, crew=None, serial=1):
        self.serial = serial
        if path:
            super().__init__(path=path, item=town.item, fine=fine)
            return
        vars(self).update(vars(town) | {"case": None, "fine": fine})
        new = crew or (make_officer(team=town.team, name=name) for name in ("钱二", "吴九"))
        self.zhang, self.li = new

    def reach_lead(self, at):
        number = id_number(date(1988, 5, 1), 311 + self.team.pk * 7 + self.serial)
        someone = party(name=f"吴大{'海江河湖'[self.serial % 4]}", identity=number)
        self.case = filing.open_lead(
            item=self.item, party=someone, act=act(at), partner=self.li, source="PATROL", clue_on=at.date(),
            team=self.team, act_area=self.team.own_area, by=self.zhang, at=at,
        )  # fmt: skip
        add_photo(self.case, self, at=at)

    def submitted(self, at):
        """Return the review of the case, which went through one step a day and was submitted at `at`."""
        steps = ORDER[: ORDER.index(State.IN_REVIEW) + 1]
        for back, state in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
            getattr(self, f"reach_{state.lower()}")(at - back * DAY)
            self.case = Case.objects.get(pk=self.case.pk)
        return self.review


def flagged():
    """Return a Lane whose waiting file the rulebook has a warning about."""
    lane = Gainful()
    lane.to(State.IN_REVIEW)
    return lane


def add_piece(lane, number, at=MORNING):
    """Put another photograph into the file, as an officer may at any time."""
    return evidence.receive(
        dossier=lane.case.dossier, upload=photograph(number, f"补充{number}"), title=f"补充照片{number}",
        kind="ELECTRONIC", captured_at=at, place=lane.case.place, latitude=None, longitude=None,
        officers=[lane.zhang, lane.li], by=lane.zhang, at=at, time_source="DEVICE",
    )  # fmt: skip


def client_of(officer):
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client
