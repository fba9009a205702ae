"""Taking evidence in, opening it, checking it. Originals are written once; every hand they pass through is kept."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from enforcement.dossiers.models import Dossier
from enforcement.dossiers.services import require_open
from enforcement.errors import Refused, Unavailable
from enforcement.journal.services import record
from enforcement.stores import EVIDENCE
from enforcement.teams.models import Certificate
from enforcement.teams.roles import HANDLE
from evidence import custody, intake, storage
from evidence.models import Check, Custody, Piece, PieceOfficer, Support
from evidence.saying import words_digest


def receive(
    *,
    dossier,
    upload,
    title,
    kind,
    captured_at,
    place,
    latitude,
    longitude,
    officers,
    by,
    at,
    time_source,
    datum=Piece.Datum.WGS84,
    note="",
):
    """Take a file in as evidence of `dossier` and return its piece; `piece.duplicate` says that it was there before.

    The file is written and hashed before the transaction, which then only writes rows: a large video must not
    hold the database. A file whose transaction fails lies unused, where the next try finds it.
    """
    require_handler(dossier, by, at)
    said = {"kind": kind, "captured_at": captured_at, "time_source": time_source}
    said |= {"latitude": latitude, "longitude": longitude}
    stored = intake.store(upload, said, at)
    said |= {"title": title, "place": place, "note": note, "datum": datum if latitude is not None else ""}
    return write_down(dossier=dossier, values=said | stored, officers=officers, by=by, at=at)


@transaction.atomic
def write_down(*, dossier, values, officers, by, at):
    """Write the rows of a piece whose file is in its place; the dossier stays locked until the commit."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    require_open(dossier)
    if known := dossier.pieces.filter(sha256=values["sha256"]).first():
        known.duplicate = True
        return known
    serial = (dossier.pieces.aggregate(last=Max("serial"))["last"] or 0) + 1
    values["title"] = values["title"].strip()[:100] or f"{Piece.Kind(values['kind']).label}{serial}"
    piece = Piece.objects.create(
        dossier=dossier, path=dossier.path, serial=serial, received_at=at, received_by=by, **values
    )
    day = timezone.localdate(values["captured_at"])
    PieceOfficer.objects.bulk_create(capturer(piece, officer, day) for officer in dict.fromkeys(officers))
    said = words_digest(piece)
    custody.add(piece, Custody.Action.RECEIVE, by=by, at=at, target="证据库", sha256=piece.sha256, said=said)
    piece.duplicate = False
    return piece


def capturer(piece, officer, day):
    certificate = Certificate.objects.qualifying(day).filter(officer=officer).order_by("-valid_to").first()
    number = certificate.number if certificate else ""
    return PieceOfficer(piece=piece, officer=officer, name=officer.name, certificate=number)


def require_handler(dossier, by, at):
    """Let only somebody pass who works on cases of the dossier's agency and sees this dossier, while it is open."""
    require_open(dossier)
    day = timezone.localdate(at)
    if not by.may(HANDLE, day, dossier.path):
        raise PermissionDenied("您的岗位不能为这个案卷收集证据")
    if not Dossier.objects.visible_to(by, day).filter(pk=dossier.pk).exists():
        raise PermissionDenied("您看不到这个案卷")


def open_piece(piece, by, at, *, action=Custody.Action.VIEW, reason=""):
    """Return the original as an open file that was just found unchanged, and write down who opened it and why.

    A file that has changed locks the piece, is reported in the journal, and is refused. One that is not there, or
    a store that cannot be read, proves no change: nothing is written down. Not to be called inside a transaction,
    which would take the report back together with the refusal.
    """
    if is_locked(piece):
        raise Refused("打开证据", [mismatch(piece)])
    try:
        handle, sha256 = read_original(piece)
    except FileNotFoundError:
        raise Refused("打开证据", [gone(piece)]) from None
    if handle is None:
        lock(piece, sha256, by, at)
        raise Refused("打开证据", [mismatch(piece)])
    with transaction.atomic():
        custody.add(piece, action, by=by, at=at, source="证据库", reason=reason, sha256=sha256)
    return handle


