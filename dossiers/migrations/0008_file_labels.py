"""What people call their files in words of their own, and the event of renaming them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_confirmed_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="label",
            field=models.CharField(blank=True, max_length=120),
        ),
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
                    ("files_named", "Files named"),
                    ("address_confirmed", "E-mail address confirmed"),
                    ("version_changed", "Moved to another version"),
                ],
                max_length=30,
            ),
        ),
    ]
