"""What the records of an inquiry and of an inspection share (行政处罚法 55)."""

from dataclasses import dataclass, field
from datetime import datetime

from enforcement.documents import wording
from enforcement.documents.contents.blocks import OfficerBlock, labelled
from enforcement.documents.contents.paper import FilePaper, people


@dataclass(frozen=True, kw_only=True)
class Record(FilePaper):
    """What both records share.

    `shown`: how the certificates were shown and what was answered; `recusal`: the question whether recusal is
    asked for, and the answer; `read_through`: that the record was read, or read out, and agrees.
    """

    started_at: datetime = field(metadata=labelled("开始时间"))
    ended_at: datetime = field(metadata=labelled("结束时间"))
    place: str = field(metadata=labelled("地点"))
    officers: tuple[OfficerBlock, ...] = field(metadata=labelled("执法人员"))
    recorder: str = field(metadata=labelled("记录人"))
    shown: str = field(metadata=labelled("出示执法证件"))
    recusal: str = field(metadata=labelled("回避告知"))
    read_through: str = field(metadata=labelled("核对说明"))

    def elements(self):
        return super().elements() | {
            "started_at": wording.moment(self.started_at),
            "ended_at": wording.moment(self.ended_at),
            "place": self.place,
            "officers": people(self.officers),
            "recorder": self.recorder,
            "shown": self.shown,
            "recusal": self.recusal,
            "read_through": self.read_through,
        }
