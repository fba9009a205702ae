from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "监督"

    def ready(self):
        from enforcement import stores
        from enforcement.journal import triggers, words
        from enforcement.procedures import todo
        from supervision import story
        from supervision.bulletins import models as bulletins
        from supervision.bulletins import story as of_bulletins
        from supervision.league import comparing  # noqa: F401 (registers its check)

        for told in (story, of_bulletins):
            words.add(subjects=told.SUBJECTS, verbs=told.VERBS, names=told.NAMES)
        triggers.register_append_only(bulletins.BulletinFile)
        stores.DOCUMENTS.columns.append((bulletins.BulletinFile, "path"))
        # the roof is migrated last: by then every row that names a file can be asked
        post_migrate.connect(stores.found_after_migrate, sender=self)
        post_migrate.connect(todo.filled_after_migrate, sender=self)
