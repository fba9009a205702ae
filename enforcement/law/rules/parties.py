"""Who an individual business is (R-318): the shop on the licence, its code, and the person who runs it."""

from enforcement.law.clauses import CIVIL_CODE, PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import PartyKind
from enforcement.law.rulebook import rule


@rule(
    "R-318",
    gates=("case.register", "case.request_filing"),
    clause=Clause(CIVIL_CODE, 54),
    remedy="在“法定代表人、负责人或者经营者”一栏填营业执照上的经营者；没有营业执照的，当事人选“公民”",
)
def a_shop_has_its_operator(facts):
    """An individual business is a person who trades: without the operator nobody knows who is punished."""
    if facts.party.kind == PartyKind.INDIVIDUAL_BUSINESS and not facts.party.operator.strip():
        yield block("个体工商户没有写明经营者", facts=("party.operator", "party.kind"))


@rule(
    "R-318",
    gates=("case.register", "case.request_filing"),
    clause=Clause(CIVIL_CODE, 54),
    remedy="在“经营者证件号码”一栏填写；经营者不在场、查不到的，说明理由，查到后更正",
)
def a_shop_is_found_by_its_operator(facts):
    """Shop and operator are one party: without his number his other shops and his own acts are not found."""
    party = facts.party
    if party.kind == PartyKind.INDIVIDUAL_BUSINESS and not party.operator_identity.strip():
        yield warn(
            "没有填经营者的证件号码，查不到经营者本人和他的其他字号以前的违法记录",
            facts=("party.operator_identity", "party.kind"),
        )


@rule(
    "R-318",
    gates=("case.register", "case.request_filing"),
    clause=Clause(PENALTY, 59, 1, 1),
    remedy="字号填营业执照上的名称；没有字号的，填“个体工商户”加经营者姓名",
)
def a_shop_has_its_name(facts):
    """The operator's name alone is not the shop's; on papers both stand."""
    party = facts.party
    shop = party.kind == PartyKind.INDIVIDUAL_BUSINESS
    if shop and party.operator.strip() and party.name.strip() == party.operator.strip():
        yield block("个体工商户的名称一栏填的是经营者姓名", facts=("party.name", "party.operator"))


@rule(
    "R-133",
    gates=("case.issue", "case.give_notice"),
    clause=Clause(PENALTY, 59, 1, 1),
    remedy="在“法定代表人、负责人或者经营者”一栏填写",
)
def an_organisation_has_its_representative(facts):
    """An organisation acts through somebody, whom its papers name."""
    party = facts.party
    if party.kind == PartyKind.ORGANISATION and party.representative == "":
        yield block("单位要填法定代表人或者负责人", facts=("party.representative", "party.kind"))


def named_in_reconsideration(party) -> str:
    """Return how a reply in reconsideration names the party: a shop by its operator (行政复议法实施条例 12)."""
    return party.operator if party.kind == PartyKind.INDIVIDUAL_BUSINESS and party.operator else party.name


def named_in_court(party) -> str:
    """Return how a court paper names the party: the shop with its operator noted (行诉解释 15)."""
    shop = party.kind == PartyKind.INDIVIDUAL_BUSINESS and party.operator
    return f"{party.name}（经营者{party.operator}）" if shop else party.name
