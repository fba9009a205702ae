"""The register of forms (R-907): for each kind its title, number word, papers, template and content."""

from dataclasses import dataclass

from enforcement.documents import sheets
from enforcement.documents.contents import Content, NoPenaltyContent, SummaryPenaltyContent
from enforcement.law.kinds import DocumentKind


@dataclass(frozen=True)
class Form:
    """One form.

    `word`: 类型字 of the number; `layouts`: papers it prints on, the usual one first; `sections` makes the parts
    of the paper; `signed`: officers and party sign it on the spot; `served`: it must be delivered with proof.
    """

    kind: DocumentKind
    version: int
    word: str
    layouts: tuple[str, ...]
    template: str
    content: type[Content]
    sections: object
    signed: bool = False
    served: bool = True

    @property
    def title(self):
        return self.kind.label

    def read(self, stored):
        """Return the content that was stored as JSON."""
        return self.content.from_json(stored)


FORMS = {
    form.kind: form
    for form in (
        Form(
            kind=DocumentKind.ON_THE_SPOT,
            version=1,
            word="简罚决",
            layouts=("A5", "ROLL80", "A4"),
            template="on_the_spot.typ",
            content=SummaryPenaltyContent,
            sections=sheets.summary_penalty,
            signed=True,
        ),
        Form(
            kind=DocumentKind.NO_PENALTY,
            version=1,
            word="不罚决",
            layouts=("A4", "A5", "ROLL80"),
            template="no_penalty.typ",
            content=NoPenaltyContent,
            sections=sheets.no_penalty,
        ),
    )
}
