"""What the public may see of a case, and whether every stage of it left a record."""

from datetime import date

from enforcement.law.kinds import FilmedMoment, ProcessStage, Secrecy
from enforcement.law.known import Group, fact, group


@group
class Secret(Group):
    """A document of the case that carries a secret."""

    NAME, LABEL, WHERE = "publication.secrets", "涉密文书", "文书页“密级”"
    document: str = fact("名称")
    kind: Secrecy = fact("种类")


@group
class Publication(Group):
    """Publication of the decision (公示).

    `publish`: answer of the publication review, None before it; `reason` for it. `published_on` None while
    it is not public. `overturned_on`: day on which the decision was changed, revoked, declared unlawful or
    void, None while it stands; then `withdrawn_on` and `withdrawal_reason`, which is public. `secrets`:
    documents of the case that carry one; `masked`: what they must not show is hidden.
    """

    NAME, LABEL, WHERE = "publication", "公示", "公示页"
    publish: bool | None = fact("审查结论", default=None)
    reason: str = fact("审查理由", default="")
    published_on: date | None = fact("日期", default=None)
    overturned_on: date | None = fact("的决定被变更、撤销、确认违法或者无效的日期", default=None)
    withdrawn_on: date | None = fact("撤回日期", default=None)
    withdrawal_reason: str = fact("撤回的公开说明", default="")
    secrets: tuple[Secret, ...] = fact("涉密文书", "文书页“密级”", default=())
    masked: bool = fact("是否已隐去涉密内容", default=False)


@group
class Filmed(Group):
    """A moment that must be filmed. `recording`: key of the photo or video; `witness`: name; "" without."""

    NAME, LABEL, WHERE = "stages.filmed", "应当录音录像的环节", "案件页“全过程记录”"
    kind: FilmedMoment = fact("名称")
    on: date | None = fact("日期", default=None)
    recording: str = fact("的录音录像", default="")
    witness: str = fact("的见证人", default="")


@group
class Stages(Group):
    """The record of the whole process (全过程记录): stages that have one, and moments that must be filmed."""

    NAME, LABEL, WHERE = "stages", "", "案件页“全过程记录”"
    recorded: tuple[ProcessStage, ...] = fact("有记录的环节")
    filmed: tuple[Filmed, ...] = fact("应当录音录像的环节", default=())
