"""Signing off, publishing, withdrawing. The number is taken at sign-off and at no other moment (R-906)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from enforcement.documents import storage
from enforcement.documents.services import take_number
from enforcement.errors import DomainError, Refused
from enforcement.law.findings import Level
from enforcement.law.kinds import Kind
from enforcement.procedures.acting import act
from enforcement.teams.models import Post
from enforcement.teams.roles import PERMISSIONS, RANK
from supervision.bulletins import papers
from supervision.bulletins.checking import figures_about, findings_of, texts_of
from supervision.bulletins.contents import content_of
from supervision.bulletins.models import Bulletin, BulletinFile
from supervision.league.models import Snapshot
from supervision.league.services.publishing import wants_two

State = Bulletin.State
PATTERN = "{mark}{type}〔{year}〕{serial}号"  # GB/T 9704: no 第, no leading zeros
WRITERS = {BulletinFile.Kind.PDF: (papers.pdf_of, ".pdf"), BulletinFile.Kind.DOCX: (papers.docx_of, ".docx")}


class Paper(Kind):
    BULLETIN = "BULLETIN", "通报"


@dataclass(frozen=True)
class Series:
    """The numbers of bulletins, apart from those of the papers of cases; `word` stands after the unit's mark."""

    kind: Paper = Paper.BULLETIN
    word: str = "通"
    title: str = Paper.BULLETIN.label


@transaction.atomic
def sign(*, bulletin, by, at, day, reason="", publish_too=False, seen=None):
    """Give the bulletin its number, freeze it, keep its PDF and Word file, and return it.

    reason: why words that are also names of people, and numbers that are none of the table's, may stand. seen: the
    digest of what was shown before the press, None where nothing was. Raises Refused with everything that forbids
    it, DomainError where text or data have changed meanwhile; then no number is used.
    """
    with act(bulletin, "sign", by=by, at=at) as bulletin:
        require_current(bulletin, "签发")
        require_another(bulletin, "签发", by, at)
        if seen is not None and seen != shown(bulletin, day):
            raise DomainError("核对以后通报的内容又有改动，没有签发。请重新核对现在的内容，再签发。")
        stops = findings_of(bulletin)
        if [each for each in stops if each.level is not Level.WARN] or (stops and not reason.strip()):
            raise Refused("签发", stops)
        number = take_number(Series(), bulletin.team, day, PATTERN)
        content = content_of(bulletin, day=day, number=number, signer=by.name)
        bulletin.number, bulletin.day = number, day
        bulletin.content, bulletin.digest = content, papers.digest_of(content)
        bulletin.signed_by, bulletin.signed_at = by, at
        kept = [keep_file(bulletin, kind, at) for kind in WRITERS]
        bulletin.taking.go(
            number=number, digest=bulletin.digest, reason=reason.strip(), snapshot=bulletin.snapshot.name,
            files={each.kind: each.sha256 for each in kept},
        )  # fmt: skip
    return publish(bulletin=bulletin, by=by, at=at) if publish_too else bulletin


def shown(bulletin, day):
    """Return the digest of what a page shows of a draft before it is signed."""
    return papers.digest_of(content_of(bulletin, day=day))


def require_current(bulletin, called):
    """Refuse to sign or publish what no longer agrees with the published table."""
    if newer := bulletin.newer:
        way = "请先刷新数据" if bulletin.state == State.DRAFT else "请撤回后另编制一份"
        raise DomainError(
            f"数据已更新：榜单已更正为 {newer.name}，通报依据的是 {bulletin.snapshot.name}。{way}。"
        )
    if bulletin.snapshot.state == Snapshot.State.WITHDRAWN:
        raise DomainError(
            f"榜单 {bulletin.snapshot.name} 已撤回（{bulletin.snapshot.reason}），不能{called}。"
        )


def require_another(bulletin, called, by, at):
    """Refuse who drafted or changed a bulletin to sign or publish it, where the unit wants two people."""
    if not wants_two(bulletin.path, at):
        return
    hands = {
        bulletin.made_by_id,
        *bulletin.blocks.exclude(edited_by=None).values_list("edited_by", flat=True),
    }
    if by.pk in hands:
        raise DomainError(
            f"本单位的通报起草、{called}由不同的人办理，您起草或者修改过这份通报。"
            f"请由{others(bulletin, hands, at)}{called}。"
        )


def others(bulletin, hands, at):
    """Return who may do it instead, by name, or where to find somebody."""
    roles = [role for role, held in PERMISSIONS.items() if RANK in held]
    posts = Post.objects.on(timezone.localdate(at)).filter(role__in=roles, team__path=bulletin.path)
    names = posts.exclude(officer__in=hands).filter(officer__is_active=True)
    named = list(names.order_by("officer__name").values_list("officer__name", flat=True).distinct()[:5])
    return "、".join(named) or "另一位有这个岗位的人员（还没有，请系统管理员在“人员”页增设）"


def keep_file(bulletin, kind, at):
    write, ending = WRITERS[kind]
    data = write(bulletin.content, at)
    return BulletinFile.objects.create(
        bulletin=bulletin, kind=kind, path=storage.keep("bulletins", data, ending), size=len(data),
        sha256=storage.sha256(data), sm3=storage.sm3(data), made_at=at,
    )  # fmt: skip


def publish(*, bulletin, by, at):
    """Let everybody with a post read a signed bulletin."""
    with act(bulletin, "publish", by=by, at=at) as bulletin:
        require_current(bulletin, "发布")
        require_another(bulletin, "发布", by, at)
        require_figures(bulletin)
        bulletin.published_by, bulletin.published_at = by, at
        bulletin.taking.go(number=bulletin.number)
    return bulletin


def require_figures(bulletin):
    """Refuse to publish what is not what was signed, or whose figures are not the table's."""
    if not is_intact(bulletin):
        raise DomainError("签发后的内容与留存的摘要不一致，不能发布。请撤回后另编制一份，并报告系统管理员。")
    found = figures_about(bulletin, texts_of(bulletin.content))
    if stops := [each for each in found if each.level is not Level.WARN]:
        raise Refused("发布", stops)


def withdraw(*, bulletin, reason, by, at):
    """Take a bulletin back; its number stays taken, its page says why (R-906)."""
    with act(bulletin, "withdraw", by=by, at=at) as bulletin:
        if not reason.strip():
            raise DomainError("撤回通报要写明理由，理由会在原页面公布。请填写撤回理由。")
        bulletin.reason = reason.strip()
        bulletin.withdrawn_by, bulletin.withdrawn_at = by, at
        bulletin.taking.go(number=bulletin.number, reason=bulletin.reason)
    return bulletin


def file_of(bulletin, kind):
    """Return the kept bytes of a signed bulletin, verified; a withdrawn one as a PDF that says so."""
    if bulletin.state == State.WITHDRAWN:
        if kind != BulletinFile.Kind.PDF:
            raise DomainError("通报已撤回，不再提供 Word 文件。PDF 上标明“已撤回”，可以查阅。")
        return papers.pdf_of(bulletin.content, bulletin.signed_at, papers.WITHDRAWN)
    kept = bulletin.files.filter(kind=kind).first()
    if kept is None:
        raise DomainError("通报还没有签发，没有文件。请先签发。")
    return storage.read(kept.path, kept.sha256, f"{bulletin.number}（{kept.get_kind_display()}）")


def is_intact(bulletin):
    """Return whether what was signed off is still what stands in the register."""
    return bulletin.content is None or papers.digest_of(bulletin.content) == bulletin.digest
