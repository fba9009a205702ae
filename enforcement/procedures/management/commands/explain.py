from django.core.management.base import BaseCommand, CommandError

from enforcement.procedures.explaining import explained


class Command(BaseCommand):
    help = "说明一个步骤（case.conclude）或者一条规则（R-118）：岗位、表单、页面、规则、依据、事实、测试"

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="+", help="步骤或者规则")

    def handle(self, *args, names, **options):
        for name in names:
            try:
                lines = explained(name)
            except LookupError:
                raise CommandError(
                    f"没有步骤或者规则 {name}。步骤写作 case.conclude，规则写作 R-118。"
                ) from None
            for said, value in lines:
                self.stdout.write(f"{said}：{value}")
            self.stdout.write("")
