"""The whole demonstration city, finished here and now; the worker does the same in the background."""

import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cases.demonstration import filling, plan
from cases.models import Case
from enforcement import clock
from enforcement.jobs import services
from enforcement.jobs.tasks import me

WIDTH = 40
PAUSE = 0.2  # seconds, while the worker has the next bite in hand


class Command(BaseCommand):
    help = "装载完整的演示城市（约 3000 件案件），显示进度；中断后接着做，重复运行不改动任何内容。"

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=int, default=plan.CITY, help="首次装载以外的案件数")
        parser.add_argument("--background", action="store_true", help="只登记作业，由后台完成")

    def handle(self, *, cases, background, **options):
        if not filling.is_demonstration():
            call_command("load_demonstration", stdout=self.stdout)
        if not filling.is_demonstration():
            raise CommandError("这里不是演示数据，没有改动。演示城市只装入空的数据库。")
        filling.ask(count=cases, at=clock.now())
        if background:
            return
        began, told = time.monotonic(), Case.objects.count()
        self.finish()
        added, seconds = Case.objects.count() - told, time.monotonic() - began
        self.stdout.write(
            f"演示城市：案件 {told + added} 件，本次新增 {added} 件，用时 {seconds:.0f} 秒。"
            if added
            else f"演示城市已经完整：案件 {told} 件，没有改动。"
        )

    def finish(self):
        """Do what is open, one job after the other; what a worker has in hand is waited for."""
        self.shown = None
        while job := filling.open_jobs().first():
            self.show(*filling.progress())
            if job.failed_at:
                raise CommandError(f"演示城市没有装完：{job.error}。排除原因后再运行 manage.py demo。")
            now = clock.now()
            # one that failed a moment ago is not waited for
            if claimed := services.claim_one(job.kind, job.key, max(now, job.due), me()):
                if not services.run(claimed, clock.now()):
                    raise CommandError("演示城市没有装完，原因见上。再运行 manage.py demo，接着做。")
            else:
                services.sweep(now)
                time.sleep(PAUSE)
        self.show(*filling.progress())

    def show(self, done, whole):
        """Draw the bar: in place on a terminal, a line for every tenth elsewhere."""
        bar = f"{'█' * (WIDTH * done // whole):░<{WIDTH}} {100 * done // whole:3d}%"
        if self.stdout.isatty():
            self.stdout.write(f"\r{bar}", ending="\n" if done == whole else "")
            self.stdout.flush()
        elif self.shown != 10 * done // whole:
            self.shown = 10 * done // whole
            self.stdout.write(bar)
