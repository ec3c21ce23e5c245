"""An event of its own for a dossier that moves to another version of its form."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0004_search_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "Dossier opened"),
                    ("answered", "Answers changed"),
                    ("refused", "A request was refused"),
                    ("moved", "Status changed"),
                    ("document_read", "Document opened"),
                    ("asked", "Partner asked"),
                    ("key_sent", "Key sent"),
                    ("key_replaced", "Key replaced"),
                    ("key_tried", "Key tried without success"),
                    ("bound", "Dossier attached by a partner"),
                    ("opinion_given", "Opinion given"),
                    ("complement_given", "Complement given"),
                    ("reminded", "Partner reminded"),
                    ("withdrawn", "Request withdrawn"),
                    ("version_changed", "Moved to another version"),
                ],
                max_length=30,
            ),
        ),
    ]
