"""Opening, joining and locking a dossier, drafts, and sending once."""

import hashlib
import json
import re

from django.db import transaction

from enforcement.dossiers.models import Dossier, DossierMember, Draft, Submission
from enforcement.errors import Conflict, DomainError
from enforcement.journal.services import record
from enforcement.teams.models import Team
from enforcement.transactions import joins

FORM_NAME = re.compile(r"[a-z_-]{1,20}(:[A-Za-z0-9_.-]{1,40}){0,3}")
MOST_DRAFTS = 300


@joins
def open_dossier(*, team, members, by, at):
    """Open a dossier in the name of the agency that `team` belongs to, worked on by `members`."""
    agency = team if team.path == team.agency_path else Team.objects.get(path=team.agency_path)
    dossier = Dossier.objects.create(team=agency, path=agency.path, opened_at=at, opened_by=by)
    DossierMember.objects.bulk_create(DossierMember(dossier=dossier, officer=officer) for officer in members)
    record(
        dossier, "dossier.open", by=by, at=at, team=agency.name, members=[officer.name for officer in members]
    )
    return dossier


@joins
def set_members(*, dossier, members, by, at):
    """Make `members` the officers who work on the dossier; who worked on it before stays on the list as gone."""
    held = {member.officer_id: member.left_at for member in dossier.members.all()}
    wanted = {officer.pk for officer in members}
    if {key for key, left in held.items() if left is None} == wanted:
        return
    dossier.members.present().exclude(officer__in=wanted).update(left_at=at)
    dossier.members.filter(officer__in=wanted).update(left_at=None)
    DossierMember.objects.bulk_create(
        DossierMember(dossier=dossier, officer_id=key) for key in wanted - held.keys()
    )
    record(dossier, "dossier.members", by=by, at=at, members=[officer.name for officer in members])


@joins
def mark_sensitive(*, dossier, sensitivity, by, at):
    """Set how sensitive the dossier is (R-1102)."""
    if dossier.sensitivity != sensitivity:
        dossier.sensitivity = sensitivity
        dossier.save(update_fields=["sensitivity"])
        record(dossier, "dossier.sensitivity", by=by, at=at, now=sensitivity)


@transaction.atomic
def lock_dossier(*, dossier, by, at):
    """Lock the dossier with everything under it (ruling 7)."""
    dossier.locked_at = at
    dossier.save(update_fields=["locked_at"])
    dossier.drafts.all().delete()
    record(dossier, "dossier.lock", by=by, at=at)


def require_open(dossier):
    """Refuse any change under a locked dossier."""
    if dossier.locked_at:
        raise DomainError("案卷已结案封存，不能再改。确有错误的，请由负责人作更正。")


@transaction.atomic
def start_draft(*, form, dossier=None, by, at):
    """Return this person's draft of `form`, begun now if there is none."""
    draft, _ = Draft.objects.get_or_create(
        officer=by, form=form, defaults={"saved_at": at, "dossier": dossier}
    )
    return draft


def save_draft(*, form, data, by, at, dossier=None, since=None):
    """Keep what this person has typed; incomplete is fine, nothing is checked but its size.

    since: when the page was made on which it was typed, where known. What was sent after that has ended the draft.
    """
    if not FORM_NAME.fullmatch(form):
        raise DomainError("草稿的名称不对，没有保存。请刷新这一页再填。")
    if len(json.dumps(data)) > 200_000:
        raise DomainError("草稿过大，没有保存。请减少文字，照片请用拍照按钮上传。")
    given = {"data": data, "saved_at": at} | ({"dossier": dossier} if dossier else {})
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(officer=by, form=form).first()
        if held is None and Draft.objects.filter(officer=by).count() >= MOST_DRAFTS:
            raise DomainError(f"您已有 {MOST_DRAFTS} 份没有提交的草稿，没有再存。请先提交或者删除一些。")
        if held is None:
            return Draft.objects.update_or_create(officer=by, form=form, defaults=given)[0]
        if since and not held.data and held.saved_at > since:
            raise DomainError("这一页已经提交，不用再存草稿。")
        for name, value in given.items():
            setattr(held, name, value)
        held.save(update_fields=list(given))
        return held


def digest_of(content):
    """Return the SHA-256 of any JSON-able content in one canonical spelling."""
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()


def send_once(*, key, address, content, by, at, act):
    """Run `act()` → (status, JSON-able answer) once for this key, and give the same answer ever after.

    The row is written in the transaction of the act, so an act that is refused leaves none. The same key with
    another content or address is a Conflict.
    """
    if not key:
        return act()
    digest = digest_of(content)
    with transaction.atomic():
        sent, fresh = Submission.objects.get_or_create(
            officer=by, key=key[:64], defaults={"address": address[:200], "digest": digest, "at": at}
        )
        if not fresh:
            if (sent.address, sent.digest) != (address[:200], digest):
                raise Conflict("同一个幂等键用在了不同的提交上。请换一个新的键。")
            return sent.status, sent.answer
        sent.status, sent.answer = act()
        sent.save(update_fields=["status", "answer"])
    return sent.status, sent.answer
