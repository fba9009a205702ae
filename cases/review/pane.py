"""The file as a reviewer reads it: its papers, evidence and facts in order, and one of them laid open."""

from dataclasses import dataclass

from django.urls import reverse

from cases.file.grounds import COURSE, LAW, PEOPLE
from cases.file.grounds import TITLES as GROUNDS
from cases.models import FoundFact, PriorNotice
from cases.review.anchors import anchors_of, differences, state_in
from enforcement.documents import services as documents
from enforcement.gate import whole
from enforcement.law.rules.told import APART
from enforcement.prepared import hold
from enforcement.templatetags.marks import masked_phone

CONTENT, FACTS, CHANGES, PAPERS, TOLD = "content", "facts", "changes", "papers", "told"
TITLES = {
    CONTENT: "案件内容", FACTS: "事实与证据对照", CHANGES: "与上次送审比较", PAPERS: "文书清单",
    TOLD: "告知与决定对照",
} | GROUNDS  # fmt: skip
PRIVATE = {"phone"}


@dataclass(frozen=True)
class Entry:
    """One thing in the list of the file. warning: why it deserves a look, "" for none."""

    key: str
    title: str
    note: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Page:
    """One page of a paper, as a picture with the anchor a remark on it takes."""

    number: int
    picture: str
    anchor: str


class File:
    """Everything of one case that the review page lists; read once for the page."""

    def __init__(self, case, review, near):
        """near: the whole file of the case, already read."""
        self.case, self.review = case, review
        self.papers, self.pieces = (
            near.papers,
            sorted(near.pieces[case.dossier_id], key=lambda one: one.serial),
        )
        hold(case, "found_facts", near.found[case.pk], FoundFact)
        hold(case, "prior_notices", near.prior_notices[case.pk], PriorNotice)
        self.anchors = anchors_of(case)
        self.facts = list(case.found_facts.all())
        rounds = case.reviews.filter(serial__lt=review.serial) if review.serial > 1 else ()
        self.earlier = earlier = max(rounds, key=lambda one: one.serial, default=None)
        self.changes = changes_between(earlier, review, self.anchors) if earlier else []

    @property
    def state(self):
        """Return the digest of the file as it is read here."""
        standing = [paper.pk for paper in self.papers if not paper.voided]
        snapshot = {one.key: one.content for one in self.anchors}
        return state_in(snapshot, standing, [piece.pk for piece in self.pieces])

    @property
    def groups(self):
        """Return (title, entries) in the order of the file; what is new since the last round comes first."""
        bare = sum(not held for _, held in self.proven)
        words = f"{bare} 项事实没有证据" if bare else ""
        content = [
            Entry(CONTENT, TITLES[CONTENT], f"{len(self.anchors)} 项"),
            Entry(FACTS, TITLES[FACTS], f"{len(self.facts)} 项", words),
            *self.told,
            *(Entry(key, TITLES[key]) for key in (LAW, COURSE, PEOPLE)),
        ]
        if self.earlier:
            content.insert(0, Entry(CHANGES, TITLES[CHANGES], f"{len(self.changes) + len(self.added)} 处"))
        return [
            ("要点", content),
            ("文书", [self.paper_entry(paper) for paper in self.papers]),
            ("证据", [Entry(f"piece:{one.pk}", one.title, f"证据{one.serial}") for one in self.pieces]),
        ]

    @property
    def told(self):
        """Return the entry of the notice beside the decision, where a notice stands; the rulebook's hints warn."""
        if not any(one.key == "served" for one in self.anchors):
            return []
        apart = sum(
            hint["rule"] == "R-121" and hint["message"].startswith(APART) for hint in self.review.hints
        )
        return [Entry(TOLD, TITLES[TOLD], "", f"{apart} 处要重新告知" if apart else "")]

    @property
    def added(self):
        """Return the papers and the evidence that came in since the last round ended."""
        if self.earlier is None or self.earlier.concluded_at is None:
            return []
        since = self.earlier.concluded_at
        papers = [self.paper_entry(one) for one in self.papers if one.issued_at > since]
        pieces = [one for one in self.pieces if one.received_at > since]
        return [*papers, *(Entry(f"piece:{one.pk}", one.title, f"证据{one.serial}") for one in pieces)]

    def paper_entry(self, paper):
        gone = "已作废" if paper.voided else ""
        return Entry(f"document:{paper.pk}", paper.title, paper.day.strftime("%m-%d"), gone)

    @property
    def register(self):
        """Return the papers with who signed and how often each was handed over."""
        held = self.case.dossier.documents.select_related("voiding")
        return list(held.prefetch_related("signatures", "deliveries").order_by("pk"))

    @property
    def proven(self):
        """Return (fact, names of what proves it): pieces and records."""
        return [
            (fact, [*fact.pieces.all(), *(Proof(row) for row in fact.records.all())]) for fact in self.facts
        ]

    @property
    def idle(self):
        """Return the evidence on which no fact rests."""
        used = {piece.pk for fact in self.facts for piece in fact.pieces.all()}
        return [piece for piece in self.pieces if piece.pk not in used] if self.facts else []

    @property
    def fields(self):
        """Return (anchor, content as shown): a telephone is masked on the screen."""
        return [
            (one, masked_phone(one.content) if one.key in PRIVATE else one.content) for one in self.anchors
        ]

    def keys(self):
        return [PAPERS, *(entry.key for _, entries in self.groups for entry in entries)]

    def open(self, key):
        """Return what the middle shows for `key`: its kind and what belongs to it.

        Without a key the content, or what has changed where the file was here before.
        """
        kind, _, which = key.partition(":")
        if key not in self.keys():
            kind = CHANGES if self.earlier else CONTENT
        if kind == "document":
            [paper] = [one for one in self.papers if str(one.pk) == which]
            return {"kind": kind, "paper": paper, "pages": pages_of(paper), "title": paper.title}
        if kind == "piece":
            [piece] = [one for one in self.pieces if str(one.pk) == which]
            proves = [fact for fact in self.facts if piece in fact.pieces.all()]
            return {"kind": kind, "piece": piece, "proves": proves, "title": piece.title}
        return {"kind": kind, "title": TITLES[kind]}


