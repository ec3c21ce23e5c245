"""When a dossier was first opened through a participation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0017_people_acting_for_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="seen_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
