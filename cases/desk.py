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
            wanted |= Q(handler=officer) & ~Q(state__in=[*CLOSED_STATES, State.PROPOSED, State.TO_FILE])
        if APPROVE in allowed:
            wanted |= area & Q(state=State.PROPOSED)
        if FILE in allowed:
            unfiled = Q(registration__isnull=True, decision__kind="PENALTY")
            wanted |= area & Q(state__in=[State.DELIVERED, State.EXECUTED]) & unfiled
    return wanted


def desk_of(officer, *, at, tab="mine", day=None):
    """Return the desk of `officer`: at most nine queries, however many cases there are."""
    today = timezone.localdate(at)
    reads = officer.may(READ_CASES, today)
    if not reads:
        return Desk()
    seen = Case.objects.visible_to(officer, today)
    calendar = calendar_for()
    soon = calendar.add_working_days(today, 3)
    mine = seen.filter(to_do(officer, today))
    waiting = seen.filter(Q(handler=officer) | Q(partner=officer), state__in=[State.PROPOSED, State.TO_FILE])
    counts = mine.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(next_due__lt=today)),
        today=Count("pk", filter=Q(next_due=today)),
        soon=Count("pk", filter=Q(next_due__gt=today, next_due__lte=soon)),
    )
    monday = today - timedelta(days=today.weekday())
    rows = waiting if tab == "waiting" else mine
    if day and tab == "mine":
        rows = rows.filter(next_due=_day(day) or today)
    return Desk(
        rows=list(rows.for_list().order_by(F("next_due").asc(nulls_last=True), "-pk")[:SHOWN])
        if tab != "drafts"
        else [],
        mine=counts["all"],
        late=counts["late"],
        today=counts["today"],
        soon=counts["soon"],
        waiting=waiting.count(),
        drafts=[drafted(draft) for draft in mine_unsent(officer)],
        strip=_strip(mine, today, calendar),
        done_this_week=seen.filter(handler=officer, closed_on__gte=monday).count(),
        handles=officer.may(HANDLE, today),
        reads=True,
        calendar=calendar,
    )


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


def _strip(cases, today, calendar):
    days, day = [], today - timedelta(days=1)
    while len(days) < 10:
        day = calendar.add_working_days(day, 1)
        days.append(day)
    due = dict(
        cases.filter(next_due__gte=days[0], next_due__lte=days[-1])
        .values_list("next_due")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return [{"day": day, "count": due.get(day, 0)} for day in days]


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
