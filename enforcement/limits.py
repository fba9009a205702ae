"""How often a person may take something out of the house, counted by the journal that knows each time."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.utils import timezone

from enforcement.errors import TooOften
from enforcement.journal.models import Entry

EXPORTS = ("case.export", "cases.list_export", "journal.exported")  # verbs of what was handed out
WINDOW = timedelta(minutes=10)
MINUTE = 60


def require_few_exports(by, at):
    """Refuse another export to who took `settings.EXPORTS_IN_TEN_MINUTES` within the last ten minutes."""
    most, since = settings.EXPORTS_IN_TEN_MINUTES, at - WINDOW
    taken = Entry.objects.filter(
        day__gte=timezone.localdate(since), verb__in=EXPORTS, actor=by, at__gt=since
    ).order_by("-at")
    moments = list(taken.values_list("at", flat=True)[:most])
    if len(moments) < most:
        return
    wait = ceil((moments[-1] + WINDOW - at).total_seconds())
    raise TooOften(
        f"十分钟内已经导出 {most} 次，没有再导出。请在 {in_words(wait)}后再试；需要更多的，合并筛选条件一次导出。",
        wait,
    )


def in_words(seconds):
    """Return 45 秒 or 3 分钟."""
    return f"{max(seconds, 1)} 秒" if seconds < MINUTE else f"{ceil(seconds / MINUTE)} 分钟"
