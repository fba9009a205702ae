from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "enforcement.teams"
    verbose_name = "机构与人员"
