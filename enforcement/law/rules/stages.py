"""The record of the whole process: every stage leaves one, grave moments are filmed (PL 47)."""

from enforcement.law.clauses import PENALTY, ZHEJIANG, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import FilmedMoment, Outcome, ProcessStage
from enforcement.law.rulebook import rule

CLOSING = ("case.request_closing", "case.approve_closing")
NAMES_WITNESS = {FilmedMoment.LIEN_SERVICE}  # a witness may stand in for the film (民事诉讼法 89)


@rule("R-123", gates=CLOSING, clause=Clause(PENALTY, 47), remedy="补录该环节的文字记录")
def every_stage_left_a_record(facts):
    """No case is closed while a stage has no record; without a penalty there is nothing to execute."""
    spared = facts.decision.outcome == Outcome.NO_PENALTY
    needed = [stage for stage in ProcessStage if not (spared and stage is ProcessStage.EXECUTION)]
    if missing := [stage.label for stage in needed if stage not in facts.stages.recorded]:
        yield block(
            f"{'、'.join(missing)}环节没有记录，不能结案", facts=("stages.recorded", "decision.outcome")
        )


@rule("R-123", gates=CLOSING, clause=Clause(ZHEJIANG, 34), remedy="补充当时的照片、录像")
def grave_moments_were_filmed(facts):
    """Seizure, enforcement, refusal, posting and lien service are filmed; the last may name a witness instead."""
    for moment in facts.stages.filmed:
        kind = FilmedMoment(moment.kind)
        witnessed = kind in NAMES_WITNESS and moment.witness.strip()
        if not moment.recording.strip() and not witnessed:
            what = "没有照片、录像，也没有见证人" if kind in NAMES_WITNESS else "没有照片、录像"
            yield block(f"{kind.label}{what}", facts=("stages.filmed",))
