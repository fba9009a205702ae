"""Indexes for every order in which the case list stands, in one agency and in the whole city."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("cases", "0023_result_of_the_recheck")]

    operations = [
        migrations.AddIndex("case", models.Index(fields=["path", "-opened_at", "-id"], name="case_newest")),
        migrations.RemoveIndex("case", "case_path"),
        migrations.AddIndex("case", models.Index(fields=["path", "-act_at", "-id"], name="case_acted")),
        migrations.AddIndex("case", models.Index(fields=["-act_at", "-id"], name="case_acted_anywhere")),
        migrations.AddIndex(
            "case",
            models.Index(fields=["next_due", "id"], name="case_due_anywhere", condition=Q(next_due__isnull=False)),
        ),
    ]
