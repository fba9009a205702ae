from django.core.management.base import BaseCommand

from enforcement import clock
from enforcement.parameters import seeds


class Command(BaseCommand):
    help = "载入随产品提供的参数和节假日。可重复运行，已确认的值不会被覆盖。"

    def handle(self, **options):
        at = clock.now()
        fresh = seeds.load_parameters(by=None, at=at)
        years = seeds.load_holidays(by=None, at=at)
        self.stdout.write(
            f"新增参数 {len(fresh)} 个；更新节假日 {'、'.join(map(str, sorted(years))) or '无'}"
        )
