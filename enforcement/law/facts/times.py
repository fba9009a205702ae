"""When the step takes place."""

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
