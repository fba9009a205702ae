from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0003_task_slots'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='for_unit',
            field=models.BooleanField(default=False, help_text='只由本单位办，有权限的办，其余的人等；上级单位不办', verbose_name='本单位共同的事'),
        ),
    ]
