from django.conf import settings
from django.core.management.base import BaseCommand

from cases.demonstration.city import build_city
from cases.demonstration.stories import COUNT, Storyteller
from cases.models import Case
from enforcement import clock
from enforcement.teams.models import Team


class Command(BaseCommand):
    help = "装载演示城市：真实地名，其余均为虚构。已有机构数据时不动任何内容。"

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=int, default=COUNT, help="案件数")

    def handle(self, *, cases, **options):
        if Team.objects.exists():
            self.stdout.write(f"已有数据（{Case.objects.count()} 件案件），没有改动。")
            return
        now = clock.now()
        crews = build_city(at=now)
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        (settings.DATA_DIR / "demonstration").write_text("演示数据，均为虚构\n", encoding="utf-8")
        teller = Storyteller(crews, now=now)
        for serial in range(1, cases + 1):
            teller.tell(serial)
        self.stdout.write(
            f"演示城市已装载：案件 {Case.objects.count()} 件，其中依法被拦下 {len(teller.refused)} 件。"
        )
        if options["verbosity"] > 1:
            for fate, error in teller.refused:
                self.stdout.write(f"  {fate}：{error}")
