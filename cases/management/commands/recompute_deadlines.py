from django.core.management.base import BaseCommand

from cases import due
from enforcement import clock


class Command(BaseCommand):
    help = "按已公布的日历重算暂估的期限。与每小时的任务相同，可重复运行。"

    def handle(self, **options):
        for row in due.recompute_provisional(by=None, at=clock.now()):
            self.stdout.write(f"{row.case} {row.label}：{row.legal_last_day}")
