from django.db import migrations

# of limits counted in days, as they were told by their labels until now
IN_DAYS = ("作出处罚决定", "申请行政复议", "提起行政诉讼", "缴纳罚款", "责令改正", "答复投诉举报人")


def told_in_days(apps, schema_editor):
    tasks = apps.get_model("procedures", "Task").objects.using(schema_editor.connection.alias)
    tasks.filter(due_words__in=IN_DAYS).update(due_unit="day")


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0005_task_due_unit'),
    ]

    operations = [
        migrations.RunPython(told_in_days, migrations.RunPython.noop),
    ]
