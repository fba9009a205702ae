from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Error, register


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "案件"

    def ready(self):
        from cases import said
        from cases.volume import comparing  # noqa: F401 (registers its check)
        from enforcement.journal import words
        from enforcement.procedures import story

        words.add(subjects={"dossier": "案卷"}, verbs=said.VERBS, names=said.NAMES)
        story.add(codes=said.CODES, quiet=said.QUIET)
        from cases.desk.holding import HOLDINGS
        from enforcement.teams import holding

        for each in HOLDINGS:
            holding.declare(each)
        import_module("cases.file.facts")  # tells the workflow how a case's facts are built
        # tell the engine what follows when a limit has moved
        import_module("cases.limits.moving")
        import_module("cases.limits.reminding")
        import_module("cases.volume.pdf")  # tells how a case's file is bound
        register(every_hint_has_its_point)


def every_hint_has_its_point(app_configs, **kwargs):
    """Refuse to start when a rule could speak to a reviewer under no point of the review, or a point is nobody's."""
    from cases.review.hints import asked
    from enforcement.law.kinds import ReviewPoint

    rules = asked()
    nowhere = [
        f"规则 {one.id} {one.test.__name__} 没有写明归入法制审核的哪个要点（point）"
        for one in rules
        if one.point is None
    ]
    silent = [
        f"法制审核的要点“{point.label}”没有规则"
        for point in ReviewPoint
        if point not in {one.point for one in rules}
    ]
    return [Error(words, id="cases.E002") for words in (*nowhere, *silent)]
