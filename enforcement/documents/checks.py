"""What stops the start: a paper whose declaration names something that is not there."""

from collections import Counter

from django.core.checks import Error

from enforcement.documents import printing, register
from enforcement.documents.models import Document, Layout, Signature
from enforcement.law import rulebook
from enforcement.law.kinds import StatutoryPaper
from enforcement.law.rules.papers import CONDITIONS

LONGEST = Document._meta.get_field("kind").max_length
REMEDY = {"remedies", "reconsideration_body"}


def faults_of(paper):
    """Yield in words what is wrong with the declaration of one paper."""
    if len(paper.kind) > LONGEST:
        yield f"代码长于 {LONGEST} 个字符"
    if not (printing.FORMS / paper.template).exists():
        yield f"版面 {paper.template} 不存在"
    if unknown := set(paper.layouts) - set(Layout.values):
        yield f"纸张 {'、'.join(sorted(unknown))} 不存在"
    if not paper.layouts:
        yield "没有写明印在什么纸张上（layouts）"
    if not paper.elements:
        yield "没有写明应当载明什么（elements）"
    if unknown := {one.when for one in paper.elements} - set(CONDITIONS):
        yield f"内容的条件 {'、'.join(sorted(unknown))} 不存在"
    if paper.adverse and REMEDY - {one.code for one in paper.elements}:
        yield "减损权利或者增加义务，应当载明救济途径和行政复议机关（R-322）"
    if unknown := {one.role for one in paper.signers} - set(Signature.Role.values):
        yield f"签名人身份 {'、'.join(sorted(unknown))} 不存在"
    if unknown := set(paper.rules) - {one.id for one in rulebook.rules()}:
        yield f"规则 {'、'.join(sorted(unknown))} 不存在"
    if paper.volume in (register.EVIDENCE, register.PAYMENTS):
        yield f"卷内位置 {paper.volume} 是证据或者票据的位置"
    if paper.until and paper.until < paper.since:
        yield "停用日早于启用日"


def every_paper_is_whole(app_configs, **kwargs):
    """Refuse to start with a paper that names what does not exist, or that the law names and nobody declared."""
    said = [
        f"{one.kind} 第 {one.version} 版：{fault}"
        for one in register.versions().values()
        for fault in faults_of(one)
    ]
    held = register.papers()
    words = Counter(one.word for one in held.values() if one.word)
    said += [f"文号类型字“{word}”用于几种文书" for word, count in words.items() if count > 1]
    said += [
        f"法律所称的{one.label}没有登记，或者名称不同"
        for one in StatutoryPaper
        if one not in held or held[one].title != one.label
    ]
    return [Error(f"文书 {each}", id="documents.E001") for each in said]
