"""A published version is never altered and never taken away."""

from django.db import migrations

from accounts.append_only import allow_changes, refuse_changes

TABLES = ("dossier_models_modelversion",)


class Migration(migrations.Migration):
    dependencies = [("dossier_models", "0001_initial")]

    operations = [migrations.RunPython(refuse_changes(*TABLES), allow_changes(*TABLES))]
