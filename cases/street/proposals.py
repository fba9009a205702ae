"""What the first page proposes, so that nobody types what the product could know."""

from datetime import timedelta

from django.db.models import Count

from cases.listing.filters import midnight
from cases.models import Case
from enforcement.teams.roles import HANDLE, PERMISSIONS
from lists.models import ItemVersion

RECENT = timedelta(days=180)
PROPOSED = 5


def handling_teams(officer, day):
    """Return the units in which this person's posts let him log cases, the first being the default."""
    return [post.team for post in officer.sight(day).posts if HANDLE in PERMISSIONS[post.role]]


def items_used(team, day, chosen=""):
    """Return the item versions this agency used most lately, with the chosen one first when it is not among them."""
    # from a moment, not from a day: no index knows the day of a moment, and all that the agency ever logged was read
    recent = Case.objects.filter(path=team.path, opened_at__gte=midnight(day - RECENT))
    used = recent.values_list("item__item__code").annotate(uses=Count("pk")).order_by("-uses")[:PROPOSED]
    codes = [code for code, _ in used]
    versions = ItemVersion.objects.on(day).select_related("item")
    if len(codes) < PROPOSED:
        more = versions.enforceable_by(team, day).exclude(item__code__in=codes).order_by("fine_max", "pk")
        codes += list(more.values_list("item__code", flat=True)[: PROPOSED - len(codes)])
    if chosen and chosen not in codes:
        codes = [chosen, *codes]
    found = {version.item.code: version for version in versions.filter(item__code__in=codes)}
    return [found[code] for code in codes if code in found]


def previous_place(officer, at):
    """Return place and position of this officer's last case of the hour, to be compared with where he stands now.

    It is never filled in: the page says how far away it is, and a press takes its words.
    """
    last = (
        Case.objects.filter(handler=officer, opened_at__gte=at - timedelta(hours=1)).order_by("-pk").first()
    )
    return {"place": last.place, "latitude": last.latitude, "longitude": last.longitude} if last else {}
