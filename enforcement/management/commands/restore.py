"""The way back from a backup into an empty place."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enforcement import backing


class Command(BaseCommand):
    help = "从备份恢复到空的地方：先放回文件，再放回数据库，再升级到本版本。已有内容的地方不覆盖。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="目录")

    def handle(self, *, folder, **options):
        try:
            said = backing.restore(folder.resolve())
        except (backing.NotPossible, OSError) as reason:
            raise CommandError(f"没有恢复：{reason}", returncode=2) from None
        self.stdout.write(f"已恢复 {said['at']} 的备份。请运行 manage.py verify 全面校验，再启动。")
