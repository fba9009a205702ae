from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "enforcement.journal"
    verbose_name = "日志"

    def ready(self):
        from enforcement.checks import check
        from enforcement.journal import models, triggers, verifying

        check("日志")(verifying.faults)

        for model in (models.Entry, models.DailyRoot, models.DayHead):
            triggers.register_append_only(model)
        post_migrate.connect(triggers.install_after_migrate, sender=self)
