"""What the law is told about a document to be issued: read off its content, signatures and unit."""

from decimal import Decimal

from django.utils import timezone

from enforcement.documents import sheets
from enforcement.documents.drawn import unprintable_in
from enforcement.law import facts as law
from enforcement.law import kinds
from enforcement.teams.models import Team
from enforcement.teams.roles import APPROVE

AGENCIES = {Team.Kind.TOWNSHIP: kinds.AgencyKind.TOWNSHIP, Team.Kind.STREET: kinds.AgencyKind.STREET}


def document_facts(*, form, content, team, government, by, day, number, signed):
    """Return the facts for the gate `document.issue`; `government`: the unit's reconsideration body."""
    party = content.party
    collected = getattr(content, "collected", False)
    return law.CaseFacts(
        party=law.Party(
            kind=kinds.PartyKind(party.kind),
            name=party.name,
            identity=party.identity,
            identity_kind=party.identity_kind,
            guardian=party.guardian,
        ),
        act=act_facts(content),
        agency=law.Agency(
            kind=AGENCIES.get(team.kind, kinds.AgencyKind.DEPARTMENT),
            name=team.full_name,
            government=government,
        ),
        **decision_facts(form, content, team, by, day),
        collection=law.Collection(amount=content.fine or Decimal(0) if collected else None),
        document=paper_facts(form, content, day, number, signed),
    )


def act_facts(content):
    """Return the act that the paper is about; a paper that does not tell it goes by the law of its own day."""
    if not hasattr(content, "acted_at"):
        return law.Act(day=content.day)
    return law.Act(day=timezone.localdate(content.acted_at), place=content.place, description=content.act)


def paper_facts(form, content, day, number, signed):
    """Return the paper itself: its elements by code, its whole text, and who signs it."""
    elements, officers = content.elements(), getattr(content, "officers", ())
    text = sheets.text_of(form, content, number or "", signed)
    return law.Document(
        kind=form.kind,
        title=form.title,
        numbered=bool(form.word),
        elements=form.elements,
        number=number,
        day=day,
        contents=elements | {"receipt": receipt_words(signed) or elements.get("receipt", "")},
        text=text,
        unprintable=unprintable_in(text),
        adverse=form.adverse,
        signers=tuple(f"{each.name} {each.certificate}" for each in officers if each.certificate),
    )


def decision_facts(form, content, team, by, day):
    """Return the decision as the paper states or proposes it, none where it does neither.

    The head who issues a decision of the ordinary procedure confirms it.
    """
    head = by.may(APPROVE, day, team.agency_path)
    confirmed_by = by.name if head and form.kind != kinds.StatutoryPaper.ON_THE_SPOT else None
    if form.kind == kinds.StatutoryPaper.NO_PENALTY:
        outcome = kinds.Outcome.NO_PENALTY
    elif hasattr(content, "kinds"):
        outcome = kinds.Outcome.PENALTY
    else:
        return {}
    return {
        "decision": law.Decision(
            outcome=outcome,
            procedure=form.procedure,
            day=content.day,
            kinds=tuple(getattr(content, "kinds", ())),
            fine=getattr(content, "fine", None),
            limb=getattr(content, "limb", None),
            confirmed_by=confirmed_by,
        )
    }


def receipt_words(signed):
    """Return how the party took the paper, "" while he has neither signed nor refused with a note."""
    taken = [each for each in signed if each.role == "PARTY"]
    if not taken:
        return ""
    return taken[-1].refusal_note if taken[-1].refused else f"{taken[-1].name}签名"
