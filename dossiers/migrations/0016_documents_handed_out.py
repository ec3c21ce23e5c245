"""Documents of the service, and the parties they are for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossiers", "0015_following_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("answer", "An answer of the form"),
                    ("opinion", "An opinion"),
                    ("sent", "A document of the service"),
                    ("instruction", "Instructions to a partner"),
                ],
                max_length=20,
            ),
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
                    ("document_sent", "Document of the service put into the dossier"),
                    ("document_opened", "Document of the service opened by its recipient"),
                    ("recipient_added", "Document shown to another recipient"),
                    ("recipient_removed", "Document no longer shown to a recipient"),
                    ("file_withheld", "File taken out of a partner's sight"),
                    ("file_given_back", "File put back into a partner's sight"),
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
                    ("beneficiary_told", "Beneficiary told"),
                    ("beneficiary_disowned", "Dossier reported as not theirs by its beneficiary"),
                    ("taken_over", "Dossier taken over by its beneficiary"),
                    ("party_invited", "Other party invited"),
                    ("party_key_replaced", "Other party's key replaced"),
                    ("party_withdrawn", "Other party's invitation withdrawn"),
                    ("party_disowned", "Invitation reported as not theirs by another party"),
                    ("version_changed", "Moved to another version"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="SentDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                ("told", models.JSONField(default=list)),
                ("sent_at", models.DateTimeField()),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent",
                        to="dossiers.document",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent_documents",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "document of the service",
                "verbose_name_plural": "documents of the service",
                "ordering": ("dossier", "-sent_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PartyRecipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received",
                        to="dossiers.participation",
                    ),
                ),
                (
                    "sent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="dossiers.sentdocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "recipient of a document",
                "verbose_name_plural": "recipients of documents",
                "ordering": ("sent", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("sent", "participation"), name="party_once_a_document")
                ],
            },
        ),
    ]
