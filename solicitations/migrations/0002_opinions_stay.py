"""An opinion is replaced by another one, never altered."""

from django.db import migrations

from accounts.append_only import allow_changes, refuse_changes

TABLES = ("solicitations_opinion",)


class Migration(migrations.Migration):
    dependencies = [("solicitations", "0001_initial")]

    operations = [migrations.RunPython(refuse_changes(*TABLES), allow_changes(*TABLES))]
