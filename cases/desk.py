"""Due work of one person: what he must do, what others keep, what he has not sent yet."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.workflow import CLOSED_STATES, State
from enforcement.dossiers.models import Draft
from enforcement.parameters.services import calendar_for
from enforcement.teams import paths
from enforcement.teams.roles import APPROVE, FILE, HANDLE, PERMISSIONS, READ_CASES
from enforcement.teams.sight import area_of

SHOWN = 50
WAITING = (State.PROPOSED, State.TO_FILE)


@dataclass
class Desk:
    """`rows` of the chosen tab; counts of every tab; the next ten working days with how much falls due."""

    rows: list = field(default_factory=list)
    mine: int = 0
    waiting: int = 0
    drafts: list = field(default_factory=list)
    late: int = 0
    today: int = 0
    soon: int = 0
    strip: list = field(default_factory=list)
    done_this_week: int = 0
    handles: bool = False
    reads: bool = False
    calendar: object = None

    @property
    def chips(self):
        """The head of the queue in words: (words, tone), only what there is."""
        counted = (
            ("超期", self.late, "overdue"),
            ("今天到期", self.today, "today"),
            ("3 个工作日内", self.soon, "soon"),
        )
        return [(f"{words} {count}", tone) for words, count, tone in counted if count]


def to_do(officer, day):
    """Return the condition on cases that wait for this person: his own, and what his post must decide or file."""
    wanted = Q(pk__in=[])
    for post in officer.sight(day).posts:
        allowed = PERMISSIONS[post.role]
        area = paths.below(area_of(post))
        if HANDLE in allowed:
            wanted |= Q(handler=officer) & ~Q(state__in=[*CLOSED_STATES, *WAITING])
        if APPROVE in allowed:
            wanted |= area & Q(state=State.PROPOSED)
        if FILE in allowed:
            unfiled = Q(registration__isnull=True, decision__kind="PENALTY")
            wanted |= area & Q(state__in=[State.DELIVERED, State.EXECUTED]) & unfiled
    return wanted


def desk_of(officer, *, at, tab="mine", day=None):
    """Return the desk of `officer`: at most six queries beside those of sight, however many cases there are."""
    today = timezone.localdate(at)
    if not officer.may(READ_CASES, today):
        return Desk()
    seen, calendar = Case.objects.visible_to(officer, today), calendar_for()
    mine = seen.filter(to_do(officer, today))
    rows = seen.filter(left_with_others(officer)) if tab == "waiting" else mine
    if day and tab == "mine":
        rows = rows.filter(next_due=_day(day) or today)
    ordered = rows.for_desk().order_by(F("next_due").asc(nulls_last=True), "-pk")
    waiting, done = _left_hands(seen, officer, today)
    return Desk(
        rows=list(ordered[:SHOWN]) if tab != "drafts" else [],
        waiting=waiting,
        drafts=[drafted(draft) for draft in mine_unsent(officer)],
        done_this_week=done,
        handles=officer.may(HANDLE, today),
        reads=True,
        calendar=calendar,
        **_by_day(mine, today, calendar),
    )


def _by_day(mine, today, calendar):
    """Return every count of what falls due, from one query: how many on which day."""
    due = dict(mine.values_list("next_due").annotate(Count("pk")).order_by())
    soon = calendar.add_working_days(today, 3)
    dated = {day: count for day, count in due.items() if day}
    return {
        "mine": sum(due.values()),
        "late": sum(count for day, count in dated.items() if day < today),
        "today": dated.get(today, 0),
        "soon": sum(count for day, count in dated.items() if today < day <= soon),
        "strip": _strip(dated, today, calendar),
    }


def left_with_others(officer):
    """Return the condition on his cases that wait for somebody else."""
    return Q(state__in=WAITING) & ~Q(state__in=CLOSED_STATES) & (Q(handler=officer) | Q(partner=officer))


def _left_hands(seen, officer, today):
    """Return how many of his cases wait for somebody else, and how many he closed this week.

    No condition reaches back further than the week, and each has an index of its own.
    """
    monday = today - timedelta(days=today.weekday())
    done = Q(handler=officer, closed_on__gte=monday)
    found = seen.filter(left_with_others(officer) | done).values_list("state", flat=True)
    waiting = [state in WAITING for state in found]
    return sum(waiting), len(waiting) - sum(waiting)


def mine_unsent(officer):
    """Return the drafts of this person that hold anything, newest first."""
    return Draft.objects.filter(officer=officer).exclude(data={}).order_by("-saved_at")[:SHOWN]


def drafted(draft):
    """Return a draft with the page on which it goes on, and what it is about in words."""
    kind, _, rest = draft.form.partition(":")
    if kind == "case":
        key, _, page = rest.partition(":")
        draft.url = reverse(f"cases:{page}", args=[key])
    else:
        draft.url = reverse("cases:start", args=[draft.pk])
    draft.words = "、".join(filter(None, (draft.data.get("name"), draft.data.get("place")))) or "简易程序"
    return draft


def _strip(due, today, calendar):
    """Return the next ten working days with how many fall due on each."""
    days, day = [], today - timedelta(days=1)
    while len(days) < 10:
        day = calendar.add_working_days(day, 1)
        days.append(day)
    return [{"day": day, "count": due.get(day, 0)} for day in days]


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
