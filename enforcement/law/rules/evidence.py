"""Evidence: eight kinds, each verified in its own way, and no fact without it (PL 46)."""

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Outcome, ProofKind, ReviewPoint
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule

WRITTEN_DOWN = (
    ProofKind.RECORD,
    ProofKind.STATEMENT,
    ProofKind.TESTIMONY,
)  # an inspection's record, an inquiry's
PROOFS = ("inquiry.proofs",)
LINKS = ("inquiry.found", "inquiry.proofs")


def name_of(proof):
    return f"证据“{proof.name or proof.key}”"


def used(inquiry):
    """Return the proofs on which at least one found fact rests."""
    keys = {key for found in inquiry.found for key in found.proofs}
    return tuple(proof for proof in inquiry.proofs if proof.key in keys)


def shortcomings(proof):
    """Return in words what a proof lacks before it may be marked verified, by its kind."""
    asked = []
    if proof.kind is None:
        asked.append((False, "证据种类"))
    if proof.copy:
        asked += [
            (proof.source.strip(), "复制件来源"),
            (proof.compared, "与原件核对无异的说明"),
            (proof.holder_confirmed, "原件持有人的盖章或者签名"),
        ]
    if proof.kind == ProofKind.AUDIOVISUAL:
        asked += [
            (proof.method.strip(), "制作方法"),
            (proof.captured_at is not None, "制作时间"),
            (proof.maker.strip(), "制作人"),
            (proof.purpose.strip(), "证明对象"),
            (not proof.sound or proof.transcript.strip(), "声音的文字记录"),
        ]
    if proof.kind == ProofKind.RECORD:
        asked += [
            (proof.officers_signed, "执法人员签名"),
            (proof.party_signed or proof.unsigned_reason.strip(), "当事人签名或者未签名的原因"),
        ]
    return tuple(word for met, word in asked if not met)


def usable(proof, at):
    """Return whether a fact in a decision made at `at` may rest on the proof."""
    late = proof.captured_at is not None and proof.captured_at > at
    return bool(proof.verified and not proof.excluded.strip() and not late and not shortcomings(proof))


@rule(
    "R-122",
    gates=("case.conclude", "case.decide"),
    clause=Clause(PENALTY, 46, 2),
    remedy="补齐后再标为查证属实",
    point=ReviewPoint.EVIDENCE,
)
def proofs_are_complete_before_they_are_verified(facts):
    """A proof that lacks what its kind asks is pointed out, and cannot count as verified."""
    for proof in facts.inquiry.proofs:
        if lacking := shortcomings(proof):
            message = f"{name_of(proof)}还缺：{'、'.join(lacking)}"
            yield (
                block(f"{message}，不能标为查证属实", facts=PROOFS)
                if proof.verified
                else warn(message, "补齐，或者说明不用这份证据", facts=PROOFS)
            )


@rule(
    "R-122",
    gates=PROPOSED,
    clause=Clause(PENALTY, 46, 2),
    remedy="在“认定事实”页把事实和查证属实的证据对应起来",
    point=ReviewPoint.EVIDENCE,
)
def every_fact_rests_on_evidence(facts):
    """Every fact found rests on at least one verified and usable proof."""
    if facts.decision.outcome == Outcome.PENALTY and not facts.inquiry.found:
        yield block("还没有登记认定的事实", "登记事实，并对应证据", facts=("inquiry.found",))
    able = {proof.key for proof in facts.inquiry.proofs if usable(proof, facts.decision.at)}
    for found in facts.inquiry.found:
        if not found.proofs:
            yield block(f"事实“{found.text}”没有证据", facts=LINKS)
        elif not able & set(found.proofs):
            yield block(f"事实“{found.text}”没有一份查证属实、可以使用的证据", facts=LINKS)


@rule(
    "R-122",
    gates=("case.conclude", "case.decide"),
    clause=Clause(PENALTY, 46, 3),
    remedy="不用这份证据",
    point=ReviewPoint.EVIDENCE,
)
def excluded_evidence_is_not_used(facts):
    """Evidence got by illegal means is no ground for a fact."""
    for proof in used(facts.inquiry):
        if proof.excluded.strip():
            yield block(f"{name_of(proof)}已排除（{proof.excluded}），不能作为认定事实的根据", facts=LINKS)


@rule(
    "R-122",
    gates=("case.decide",),
    clause=Clause(PENALTY, 40),
    remedy="不用这份证据",
    point=ReviewPoint.EVIDENCE,
)
def evidence_comes_before_the_decision(facts):
    """What is gathered after the decision cannot justify it."""
    for proof in used(facts.inquiry):
        if proof.captured_at is not None and proof.captured_at > facts.decision.at:
            yield block(f"{name_of(proof)}在决定以后取得，不能作为决定的根据", facts=("decision.at", *LINKS))


@rule(
    "R-129",
    gates=("case.conclude", "case.decide"),
    clause=Clause(PENALTY, 55, 2),
    remedy="制作询问笔录或者现场检查笔录，再对应到认定的事实",
    point=ReviewPoint.EVIDENCE,
)
def nobody_is_punished_without_a_record(facts):
    """Asking and inspecting are written down: a penalty that rests on no record at all is not passed in silence."""
    if facts.decision.outcome != Outcome.PENALTY:
        return
    if not any(proof.kind in WRITTEN_DOWN for proof in facts.inquiry.proofs):
        number = len(facts.inquiry.proofs)
        yield warn(
            f"没有询问笔录，也没有现场检查笔录，卷内只有 {number} 份证据",
            "回到调查取证制作笔录；确实不需要询问和检查的，说明事实凭什么查清",
            facts=("inquiry.proofs", "decision.outcome"),
        )


@rule("R-122", gates=("case.vet",), clause=Clause(HOUSE), remedy="请从本案的证据里选")
def what_is_checked_is_in_the_file(facts):
    """Only evidence of this case is checked in this case."""
    if not facts.step.about:
        yield block("这份证据不在本案的案卷里", facts=("step.about",))
