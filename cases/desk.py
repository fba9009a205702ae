"""Due work of one person: what he must do, what others keep, what he has not sent yet."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone

from cases.drafts import goes_on, words_of
from cases.inbox import rows_of, waiting_rows
from cases.models import Case, Recusal, Reminder, Review
from cases.next_ordinary import DECLARED_FIRST
from cases.workflow import CLOSED_STATES, State
from enforcement.dossiers.models import Draft
from enforcement.parameters.services import calendar_for
from enforcement.prepared import prepared
from enforcement.teams import paths
from enforcement.teams.models import Post
from enforcement.teams.roles import APPROVE, HANDLE, PERMISSIONS, READ_CASES, REVIEW, Role
from enforcement.teams.sight import area_of

SHOWN = 50
WEEKDAYS = "一二三四五六日"
NOTHING = Q(pk__in=[])
REMINDED = 10
PROPOSED = Q(state=State.TO_FILE, filing__isnull=False, filing__approved__isnull=True)
# decided on the spot, no money in an officer's hands, and not yet in the unit's register (第五十二条第三款)
UNFILED = (
    Q(procedure="SUMMARY", state__in=(State.DELIVERED, State.EXECUTED), registration__isnull=True)
    & Q(decision__kind="PENALTY")
    & (Q(decision__collection__isnull=True) | Q(decision__collection__handed_in_on__isnull=False))
)
# what only the head, only the reviewer, or only who keeps the register can move on
WITH_OTHERS = (
    Q(state__in=(State.PROPOSED, State.IN_REVIEW, State.REVIEWED, State.CLOSING)) | PROPOSED | UNFILED
)
FOR_THE_HEAD = Q(state__in=(State.PROPOSED, State.REVIEWED, State.CLOSING)) | PROPOSED


@dataclass
class Desk:
    """`rows` of the chosen tab; counts of every tab; the next ten working days with how much falls due.

    queue: files that wait for any reviewer, None for who reviews nothing. reminders: the oldest that stand,
    one more than is shown where there are more.
    """

    rows: list = field(default_factory=list)
    mine: int = 0
    waiting: int = 0
    queue: int | None = None
    drafts: list = field(default_factory=list)
    reminders: list = field(default_factory=list)
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
    """Return the condition on cases that wait for this person: his own, and what his post decides, reviews, files."""
    own = in_his_hands(officer) if officer.may(HANDLE, day) else NOTHING
    return own | by_post(officer, day)


def in_his_hands(officer):
    """Return the condition on cases that wait for him as handler, or for his word as partner."""
    mine = Q(handler=officer) & ~Q(state__in=CLOSED_STATES) & ~WITH_OTHERS
    return mine | Q(partner=officer) & silent(officer)


def by_post(officer, day):
    """Return the condition on cases that wait for what his posts decide, review or file."""
    wanted = NOTHING
    for post in officer.sight(day).posts:
        allowed = PERMISSIONS[post.role]
        # of all that the area ever had, only what is open: an index holds just that
        area = paths.below(area_of(post)) & ~Q(state__in=CLOSED_STATES)
        if APPROVE in allowed:
            asked = Recusal.objects.filter(case=OuterRef("pk"), declared=False, granted__isnull=True)
            wanted |= area & (
                FOR_THE_HEAD
                | Q(left_at__isnull=False)
                | Q(filed_on__isnull=False, closed_on__isnull=True) & Exists(asked)
            )
        if REVIEW in allowed:
            wanted |= Q(state=State.IN_REVIEW, pk__in=in_hand(officer).values("case"))
        if post.role == Role.LEADER:
            wanted |= area & UNFILED
        elif post.role == Role.HEAD:
            wanted |= area & UNFILED & ~Exists(leaders(day))
    return wanted


def leaders(day):
    """Return the posts that keep the register of a case's agency: one list holds it, the head's where there are none.

    Others whose role may file find the step on the case.
    """
    near = Post.objects.in_force(day).annotate(agency=Substr("team__path", 1, paths.AGENCY))
    return near.filter(role=Role.LEADER, agency=OuterRef("path"))


def silent(officer):
    """Return the condition on cases that wait for his word on whether anything ties him to them (第四十三条)."""
    told = Recusal.objects.filter(case=OuterRef("pk"), officer=officer, declared=True)
    filed = PROPOSED | Q(filed_on__isnull=False, state__in=DECLARED_FIRST)
    return Q(procedure="GENERAL") & filed & ~Exists(told)


def in_hand(officer):
    """Return the reviews that this person has taken and not ended."""
    return Review.objects.waiting().filter(reviewer=officer)


def desk_of(officer, *, at, tab="mine", day=None):
    """Return the desk of `officer`: at most eight queries beside those of sight, however many cases there are."""
    today = timezone.localdate(at)
    if not officer.may(READ_CASES, today):
        return Desk()
    seen, calendar = Case.objects.visible_to(officer, today), calendar_for()
    handles = officer.may(HANDLE, today)
    mine, waiting, done = (
        _counted(seen, officer, today) if handles else (_waiting_for(seen, officer, today), 0, 0)
    )
    return Desk(
        rows=_rows(seen, mine, officer, tab, _day(day or ""), today),
        waiting=waiting,
        queue=waiting_for_review(officer, seen, today),
        drafts=drafts_of(officer) if handles else [],
        reminders=reminders_of(officer.pk),
        done_this_week=done,
        handles=handles,
        reads=True,
        calendar=calendar,
        **_by_day(mine, today, calendar),
    )


@prepared
def reminders_of(officer):
    """The oldest of what stands of this person's reminders, with the case each is about."""
    standing = Reminder.objects.standing(officer).select_related("limit").order_by("day")
    return standing.only("day", "words", "limit__case")[: REMINDED + 1]


