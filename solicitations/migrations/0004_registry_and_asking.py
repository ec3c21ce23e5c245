"""A registry of partners; requests that open later, that are made again or many at once; files that go with them."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossiers", "0014_open_later"),
        ("solicitations", "0003_words_beside_the_reply"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="solicitation",
            name="again_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="asked_again",
                to="solicitations.solicitation",
            ),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="body_name",
            field=models.CharField(blank=True, max_length=150, verbose_name="organisation"),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="may_forward",
            field=models.BooleanField(default=False, verbose_name="may be forwarded to a colleague"),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="opens_at",
            field=models.JSONField(blank=True, default=list, verbose_name="opens at"),
        ),
        migrations.AddField(
            model_name="solicitation",
            name="opens_on",
            field=models.DateField(blank=True, null=True, verbose_name="opens on"),
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asked", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
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
            ],
            options={
                "verbose_name": "batch of requests",
                "verbose_name_plural": "batches of requests",
                "ordering": ("-made_at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="solicitation",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="solicitations",
                to="solicitations.batch",
            ),
        ),
        migrations.CreateModel(
            name="PartnerBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("internal", models.BooleanField(default=False, verbose_name="internal")),
                ("scopes", models.JSONField(blank=True, default=list, verbose_name="scopes")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner body",
                "verbose_name_plural": "partner bodies",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PartnerPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="solicitations.partnerbody",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.AddField(
            model_name="solicitation",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="solicitations",
                to="solicitations.partnerperson",
            ),
        ),
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Asked"), ("refused", "Not asked")],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="solicitations.batch",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dossiers.dossier"
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
            ],
            options={
                "verbose_name": "dossier of a batch",
                "verbose_name_plural": "dossiers of a batch",
                "ordering": ("batch", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "dossier"), name="dossier_once_a_batch")
                ],
            },
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.document"
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
                    "solicitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enclosures",
                        to="solicitations.solicitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "enclosure",
                "verbose_name_plural": "enclosures",
                "ordering": ("solicitation", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("solicitation", "document"), name="enclosed_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="partnerbody",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("name"),
                name="partner_body_named_once",
            ),
        ),
        migrations.AddIndex(
            model_name="partnerperson",
            index=models.Index(fields=["organisation", "name", "id"], name="partners_by_name"),
        ),
        migrations.AddConstraint(
            model_name="partnerperson",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("email"),
                name="partner_addressed_once",
            ),
        ),
    ]
