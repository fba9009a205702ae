"""The remarks of a returned file as the officers work through them: where each leads, and what has changed there."""

from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from cases.models import Remark, Review
from cases.review.anchors import anchors_of
from enforcement.documents.models import Document
from enforcement.gate import whole


@dataclass(frozen=True)
class Place:
    """Where a remark points today. changed: what became of the place since, in words, "" for nothing."""

    remark: Remark
    url: str
    now: str
    changed: str


def remarks_of(case):
    """Return the remarks of the last round that ended, in their order."""
    last = Review.objects.filter(case=case, concluded_at__isnull=False).aggregate(last=Max("serial"))["last"]
    return list(
        Remark.objects.filter(review__case=case, review__serial=last).select_related("by", "answered_by")
    )


def places_of(case, remarks):
    """Return a Place for each remark, from one reading of the file."""
    anchors = {one.key: one for one in anchors_of(case)}
    papers = {
        paper.pk: paper
        for paper in Document.objects.filter(dossier=case.dossier_id).select_related("voiding")
    }
    return [place_of(case, remark, anchors, papers) for remark in remarks]


def place_of(case, remark, anchors, papers):
    kind, _, which = remark.anchor.partition(":")
    here = with_remark(reverse("cases:detail", args=[case.pk]), remark)
    if kind == "document":
        key, _, page = which.partition("#")
        paper = papers.get(whole(key))
        url = with_remark(paper_address(case, paper, page), remark) if paper else here
        return Place(remark, url, "", change_of_paper(paper, papers))
    if kind == "piece":
        return Place(remark, with_remark(reverse("evidence:detail", args=[which]), remark), "", "")
    anchor = anchors.get(remark.anchor)
    if anchor is None:
        return Place(remark, here, "", "" if kind == "about" else "这一处已经删去")
    changed = "提出以后内容已经改过" if anchor.content != remark.shown else ""
    return Place(remark, with_remark(anchor.url(case), remark), anchor.content, changed)


def paper_address(case, paper, page):
    """Return the address of a paper laid open at one of its pages."""
    own = reverse("cases:paper", args=[case.pk, paper.pk])
    return f"{own}#page-{page}" if page else own


def change_of_paper(paper, papers):
    if paper is None:
        return "这份文书已经不在卷内"
    if paper.voided:
        return "这份文书已经作废"
    newer = any(other.kind == paper.kind and other.pk > paper.pk for other in papers.values())
    return "这份文书之后又出具了同种文书" if newer else ""


def with_remark(url, remark):
    """Return the address with the remark's key in its query, before the field's fragment."""
    page, mark, field = url.partition("#")
    return f"{page}?remark={remark.pk}{mark}{field}"


def next_address(case):
    """Return where the officer goes next: the first open remark's field, or the list when none is open."""
    remarks = [one for one in remarks_of(case) if one.answered_at is None]
    if not remarks:
        return reverse("cases:remarks", args=[case.pk])
    return places_of(case, remarks[:1])[0].url


def place_now(case, remark):
    """Return the Place of one remark."""
    return places_of(case, [remark])[0]
