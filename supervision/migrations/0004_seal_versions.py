from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables that are there keep the first form of the seal; new ones get the second."""

    dependencies = [("supervision", "0003_bulletins")]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="seal",
            field=models.PositiveSmallIntegerField(default=1, help_text="摘要按哪一版算", verbose_name="封存版本"),
        ),
    ]
