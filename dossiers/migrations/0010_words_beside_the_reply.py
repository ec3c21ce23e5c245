"""Events for what passes between a partner and the agents beside the reply."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0009_wishes_about_keys"),
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
                    ("key_wanted", "New key asked for"),
                    ("account_offered", "Another account asks to be accepted"),
                    ("account_accepted", "Another account accepted"),
                    ("account_declined", "Another account not accepted"),
                    ("disowned", "Request reported as not theirs"),
                    ("opinion_given", "Opinion given"),
                    ("complement_given", "Complement given"),
                    ("reply_declined", "Reply declined"),
                    ("question_asked", "Question asked by a partner"),
                    ("partner_written_to", "Partner written to"),
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
