from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Error, register


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "案件"

    def ready(self):
        from cases import (
            comparing,  # noqa: F401 (registers its check)
            said,
        )
        from enforcement.journal import words
        from enforcement.procedures import story

        words.add(subjects={"dossier": "案卷"}, verbs=said.VERBS, names=said.NAMES)
        story.add(codes=said.CODES, quiet=said.QUIET)
        from cases.holding import HOLDINGS
        from enforcement.teams import holding

        for each in HOLDINGS:
            holding.declare(each)
        import_module("cases.facts")  # tells the workflow how a case's facts are built
        # tell the engine what follows when a limit has moved
        import_module("cases.services.moving")
        import_module("cases.services.reminding")
        register(every_hint_has_its_point)


def every_hint_has_its_point(app_configs, **kwargs):
    """Refuse to start when a rule could speak to a reviewer under no point of the review: it would be misfiled."""
    from cases.reviewing.hints import POINT_OF, rules_asked

    return [
        Error(f"规则 {rule} 没有归入法制审核的要点（cases/reviewing/hints.py 的 RULES）", id="cases.E002")
        for rule in sorted(rules_asked() - POINT_OF.keys())
    ]
