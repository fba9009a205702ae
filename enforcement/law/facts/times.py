"""When the step takes place, and the time limits of the case as they are fixed."""

from datetime import date, datetime

from enforcement.law.calendar import WorkCalendar
from enforcement.law.known import Group, fact, group


@group
class Clock(Group):
    """When the step takes place (`day`, `at`), when the case was registered, and the working days."""

    NAME, LABEL, WHERE = "clock", "", "案件页"
    day: date = fact("办理日期")
    at: datetime = fact("办理时间")
    filed_on: date = fact("登记日期")
    calendar: WorkCalendar = fact("工作日历", "参数“节假日”")


@group
class Limits(Group):
    """The last days of time limits as the file keeps them, moved with the calendar, met or not.

    A rule compares with these and counts none of them again; UNKNOWN where none was fixed.
    """

    NAME, LABEL, WHERE = "limits", "案卷里的", "案件页"
    decide: date = fact("办案期限")
    defence: date = fact("陈述、申辩期限")
    review: date = fact("法制审核期限")
