from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0002_task'),
    ]

    operations = [
        migrations.AlterField(
            model_name='task',
            name='slot',
            field=models.CharField(choices=[('MAIN', '下一步'), ('RECUSAL', '回避申请'), ('ASSIGN', '分派'), ('ANSWER', '答复'), ('REFERRAL', '请示'), ('OVERDUE', '别人超期')], default='MAIN', max_length=10, verbose_name='事由'),
        ),
    ]
