"""What the law is told about a document to be issued: read off its content, signatures and unit."""

from decimal import Decimal

from django.utils import timezone

from enforcement.documents import sheets
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
        act=law.Act(day=timezone.localdate(content.acted_at), place=content.place, description=content.act),
        agency=law.Agency(
            kind=AGENCIES.get(team.kind, kinds.AgencyKind.DEPARTMENT),
            name=team.full_name,
            government=government,
        ),
        decision=decision_facts(form, content, team, by, day),
        collection=law.Collection(amount=content.fine or Decimal(0) if collected else None),
        document=paper_facts(form, content, day, number, signed),
    )


def paper_facts(form, content, day, number, signed):
    """Return the paper itself: its elements by code, its whole text, and who signs it."""
    return law.Document(
        kind=form.kind,
        number=number,
        day=day,
        contents=content.elements() | {"receipt": receipt_words(signed)},
        text=sheets.text_of(form, content, number or "", signed),
        signers=tuple(f"{each.name} {each.certificate}" for each in content.officers if each.certificate),
    )


def decision_facts(form, content, team, by, day):
    """Return the decision as the paper states it; the head who issues a no-penalty decision confirms it."""
    if form.kind == kinds.DocumentKind.NO_PENALTY:
        head = by.may(APPROVE, day, team.agency_path)
        return law.Decision(
            outcome=kinds.Outcome.NO_PENALTY,
            procedure=kinds.Procedure.SUMMARY,
            kinds=(),
            fine=None,
            limb=content.limb,
            confirmed_by=by.name if head else None,
        )
    return law.Decision(
        outcome=kinds.Outcome.PENALTY,
        procedure=kinds.Procedure.SUMMARY,
        kinds=tuple(content.kinds),
        fine=content.fine,
        limb=None,
        confirmed_by=None,
    )


def receipt_words(signed):
    """Return how the party took the paper, "" while he has neither signed nor refused with a note."""
    taken = [each for each in signed if each.role == "PARTY"]
    if not taken:
        return ""
    return taken[-1].refusal_note if taken[-1].refused else f"{taken[-1].name}签名"
