"""An index of what is open in an agency: the desk of its head looks at nothing else."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("cases", "0026_own_area_told")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(fields=["path"], name="case_open", condition=~Q(state__in=["CLOSED", "WITHDRAWN"])),
        ),
    ]
