from django.core.management.base import BaseCommand

from enforcement import clock
from enforcement.procedures.limits import recount


class Command(BaseCommand):
    help = "按已公布的日历重算暂估的期限。与每小时的任务相同，可重复运行。"

    def handle(self, **options):
        for each in recount(by=None, at=clock.now()):
            limit = each.limit
            self.stdout.write(f"{limit.subject}:{limit.row} {limit.label}：{limit.legal_last_day}")
