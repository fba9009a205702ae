from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "监督"

    def ready(self):
        from cases import asked
        from enforcement.journal import triggers, words
        from supervision import story
        from supervision.bulletins import models as bulletins
        from supervision.bulletins import story as of_bulletins
        from supervision.league.pages import desk

        for told in (story, of_bulletins):
            words.add(subjects=told.SUBJECTS, verbs=told.VERBS, names=told.NAMES)
        triggers.register_append_only(bulletins.BulletinFile)
        asked.source(desk.asks)
