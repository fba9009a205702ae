from django.db import migrations, models


class AddIndexBesideWork(migrations.AddIndex):
    """Adds an index without keeping anybody from the table, where the database can do that."""

    atomic = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            model = to_state.apps.get_model(app_label, self.model_name)
            schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            model = from_state.apps.get_model(app_label, self.model_name)
            schema_editor.remove_index(model, self.index, concurrently=True)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('cases', '0015_case_left'),
    ]

    operations = [
        AddIndexBesideWork(
            model_name='case',
            index=models.Index(condition=models.Q(('decided_on__isnull', False)), fields=['item', 'path', 'decided_on'], name='case_like'),
        ),
    ]
