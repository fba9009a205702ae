"""Numbers that can be one: of the party's document, of a shop's operator, of his telephone (GB 11643, GB 32100)."""

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.identity import (
    IdentityError,
    credit_code,
    id_card,
    is_id_card,
    personal_number,
    phone,
)
from enforcement.law.kinds import PartyKind
from enforcement.law.known import UNKNOWN
from enforcement.law.rulebook import rule

LOGGED = ("case.register", "case.amend")
READ = {"ID_CARD": id_card, "CREDIT_CODE": credit_code}


def fault(read, text):
    """Return in Chinese why `read` cannot read a number, "" where it can."""
    try:
        read(text)
    except IdentityError as error:
        return str(error)
    return ""


@rule(
    "R-908",
    gates=LOGGED,
    clause=Clause(PENALTY, 52, 2),
    remedy="对照证件重新录入；当事人没有带证件的，证件一栏选“未能提供证件”",
)
def the_partys_number_can_be_one(facts):
    """A number whose check digit does not fit was misread, and another's would be punished."""
    party, concerned = facts.party, ("party.identity", "party.identity_kind")
    if party.raw("identity") is UNKNOWN:
        return
    if party.identity_kind == "OTHER" and is_id_card(party.identity):
        yield block(
            "这是居民身份证号码，却选了其他证件",
            "证件一栏改选身份证，出生日期以号码为准",
            facts=concerned,
        )
    elif words := fault(READ.get(party.identity_kind, str), party.identity):
        yield block(words, facts=concerned)


@rule(
    "R-318",
    gates=LOGGED,
    clause=Clause(PENALTY, 52, 2),
    remedy="对照经营者的证件，在“经营者证件号码”一栏改正；查不到的不填",
)
def the_operators_number_can_be_one(facts):
    """A shop's operator is a person with a number of his own."""
    party = facts.party
    if party.raw("kind") != PartyKind.INDIVIDUAL_BUSINESS:
        return
    if words := fault(personal_number, party.operator_identity):
        yield block(words, facts=("party.operator_identity",))


@rule(
    "R-908",
    gates=LOGGED,
    clause=Clause(HOUSE),
    remedy="在“手机号”或者“联系电话”一栏改正；没有电话的，不填",
)
def a_telephone_can_be_one(facts):
    """A telephone that nobody can call reaches nobody."""
    if words := fault(phone, facts.party.phone):
        yield block(words, facts=("party.phone",))


NUMBERS = (the_operators_number_can_be_one, the_partys_number_can_be_one, a_telephone_can_be_one)
