"""Who left a dossier stays on its list; those whom a head had replaced before are put back onto it."""

from django.db import migrations, models


def former_members(apps, schema_editor):
    """Read who had the case before each change of hands, and put who is missing back as gone on that day."""
    Entry = apps.get_model("journal", "Entry")
    Dossier = apps.get_model("dossiers", "Dossier")
    DossierMember = apps.get_model("dossiers", "DossierMember")
    Officer = apps.get_model("teams", "Officer")
    officers = set(Officer.objects.values_list("pk", flat=True))
    changes = Entry.objects.filter(verb="case.assign", chain__key__startswith="dossier:").order_by("pk")
    for key, data, at in changes.values_list("chain__key", "data", "at").iterator():
        dossier = int(key.partition(":")[2])
        before = {officer for officer in data.get("before") or () if officer in officers}
        before -= set(DossierMember.objects.filter(dossier=dossier).values_list("officer", flat=True))
        if before and Dossier.objects.filter(pk=dossier).exists():
            DossierMember.objects.bulk_create(
                DossierMember(dossier_id=dossier, officer_id=officer, left_at=at) for officer in before
            )


class Migration(migrations.Migration):

    dependencies = [
        ("dossiers", "0002_referral"),
        ("journal", "0002_looked"),
        ("teams", "0005_mergers_end"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossiermember",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="离开时间"),
        ),
        migrations.RunPython(former_members, migrations.RunPython.noop),
    ]
