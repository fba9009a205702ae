"""A published week of a small city, and its people at the pages."""

from functools import cached_property

from enforcement.parameters.seeds import load_holidays, load_parameters
from enforcement.teams.roles import Role
from supervision.league.definitions import Level
from supervision.league.models import Snapshot
from supervision.league.services import computing, publishing
from tests.factories import make_officer
from tests.supervision.league.records import HOUR, WEEK, League

MONDAY_AT = WEEK.publish_at  # 2026-11-16 09:00
TUESDAY = MONDAY_AT.replace(day=17, hour=10)


class Published(League):
    """海门街道 does well, 楚门镇 records a quarter of its cases late and is lit; everybody who acts is here."""

    def __init__(self, levels=(Level.TOWN,)):
        super().__init__()
        load_parameters(by=None, at=MONDAY_AT)
        load_holidays(by=None, at=MONDAY_AT)
        self.log(self.city.haimen, 20)
        self.log(self.city.chumen, 15)
        self.late = self.log(self.city.chumen, 5, delay=30 * HOUR)
        self.log(self.city.dachen, 2)
        computing.cut(WEEK, at=WEEK.cut_off, levels=levels)
        publishing.publish(WEEK, at=MONDAY_AT)

    @property
    def snapshot(self):
        """Return the town table that stands."""
        return Snapshot.objects.shown().get(period=WEEK.key, level="TOWN")

    def of(self, team):
        return self.snapshot.standings.select_related("snapshot").get(path=team.path)

    @property
    def chumen(self):
        return self.of(self.city.chumen)

    @cached_property
    def head(self):
        """The head of 楚门镇, who speaks for it."""
        return make_officer(Role.HEAD, self.city.chumen, name="孙七")

    @cached_property
    def officer(self):
        return make_officer(Role.OFFICER, self.city.chumen, name="张三")

    @cached_property
    def stranger(self):
        """The head of 海门街道, in another county."""
        return make_officer(Role.HEAD, self.city.haimen, name="郑二")

    @cached_property
    def supervisor(self):
        return make_officer(Role.SUPERVISOR, self.city.city_supervision, name="周八")

    def light(self, cause="BAND", indicator="P1"):
        """Return the light of 楚门镇 that the first warning is about."""
        [found] = [
            each for each in self.chumen.lights if (each["cause"], each["indicator"]) == (cause, indicator)
        ]
        return found

    def mend(self):
        """Correct, in the records, what made one of the late cases late."""
        case = self.late[0]
        case.discovered_at = case.opened_at - HOUR
        case.save(update_fields=["discovered_at"])
        return case
