"""Handing items to towns and taking them back (赋权、收回), many at once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.errors import Refused
from enforcement.journal.services import record
from enforcement.law.findings import block
from enforcement.teams.roles import EDIT_LISTS
from lists.models import Devolution

CHAIN = "settings:lists"


@transaction.atomic
def devolve(*, items, teams, valid_from, document, by, at):
    """Hand every item to every team from a day on and return the new rows; what is handed already stays."""
    items, teams = list(items), list(teams)
    check_may_devolve(by, teams, timezone.localdate(at))
    if not document.strip():
        raise Refused("赋权", [block("没有写公布文件", "填写县级人民政府公布清单的文件")])
    held = Devolution.objects.filter(team__in=teams).select_for_update()
    held = held.exclude(valid_to__lt=valid_from).values_list("item_id", "team_id")
    known = set(held)
    fresh = [
        Devolution(item=item, team=team, valid_from=valid_from, document=document)
        for team in teams
        for item in items
        if (item.pk, team.pk) not in known
    ]
    Devolution.objects.bulk_create(fresh, batch_size=500)
    journal("lists.devolve", fresh, by, at, valid_from=valid_from, document=document)
    return fresh


@transaction.atomic
def recall(*, items, teams, last_day, document, by, at):
    """Take items back after `last_day` and return the rows that end; their open cases wait (R-103)."""
    items, teams = list(items), list(teams)
    check_may_devolve(by, teams, timezone.localdate(at))
    if not document.strip():
        raise Refused("收回赋权", [block("没有写收回文件", "填写公布收回的文件")])
    open_rows = Devolution.objects.on(last_day).filter(team__in=teams).select_related("team")
    wanted = {item.pk for item in items}
    open_rows = open_rows.select_for_update(of=("self",))
    ended = [row for row in open_rows if row.item_id in wanted and row.valid_to != last_day]
    for row in ended:
        row.valid_to = last_day
    Devolution.objects.bulk_update(ended, ["valid_to"], batch_size=500)
    journal("lists.recall", ended, by, at, last_day=last_day, document=document)
    return ended


def check_may_devolve(by, teams, today):
    if by is None:
        return
    for team in teams:
        if not by.may(EDIT_LISTS, today, team.path):
            raise PermissionDenied(f"您的岗位不能调整{team.name}的赋权清单")


def journal(verb, rows, by, at, **data):
    """Record one entry for many rows: how many, and which towns."""
    if rows:
        towns = sorted({row.team.path for row in rows})
        record(CHAIN, verb, by=by, at=at, count=len(rows), teams=towns, **data)
