from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "enforcement.jobs"
    verbose_name = "作业"
