from django.db import migrations, models
from django.db.models import Q


def say_what_became(apps, schema_editor):
    """Say of every adjustment what its marks said: approved, refused, or waiting."""
    rows = apps.get_model("supervision", "Adjustment").objects
    rows.filter(approved_at__isnull=False).update(state="APPROVED")
    rows.filter(~Q(refused=""), approved_at=None).update(state="REFUSED")


class Migration(migrations.Migration):
    dependencies = [("supervision", "0006_answers")]

    operations = [
        migrations.AddField(
            model_name="adjustment",
            name="state",
            field=models.CharField(
                choices=[("PROPOSED", "待批准"), ("APPROVED", "已批准"), ("REFUSED", "不批准")],
                default="PROPOSED",
                max_length=8,
                verbose_name="状态",
            ),
        ),
        migrations.RunPython(say_what_became, migrations.RunPython.noop),
    ]
