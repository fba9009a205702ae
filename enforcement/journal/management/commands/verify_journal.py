"""Verify all chains and daily roots of the journal."""

from django.core.management.base import BaseCommand

from enforcement.journal.verifying import Tally, verify


class Command(BaseCommand):
    help = "校验日志：逐条核对每个链和每日总摘要。发现损坏时列出每个链的第一处，退出码为 1。"

    def add_arguments(self, parser):
        parser.add_argument("--chain", metavar="对象", help="只核对一个链，如 dossier:12")

    def handle(self, *, chain, **options):
        tally, found = Tally(), 0
        for damage in verify(tally, key=chain):
            found += 1
            self.stderr.write(str(damage))
        seen = f"已核对 {tally.chains} 个链、{tally.entries} 条日志、{tally.roots} 个每日总摘要"
        if found:
            self.stderr.write(f"{seen}，损坏 {found} 处")
            raise SystemExit(1)
        self.stdout.write(f"{seen}，全部一致")
