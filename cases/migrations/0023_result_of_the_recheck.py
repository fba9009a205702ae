from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_pauses_and_landing")]
    operations = [
        migrations.AddField(
            model_name="closing",
            name="recheck",
            field=models.CharField(blank=True, max_length=300, verbose_name="改正复查结果"),
        ),
    ]
