"""Inquiry and inspection records: certificates first, rights told, one person, nobody in two places."""

import re

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import RecordKind, ReviewPoint
from enforcement.law.rulebook import rule
from enforcement.law.rules.officers import MIN_OFFICERS

SIGNING = ("case.sign_record",)
BARE_NUMBER = re.compile(
    r"(?<![\dA-Za-z第号证码话.:：/-])\d+(?:\.\d+)?(?=\s*(?:[，。；、）)]|$))", re.MULTILINE
)
CONCLUSION = re.compile(r"违反了?《|构成违法|属于违法|应当?予以处罚|应当(?:给予)?处罚")


def overlapping(record):
    """Return the spans in which an officer of `record` was in another record at the same time."""
    return [
        span
        for span in record.elsewhere
        if span.officer in record.officers
        and span.began_at < record.ended_at
        and record.began_at < span.ended_at
    ]


def bare_numbers(text):
    """Return the quantities in `text` that no unit follows."""
    return list(dict.fromkeys(BARE_NUMBER.findall(text)))


@rule(
    "R-129",
    gates=SIGNING,
    clause=Clause(PENALTY, 42, 1),
    remedy="由两名有执法资格的人员共同办理，询问人、记录人各一名",
    point=ReviewPoint.EVIDENCE,
)
def two_officers_make_a_record(facts):
    """Who asks and who writes are two people."""
    if len(set(facts.record.officers)) < MIN_OFFICERS:
        yield block("询问人和记录人是同一个人，行政执法人员不得少于两人", facts=("record.officers",))


@rule("R-129", gates=SIGNING, clause=Clause(HOUSE), remedy="核对两个时间", point=ReviewPoint.EVIDENCE)
def a_record_ends_after_it_began(facts):
    """What ended before it began took no time."""
    if facts.record.began_at >= facts.record.ended_at:
        yield block("笔录的结束时间不晚于开始时间", facts=("record.began_at", "record.ended_at"))


@rule(
    "R-129",
    gates=SIGNING,
    clause=Clause(PENALTY, 55, 1),
    remedy="向当事人出示执法证件后补填",
    point=ReviewPoint.EVIDENCE,
)
def certificates_come_first(facts):
    """Two officers show their certificates, and the record holds the numbers and the time."""
    record = facts.record
    numbers = {each.strip() for each in record.certificates if each.strip()}
    if len(numbers) < len(set(record.officers)):
        yield block(
            "笔录没有写全执法人员的证号",
            "补填每名执法人员的证号",
            facts=("record.certificates", "record.officers"),
        )
    if record.shown_at is None:
        yield block("笔录没有出示执法证件的时间，当事人有权拒绝调查", facts=("record.shown_at",))
    elif record.shown_at > record.began_at:
        yield warn(
            f"{record.shown_at:%H:%M}才出示执法证件，晚于开始时间{record.began_at:%H:%M}",
            "核对时间，写明原因",
            facts=("record.shown_at", "record.began_at"),
        )


@rule("R-129", gates=SIGNING, clause=Clause(HOUSE), remedy="核对起止时间", point=ReviewPoint.EVIDENCE)
def a_record_has_its_time_and_place(facts):
    """A record ends before it is signed, and names its place."""
    record = facts.record
    if record.ended_at > facts.clock.at:
        yield block("笔录结束时间晚于现在", facts=("record.ended_at", "clock.at"))
    if not record.place.strip():
        yield block("笔录没有写明地点", "填写地点", facts=("record.place",))


@rule(
    "R-129",
    gates=SIGNING,
    clause=Clause(HOUSE),
    remedy="核对两份笔录的时间和人员；确属同时的，由实际在场的人员重做",
    point=ReviewPoint.EVIDENCE,
)
def nobody_is_in_two_records_at_once(facts):
    """The same officer cannot be in two records at overlapping times."""
    names = {each.key: each.name for each in facts.officers.acting}
    for span in overlapping(facts.record):
        who = names.get(span.officer, "同一名执法人员")
        where = f"在{span.place}" if span.place else ""
        yield block(
            f"{who}{span.began_at:%m-%d %H:%M}至{span.ended_at:%H:%M}{where}的{span.record or '另一份笔录'}中，"
            f"与本笔录{facts.record.began_at:%H:%M}至{facts.record.ended_at:%H:%M}重叠",
            facts=("record.elsewhere", "record.officers", "record.began_at", "record.ended_at"),
        )


@rule(
    "R-129",
    gates=SIGNING,
    clause=Clause(PENALTY, 44),
    remedy="告知权利义务后补填",
    point=ReviewPoint.EVIDENCE,
)
def rights_and_duties_are_told(facts):
    """The person learns of his rights and duties before he answers."""
    if not facts.record.rights_told:
        yield block("笔录没有告知权利和义务", facts=("record.rights_told",))


