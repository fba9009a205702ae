"""Everything that can be checked, in one command: for the nightly timer, and after a restore."""

from django.core.management.base import BaseCommand, CommandError

from enforcement import clock
from enforcement.checks import CHECKS
from enforcement.errors import Unavailable

DAMAGED, NOT_LOOKED = 1, 2


class Command(BaseCommand):
    help = (
        "全面校验：日志、证据、文书、案件和榜单，并用日志核对各表。发现不一致时逐条列出，退出码为 1；"
        "有的内容没能核对（如存储连不上）时退出码为 2。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--only", choices=list(CHECKS), action="append", help="只做这一项，可重复")

    def handle(self, *, only, **options):
        at, found, missed = clock.now(), 0, []
        for name in only or CHECKS:
            count = 0
            try:
                for fault in CHECKS[name](at=at):
                    count += 1
                    self.stderr.write(f"{name}：{fault}")
            except Unavailable as outage:
                missed.append(name)
                self.stderr.write(f"{name}：没有核对完，也没有改动任何内容：{outage}")
            found += count
            self.stdout.write(f"{name}：{f'不一致 {count} 处' if count else '一致'}")
        if found:
            raise CommandError(f"全面校验发现不一致 {found} 处", returncode=DAMAGED)
        if missed:
            raise CommandError(f"没有核对：{'、'.join(missed)}", returncode=NOT_LOOKED)
