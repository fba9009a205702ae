from django.db import models

from enforcement.dossiers.models import Dossier
from enforcement.procedures.steps import Table
from enforcement.procedures.subjects import Subject
from enforcement.teams.models import Officer
from enforcement.teams.roles import APPROVE


class Loan(Subject):
    """One piece of equipment lent to an officer."""

    class State(models.TextChoices):
        ASKED = "ASKED", "待批准"
        LENT = "LENT", "已借出"
        BACK = "BACK", "已归还"

    STEPS = Table("loan", states=State, noun="装备借用")
    LIFTS = APPROVE

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="loan")
    path = models.CharField("代码", max_length=11)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.ASKED)
    thing = models.CharField("装备", max_length=60)
    serial = models.CharField("编号", max_length=30, blank=True)
    borrower = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="借用人")
    lent_on = models.DateField("借出日期", null=True)
    back_on = models.DateField("归还日期", null=True)
    slip = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, related_name="+", verbose_name="交接单"
    )

    objects = models.Manager()

    def __str__(self):
        return f"{self.thing}（{self.borrower.name}）"

    @property
    def said(self):
        told = [("装备", self.thing), ("借用人", self.borrower.name), ("编号", self.serial or "还没有登记")]
        return told + ([("借出", self.lent_on)] if self.lent_on else [])
