"""People: adding them, their posts and certificates, and what happens when they leave."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from knox.models import AuthToken

from enforcement.journal.services import record
from enforcement.law.identity import IdentityError, normal
from enforcement.law.identity import phone as telephone
from enforcement.law.rules.officers import certificate_finding
from enforcement.law.rules.review import QUALIFIED_SINCE
from enforcement.teams import holding
from enforcement.teams.models import Certificate, Officer, Post
from enforcement.teams.passwords import faults_of, keep_password
from enforcement.teams.refusals import refuse, stop
from enforcement.teams.roles import HANDLE, MANAGE_PEOPLE, PERMISSIONS, Role
from enforcement.teams.services.lapsing import lost_with
from enforcement.teams.services.units import require_manager
from enforcement.teams.sight import area_of
from enforcement.transactions import once

# administration, audit and case work are kept apart (R-1106)
APART = {Role.ADMINISTRATOR, Role.AUDITOR}


def require_manager_of(officer, by, at):
    """Let only somebody pass who administers a unit of `officer`, or the product itself (`by` None)."""
    if by is None:
        return
    day = timezone.localdate(at)
    if not Officer.objects.managed_by(by, day).filter(pk=officer.pk).exists():
        raise PermissionDenied("只有管理该人员所在机构的系统管理员可以这样做")


def require_manager_of_all(officer, by, at):
    """Let only somebody pass who administers every unit in which `officer` holds a post today.

    A password, a name and a closed account are the same in all of them: who manages a town takes no account that
    decides in the county.
    """
    require_manager_of(officer, by, at)
    if by is None:
        return
    day, sight = timezone.localdate(at), by.sight(timezone.localdate(at))
    beyond = Post.objects.on(day).filter(officer=officer).exclude(sight.within(sight.managed, "team__path"))
    if found := beyond.select_related("team").first():
        raise PermissionDenied(f"{officer.name}还在{found.team.name}任职，请管理该单位的系统管理员办理")


def faults_of_phone(officer, text):
    """Give a person a telephone as it is kept; return the finding where it cannot be one.

    A short number of the agency's exchange, four to six digits, is one as well.
    """
    short = normal(text)
    try:
        officer.phone = short if short.isdigit() and 4 <= len(short) <= 6 else telephone(text)
    except IdentityError as fault:
        return [stop(str(fault), "在“手机”一栏改正，或者不填")]
    return []


@transaction.atomic
def add_officer(*, username, name, phone="", password, by, at):
    """Add a person, with a password that he has to change first. No identity number is kept."""
    if by is not None and not by.may(MANAGE_PEOPLE, timezone.localdate(at)):
        raise PermissionDenied("只有系统管理员可以增加人员")
    officer = Officer(username=username.strip(), name=name.strip())
    bad = faults_of_phone(officer, phone)
    bad += [stop(fault, "换一个密码", "R-1105") for fault in faults_of(password, officer)]
    if not officer.username or not officer.name:
        bad.append(stop("登录名和姓名都要填写", "补填"))
    if Officer.objects.filter(username=officer.username).exists():
        bad.append(stop(f"登录名 {officer.username} 已经有人使用", "换一个登录名"))
    refuse("增加人员", *bad)
    officer.must_change_password = by is not None
    with once(f"登录名 {officer.username} 已经有人使用。换一个登录名。"):
        keep_password(officer, password, at)
    record(officer, "officer.add", by=by, at=at, username=officer.username, name=officer.name)
    return officer


@transaction.atomic
def appoint(*, officer, team, role, valid_from, valid_to=None, by, at):
    """Give a person a role in a unit from a day on."""
    require_manager(by, at, team.path)
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    refuse("任命岗位", *faults_of_post(officer, team, role, valid_from, valid_to))
    post = Post.objects.create(
        officer=officer, team=team, role=role, valid_from=valid_from, valid_to=valid_to
    )
    if not officer.is_active:
        officer.is_active = True
        officer.save(update_fields=["is_active"])
    last = valid_to.isoformat() if valid_to else None
    words = {
        "team": team.name,
        "role": post.get_role_display(),
        "since": valid_from.isoformat(),
        "until": last,
    }
    record(officer, "officer.appoint", by=by, at=at, **words)
    return post


def faults_of_post(officer, team, role, valid_from, valid_to):
    """Return what forbids the post: dates, a second one of the same kind, duties that are kept apart."""
    bad = []
    if valid_to and valid_to < valid_from:
        bad.append(stop("岗位的止日早于起日", "核对日期"))
    if not team.is_active:
        bad.append(stop(f"{team.name}已停用", "选择在用的机构"))
    during = officer.posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    during = during.filter(valid_from__lte=valid_to) if valid_to else during
    held = set(during.values_list("role", flat=True))
    if during.filter(team=team, role=role).exists():
        bad.append(stop(f"这段时间已有{team.name}{Role(role).label}岗位", "先结束原岗位，或者改日期"))
    if (held - {role} and role in APART) or (held & APART) - {role}:
        words = "、".join(Role(one).label for one in sorted(held))
        bad.append(
            stop(f"{Role(role).label}不能与{words}由一人兼任", "另选人员，管理、审计和办案分开", "R-1106")
        )
    return bad


@transaction.atomic
def end_post(*, post, left_on, to=None, by, at):
    """End a post from `left_on` on. Who has no post left is shut out the same day (R-1106).

    to: who takes what he has in hand in this unit; None puts it before the unit's heads. Nothing is left with
    somebody who can no longer act.
    """
    require_manager(by, at, post.team.path)
    officer = Officer.objects.select_for_update().get(pk=post.officer_id)
    bad = faults_of_leaving(officer, [post], left_on, by)
    if left_on < post.valid_from:
        bad.append(stop("离任日期早于任职日期", "核对日期"))
    if post.valid_to and post.valid_to < left_on:
        bad.append(stop("这个岗位已经结束", "不用再办"))
    bad += faults_of_taker(post, to, left_on)
    refuse("结束岗位", *bad)
    given = holding.pass_on(officer, to, lost_with(post, left_on), by=by, at=at)
    post.valid_to = max(left_on - timedelta(days=1), post.valid_from)
    post.save(update_fields=["valid_to"])
    words = {"team": post.team.name, "role": post.get_role_display(), "left_on": left_on.isoformat()}
    if given:
        words |= {"given": given, "taker": to.name if to else "本单位负责人"}
    record(officer, "officer.leave", by=by, at=at, **words)
    remaining = officer.posts.exclude(pk=post.pk).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=left_on))
    if left_on <= timezone.localdate(at) and not remaining.exists():
        shut_out(officer, by, at)
    return post


def faults_of_taker(post, to, left_on):
    """Return why `to` cannot take over: he has to be able to handle cases of this unit himself on that day."""
    if to is None:
        return []
    if to.pk == post.officer_id:
        return [stop("接手的人就是离任的人", "改选别人，或者交本单位负责人分派")]
    if not to.is_active or not to.may(HANDLE, left_on, post.team.path):
        return [
            stop(
                f"{to.name}在{left_on}不能承办{post.team.name}的案件",
                "改选本单位的执法人员，或者交负责人分派",
            )
        ]
    return []


def faults_of_leaving(officer, posts, on, by):
    """Return what forbids that these posts of a person stop: nobody ends his own administration, nor the last one."""
    mine = [post for post in posts if post.role == Role.ADMINISTRATOR]
    bad = []
    if mine and by is not None and by.pk == officer.pk:
        bad.append(
            stop("系统管理员不能结束或者停用自己", "请另一位系统管理员办理；没有的，先任命一位", "R-1106")
        )
    for post in mine:
        if not other_administrators(post, on):
            said = f"{officer.name}是{post.team.name}唯一的系统管理员，停下以后没有人能管理人员和参数"
            bad.append(stop(said, "先任命另一位系统管理员，并请他登录一次", "R-1106"))
    return bad


def other_administrators(post, on):
    """Return the administrators' posts of other people who can sign in and whose area holds this post's unit."""
    held = Post.objects.on(on).filter(role=Role.ADMINISTRATOR, officer__is_active=True)
    held = held.exclude(officer=post.officer_id).select_related("team")
    return [other for other in held if post.team.path.startswith(area_of(other))]


@transaction.atomic
def disable(*, officer, reason, by, at):
    """Close an account while its posts go on: nobody signs in with it until it is opened again."""
    require_manager_of_all(officer, by, at)
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    day = timezone.localdate(at)
    bad = faults_of_leaving(officer, officer.posts.on(day).select_related("team"), day, by)
    if by is not None and by.pk == officer.pk and not bad:
        bad.append(stop("不能停用自己的账户", "请另一位系统管理员办理", "R-1106"))
    if not officer.is_active:
        bad.append(stop(f"{officer.name}的账户已经停用", "不用再办"))
    if not reason.strip():
        bad.append(stop("没有写停用的理由", "补填理由"))
    refuse("停用账户", *bad)
    shut_out(officer, by, at, reason=reason.strip())
    return officer


@transaction.atomic
def enable(*, officer, by, at):
    """Open a closed account again for who still holds a post; the lock after wrong passwords is another matter."""
    require_manager_of(officer, by, at)
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    bad = []
    if officer.is_active:
        bad.append(stop(f"{officer.name}的账户没有停用", "不用再办"))
    if not officer.posts.on(timezone.localdate(at)).exists():
        bad.append(stop(f"{officer.name}今天没有岗位", "先任命岗位，账户随之恢复"))
    refuse("恢复账户", *bad)
    officer.is_active = True
    officer.save(update_fields=["is_active"])
    record(officer, "officer.enabled", by=by, at=at)
    return officer


@transaction.atomic
def amend(*, officer, name, phone, by, at):
    """Correct a person's name and telephone number; what was signed under the old name stays as it was."""
    require_manager_of_all(officer, by, at)
    # not his key: what he signs meanwhile goes on, and so does this, which locks his cases after him
    officer = Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)
    was = {"name": officer.name, "phone": officer.phone}
    bad = faults_of_phone(officer, phone)
    if not name.strip():
        bad.append(stop("没有填姓名", "填写姓名"))
    refuse("修改姓名和电话", *bad)
    officer.name = name.strip()
    now = {"name": officer.name, "phone": officer.phone}
    if was != now:
        officer.save(update_fields=["name", "phone"])
        record(officer, "officer.amended", by=by, at=at, before=was, after=now)
    if was["name"] != officer.name:
        holding.name_anew(officer, at=at)
    return officer


