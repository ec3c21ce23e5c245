"""Addresses confirmed by a code; wrong codes and codes sent are counted like wrong keys."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossiers", "0006_locked_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="keyattempt",
            name="kind",
            field=models.CharField(
                choices=[("key", "An unknown key"), ("code", "A wrong code"), ("sent", "A code sent")],
                default="key",
                max_length=10,
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
                    ("asked", "Partner asked"),
                    ("key_sent", "Key sent"),
                    ("key_replaced", "Key replaced"),
                    ("key_tried", "Key tried without success"),
                    ("bound", "Dossier attached by a partner"),
                    ("opinion_given", "Opinion given"),
                    ("complement_given", "Complement given"),
                    ("reminded", "Partner reminded"),
                    ("withdrawn", "Request withdrawn"),
                    ("address_confirmed", "E-mail address confirmed"),
                    ("version_changed", "Moved to another version"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="ConfirmedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.CharField(max_length=254)),
                ("places", models.JSONField(default=list)),
                ("code", models.BinaryField(max_length=32, null=True)),
                ("codes", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "address to be confirmed",
                "verbose_name_plural": "addresses to be confirmed",
                "ordering": ("dossier", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "user", "email"), name="one_address_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_at", None), ("code", None), _connector="OR"),
                        name="no_code_once_confirmed",
                    ),
                ],
            },
        ),
    ]
