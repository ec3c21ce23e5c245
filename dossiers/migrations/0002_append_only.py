"""Revisions and events are never altered."""

from django.db import migrations

from accounts.append_only import allow_changes, refuse_changes

TABLES = ("dossiers_revision", "dossiers_event")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [migrations.RunPython(refuse_changes(*TABLES), allow_changes(*TABLES))]
