"""Asking for equipment, lending, handing over, taking back."""

from django.db import transaction
from django.utils import timezone

from enforcement.documents import services as documents
from enforcement.dossiers.services import open_dossier
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.terms import Term, Unit
from enforcement.procedures.acting import act
from enforcement.procedures.limits import Due, fix, meet
from enforcement.procedures.todo import write
from tests.procedures.loan.models import Loan
from tests.procedures.loan.papers import slip

GIVE_BACK = Term("归还装备", 5, Unit.WORKING_DAY, Clause(HOUSE))


@transaction.atomic
def ask(*, thing, team, by, at):
    dossier = open_dossier(team=team, members=[by], by=by, at=at)
    loan = Loan.objects.create(dossier=dossier, path=dossier.path, thing=thing, borrower=by)
    write(loan, at=at, new=True)
    return loan


def approve(loan, typed, *, by, at, reasons=None):
    with act(loan, "approve", by=by, at=at, reasons=reasons) as loan:
        loan.serial, loan.lent_on = typed["serial"], timezone.localdate(at)
        loan.taking.go(serial=loan.serial)
        fix(loan, Due("give_back", "归还装备", GIVE_BACK, loan.lent_on))
    return loan


def hand_over(loan, typed, *, by, at, reasons=None):
    with act(loan, "hand_over", by=by, at=at, reasons=reasons) as loan:
        loan.slip = documents.issue(
            dossier=loan.dossier, kind=slip.PAPER.kind, content=slip.content_of(loan, by=by, at=at),
            team=loan.dossier.team, by=by, at=at, day=timezone.localdate(at),
        )  # fmt: skip
    return loan


def give_back(loan, typed, *, by, at, reasons=None):
    with act(loan, "give_back", by=by, at=at, reasons=reasons) as loan:
        loan.back_on = timezone.localdate(at)
        meet(loan, "give_back", loan.back_on)
    return loan


def prolong(loan, typed, *, by, at, reasons=None):
    with act(loan, "prolong", by=by, at=at, reasons=reasons) as loan:
        fix(loan, Due("give_back", "归还装备", GIVE_BACK, timezone.localdate(at)))
        loan.taking.go(reason=typed["reason"])
    return loan
