"""Electronic monitoring: only reviewed and published devices, only reviewed records (PL 41)."""

from enforcement.law import terms
from enforcement.law.calendar import legal_day
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.deadlines import deadline
from enforcement.law.findings import block, warn
from enforcement.law.kinds import BasisLevel, ReviewPoint
from enforcement.law.rulebook import rule
from enforcement.law.rules.evidence import name_of, used

MAY_WATCH = {BasisLevel.LAW, BasisLevel.ADMINISTRATIVE_REGULATION}


def faults_of(device, day):
    """Yield what is wrong with a registered device itself, on the day of its capture (None: not known)."""
    named = f"监控设备{device.number}"
    steps = ((device.reviewed_on, "经过", "法制和技术审核"), (device.published_on, "", "向社会公布设置地点"))
    for done, passed, word in steps:
        if done is None:
            yield f"{named}没有{passed}{word}"
        elif day and done > day:
            yield f"{named}{done.isoformat()}才{word}，记录在此以前"
    if not device.marked:
        yield f"{named}没有设置明显标志"
    if device.basis_level is None:
        yield f"没有登记使用{named}所依据的法律、行政法规"
    elif device.basis_level not in MAY_WATCH:
        yield f"使用{named}只依据{BasisLevel(device.basis_level).label}，应依据法律、行政法规"


def device_faults(proof):
    """Yield (fault, paragraph of art. 41) for every reason why a device's capture is no evidence."""
    device = proof.device
    if device is None:
        return
    day = legal_day(proof.captured_at) if proof.captured_at else None
    if not device.number.strip():
        yield "监控设备没有登记", 1
    else:
        yield from ((fault, 1) for fault in faults_of(device, day))
    if proof.reviewed_on is None or not proof.reviewed_by.strip():
        yield "设备记录没有经过审核", 2
    elif proof.review_fault.strip():
        yield f"设备记录审核未通过：{proof.review_fault}", 2


@rule(
    "R-117",
    gates=("case.conclude", "case.decide"),
    clause=Clause(PENALTY, 41),
    remedy="不用这份证据，改用其他证据证明事实",
    point=ReviewPoint.EVIDENCE,
)
def captures_meet_the_law(facts):
    """A capture proves nothing where the device or the record was not reviewed, or the site not public."""
    for proof in used(facts.inquiry):
        for fault, paragraph in device_faults(proof):
            yield block(
                f"{name_of(proof)}不能作为证据：{fault}",
                facts=("inquiry.proofs", "inquiry.found"),
                clause=Clause(PENALTY, 41, paragraph),
            )


@rule("R-117", gates=("case.conclude",), clause=Clause(PENALTY, 41, 3), remedy="告知当事人，并写明逾期的原因")
def the_party_learns_of_the_capture(facts):
    """The party is told within three working days (default of this product) of the record's review."""
    for proof in used(facts.inquiry):
        if proof.device is None or proof.reviewed_on is None:
            continue
        due = deadline(terms.INFORM_CAPTURE, proof.reviewed_on, facts.clock.calendar)
        if due.missed_on(proof.informed_on or facts.clock.day):
            yield warn(
                f"{name_of(proof)}应在{due.legal_last_day.isoformat()}前告知当事人"
                "（3个工作日为系统默认，待法制部门确认）",
                facts=("inquiry.proofs", "clock.day"),
            )


@rule("R-117", gates=("case.vet",), clause=Clause(PENALTY, 41, 2), remedy="在“记录审核人”一栏填写")
def who_reviewed_a_record_is_named(facts):
    """A review of a device's record is somebody's."""
    for proof in facts.inquiry.proofs:
        if proof.key == facts.step.about and proof.reviewed_on is not None and not proof.reviewed_by.strip():
            yield block("填了记录审核日期，还没有填审核人", facts=("inquiry.proofs",))
