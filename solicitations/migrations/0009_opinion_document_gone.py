"""An opinion's files are rows of their own."""

from django.db import migrations

from accounts.append_only import refuse_changes

TABLES = ("solicitations_opinion",)


def guard_again(apps, schema_editor):
    """SQLite makes the table anew, without its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        refuse_changes(*TABLES)(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("solicitations", "0008_replies_as_they_were_sent")]

    operations = [
        migrations.RemoveField(model_name="opinion", name="document"),
        migrations.RunPython(guard_again, guard_again),
    ]
