"""Say of older discussions whose votes were those of heads: the posts of that day know it."""

from django.db import migrations
from django.db.models import Q


def note_heads(apps, schema_editor):
    """Say of those at older discussions who was a head of the deciding agency on that day, as the posts have it."""
    Attendee, Post = apps.get_model("cases", "Attendee"), apps.get_model("teams", "Post")
    for each in Attendee.objects.select_related("discussion__case").iterator():
        held = each.discussion
        days = {"valid_from__lte": held.held_on, "role": "HEAD", "team__path": held.case.path}
        posts = Post.objects.filter(officer=each.officer_id, **days)
        if posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=held.held_on)).exists():
            each.head = True
            each.save(update_fields=["head"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_capacities"), ("teams", "0001_initial")]

    operations = [migrations.RunPython(note_heads, migrations.RunPython.noop)]
