from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0004_task_for_unit'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='due_unit',
            field=models.CharField(choices=[('working', '工作日'), ('day', '日')], default='working', max_length=7, verbose_name='按什么计'),
        ),
    ]
