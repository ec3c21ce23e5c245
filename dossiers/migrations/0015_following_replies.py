"""What the queue tells of replies stands beside the dossier, each with an index in the queue's order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossier_models", "0003_reference_lists"),
        ("dossiers", "0014_open_later"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="all_in",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="dossier",
            name="declined",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="dossier",
            name="half_in",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="dossier",
            name="late_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="questioned",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="invitation",
            name="expired_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="warned_at",
            field=models.DateTimeField(blank=True, null=True),
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
                    ("mail_accepted", "Mail accepted by the mail server"),
                    ("mail_refused", "Mail that could not be delivered"),
                    ("key_typed", "Key typed before signing in"),
                    ("key_ending", "End of the key announced"),
                    ("key_expired", "Key expired"),
                    ("bound", "Dossier attached by a partner"),
                    ("request_seen", "Request opened by a partner"),
                    ("colleague_added", "Colleague added to a request"),
                    ("colleague_removed", "Colleague removed from a request"),
                    ("access_ended", "Access of a partner ended"),
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
                    ("reminders_stopped", "Automatic reminders switched off"),
                    ("reminders_resumed", "Automatic reminders switched on"),
                    ("withdrawn", "Request withdrawn"),
                    ("files_named", "Files named"),
                    ("address_confirmed", "E-mail address confirmed"),
                    ("version_changed", "Moved to another version"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("late_at__isnull", False)),
                fields=["organisation", "in_desk", "late_at", "id"],
                name="dossier_queue_late",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("late_at__isnull", False)),
                fields=["organisation", "in_desk", "-status_since", "-id"],
                name="dossier_queue_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("all_in", True)),
                fields=["organisation", "in_desk", "-status_since", "-id"],
                name="dossier_queue_in",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("half_in", True)),
                fields=["organisation", "in_desk", "-status_since", "-id"],
                name="dossier_queue_half",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("declined", True)),
                fields=["organisation", "in_desk", "-status_since", "-id"],
                name="dossier_queue_declined",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("questioned", True)),
                fields=["organisation", "in_desk", "-status_since", "-id"],
                name="dossier_queue_question",
            ),
        ),
    ]
