from django.core.management.base import BaseCommand, CommandError

from enforcement.procedures.explaining import explained


class Command(BaseCommand):
    help = "说明一个步骤（case.conclude）、一条规则（R-118）或者一种文书（DECISION）由什么声明"

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="+", help="步骤、规则或者文书")

    def handle(self, *args, names, **options):
        for name in names:
            try:
                lines = explained(name)
            except LookupError:
                raise CommandError(
                    f"没有步骤、规则或者文书 {name}。步骤写作 case.conclude，规则写作 R-118，文书写作 DECISION。"
                ) from None
            for said, value in lines:
                self.stdout.write(f"{said}：{value}")
            self.stdout.write("")
