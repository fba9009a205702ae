from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "enforcement.journal"
    verbose_name = "日志"
