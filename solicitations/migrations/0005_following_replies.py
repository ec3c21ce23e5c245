"""Reminders by rule and in the agent's own words, why a request is withdrawn, which replies are new."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossiers", "0015_following_replies"),
        ("solicitations", "0004_registry_and_asking"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Colleague",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("added_at", models.DateTimeField()),
                ("by_partner", models.BooleanField(default=False)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "colleague",
                "verbose_name_plural": "colleagues",
                "ordering": ("solicitation", "added_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ("solicitation", "sent_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RepliesSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "replies seen",
                "verbose_name_plural": "replies seen",
                "ordering": ("organisation", "user"),
            },
        ),
        migrations.AddField(
            model_name="solicitation",
            name="next_reminder_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="reminders_off",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="replied_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="withdrawn_reason",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddIndex(
            model_name="solicitation",
            index=models.Index(
                condition=models.Q(("next_reminder_on__isnull", False)),
                fields=["next_reminder_on", "id"],
                name="solicitation_to_remind",
            ),
        ),
        migrations.AddIndex(
            model_name="solicitation",
            index=models.Index(
                condition=models.Q(("replied_at__isnull", False)),
                fields=["organisation", "replied_at", "id"],
                name="solicitation_replied",
            ),
        ),
        migrations.AddField(
            model_name="colleague",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="colleague",
            name="invitation",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="colleague",
                to="dossiers.invitation",
            ),
        ),
        migrations.AddField(
            model_name="colleague",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="colleague",
            name="participation",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="colleague",
                to="dossiers.participation",
            ),
        ),
        migrations.AddField(
            model_name="colleague",
            name="solicitation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="colleagues",
                to="solicitations.solicitation",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="solicitation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sent_reminders",
                to="solicitations.solicitation",
            ),
        ),
        migrations.AddField(
            model_name="repliesseen",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="repliesseen",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="colleague",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("solicitation", "email"),
                name="colleague_once_a_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="repliesseen",
            constraint=models.UniqueConstraint(
                fields=("organisation", "user"), name="replies_seen_once_an_agent"
            ),
        ),
    ]
