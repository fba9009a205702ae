from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "enforcement.dossiers"
    verbose_name = "案卷"
