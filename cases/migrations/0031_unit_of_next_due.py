from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0030_table_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='next_due_unit',
            field=models.CharField(choices=[('working', '工作日'), ('day', '日')], default='working', max_length=7, verbose_name='按什么计'),
        ),
    ]
