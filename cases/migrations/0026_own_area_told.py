"""What was taken for granted is written down: filed cases without a place of the act were dealt with as of the unit's own
area, and who was once served as having no domicile in the country has none."""

from django.db import migrations

TOWNS, COUNTY = ("TOWNSHIP", "STREET"), 6


def tell(apps, schema_editor):
    case = apps.get_model("cases", "Case")
    filed = case.objects.filter(procedure="GENERAL", act_area="", filed_on__isnull=False)
    for path, kind in filed.order_by().values_list("path", "team__kind").distinct():
        own = path if kind in TOWNS else path[:COUNTY]
        filed.filter(path=path, team__kind=kind).update(act_area=own)
    case.objects.filter(attempts__abroad=True).update(abroad=True)


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_addresses_and_disputes")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
