"""Forms that were sent too late lay readable in sessions: those sessions end, and what they kept with them."""

from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations

BATCH = 500


def forget(apps, schema_editor):
    session = apps.get_model("sessions", "Session")
    reader = SessionStore()
    readable = [
        row.pk for row in session.objects.iterator(BATCH) if "fields" in (reader.decode(row.session_data).get("kept") or {})
    ]
    for start in range(0, len(readable), BATCH):
        session.objects.filter(pk__in=readable[start : start + BATCH]).delete()


class Migration(migrations.Migration):
    dependencies = [("teams", "0003_mergers"), ("sessions", "0001_initial")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
