"""Yellow and red lights as acts: issued by the city office, answered by the unit in time, lifted with a reason.

Two working days to answer a yellow one, three for the plan that a red one asks for (mission 9.4 rule 5).
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.parameters.services import calendar_for
from enforcement.teams.roles import ANSWER, RANK
from supervision.league.definitions import Light
from supervision.league.models import Snapshot, Standing, Warning
from supervision.league.services.publishing import is_shown, require

DAYS = {Light.YELLOW: 2, Light.RED: 3}
ASKED = {Light.YELLOW: "答复", Light.RED: "整改方案"}


def may_issue(snapshot):
    """Return whether warnings may go out on this table: published, and the version that stands."""
    return snapshot.state in (Snapshot.State.PUBLISHED, Snapshot.State.FINAL) and is_shown(snapshot)


def terms_of(light, at):
    """Return (working days to answer, last day, what is asked for) of a light whose warning goes out at `at`."""
    kind = Light(light["light"])
    return DAYS[kind], calendar_for().add_working_days(timezone.localdate(at), DAYS[kind]), ASKED[kind]


def newest_tables():
    """Return the last published week's tables of towns, departments and counties, one of each level."""
    tables = Snapshot.objects.shown().published().filter(kind="WEEK").exclude(level="CITY")
    last = tables.order_by("-last").values_list("last", flat=True).first()
    return tables.filter(last=last) if last else tables.none()


def not_sent():
    """Return [(standing, light), …] of the newest tables that no running warning says already, red ones first."""
    rows = Standing.objects.filter(snapshot__in=newest_tables()).exclude(light="NONE")
    rows = list(rows.select_related("snapshot").order_by("snapshot__level", "path"))
    running = Warning.objects.filter(path__in={row.path for row in rows})
    said = set(running.exclude(state=Warning.State.LIFTED).values_list("path", "cause", "indicator"))
    said |= set(Warning.objects.filter(standing__in=rows).values_list("path", "cause", "indicator"))
    found = [
        (row, light)
        for row in rows
        for light in row.lights
        if (row.path, light["cause"], light["indicator"]) not in said
    ]
    return sorted(found, key=lambda each: each[1]["light"] != Light.RED)


@transaction.atomic
def issue(standing, *, cause, indicator="", by, at):
    """Issue the warning for a light that the published table shows, and return it.

    Raises DomainError where the table is not published, shows no such light, or the warning is out already.
    """
    require(by, RANK, "发出预警", at, standing.path)
    snapshot = standing.snapshot
    if snapshot.state not in (Snapshot.State.PUBLISHED, Snapshot.State.FINAL):
        raise DomainError(f"榜单现在是“{snapshot.get_state_display()}”，发布以后才能据此发出预警。")
    if not is_shown(snapshot):
        raise DomainError("这一版已被更正后的榜单代替。请打开现在公布的一版，据它发出预警。")
    shown = [each for each in standing.lights if (each["cause"], each["indicator"]) == (cause, indicator)]
    if not shown:
        raise DomainError(f"{standing.name}本期没有这项预警，不能发出。请刷新榜单查看现有的预警。")
    light = Light(shown[0]["light"])
    try:
        with transaction.atomic():
            warning = Warning.objects.create(
                standing=standing, team_id=standing.team_id, path=standing.path, light=light, cause=cause,
                indicator=indicator,
                reason=shown[0]["reason"], exit=shown[0]["exit"], sent_by=by, sent_at=at,
                due_on=terms_of(shown[0], at)[1],
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(f"{standing.name}的这项预警已经发出，不必重复。") from None
    record(snapshot, "league.warned", by=by, at=at, unit=standing.path, light=light, due=warning.due_on)
    return warning


@transaction.atomic
def answer(warning, *, text, by, at):
    """Answer a warning for the unit; one that is late is taken and stays marked as late."""
    warning = Warning.objects.select_for_update().select_related("standing__snapshot").get(pk=warning.pk)
    require(by, ANSWER, "答复预警", at, warning.path)
    if warning.state != Warning.State.SENT:
        raise DomainError(f"这项预警{warning.get_state_display()}，不必再答复。")
    if not text.strip():
        raise DomainError(f"请填写{ASKED[Light(warning.light)]}：原因、措施、完成时间。")
    warning.state, warning.answer, warning.answered_by, warning.answered_at = (
        Warning.State.ANSWERED, text.strip(), by, at,
    )  # fmt: skip
    warning.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(
        warning.standing.snapshot, "league.answered", by=by, at=at, unit=warning.path, late=is_late(warning)
    )
    return warning


@transaction.atomic
def lift(warning, *, reason, by, at):
    """Lift a warning: by the city office with its reason, or by the system when the exit condition is met."""
    warning = Warning.objects.select_for_update().select_related("standing__snapshot").get(pk=warning.pk)
    if by is not None:
        require(by, RANK, "解除预警", at, warning.path)
    if warning.state == Warning.State.LIFTED:
        raise DomainError("这项预警已经解除，不必重复。")
    if not reason.strip():
        raise DomainError(f"解除预警要写明理由。解除条件是：{warning.exit}。")
    warning.state, warning.lifted_by, warning.lifted_at, warning.lift_reason = (
        Warning.State.LIFTED, by, at, reason.strip(),
    )  # fmt: skip
    warning.save(update_fields=["state", "lifted_by", "lifted_at", "lift_reason"])
    record(
        warning.standing.snapshot,
        "league.lifted",
        by=by,
        at=at,
        unit=warning.path,
        reason=warning.lift_reason,
    )
    return warning


def is_late(warning, day=None):
    """Return whether the answer came after the last day for it, or, asked on `day`, has not come by then."""
    if warning.answered_at:
        return timezone.localdate(warning.answered_at) > warning.due_on
    return bool(day and warning.state == Warning.State.SENT and day > warning.due_on)


def for_inspection(snapshot):
    """Return the standings that the monthly inspection looks at: red, or moved five places or more without a light."""
    found = []
    for standing in snapshot.standings.order_by("group", F("rank").asc(nulls_last=True), "path"):
        if standing.light == Light.RED:
            found.append((standing, "红色警告"))
        elif standing.change is not None and abs(standing.change) >= 5 and not standing.lights:
            found.append(
                (
                    standing,
                    f"位次{'上升' if standing.change > 0 else '下降'} {abs(standing.change)} 位，没有对应的预警",
                )
            )
    return found
