"""The pooled queue of files that wait for legal review: filter, order, how long each has waited, who reviews here."""

import django_filters as filters
from django import forms
from django.db.models import Count, Q
from django.utils import timezone

from cases.listing.filters import my_agencies
from cases.models import Review
from enforcement.errors import BadInput
from enforcement.gate import YEARS, number_in, whole
from enforcement.law.rules.review import ratio_finding
from enforcement.parameters.services import calendar_for
from enforcement.teams import paths
from enforcement.teams.models import Post
from enforcement.teams.roles import Role

PAGE, LONGEST = 20, 100
REVIEWERS = (Role.TOWNSHIP_REVIEWER, Role.COUNTY_REVIEWER)
OFFICERS = (Role.OFFICER, Role.LEADER)
SELECT = {"class": "form-select"}


class ReviewFilter(filters.FilterSet):
    """The one filter behind the queue and its API."""

    whose = filters.ChoiceFilter(
        label="谁在审",
        method="of",
        choices=[("mine", "我在审的"), ("unclaimed", "待领取")],
        empty_label="全部待审",
        widget=forms.Select(attrs=SELECT),
    )
    team = filters.ModelChoiceFilter(
        label="办案机构",
        field_name="case__team",
        queryset=my_agencies,
        empty_label="全部机构",
        widget=forms.Select(attrs=SELECT),
    )
    round = filters.ChoiceFilter(
        label="第几次送审",
        method="in_round",
        choices=[("first", "首次送审"), ("again", "再次送审")],
        empty_label="不限次数",
        widget=forms.Select(attrs=SELECT),
    )

    class Meta:
        model = Review
        fields = []

    def of(self, reviews, name, whose):
        if whose == "mine":
            return reviews.filter(reviewer=self.request.user)
        return reviews.filter(reviewer__isnull=True)

    def in_round(self, reviews, name, wanted):
        return reviews.filter(serial=1) if wanted == "first" else reviews.filter(serial__gt=1)


def waiting_for(officer, day):
    """Return the files waiting for review that `officer` sees, the most urgent first."""
    return Review.objects.waiting().visible_to(officer, day).order_by("due_on", "pk")


def shown(reviews):
    """Return the rows of one page with all that they show; only these are joined, not everything that waits."""
    return Review.objects.filter(pk__in=reviews).for_queue().order_by("due_on", "pk")


def page_of(reviews, query):
    """Return (rows, address of the page before, address of the page after), by key (due day, number)."""
    size = number_in(query, "size", at_least=1, at_most=LONGEST) or PAGE
    after, before = key_in(query.get("after")), key_in(query.get("before"))
    if before:
        day, number = before
        rows = reviews.filter(Q(due_on__lt=day) | Q(due_on=day, pk__lt=number)).order_by("-due_on", "-pk")
        rows = list(shown(rows.values("pk")[: size + 1]))
        more, rows = len(rows) > size, rows[-size:]
        earlier, later = more, bool(rows)
    else:
        if after:
            day, number = after
            reviews = reviews.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=number))
        rows = list(shown(reviews.values("pk")[: size + 1]))
        earlier, later = bool(after), len(rows) > size
        rows = rows[:size]
    return (
        rows,
        address(query, before=key_of(rows[0])) if earlier and rows else "",
        address(query, after=key_of(rows[-1])) if later and rows else "",
    )


def key_of(review):
    return f"{review.due_on.isoformat()}_{review.pk}"


def key_in(text):
    """Return the (due day, number) of an address, None where it names none; anything else is refused."""
    if not text:
        return None
    day, _, number = text.partition("_")
    try:
        found = timezone.datetime.fromisoformat(day).date(), whole(number)
    except ValueError:
        found = (None, None)
    if found[1] is None or found[0].year not in YEARS:
        raise BadInput("地址中的翻页位置不能识别，请从法制审核重新打开。")
    return found


def address(query, **key):
    kept = query.copy()
    kept.pop("after", None), kept.pop("before", None)
    for name, value in key.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


def with_waiting(reviews, day):
    """Give each row `waited`: the working days since it was submitted, that day not counted."""
    calendar = calendar_for()
    for review in reviews:
        review.waited = calendar.working_days(timezone.localdate(review.submitted_at), day)
        review.due = {"due": review.due_on, "title": "法制审核", "unit": "working",
                      "working": calendar.working_days(min(day, review.due_on), max(day, review.due_on))}  # fmt: skip
    return reviews


def share_of_reviewers(officer, day):
    """Return (reviewers, officers, warning or None) of the county whose reviewer this is, None for others (R-602)."""
    counties = [
        post.team.county_path for post in officer.sight(day).posts if post.role == Role.COUNTY_REVIEWER
    ]
    if not counties:
        return None
    held = Post.objects.on(day).filter(paths.below(counties[0], "team__path"), officer__is_active=True)
    found = held.aggregate(
        reviewers=Count("officer", distinct=True, filter=Q(role__in=REVIEWERS)),
        officers=Count("officer", distinct=True, filter=Q(role__in=OFFICERS)),
    )
    return found["reviewers"], found["officers"], ratio_finding(found["reviewers"], found["officers"])
