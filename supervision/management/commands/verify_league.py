from django.core.management.base import BaseCommand, CommandError

from supervision.league.indicators import catalogue
from supervision.league.models import Snapshot
from supervision.league.periods import parse
from supervision.league.services.differing import changed_since
from supervision.league.services.publishing import is_intact


class Command(BaseCommand):
    help = "核对每张榜单与封存时相同；--records 另按截止时点重算，列出此后变动的记录。"

    def add_arguments(self, parser):
        parser.add_argument("--records", action="store_true", help="按截止时点重算")
        parser.add_argument("--period", help="只核对一期，如 2026-W46")

    def handle(self, *, records, period, **options):
        tables = Snapshot.objects.filter(serial__gt=0).order_by("last", "period", "level", "serial")
        tables = tables.filter(period=parse(period).key) if period else tables
        broken = changed = 0
        for table in tables:
            if not is_intact(table):
                broken += 1
                self.stdout.write(f"{table} 与封存时不同")
            for one in changed_since(table, parse(table.period)) if records else ():
                changed += 1
                name = catalogue()[one["indicator"]].name
                self.stdout.write(
                    f"{table} {name} {one['unit']} {one['kind']} {one['pk']}：{one['was']} → {one['is']}"
                )
        said = f"核对 {len(tables)} 张榜单，{broken} 张与封存时不同"
        if broken:
            raise CommandError(said)
        self.stdout.write(f"{said}，{changed} 条记录此后有变动。" if records else f"{said}。")
