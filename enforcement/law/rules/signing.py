"""Who signs, refuses or waives in the party's place: on the spot, and in writing (PL 45, 52, 62, 63)."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Procedure, Recipient, ReviewPoint, Signature
from enforcement.law.receiving import addressee_of, speaks, stands_for
from enforcement.law.rulebook import rule

SIGNER = ("decision.signer", "decision.signer_authority", "decision.receipt", "party.kind")
WAIVER = (
    "notice.waived_by",
    "notice.waiver_authority",
    "notice.waived_on",
    "hearing.waived_on",
    "party.kind",
)


def waiver_counts(facts) -> bool:
    """Return whether a waiver is the party's own; one of an earlier version does not say whose it is, and counts."""
    notice = facts.notice
    if notice.waived_by is None:
        return True
    to = addressee_of(facts.party)
    return stands_for(to, notice.waived_by, facts.clock.day, authority=notice.waiver_authority)


@rule(
    "R-1001",
    gates=("case.issue", "case.deliver"),
    clause=Clause(PENALTY, 52, 2),
    remedy="由当事人、法定代表人或者负责人、经营者签名，或者由带授权委托书的代理人签名；都不在的，改用普通程序送达",
)
def who_signs_on_the_spot_is_the_party(facts):
    """A shop assistant neither signs nor refuses an on-the-spot decision in the party's place."""
    made = facts.decision
    if made.procedure != Procedure.SUMMARY or made.receipt == Signature.NONE:
        return
    to, word = addressee_of(facts.party), "拒签" if made.receipt == Signature.REFUSED else "签名"
    if made.signer is None:
        yield block(f"没有写明{word}的人与当事人的关系", "在“签名人与当事人的关系”一栏选择", facts=SIGNER)
    elif not speaks(to, made.signer, made.day, authority=made.signer_authority):
        label = Recipient(made.signer).label
        missing = "没有授权委托书" if made.signer == Recipient.AGENT else f"不能代{to.kind.label}{word}"
        yield block(f"{word}的是{label}，{missing}", facts=SIGNER)


@rule(
    "R-136",
    gates=("case.record_defence", "case.defence", "case.submit", "case.decide"),
    clause=Clause(PENALTY, 62),
    remedy="由当事人或者其法定代表人、经营者、监护人书面放弃；代理人放弃的，把授权委托书放进案卷后选上",
    point=ReviewPoint.PROCEDURE,
)
def a_waiver_is_the_partys(facts):
    """Defence or hearing is waived by the party, who stands for it by law, or an agent whose authority is on file."""
    if facts.notice.waived_on is None and facts.hearing.waived_on is None:
        return
    if not waiver_counts(facts):
        yield block(
            f"放弃声明由{Recipient(facts.notice.waived_by).label}作出，不是当事人的放弃", facts=WAIVER
        )


@rule(
    "R-136",
    gates=("case.record_defence", "case.defence"),
    clause=Clause(PENALTY, 62),
    remedy="先把声明上传到本案，再在“放弃声明”一栏选它",
)
def a_waiver_is_in_writing(facts):
    """Only who clearly gave it up is decided on unheard, and what is clear is on paper."""
    if not facts.notice.waiver_proven:
        yield block("放弃陈述、申辩要有书面声明", facts=("notice.waiver_proven", "notice.waived_on"))


@rule(
    "R-136",
    gates=("case.record_defence", "case.defence"),
    clause=Clause(PENALTY, 62),
    remedy="在“由谁放弃”一栏选签名人与当事人的关系",
)
def a_waiver_says_whose_it_is(facts):
    """A signature that nobody knows waives nothing."""
    notice = facts.notice
    waives = notice.waived_on or facts.hearing.waived_on or not notice.waiver_proven
    if waives and notice.waived_by is None:
        yield block("没有写明由谁放弃", facts=WAIVER)
