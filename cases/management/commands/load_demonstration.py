import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, transaction

from cases.demonstration import filling
from cases.demonstration.city import build_city, crews_of_city
from cases.demonstration.filling import LOADED, LOADING
from cases.demonstration.stories import COUNT, Storyteller
from cases.models import Case
from enforcement import clock
from enforcement.jobs.models import Job
from enforcement.jobs.services import postponed
from enforcement.teams.models import Team


class Command(BaseCommand):
    help = "装载演示城市：真实地名，其余均为虚构。已有机构数据时不动任何内容。"

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=int, default=COUNT, help="案件数")
        parser.add_argument("--whole", action="store_true", help="装好后请后台装载完整的演示城市")

    def handle(self, *, whole, **options):
        self.load(**options)
        if whole and filling.is_demonstration():
            filling.ask(at=clock.now())

    def load(self, *, cases, **options):
        marker, now = filling.marker(), clock.now()
        if not Team.objects.exists():
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
            marker.write_text(LOADING, encoding="utf-8")
            with transaction.atomic():
                build_city(at=now)
        elif not marker.exists() or marker.read_text(encoding="utf-8") != LOADING:
            self.stdout.write(f"已有数据（{Case.objects.count()} 件案件），没有改动。")
            return
        teller, rested = Storyteller(crews_of_city(), now=now), time.monotonic()
        for serial in range(1, cases + 1):
            patiently(lambda serial=serial: tell_once(teller, serial, now))
            if time.monotonic() - rested > filling.STRETCH:  # somebody may be signing in by now
                time.sleep(filling.BREATH)
                rested = time.monotonic()
        marker.write_text(LOADED, encoding="utf-8")
        said = f"演示城市已装载：案件 {Case.objects.count()} 件，其中依法被拦下 {len(teller.refused)} 件。"
        self.stdout.write(said)
        if options["verbosity"] > 1:
            for fate, error in teller.refused:
                self.stdout.write(f"  {fate}：{error}")


FIRST = "demonstration.first"
TRIES = 20  # each waits as long as the database's own patience


def tell_once(teller, serial, now):
    """Tell one case and write down that it is told, in one transaction: a killed load goes on exactly there."""
    key = f"{serial:05d}"
    if Job.objects.filter(kind=FIRST, key=key).exists():
        return
    kept = teller.told, list(teller.refused)
    try:
        with transaction.atomic(), postponed(filling.papers_due(now, serial)):
            Job.objects.create(kind=FIRST, key=key, due=now, done_at=now)
            teller.tell(serial)
    except OperationalError:
        teller.told, teller.refused = kept
        raise


def patiently(act):
    """Do what may meet a busy database, again and again: somebody works while the demonstration is loaded."""
    for left in reversed(range(TRIES)):
        try:
            return act()
        except OperationalError:
            if not left:
                raise
            time.sleep(0.2)