def shut_out(officer, by, at, reason=""):
    """Close the account: sessions end with the next request, tokens at once."""
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    AuthToken.objects.filter(user=officer).delete()
    record(officer, "officer.shut_out", by=by, at=at, reason=reason)


@transaction.atomic
def hand_over(*, post, to, on, by, at):
    """Pass a post to another person from a day on: it ends for the one and begins for the other."""
    made = appoint(officer=to, team=post.team, role=post.role, valid_from=on, by=by, at=at)
    to = Officer.objects.get(pk=to.pk)  # with the post that he has now
    taker = to if HANDLE in PERMISSIONS[post.role] else None
    end_post(post=post, left_on=on, to=taker, by=by, at=at)
    return made


@transaction.atomic
def issue_certificate(
    *, officer, number, kind=Certificate.Kind.OFFICER, exam_passed_on, valid_from, valid_to, by, at
):
    """Enter a person's certificate, unless the exam has lapsed in five years without a post (R-118)."""
    require_manager_of(officer, by, at)
    bad = []
    if valid_to < valid_from:
        bad.append(stop("证件有效期的止日早于起日", "核对日期"))
    if Certificate.objects.filter(number=number.strip()).exists():
        bad.append(stop(f"证号 {number.strip()} 已经登记", "核对证号"))
    if kind == Certificate.Kind.OFFICER:
        bad.extend(faults_of_exam(officer, exam_passed_on, valid_from))
    refuse("登记执法证", *bad)
    with once(f"证号 {number.strip()} 已经登记。核对证号。"):
        certificate = Certificate.objects.create(
            officer=officer,
            number=number.strip(),
            kind=kind,
            exam_passed_on=exam_passed_on,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    words = {"number": certificate.number, "since": valid_from.isoformat(), "until": valid_to.isoformat()}
    record(officer, "officer.certificate", by=by, at=at, **words)
    return certificate


def faults_of_exam(officer, exam_passed_on, applied_on):
    """Return what the law says against a certificate applied for on that day; a post in time keeps the exam alive."""
    first = officer.posts.order_by("valid_from").values_list("valid_from", flat=True).first()
    used_on = min(first, applied_on) if first else applied_on
    finding = certificate_finding(exam_passed_on, used_on)
    return [finding] if finding else []


@transaction.atomic
def revoke_certificate(*, certificate, revoked_on, reason, by, at):
    """Take a certificate back: from that day on it covers nothing."""
    require_manager_of(certificate.officer, by, at)
    refuse("收回执法证", *[stop("没有写收回的理由", "补填理由")] * (not reason.strip()))
    certificate.revoked_on = revoked_on
    certificate.save(update_fields=["revoked_on"])
    words = {"number": certificate.number, "revoked_on": revoked_on.isoformat(), "reason": reason.strip()}
    record(certificate.officer, "officer.certificate_revoked", by=by, at=at, **words)
    return certificate


@transaction.atomic
def enrol(*, person, post, certificate=None, by, at):
    """Add a person with his first post and, where he enforces, his certificate: all of it or nothing."""
    officer = add_officer(**person, by=by, at=at)
    appoint(officer=officer, **post, by=by, at=at)
    if certificate:
        issue_certificate(officer=officer, **certificate, by=by, at=at)
    return officer


@transaction.atomic
def register_reviewer(*, officer, first_review_on, qualification, by, at):
    """Enter when a person first took up the legal review and his 法律职业资格证书 (第五十八条第二款, R-132)."""
    require_manager_of(officer, by, at)
    bad = []
    if first_review_on > timezone.localdate(at):
        bad.append(stop("初次从事法制审核的日期还没有到", "核对日期"))
    if first_review_on >= QUALIFIED_SINCE and not qualification.strip():
        remedy = "补填法律职业资格证号；没有取得的，另选法制审核人员"
        bad.append(
            stop(f"{first_review_on.isoformat()}初次从事法制审核，应当有法律职业资格", remedy, "R-132")
        )
    refuse("登记法制审核人员", *bad)
    officer.first_review_on, officer.qualification = first_review_on, qualification.strip()
    officer.save(update_fields=["first_review_on", "qualification"])
    words = {"since": first_review_on.isoformat(), "qualification": officer.qualification}
    record(officer, "officer.reviewer", by=by, at=at, **words)
    return officer
