"""Yellow and red lights as acts: issued by the city office, answered by the unit in time, lifted with a reason.

Two working days to answer a yellow one, three for the plan that a red one asks for (mission 9.4 rule 5).
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from enforcement.documents import storage
from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.parameters.services import calendar_for, read_once
from enforcement.procedures import todo
from enforcement.procedures.acting import act
from enforcement.teams.roles import PERMISSIONS, RANK
from supervision.league.definitions import Level, Light
from supervision.league.models import Snapshot, Warning, WarningFile
from supervision.league.services.publishing import is_shown, require, wants_two
from supervision.league.services.unsent import ask_again, hold_tables

DAYS = {Light.YELLOW: 2, Light.RED: 3}
ASKED = {Light.YELLOW: "答复", Light.RED: "整改方案"}


def may_issue(snapshot):
    """Return whether warnings may go out on this table: published, and the version that stands."""
    return snapshot.state in (Snapshot.State.PUBLISHED, Snapshot.State.FINAL) and is_shown(snapshot)


def terms_of(light, at):
    """Return (working days to answer, last day, what is asked for) of a light whose warning goes out at `at`."""
    kind = Light(light["light"])
    return DAYS[kind], calendar_for().add_working_days(timezone.localdate(at), DAYS[kind]), ASKED[kind]


def terms_at(at):
    """Return the terms of every kind of light, {kind: as `terms_of`}."""
    with read_once():
        return {kind.value: terms_of({"light": kind}, at) for kind in DAYS}


@transaction.atomic
def issue(standing, *, cause, indicator="", by, at):
    """Issue the warning for a light that the published table shows, and return it; a red one to a county waits for
    its second press (`confirm`).

    Raises DomainError where the table is not published, shows no such light, or the warning is out already.
    """
    require(by, RANK, "发出预警", at, standing.path)
    hold_tables()
    snapshot = standing.snapshot
    if snapshot.state not in (Snapshot.State.PUBLISHED, Snapshot.State.FINAL):
        raise DomainError(f"榜单现在是“{snapshot.get_state_display()}”，发布以后才能据此发出预警。")
    if not is_shown(snapshot):
        raise DomainError("这一版已被更正后的榜单代替。请打开现在公布的一版，据它发出预警。")
    shown = [each for each in standing.lights if (each["cause"], each["indicator"]) == (cause, indicator)]
    if not shown:
        raise DomainError(f"{standing.name}本期没有这项预警，不能发出。请刷新榜单查看现有的预警。")
    light = Light(shown[0]["light"])
    twice = light == Light.RED and snapshot.level == Level.COUNTY
    try:
        with transaction.atomic():
            warning = Warning.objects.create(
                standing=standing, team_id=standing.team_id, path=standing.path, light=light, cause=cause,
                indicator=indicator,
                reason=shown[0]["reason"], exit=shown[0]["exit"], sent_by=by, sent_at=at,
                state=Warning.State.PROPOSED if twice else Warning.State.SENT,
                due_on=terms_of(shown[0], at)[1],
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(f"{standing.name}的这项预警已经发出，不必重复。") from None
    verb = "league.warning_proposed" if twice else "league.warned"
    record(snapshot, verb, by=by, at=at, unit=standing.path, light=light, due=warning.due_on)
    todo.write(warning, at=at, new=True)
    ask_again(at)
    return warning


def confirm(warning, *, by, at):
    """Issue a proposed red warning to a county, by another person where the unit wants two; its limit runs from now."""
    with act(warning, "confirm", by=by, at=at) as warning:
        if not may_issue(warning.standing.snapshot):
            raise DomainError(
                "据以拟发的榜单已被更正或者撤回，不能核发。请撤销拟发，按现在公布的榜单重新拟发。"
            )
        if warning.sent_by_id == by.pk and wants_two(unit_of(by, at), at):
            raise DomainError(
                "本单位的红色警告由两人办理，您是拟发人。请由本单位另一位有这个岗位的人员核发。"
            )
        warning.confirmed_by, warning.sent_at = by, at
        warning.due_on = terms_of({"light": warning.light}, at)[1]
        warning.taking.go(unit=warning.path, light=warning.light, due=warning.due_on)
    return warning


@transaction.atomic
def drop(warning, *, by, at):
    """Take back a proposal that nobody has issued; the journal keeps it."""
    hold_tables()
    with act(warning, "drop", by=by, at=at) as warning:
        warning.taking.go(unit=warning.path)
        warning.delete()
    ask_again(at)
    return warning.standing


def unit_of(officer, at):
    """Return the path of the unit for which an officer warns, "" where no post lets him."""
    posts = officer.sight(timezone.localdate(at)).posts
    return next((post.team.path for post in posts if RANK in PERMISSIONS[post.role]), "")


def send_back(warning, *, reason, by, at):
    """Give an answer back to the unit with the reason; it answers again, within as many days as the first time."""
    with act(warning, "send_back", by=by, at=at) as warning:
        if not reason.strip():
            raise DomainError("退回答复要写明理由：缺什么、哪里不实、要补什么。")
        warning.returns = [*warning.returns, {
            "answer": warning.answer, "by": warning.answered_by.name, "at": warning.answered_at.isoformat(),
            "reason": reason.strip(), "returned_by": by.name, "returned_at": at.isoformat(),
        }]  # fmt: skip
        warning.answer, warning.answered_by, warning.answered_at = "", None, None
        warning.due_on = terms_of({"light": warning.light}, at)[1]
        warning.taking.go(unit=warning.path, reason=reason.strip(), due=warning.due_on)
    return warning


FILES, BYTES = 5, 10 * 1024 * 1024
HEADS = {
    b"%PDF-": (".pdf", "application/pdf"),
    b"\xff\xd8\xff": (".jpg", "image/jpeg"),
    b"\x89PNG\r\n\x1a\n": (".png", "image/png"),
}


def attach(warning, *, title, data, by, at):
    """Add a file to the unit's answer, before or after it is sent; kept under its digest."""
    with act(warning, "attach", by=by, at=at) as warning:
        if warning.files.count() >= FILES:
            raise DomainError(f"附件最多 {FILES} 个。请合并成一个 PDF 再上传。")
        known = next((kind for head, kind in HEADS.items() if data.startswith(head)), None)
        if known is None or not 0 < len(data) <= BYTES:
            raise DomainError("附件应为 PDF、JPEG 或者 PNG，每个不超过 10 MB。请转换或者压缩后再上传。")
        ending, media = known
        row = WarningFile.objects.create(
            warning=warning, title=title.strip()[:120] or "附件", path=storage.keep("answers", data, ending),
            size=len(data), sha256=storage.sha256(data), media_type=media, by=by, at=at,
        )  # fmt: skip
        warning.taking.go(unit=warning.path, title=row.title, digest=row.sha256)
    return row