@dataclass(frozen=True)
class Proof:
    """A record as evidence: what it is called and where its paper is."""

    record: object

    @property
    def title(self):
        return str(self.record)

    @property
    def key(self):
        return f"document:{self.record.document_id}"


def pages_of(paper):
    return [
        Page(number, reverse("documents:picture", args=[paper.pk, number]), f"document:{paper.pk}#{number}")
        for number in range(1, len(documents.pictures_of(paper)) + 1)
    ]


def changes_between(earlier, review, anchors):
    """Return (label, before, after) for every field that differs from the submission before."""
    labels = {one.key: one.label for one in anchors}
    found = differences(earlier.snapshot, review.snapshot)
    return [(labels.get(key, key), shown(key, was), shown(key, now)) for key, (was, now) in found.items()]


def shown(key, content):
    return masked_phone(content) if key in PRIVATE else content


def label_of(case, anchor):
    """Return how an anchor is called, None for a place that this file does not have."""
    kind, _, which = anchor.partition(":")
    if kind == "about":
        return GROUNDS.get(which)
    if kind == "piece":
        piece = case.dossier.pieces.filter(pk=which).first() if whole(which) is not None else None
        return f"证据{piece.serial} {piece.title}" if piece else None
    if anchor.startswith("document:"):
        which, _, page = anchor.removeprefix("document:").partition("#")
        paper = case.dossier.documents.filter(pk=which).first() if whole(which) is not None else None
        if paper is None or (page and whole(page) is None):
            return None
        return f"《{paper.title}》第 {page} 页" if page else f"《{paper.title}》"
    found = [one.label for one in anchors_of(case) if one.key == anchor]
    return found[0] if found else None