def mismatch(piece):
    words = f"{piece}校验不一致，原件已锁定，不能使用"
    return intake.stop(words, "联系系统管理员核查证据存储，从备份恢复原件后重新校验", "R-902")


def gone(piece):
    words = f"{piece}的原件不在证据库中"
    return intake.stop(words, "联系系统管理员从备份恢复原件，恢复后即可打开", "R-902")


def is_locked(piece):
    """Return whether the last check of the piece failed."""
    last = piece.checks.order_by("-pk").values_list("same", flat=True).first()
    return last is False


def read_original(piece):
    """Return (open file at its beginning, its SHA-256), or (None, what was found) when it is not what was taken in.

    Raises as `storage.open_original` does.
    """
    handle, sha256, sm3 = storage.open_original(piece.file)
    if (sha256, sm3) != (piece.sha256, piece.sm3):
        handle.close()
        return None, sha256
    return handle, sha256


@transaction.atomic
def lock(piece, sha256, by, at):
    """Lock a piece whose file has changed, and report it in the journal of its dossier."""
    Check.objects.create(piece=piece, at=at, same=False, sha256=sha256)
    custody.add(piece, Custody.Action.MISMATCH, by=by, at=at, reason="摘要与入库时不同", sha256=sha256)


@transaction.atomic
def release(piece, sha256, by, at):
    """Open a locked piece again, whose file is once more what was taken in."""
    Check.objects.create(piece=piece, at=at, same=True, sha256=sha256)
    custody.add(piece, Custody.Action.RESTORED, by=by, at=at, reason="原件已恢复", sha256=sha256)


@dataclass(frozen=True)
class Damage:
    """What is wrong with one piece, in words."""

    piece: Piece
    words: str

    def __str__(self):
        return f"案卷 {self.piece.dossier_id} {self.piece}：{self.words}"


def verify_all(*, by, at, pieces=None):
    """Yield what is damaged: changed files (they are locked), missing or unreadable ones, broken chains of custody.

    Raises Unavailable, before anything is looked at, where the store is out of reach or is not the right one.
    """
    EVIDENCE.require("读取")
    for piece in (Piece.objects.all() if pieces is None else pieces).order_by("pk").iterator():
        if words := fault_of(piece, by, at):
            yield Damage(piece, words)
        if serial := custody.first_break(piece):
            yield Damage(piece, f"保管链在第 {serial} 条断开")


def fault_of(piece, by, at):
    """Return in words what is wrong with the file of a piece, "" for nothing; only a changed one is locked."""
    try:
        handle, sha256 = read_original(piece)
    except FileNotFoundError:
        return "文件不在"
    except Unavailable as outage:
        return f"没有核对：{outage}"
    if handle is None:
        if not is_locked(piece):
            lock(piece, sha256, by, at)
        return "校验不一致，原件已锁定"
    handle.close()
    if is_locked(piece):
        release(piece, sha256, by, at)
    return ""


@transaction.atomic
def link_piece(*, piece, fact, by, at):
    """Say that a piece proves a fact of the matter."""
    require_handler(Dossier.objects.select_for_update().get(pk=piece.dossier_id), by, at)
    if known := piece.supports.filter(fact=fact, removed_at__isnull=True).first():
        return known
    support = Support.objects.create(piece=piece, fact=fact, by=by, at=at)
    record(piece.dossier, "evidence.support", by=by, at=at, piece=str(piece), fact=support.get_fact_display())
    return support


@transaction.atomic
def unlink_piece(*, support, by, at):
    """Take back what a piece was said to prove; the row stays."""
    require_handler(Dossier.objects.select_for_update().get(pk=support.piece.dossier_id), by, at)
    if support.removed_at is None:
        support.removed_at = at
        support.save(update_fields=["removed_at"])
        words = {"piece": str(support.piece), "fact": support.get_fact_display()}
        record(support.piece.dossier, "evidence.unsupport", by=by, at=at, **words)
    return support
