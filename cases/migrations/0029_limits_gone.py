"""Reminders point at the engine's limits, which came over under the same keys; the cases' own table goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_limits_below")]
    operations = [
        migrations.AlterField(
            model_name="reminder",
            name="limit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to="procedures.limit",
                verbose_name="期限",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="key",
            field=models.CharField(
                help_text="案件:编号:期限，变动的加 :moved", max_length=60, verbose_name="事项"
            ),
        ),
        migrations.DeleteModel(name="CaseDeadline"),
    ]
