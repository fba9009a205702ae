"""The story of a row from the journal, newest first, without what only machines need."""

from dataclasses import dataclass

from django.utils import timezone

from enforcement.journal import words
from enforcement.journal.models import Entry
from enforcement.prepared import prepared

SHOWN, LATELY = 60, 12
# what opens a file says the same as the first step in it
QUIET = {"dossier.members", "evidence.open", "document.open"}
# what proves an entry, and keys and codes, stand in the journal; who reads the story wants the words
PROOFS = {
    "was", "now", "party", "record", "remark", "sha256", "sm3", "digest", "custody", "document", "piece",
    "content_digest", "serial", "said", "item", "rule", "officer", "saved",
}  # fmt: skip
CODES = {}


def add(*, codes=None, quiet=()):
    """Say how an app's codes read in a story, and which of its entries a reader does not miss."""
    CODES.update(codes or {})
    QUIET.update(quiet)


@dataclass(frozen=True)
class Event:
    """One line of the timeline; stamp and shown: its moment for programs and for people, in the legal time."""

    stamp: str
    shown: str
    words: str
    actor_words: str
    detail: str


def story_of(dossier):
    """Return the newest entries of a dossier's chain that a reader wants to see: lately, and before."""
    told = [event_of(*entry) for entry in newest(dossier.chain_key)]
    return {"lately": told[:LATELY], "before": told[LATELY:]}


@prepared
def newest(chain):
    told = Entry.objects.filter(chain__key=chain).exclude(verb__in=sorted(QUIET)).order_by("-serial")
    return told.values_list("at", "verb", "actor_words", "data")[:SHOWN]


def event_of(at, verb, actor_words, data):
    """Return an entry in words, without its proofs."""
    at = timezone.localtime(at)
    data = without_proofs(data)
    if data.get("points"):
        data["points"] = [answered(*point) for point in data["points"]]
    detail = "；".join(f"{name}：{plain(value)}" for name, value in words.details(data))
    return Event(at.isoformat(), f"{at:%m-%d %H:%M}", words.verb(verb), actor_words, detail[:160])


def without_proofs(data):
    return {name: value for name, value in data.items() if name not in PROOFS and value not in (False, 0)}


def answered(text, adopted=None, reason="", *more):
    """Return a point of the party's defence with its answer."""
    if adopted is None:
        return text
    return f"{text}（{'采纳' if adopted else '不采纳'}{f'：{reason}' if reason else ''}）"


def plain(value):
    """Return a value of the journal as people read it: codes in words, lists without brackets."""
    if isinstance(value, list):
        return "、".join(map(plain, value))
    if isinstance(value, dict):
        return "，".join(map(plain, without_proofs(value).values()))
    if value is True:
        return "是"
    return CODES.get(value) or words.VERBS.get(value) or str(value)
