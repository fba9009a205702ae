"""Documents held against the journal, which knows of each what it was when it was issued, delivered, voided."""

import re
from collections import Counter

from enforcement.checks import check, chunks
from enforcement.documents import storage
from enforcement.documents.models import Delivery, Document, NumberSeries, Signature, Voiding
from enforcement.documents.papers import verify_document
from enforcement.documents.register import papers
from enforcement.errors import Refused
from enforcement.jobs.models import Job
from enforcement.journal.models import Entry
from enforcement.stores import DOCUMENTS
from enforcement.templatetags.marks import masked_name

NUMBER = re.compile(r"〔(\d{4})〕第(\d{6})号$")


@check("文书")
def faults(*, at):
    """Yield what is wrong with documents, their files and signatures, deliveries, voidings and numbers."""
    DOCUMENTS.require("读取")
    for chunk in chunks(Document.objects.select_related("dossier").order_by("pk")):
        rendered = set(
            Job.objects.filter(kind="documents.render", key__in=[str(each.pk) for each in chunk])
            .exclude(done_at=None)
            .values_list("key", flat=True)
        )
        for document in chunk:
            for fault in (*verify_document(document), *unmade(document, rendered)):
                yield f"{document.name}：{fault}"
    yield from gone()
    yield from pictures()
    yield from deliveries()
    yield from voidings()
    yield from series()


def unmade(document, rendered):
    """Yield the layouts whose files a worker has made and that have no row any more."""
    if str(document.pk) in rendered:
        kept = {each.layout for each in document.renderings.all()}
        yield from (f"{layout}版式的文件没有登记" for layout in document.form.layouts if layout not in kept)


def entries(verb):
    return Entry.objects.filter(verb=verb).select_related("chain").order_by("pk")


def gone():
    """Yield the documents that the journal has seen issued and that are not there, or under another number."""
    for chunk in chunks(entries("document.issue")):
        keys = [entry.data["document"] for entry in chunk]
        there = dict(Document.objects.filter(pk__in=keys).values_list("pk", "number"))
        for entry in chunk:
            key, number = entry.data["document"], entry.data["number"]
            name = number or entry.data["title"]
            if key not in there:
                yield f"{name}：日志记有出具，文书不见了"
            elif there[key] != number:
                yield f"{name}：文号现在是“{there[key]}”，与日志不一致"


def pictures():
    """Yield the signatures whose picture is gone or is not the one that was drawn."""
    for chunk in chunks(Signature.objects.exclude(picture="").order_by("pk")):
        for signature in chunk:
            try:
                storage.read(signature.picture, signature.picture_sha256, f"{signature.name}的签名")
            except Refused as refused:
                yield from (finding.message for finding in refused.findings)


def deliveries():
    """Yield the deliveries that are not those that the journal knows: another day, recipient or way, or none."""
    told, found = Counter(), Counter()
    for entry in entries("document.deliver").iterator():
        said = entry.data
        told[entry.chain.key, said["number"], said["method"], said["day"], said["recipient"]] += 1
    for row in Delivery.objects.select_related("document").order_by("pk").iterator():
        document, how = row.document, row.get_method_display()
        who = masked_name(row.recipient)
        found[document.chain_key, document.number, how, row.day.isoformat(), who] += 1
    yield from differing(told, found, "送达")


def voidings():
    """Yield the voidings that the journal does not know, and those it knows that are not there."""
    told = Counter(
        (entry.chain.key, entry.data["document"], entry.data["reason"])
        for entry in entries("document.void").iterator()
    )
    rows = Voiding.objects.select_related("document").order_by("pk")
    found = Counter((row.document.chain_key, row.document_id, row.reason) for row in rows.iterator())
    yield from differing(told, found, "作废")


def differing(told, found, what):
    for key, count in (told - found).items():
        yield f"{what}登记缺少或者被改：{'，'.join(map(str, key))}" + (f"（{count} 条）" if count > 1 else "")
    for key, count in (found - told).items():
        yield f"{what}登记在日志中没有：{'，'.join(map(str, key))}" + (f"（{count} 条）" if count > 1 else "")


def series():
    """Yield the number series that stand below a number that was given out."""
    highest = {}
    rows = Document.objects.exclude(number="").values_list("team_id", "kind", "number")
    for team, kind, number in rows.iterator():
        if matched := NUMBER.search(number):
            key = team, kind, int(matched[1])
            highest[key] = max(highest.get(key, 0), int(matched[2]))
    for row in NumberSeries.objects.select_related("team").order_by("pk"):
        top = highest.pop((row.team_id, row.kind, row.year), 0)
        if row.last < top:
            yield f"文号序列 {row} 低于已经用过的 {top}"
    for (team, kind, year), top in highest.items():
        yield f"文号序列不见了：机构 {team} {papers()[kind].title} {year} 已用到 {top}"
