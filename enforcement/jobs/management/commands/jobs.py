"""How the jobs stand, and a second chance for those that were given up."""

from django.core.management.base import BaseCommand

from enforcement import clock
from enforcement.jobs.models import Job
from enforcement.jobs.services import retry_failed


class Command(BaseCommand):
    help = "作业情况：待办、进行中和已放弃的作业。--retry 让已放弃的重新做。"

    def add_arguments(self, parser):
        parser.add_argument("--retry", action="store_true", help="已放弃的作业重新做")
        parser.add_argument("--kind", metavar="类别", help="只重做这一类")

    def handle(self, *, retry, kind, **options):
        now = clock.now()
        if retry:
            self.stdout.write(f"{retry_failed(kind=kind, at=now)} 件作业将重新做")
        self.stdout.write(f"待办 {Job.objects.waiting(now).count()}，进行中 {Job.objects.running().count()}")
        for job in Job.objects.filter(failed_at__isnull=False).order_by("failed_at").iterator():
            self.stdout.write(f"已放弃 {job}，{job.attempts} 次，{job.error}")
