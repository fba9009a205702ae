from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_tasks_told_in_days'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['path'], name='task_of_unit'),
        ),
    ]
