"""What an agent asked for and is late is found by who asked, however much others wait for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("solicitations", "0009_opinion_document_gone"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="solicitation",
            name="solicitation_overdue",
        ),
        migrations.AddIndex(
            model_name="solicitation",
            index=models.Index(
                fields=["organisation", "asked_by", "state", "due_on"], name="solicitation_of_agent"
            ),
        ),
    ]
