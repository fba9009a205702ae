"""Who holds a post that lets him do something at a unit: the names that a refusal gives."""

from enforcement.teams.models import Post
from enforcement.teams.roles import PERMISSIONS
from enforcement.teams.sight import area_of

NAMED = 3


def holders_of(permission, path, day):
    """Return at most NAMED names of those whose posts grant `permission` at the unit `path`, the nearest first."""
    roles = [role for role, held in PERMISSIONS.items() if permission in held]
    above = [path[:length] for length in range(1, len(path) + 1)]
    posts = Post.objects.in_force(day).filter(role__in=roles, officer__is_active=True)
    near = posts.filter(team__path__in=above).select_related("team__parent", "officer")
    found = sorted(
        (post for post in near if path.startswith(area_of(post))),
        key=lambda post: (-len(post.team.path), post.pk),
    )
    nearest = [post for post in found if post.team.path == found[0].team.path]
    return list(dict.fromkeys(post.officer.name for post in nearest))[:NAMED]
