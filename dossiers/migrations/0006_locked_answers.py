"""Which answers were filled in when a dossier was opened and can only be read on the portal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0005_moved_to_another_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="locked",
            field=models.JSONField(default=list),
        ),
    ]
