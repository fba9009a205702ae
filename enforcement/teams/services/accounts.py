"""Accounts: signing in and out, passwords, tokens, personal settings."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from knox.models import AuthToken

from enforcement.errors import Conflict
from enforcement.journal.services import record
from enforcement.teams.models import Officer
from enforcement.teams.passwords import faults_of, keep_password
from enforcement.teams.refusals import refuse, stop
from enforcement.teams.services.people import require_manager_of_all

SETTINGS = {"shortcuts": "单键快捷键", "theme": "外观", "partner": "常用同行人员"}
TOKENS_EACH = 10


def note_sign_in(*, officer, way, at):
    """Write down that a person signed in, with a page or a token."""
    return record(officer, "sign_in", by=officer, at=at, way=way)


def note_sign_out(*, officer, reason, at):
    """Write down that a person signed out, or was signed out."""
    return record(officer, "sign_out", by=officer, at=at, reason=reason)


def note_failure(*, username, address, at):
    """Write down that a wrong password was tried, with where from; of a name that is nobody's only how long it is."""
    officer = Officer.objects.filter(username=username).first()
    subject, said = (officer, {}) if officer else ("settings:sign_in", {"length": len(username)})
    return record(subject, "sign_in.failed", by=None, at=at, address=address, **said)


def note_refusal(*, officer, address, at):
    """Write down that a person asked for what his posts do not let him do (R-1107)."""
    return record(officer, "access.refused", by=officer, at=at, address=address[:200])


def note_limit(*, officer, address, at):
    """Write down that a person, or a program in his name, asked too often and was stopped."""
    return record(officer, "access.limited", by=officer, at=at, address=address[:200])


def note_lock(*, username, at):
    """Write down that an account was locked after too many wrong passwords, if there is such an account."""
    officer = Officer.objects.filter(username=username).first()
    return record(officer, "sign_in.locked", by=None, at=at) if officer else None


def change_password(*, officer, old, new, by, at):
    """Change one's own password; every other session and every token ends.

    Checked before the transaction, since hashing takes longer than a database should be locked.
    """
    if by.pk != officer.pk:
        raise PermissionDenied("只能修改自己的密码")
    bad = [] if officer.check_password(old) else [stop("原密码不对", "重新输入原密码", "R-1105")]
    bad += [stop(fault, "换一个密码", "R-1105") for fault in faults_of(new, officer)]
    refuse("修改密码", *bad)
    return put_password(officer, new, must_change=False, by=by, at=at, verb="officer.password")


def reset_password(*, officer, new, by, at):
    """Give a person a password for one use only, as an administrator."""
    require_manager_of_all(officer, by, at)
    refuse("重置密码", *(stop(fault, "换一个密码", "R-1105") for fault in faults_of(new, officer)))
    return put_password(officer, new, must_change=True, by=by, at=at, verb="officer.password_reset")


@transaction.atomic
def put_password(officer, password, *, must_change, by, at, verb):
    officer.must_change_password = must_change
    keep_password(officer, password, at)
    AuthToken.objects.filter(user=officer).delete()
    record(officer, verb, by=by, at=at)
    return officer


@transaction.atomic
def change_settings(*, officer, wanted, seen, by, at):
    """Change one's own settings; `seen` is what the page showed, lest two devices overwrite each other."""
    if by.pk != officer.pk:
        raise PermissionDenied("只能修改自己的设置")
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    now = {name: officer.partner_id if name == "partner" else getattr(officer, name) for name in SETTINGS}
    changed_elsewhere = {
        label: (str(now[name] or ""), str(wanted[name] or ""))
        for name, label in SETTINGS.items()
        if now[name] != seen[name] and now[name] != wanted[name]
    }
    if changed_elsewhere:
        raise Conflict("设置刚在另一台设备上改过，没有保存。请核对后再保存。", changed_elsewhere)
    officer.shortcuts, officer.theme, officer.partner_id = (wanted[name] for name in SETTINGS)
    officer.save(update_fields=list(SETTINGS))
    record(officer, "officer.settings", by=by, at=at, **wanted)
    return officer


@transaction.atomic
def create_token(*, officer, by, at):
    """Make a token for a device or a program and return (its row, its text), which is shown only once."""
    if by.pk != officer.pk:
        raise PermissionDenied("只能为自己创建令牌")
    if AuthToken.objects.filter(user=officer).count() >= TOKENS_EACH:
        refuse("创建令牌", stop(f"已有 {TOKENS_EACH} 个令牌", "先注销不用的令牌"))
    row, text = AuthToken.objects.create(user=officer)
    record(officer, "officer.token", by=by, at=at, token=row.token_key)
    return row, text


@transaction.atomic
def revoke_token(*, officer, key, by, at):
    """End a token of one's own at once."""
    if by.pk != officer.pk:
        raise PermissionDenied("只能注销自己的令牌")
    deleted, _ = AuthToken.objects.filter(user=officer, token_key=key).delete()
    if deleted:
        record(officer, "officer.token_revoked", by=by, at=at, token=key)
    return bool(deleted)
