"""The register of papers (文书登记, R-907): each paper is one file in a package `papers` of its room, found there.

A paper's file declares everything that the product needs to know of it and makes its content from the row that it is
about. It stands with the procedure that issues it, above this room, since a paper's content is made from a case (or
whatever its procedure has), which this room may not know; numbers, issue, print, signatures, law and volume read the
register.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps

from enforcement.documents import wording
from enforcement.documents.contents import Content
from enforcement.law.clauses import Clause
from enforcement.law.contents import Element
from enforcement.law.kinds import Procedure

PENALTY_ACT = date(2021, 7, 15)  # since when the Penalty Act of 2021, which all papers follow, is in force

# where in a volume what is no paper stands: the list of the evidence with its photographs, receipts of payment
EVIDENCE, PAYMENTS = 40, 90
# and a paper that says nothing of its place: after the papers of the course, before the closing
MIDDLE = 80

_declared = {}


def nothing(content):
    """Return no sections or notes."""
    return ()


def no_body(content):
    """Return no parts beside the sections."""
    return {}


@dataclass(frozen=True)
class Signer:
    """Who signs at the foot of every page, or in the cell of this label: as what, and his names in a content.

    role: PARTY, OFFICER or WITNESS. names(content): () takes whoever signed in that role, None leaves the place out.
    """

    label: str
    role: str
    names: Callable


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One version of one paper.

    `kind`: the code that is stored; `title`: what it is headed; `called`: what files and messages call it, the title
    where "". `version` holds from `since` to `until` or to the next version: a document is read and printed by the
    version that it was issued under. `clauses`, `rules`: what asks for it.
    `word`: 类型字 of the number, "" where it takes none. `elements`: what it must state.
    `content`: the class of what it says; `layouts`: sizes that it prints on, the usual one first; `template`: its
    layout, a name in `typst/` or the path of a file beside the paper; `sections` makes the parts in prose, `body`
    tables and speeches, `notes` small print at the end.
    `signed`: officers and party sign at its end, on the spot; `signers`: who signs elsewhere. `served`: it is
    delivered with proof. `adverse`: it may burden rights, and tells right, body and period of reconsideration (R-322),
    by the routes that are open after the procedure `contested_as`. `procedure`: the one that it is of, where no case
    says so. `volume`: its place in a volume, small ones first.
    `waiver`: what the written waiver of what it offers is headed in a volume, "" where nothing can be waived.
    `again`: how a mistake on it is put right once it is issued; `corrected_on`: (name of the page, words) where its
    content is corrected instead.
    """

    kind: str
    title: str
    called: str = ""
    version: int = 1
    since: date = PENALTY_ACT
    until: date | None = None
    clauses: tuple[Clause, ...]
    rules: tuple[str, ...]
    word: str = ""
    elements: tuple[Element, ...]
    content: type[Content]
    layouts: tuple[str, ...] = ("A4",)
    template: str
    sections: Callable = nothing
    body: Callable = no_body
    notes: Callable = nothing
    signed: bool = False
    signers: tuple[Signer, ...] = ()
    served: bool = False
    adverse: bool = False
    contested_as: Procedure = Procedure.GENERAL
    procedure: Procedure = Procedure.GENERAL
    volume: int = MIDDLE
    waiver: str = ""
    again: str = ""
    corrected_on: tuple[str, str] | None = None

    @property
    def name(self):
        return self.called or self.title

    def read(self, stored):
        """Return the content that was stored as JSON."""
        return self.content.from_json(stored)

    def places(self, content):
        """Return who signs on a content: (label, role, names)."""
        wanted = ((one.label, one.role, one.names(content)) for one in self.signers)
        return [(label, role, names) for label, role, names in wanted if names is not None]

    def remedies(self, body):
        """Return the paragraph on what can be done against it, heard by `body` (行政处罚法 59, R-302)."""
        return wording.remedies(self.contested_as, body)


def paper(**given):
    """Declare a paper, or one more version of it, and return it."""
    declared = Paper(**given)
    key = declared.kind, declared.version
    if key in _declared:
        raise ValueError(f"文书 {declared.kind} 第 {declared.version} 版登记了两次")
    _declared[key] = declared
    return declared


@cache
def _load():
    """Read whatever stands in a package `papers` of an app or anywhere below it."""
    for config in apps.get_app_configs():
        here = Path(config.path)
        for folder in sorted(each for each in here.rglob("papers") if each.is_dir()):
            package = ".".join((config.name, *folder.relative_to(here).parts))
            for module in sorted(each.name for each in iter_modules([str(folder)])):
                import_module(f"{package}.{module}")


def versions():
    """Return {(kind, version): paper} of all that was ever declared."""
    _load()
    return _declared


def papers():
    """Return {kind: its latest version} in the order of a volume."""
    latest = {kind: one for (kind, _), one in sorted(versions().items(), key=lambda each: each[0])}
    return {one.kind: one for one in sorted(latest.values(), key=lambda each: each.volume)}


def served():
    """Return the kinds of the papers that are delivered with proof."""
    return [kind for kind, one in papers().items() if one.served]


def titles():
    """Return (kind, title) of every paper, as choices."""
    return [(one.kind, one.title) for one in papers().values()]


def issued_as(kind, version):
    """Return the paper by which a document of this kind and version was issued."""
    return versions()[kind, version]


def paper_of(kind, day):
    """Return the version of a paper that holds on a day, the first for days before it; ValueError where none is."""
    mine = sorted((one for (code, _), one in versions().items() if code == kind), key=lambda each: each.since)
    started = [one for one in mine if one.since <= day] or mine[:1]
    if not started:
        raise ValueError(f"没有登记文书 {kind}")
    return started[-1]
