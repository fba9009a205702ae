from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class ProceduresConfig(AppConfig):
    name = "enforcement.procedures"
    verbose_name = "办理程序"

    def ready(self):
        from enforcement.journal import words
        from enforcement.procedures import checks, foreseeing, steps, todo  # noqa: F401 (foreseeing registers itself)
        from enforcement.teams import holding

        # every app says in its `steps` what may be done with its rows
        autodiscover_modules("steps")
        # and what of its own a row's page shows
        autodiscover_modules("parts")
        words.add(verbs={step.gate: step.label for table in steps.tables() for step in table.values()})
        words.add(verbs={f"{table.subject}.deadline": "期限重新计算" for table in steps.tables()})
        words.add(verbs={"referral.lapse": "请示失效"})
        words.add(names={"safe_before": "稳妥日改前", "safe_after": "稳妥日改后"})
        holding.names_people(todo.name_anew)
        for check in checks.CHECKS:
            register(check)
