"""Django's flush, which tests use between two transactions, and which nobody else may use."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush

from enforcement.journal.triggers import lifted


class Command(flush.Command):
    help = "清空数据库：只供测试，日志、证据和文书不能清空。"

    def handle(self, **options):
        if not settings.TESTING:
            raise CommandError("日志、证据和文书只增不改，数据库不能清空。")
        with lifted(options["database"]):
            super().handle(**options)
