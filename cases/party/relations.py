"""Who can stand in the way of a paper to a party, and what he is to him."""

from enforcement.law.kinds import PartyKind, Recipient

# who can stand in the way of a paper to this kind of party; the law says which of them may take it
RELATIONS = {
    PartyKind.PERSON: ("SELF", "GUARDIAN", "COHABITANT", "AGENT", "NAMED", "OTHER"),
    PartyKind.INDIVIDUAL_BUSINESS: ("OPERATOR", "COHABITANT", "AGENT", "NAMED", "OTHER"),
    PartyKind.ORGANISATION: ("REPRESENTATIVE", "MAILROOM", "AGENT", "NAMED", "OTHER"),
}


def relations_to(kind):
    """Return the choices of a relation to this kind of party; others that a program sends are for the law to refuse."""
    near = [Recipient(code) for code in RELATIONS[kind]]
    return [(each.value, each.label) for each in [*near, *(each for each in Recipient if each not in near)]]
