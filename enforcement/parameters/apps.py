from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "enforcement.parameters"
    verbose_name = "参数"
