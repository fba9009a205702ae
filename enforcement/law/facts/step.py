"""What a step itself says, that no row of the case holds: who takes it, why, on which paper, what it would change."""

from datetime import date

from enforcement.law.known import Group, fact, group


@group
class StepTaken(Group):
    """The step as it is being taken; UNKNOWN while nobody takes one.

    `by`: key of who takes it, "" for the system. `reason` in words; `about`: key of the person or thing that it is
    about, "" where there is none; `paper`: key of the paper of the file that proves it, "" where there is none.
    `on`: the day that it registers, which lies after `since`, None where nothing precedes it. `again`: how the same,
    which may be done once, was done before, "" where it was not. `removed`, `changed`: what it would take away and
    change of what the file holds, in words. `outsiders`: names of people to whom it gives a part that their posts do
    not let them take.
    """

    NAME, LABEL, WHERE = "step", "这一步", "案件页“办理”"
    by: str = fact("的办理人")
    reason: str = fact("的理由")
    about: str = fact("所办的人或者事项")
    paper: str = fact("的文书")
    on: date = fact("的日期")
    since: date | None = fact("的最早日期", default=None)
    again: str = fact("以前办理的情况", default="")
    removed: tuple[str, ...] = fact("要删除的内容", default=())
    changed: tuple[str, ...] = fact("要更改的内容", default=())
    outsiders: tuple[str, ...] = fact("所选的本单位以外的人", default=())