def file_of(row):
    """Return the kept bytes of an attachment, verified."""
    return storage.read(row.path, row.sha256, row.title)


def answer(warning, *, text, by, at):
    """Answer a warning for the unit; one that is late is taken and stays marked as late."""
    with act(warning, "answer", by=by, at=at) as warning:
        if not text.strip():
            raise DomainError(f"请填写{ASKED[Light(warning.light)]}：原因、措施、完成时间。")
        warning.answer, warning.answered_by, warning.answered_at = text.strip(), by, at
        warning.taking.go(unit=warning.path, late=is_late(warning))
    return warning


@transaction.atomic
def lift(warning, *, reason, by, at):
    """Lift a warning by the city office with its reason."""
    hold_tables()
    warning = lifted(warning, reason=reason, by=by, at=at)
    ask_again(at)
    return warning


def lifted(warning, *, reason, by, at):
    """Take a warning away with its reason, and return it; the caller asks again, once for however many."""
    with act(warning, "lift", by=by, at=at) as warning:
        if not reason.strip():
            raise DomainError(f"解除预警要写明理由。解除条件是：{warning.exit}。")
        warning.lifted_by, warning.lifted_at, warning.lift_reason = by, at, reason.strip()
        warning.taking.go(unit=warning.path, reason=warning.lift_reason)
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
