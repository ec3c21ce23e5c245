"""A reply declined, and a conversation whose lines stay as they were written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.append_only import allow_changes, refuse_changes

TABLES = ("solicitations_message",)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("solicitations", "0002_opinions_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="solicitation",
            name="declined_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="declined_reason",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AlterField(
            model_name="solicitation",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("attached", "Attached"),
                    ("partly", "Partly answered"),
                    ("answered", "Answered"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="asked",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_partner", models.BooleanField()),
                ("text", models.TextField(max_length=2000)),
                ("written_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "solicitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="solicitations.solicitation",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ("solicitation", "written_at", "pk"),
            },
        ),
        migrations.RunPython(refuse_changes(*TABLES), allow_changes(*TABLES)),
    ]
