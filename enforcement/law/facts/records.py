"""A record about to be signed, and where its officers were at that time."""

from datetime import datetime

from enforcement.law.kinds import RecordKind
from enforcement.law.known import Group, fact, group


@group
class Span(Group):
    """Where an officer was in another record of any case. `officer`: his key; `record` in words."""

    NAME, LABEL, WHERE = "record.elsewhere", "其他笔录", "笔录页"
    officer: str = fact("的执法人员")
    began_at: datetime = fact("的开始时间")
    ended_at: datetime = fact("的结束时间")
    place: str = fact("的地点", default="")
    record: str = fact("", default="")


@group
class Record(Group):
    """An inquiry or inspection record (询问笔录、现场检查笔录) about to be signed.

    `officers`: keys, `certificates`: their certificate numbers; `recorder`: name of who wrote it.
    `shown_at`: when the certificates were shown, None while they were not. `rights_told`: rights and duties;
    `recusal_asked`: the line whether recusal is wanted. `persons`: names of those questioned or inspected;
    `relation`: to the case. `party_present`, `witness`, `guardian_present`: on the spot; `minor`: the person
    is under eighteen. `text`: questions and answers, or what was found. `read_through`: the person read it or
    had it read to him. `pages`, `pages_signed`: of the person; `refusal_note`: why he did not sign, "" where
    he did. `elsewhere`: all records of the same officers on that day, in this case and in every other.
    """

    NAME, LABEL, WHERE = "record", "笔录", "笔录页"
    kind: RecordKind = fact("种类")
    began_at: datetime = fact("开始时间")
    ended_at: datetime = fact("结束时间")
    place: str = fact("地点")
    officers: tuple[str, ...] = fact("的执法人员")
    certificates: tuple[str, ...] = fact("的执法证号")
    recorder: str = fact("的记录人", default="")
    shown_at: datetime | None = fact("的出示证件时间")
    rights_told: bool = fact("是否告知权利义务")
    recusal_asked: bool = fact("是否询问回避")
    persons: tuple[str, ...] = fact("的被询问人、被检查人")
    relation: str = fact("的被询问人与本案关系", default="")
    minor: bool = fact("的被询问人是否未成年")
    guardian_present: bool = fact("的监护人是否在场", default=False)
    party_present: bool = fact("的当事人是否在场")
    witness: str = fact("的见证人", default="")
    text: str = fact("内容")
    read_through: bool = fact("是否交被询问人核对")
    pages: int = fact("页数")
    pages_signed: int = fact("逐页签名的页数")
    refusal_note: str = fact("的拒签注明", default="")
    elsewhere: tuple[Span, ...] = fact("的执法人员当日的其他笔录")