@rule(
    "R-129",
    gates=SIGNING,
    clause=Clause(HOUSE),
    remedy="由本人逐页签名，或者注明拒绝签名的情况",
    point=ReviewPoint.EVIDENCE,
)
def every_page_is_signed(facts):
    """The person signs every page; where he does not, the record says why."""
    record = facts.record
    absent = record.kind == RecordKind.INSPECTION and not record.party_present
    if not absent and record.pages_signed < record.pages and not record.refusal_note.strip():
        yield block(
            f"笔录共 {record.pages} 页，只签了 {record.pages_signed} 页",
            facts=("record.pages", "record.pages_signed", "record.refusal_note"),
        )


@rule(
    "R-910",
    gates=SIGNING,
    clause=Clause(PENALTY, 43),
    remedy="询问是否申请回避，记入笔录",
    point=ReviewPoint.EVIDENCE,
)
def recusal_is_offered_when_questioning(facts):
    """An inquiry record holds the line on recusal."""
    if facts.record.kind == RecordKind.INQUIRY and not facts.record.recusal_asked:
        yield block("询问笔录没有询问是否申请回避", facts=("record.recusal_asked",))


@rule(
    "R-910", gates=SIGNING, clause=Clause(HOUSE), remedy="分别询问，各做一份笔录", point=ReviewPoint.EVIDENCE
)
def one_person_is_questioned(facts):
    """People are questioned one by one, each in a record of his own."""
    persons = facts.record.persons
    if facts.record.kind == RecordKind.INQUIRY and len(persons) != 1:
        what = f"询问了 {len(persons)} 人" if persons else "没有写明被询问人"
        yield block(f"一份询问笔录{what}", facts=("record.persons",))


@rule(
    "R-910", gates=SIGNING, clause=Clause(PENALTY, 55, 2), remedy="补填后再签名", point=ReviewPoint.EVIDENCE
)
def an_inquiry_record_is_complete(facts):
    """Relation to the case, questions and answers, and the reading through stand in the record."""
    record = facts.record
    if record.kind != RecordKind.INQUIRY:
        return
    empty = [
        label
        for label, filled in (
            ("被询问人与本案的关系", record.relation.strip()),
            ("记录人", record.recorder.strip()),
            ("问答内容", record.text.strip()),
            ("核对笔录的说明", record.read_through),
        )
        if not filled
    ]
    if empty:
        yield block(
            f"询问笔录还缺：{'、'.join(empty)}",
            facts=("record.relation", "record.recorder", "record.text", "record.read_through"),
        )


@rule(
    "R-910",
    gates=SIGNING,
    clause=Clause(HOUSE),
    remedy="通知监护人到场后重新询问",
    point=ReviewPoint.EVIDENCE,
)
def a_minor_is_questioned_with_a_guardian(facts):
    """Nobody under eighteen is questioned without a guardian."""
    record = facts.record
    if record.kind == RecordKind.INQUIRY and record.minor and not record.guardian_present:
        yield block("被询问人未成年，监护人没有到场", facts=("record.minor", "record.guardian_present"))


@rule(
    "R-911", gates=SIGNING, clause=Clause(PENALTY, 55, 2), remedy="补填后再签名", point=ReviewPoint.EVIDENCE
)
def an_inspection_record_is_complete(facts):
    """Object, recusal and what was found stand in the record."""
    record = facts.record
    if record.kind != RecordKind.INSPECTION:
        return
    if not record.recusal_asked:
        yield block(
            "检查笔录没有告知申请回避的权利", facts=("record.recusal_asked",), clause=Clause(PENALTY, 43)
        )
    if not record.persons:
        yield block("检查笔录没有写明检查对象", facts=("record.persons",))
    if not record.text.strip():
        yield block("检查笔录没有写明现场情况", facts=("record.text",))


@rule(
    "R-911",
    gates=SIGNING,
    clause=Clause(HOUSE),
    remedy="邀请见证人到场并签名，注明情况",
    point=ReviewPoint.EVIDENCE,
)
def an_absent_party_needs_a_witness(facts):
    """Where the party is away or does not sign, a witness does."""
    record = facts.record
    if record.kind != RecordKind.INSPECTION or record.witness.strip():
        return
    if not record.party_present:
        yield block("当事人不在场，检查笔录没有见证人", facts=("record.party_present", "record.witness"))
    elif record.refusal_note.strip():
        yield block("当事人拒绝签名，检查笔录没有见证人", facts=("record.refusal_note", "record.witness"))


@rule(
    "R-911",
    gates=SIGNING,
    clause=Clause(HOUSE),
    remedy="补上计量单位，只写看到的事实",
    point=ReviewPoint.EVIDENCE,
)
def what_was_found_is_measured_and_objective(facts):
    """Quantities carry a unit, and a record of the scene draws no legal conclusion."""
    if facts.record.kind != RecordKind.INSPECTION:
        return
    if numbers := bare_numbers(facts.record.text):
        yield warn(f"现场情况中的数量没有单位：{'、'.join(numbers)}", facts=("record.text",))
    if found := CONCLUSION.search(facts.record.text):
        yield warn(f"检查笔录只记事实，却写着“{found.group()}”", facts=("record.text",))
