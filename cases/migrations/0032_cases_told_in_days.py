from django.db import migrations

# of limits counted in days, as they were told by their labels until now
IN_DAYS = ("作出处罚决定", "申请行政复议", "提起行政诉讼", "缴纳罚款", "责令改正", "答复投诉举报人")


def told_in_days(apps, schema_editor):
    cases = apps.get_model("cases", "Case").objects.using(schema_editor.connection.alias)
    cases.filter(next_due_words__in=IN_DAYS).update(next_due_unit="day")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0031_unit_of_next_due'),
    ]

    operations = [
        migrations.RunPython(told_in_days, migrations.RunPython.noop),
    ]
