from django.apps import AppConfig


class LoanConfig(AppConfig):
    name = "tests.procedures.loan"
    label = "loan"
    verbose_name = "装备借用"
