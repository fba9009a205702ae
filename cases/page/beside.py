"""What was told beside what is decided, as pages and the API show it: word for word, with what differs marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from enforcement.law.kinds import ToldPart
from enforcement.law.known import UNKNOWN
from enforcement.law.rules.told import BOUND, beside, differs, plain

# sums and kinds may become lighter, never heavier; reasons and the order to correct follow the defence
SAME, NEW_NOTICE, LESS, FREE = "相同", "要重新告知", "比告知的少", "可以不同"
NOT_COMPARED = (ToldPart.HEARING,)


@dataclass(frozen=True)
class Run:
    """A run of words; `marked` where the other side does not have it."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Row:
    """One kind of part: its label, both sides as lines of Runs, and what a difference means."""

    label: str
    told: list
    now: list
    verdict: str

    @property
    def tone(self):
        return {NEW_NOTICE: "red", LESS: "soon"}.get(self.verdict, "")


@dataclass(frozen=True)
class Comparison:
    """A notice beside the decision as proposed; `rows` in the order of the papers."""

    rows: list

    @property
    def apart(self):
        """The rows that differ."""
        return [row for row in self.rows if row.verdict != SAME]

    @property
    def alike(self):
        """The rows that are the same on both sides."""
        return [row for row in self.rows if row.verdict == SAME]

    @property
    def barred(self):
        """The rows whose difference needs a new notice."""
        return [row for row in self.rows if row.verdict == NEW_NOTICE]

    @property
    def summary(self):
        if self.barred:
            return f"{len(self.barred)} 处要重新告知"
        return f"{len(self.apart)} 处不同" if self.apart else "相同"


def comparison(facts):
    """Return the Comparison of a case by its CaseFacts, None where no notice stands."""
    held = facts.known("telling") if hasattr(facts, "known") else facts.raw("telling")
    if held is UNKNOWN or held.told is None:
        return None
    rows = [one for one in beside(held.told, held.decided) if one.kind not in NOT_COMPARED]
    heavier = heavier_than_told(facts)
    return Comparison([row_of(one, heavier) for one in rows])


def heavier_than_told(facts):
    """Return whether the fine is higher than the one that was told."""
    told, fine = facts.notice.fine, facts.decision.raw("fine")
    return fine not in (None, UNKNOWN) and (told is None or fine > told)


def row_of(one, heavier):
    told, now = marked(one.told, one.now)
    return Row(one.kind.label, told, now, verdict_on(one, heavier))


def verdict_on(one, heavier):
    """Return what the difference means: nothing, a new notice, or less than was told."""
    if one.same:
        return SAME
    if one.kind in BOUND:
        return NEW_NOTICE if differs(one) else LESS
    if one.kind == ToldPart.FINE:
        return NEW_NOTICE if heavier else LESS
    if one.kind == ToldPart.KIND:
        return NEW_NOTICE if one.added else LESS
    return FREE


def marked(told, now):
    """Return both sides as lines of Runs; a line that the other side has is bare, the others are laid side by side."""
    known, held = {plain(text) for text in told}, {plain(text) for text in now}
    mine = [text for text in told if plain(text) not in held]
    others = [text for text in now if plain(text) not in known]
    left = {text: runs(text, others[at] if at < len(others) else "") for at, text in enumerate(mine)}
    right = {text: runs(text, mine[at] if at < len(mine) else "") for at, text in enumerate(others)}
    return [left.get(text, [Run(text)]) for text in told], [right.get(text, [Run(text)]) for text in now]


def runs(text, other):
    """Return `text` in Runs, marked where `other` differs."""
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    found, at = [], 0
    for start, _, size in blocks:
        if start > at:
            found.append(Run(text[at:start], True))
        if size:
            found.append(Run(text[start : start + size]))
        at = start + size
    return found


def as_json(compared):
    """Return a Comparison as the API answers it."""
    return [
        {
            "part": row.label,
            "told": ["".join(run.text for run in line) for line in row.told],
            "decided": ["".join(run.text for run in line) for line in row.now],
            "verdict": row.verdict,
            "same": row.verdict == SAME,
            "needs_new_notice": row.verdict == NEW_NOTICE,
        }
        for row in compared.rows
    ]
