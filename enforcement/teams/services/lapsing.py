"""What ends with a post, and posts that come to their last day by themselves."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from enforcement.piecemeal import Pieces
from enforcement.teams import holding
from enforcement.teams.holding import Ground
from enforcement.teams.models import Officer, Post
from enforcement.teams.roles import PERMISSIONS
from enforcement.teams.sight import area_of

LAPSED_FOR = timedelta(days=31)  # how long it is looked after whose posts came to their last day


def pass_on_lapsed(*, day, at):
    """Put before the unit's heads what those have in hand whose posts came to their last day by themselves.

    Each post once, in a transaction of its own: what its person is given afterwards is his. Runs on schedule and may
    run twice. Returns how many things went; Unfinished at the end where a post failed.
    """
    keys = Post.objects.lapsed(day, day - LAPSED_FOR).order_by("pk").values_list("pk", flat=True)
    given, pieces = 0, Pieces()
    for key in list(keys):
        with pieces.piece(f"post {key}"):
            given += pass_on_post(key, day, at)
    pieces.tell()
    return given


@transaction.atomic
def pass_on_post(key, day, at):
    """Pass on what its person loses with one post that ended, unless another has done so meanwhile."""
    waiting = Post.objects.lapsed(day, day - LAPSED_FOR).select_related("team", "officer")
    post = waiting.select_for_update(of=("self",)).filter(pk=key).first()
    if post is None:
        return 0
    given = holding.pass_on(post.officer, None, lost_with(post, day), by=None, at=at)
    post.passed_on = day
    post.save(update_fields=["passed_on"])
    return given


def lost_with(post, left_on):
    """Return {permission: Ground} of what ends with a post, but for where another post of his grants it still.

    Where another begins later he is waited for: who starts anew on Monday loses nothing over the weekend.
    """
    others = Post.objects.filter(officer=post.officer_id, team__is_active=True).exclude(pk=post.pk)
    others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=left_on))
    left = Officer(pk=post.officer_id)
    left.hold_posts(others.select_related("team"), left_on)
    path, sight, lost = area_of(post), left.sight(left_on), {}
    for permission in PERMISSIONS[post.role]:
        kept = sight.reach(permission)
        if not path.startswith(tuple(kept)):
            lost[permission] = Ground(path, kept)
    return lost