def _rows(seen, mine, officer, tab, day, today):
    """Return the rows of one tab: returned files first, then by the day that is due."""
    if tab == "drafts":
        return []
    if tab == "waiting":
        return waiting_rows(_ordered(seen.filter(left_with_others(officer, today))))
    chosen = sorted((row for row in mine if not day or row[1] == day), key=_urgency)[:SHOWN]
    found = {case.pk: case for case in on_desk(tuple(pk for pk, *_ in chosen))}
    return rows_of([found[pk] for pk, *_ in chosen if pk in found], officer)


@prepared
def on_desk(keys):
    return Case.objects.for_desk().filter(pk__in=keys)


def _urgency(row):
    """Return what a row of a desk is sorted by: returned files first, then by the day that is due, then the newest."""
    pk, due, state = row
    return state != State.RETURNED, due or date.max, -pk


def _ordered(cases):
    ordered = cases.for_desk().order_by(F("next_due").asc(nulls_last=True), "-pk")
    return list(ordered[:SHOWN])


def waiting_for_review(officer, seen, today):
    """Return how many files nobody has taken yet, None for who reviews nothing."""
    if not officer.may(REVIEW, today):
        return None
    others = seen.filter(state=State.IN_REVIEW).exclude(handler=officer).exclude(partner=officer)
    return Review.objects.waiting().filter(reviewer__isnull=True, case__in=others).count()


def _by_day(mine, today, calendar):
    """Return every count of what falls due: how many on which day."""
    due = Counter(day for _, day, _ in mine)
    soon = calendar.add_working_days(today, 3)
    dated = {day: count for day, count in due.items() if day}
    return {
        "mine": sum(due.values()),
        "late": sum(count for day, count in dated.items() if day < today),
        "today": dated.get(today, 0),
        "soon": sum(count for day, count in dated.items() if today < day <= soon),
        "strip": _strip(dated, today, calendar),
    }


def left_with_others(officer, day):
    """Return the condition on his cases that wait for somebody else."""
    others = Q(handler=officer) | Q(partner=officer)
    return WITH_OTHERS & others & ~by_post(officer, day)


def _waiting_for(seen, officer, today):
    """Return (key, due, state) of every case that waits for this person."""
    return list(seen.filter(to_do(officer, today)).values_list("pk", "next_due", "state"))


def _counted(seen, officer, today):
    """Return what waits for this person, how many of his cases wait for others, and how many he closed this week.

    One walk along the indexes of his open cases and of what he closed: PostgreSQL plans conditions on states for
    longer than it takes to test them on the few rows found. None reaches back further than the week.
    """
    monday = today - timedelta(days=today.weekday())
    his = (Q(handler=officer) | Q(partner=officer)) & ~Q(state__in=CLOSED_STATES)
    around = his | Q(handler=officer, closed_on__gte=monday) | by_post(officer, today)
    told = seen.filter(around).annotate(
        mine=said(to_do(officer, today)), left=said(left_with_others(officer, today))
    )
    rows = list(told.values_list("pk", "next_due", "state", "closed_on", "handler", "mine", "left"))
    done = [day for *_, day, handler, _, _ in rows if handler == officer.pk and day and day >= monday]
    return [row[:3] for row in rows if row[-2]], sum(bool(row[-1]) for row in rows), len(done)


def said(condition):
    """Return a condition as a column."""
    return ExpressionWrapper(condition, output_field=BooleanField())


@prepared
def mine_unsent(officer):
    """The drafts of this person's case work that hold anything, newest first."""
    ours = Q(form__startswith="summary:") | Q(form__startswith="lead:") | Q(form__startswith="case:")
    return Draft.objects.filter(ours, officer=officer).exclude(data={}).order_by("-saved_at")[:SHOWN]


def drafts_of(officer):
    """Return this person's drafts that can still go on; one whose case or step is over has ended with it."""
    drafts = mine_unsent(officer.pk)
    keys = {key: int(key) for key in (case_key(draft) for draft in drafts) if key}
    held = cases_of_drafts(tuple(sorted(keys.values()))) if keys else []
    found = {str(case.pk): case for case in held}
    shown = [drafted(draft, found.get(case_key(draft))) for draft in drafts]
    return [draft for draft in shown if draft]


@prepared
def cases_of_drafts(keys):
    return Case.objects.for_desk().filter(pk__in=keys)


def case_key(draft):
    """Return the key of the case whose page a draft is of, nothing for a new case's."""
    kind, key, _ = f"{draft.form}::".split(":", 2)
    return key if kind == "case" and key.isdecimal() else ""


def drafted(draft, case):
    """Return a draft with the page on which it goes on and what it is in words, None where it has ended."""
    if draft.form.startswith("case:"):
        if case is None or not goes_on(case, draft.form):
            return None
        draft.url = reverse(f"cases:{draft.form.split(':')[2]}", args=[case.pk])
    else:
        draft.url = reverse(
            "cases:lead" if draft.form.startswith("lead:") else "cases:start", args=[draft.pk]
        )
    draft.words = words_of(draft, case)
    return draft


def _strip(due, today, calendar):
    """Return the next ten working days with how many fall due on each."""
    days, day = [], today - timedelta(days=1)
    while len(days) < 10:
        day = calendar.add_working_days(day, 1)
        days.append(day)
    return [
        {
            "day": day,
            "count": due.get(day, 0),
            "weekday": WEEKDAYS[day.weekday()],
            "date": f"{day.month}-{day.day}",
        }
        for day in days
    ]


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
