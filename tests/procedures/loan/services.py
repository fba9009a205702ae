"""Asking for equipment, lending, handing over, taking back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from enforcement.documents import services as documents
from enforcement.documents.contents import PartyBlock, Served, ServiceReceiptContent
from enforcement.documents.contents.blocks import OfficerBlock
from enforcement.dossiers.services import open_dossier
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.kinds import DocumentKind
from enforcement.law.terms import Term, Unit
from enforcement.procedures.acting import act
from enforcement.procedures.limits import Due, fix, meet
from enforcement.procedures.todo import write
from tests.cases.factories import id_number
from tests.procedures.loan.models import Loan

NUMBER = id_number(date(1990, 3, 7))
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
        day = timezone.localdate(at)
        content = ServiceReceiptContent(
            agency=loan.dossier.team.full_name, matter=f"借用{loan.thing}",
            party=PartyBlock(
                kind="PERSON", name=loan.borrower.name, identity_kind="ID_CARD", identity=NUMBER, address="楚门镇",
            ),
            dated_on=day,
            documents=(Served(title=loan.thing, number=loan.serial),),
            recipient=loan.borrower.name, place="装备室", method="直接交付", sent_on=day, received_at=at,
            received_by=loan.borrower.name, servers=(OfficerBlock(name=by.name, certificate="33108310"),),
        )  # fmt: skip
        loan.slip = documents.issue(
            dossier=loan.dossier, kind=DocumentKind.SERVICE_RECEIPT, title="装备交接单", content=content,
            team=loan.dossier.team, by=by, at=at, day=day,
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
