"""What the three import commands share: a file, a day, and a report on the screen."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enforcement import clock
from enforcement.errors import DomainError
from lists.importing import import_sheet, in_words
from lists.models import ImportLine


def day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，应写作 2026-08-15") from None


class ImportCommand(BaseCommand):
    """Import one sheet as of a day; a faulty row refuses the whole unless --partial."""

    kind = None
    extra = {}  # option: (column, help)

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV 或 XLSX 文件")
        parser.add_argument("--day", type=day, help="变更的起始日，默认今天")
        parser.add_argument("--partial", action="store_true", help="跳过有误的行，只导入其余的行")
        for option, (_, words) in self.extra.items():
            parser.add_argument(f"--{option}", default="", help=words)

    def handle(self, *, file, day, partial, **options):
        defaults = {column: options[option] for option, (column, _) in self.extra.items() if options[option]}
        try:
            report = import_sheet(
                kind=self.kind, name=file.name, content=file.read_bytes(), day=day or clock.today(), by=None,
                at=clock.now(), defaults=defaults, partial=partial,
            )  # fmt: skip
        except (DomainError, OSError) as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(in_words(report))
        for line in report.lines.exclude(outcome=ImportLine.Outcome.UNCHANGED).order_by("line"):
            if line.words or options["verbosity"] > 1:
                self.stdout.write(
                    f"  第 {line.line} 行 {line.get_outcome_display()} {line.label}：{line.words}"
                )
