"""The kinds of papers are those of the register, asked when they are needed: a paper more is no migration more."""

from django.db import migrations, models

import enforcement.documents.register


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_every_way_of_service")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=enforcement.documents.register.titles, max_length=20, verbose_name="种类"
            ),
        ),
        migrations.AlterField(
            model_name="numberseries",
            name="kind",
            field=models.CharField(
                choices=enforcement.documents.register.titles, max_length=20, verbose_name="文书种类"
            ),
        ),
    ]
