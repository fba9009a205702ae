from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class ProceduresConfig(AppConfig):
    name = "enforcement.procedures"
    verbose_name = "办理程序"

    def ready(self):
        from enforcement.journal import words
        from enforcement.procedures import checks, steps

        # every app says in its `steps` what may be done with its rows
        autodiscover_modules("steps")
        # and what of its own a row's page shows
        autodiscover_modules("parts")
        words.add(verbs={step.gate: step.label for table in steps.tables() for step in table.values()})
        for check in checks.CHECKS:
            register(check)
