"""Partners who have documents of the service, and files of the dossier that are kept from them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossiers", "0016_documents_handed_out"),
        ("solicitations", "0006_replies_beside_the_dossier"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerRecipient",
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
                    "sent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="dossiers.sentdocument",
                    ),
                ),
                (
                    "solicitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received",
                        to="solicitations.solicitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner who has a document",
                "verbose_name_plural": "partners who have documents",
                "ordering": ("sent", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("sent", "solicitation"), name="partner_once_a_document")
                ],
            },
        ),
        migrations.CreateModel(
            name="Withheld",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withheld",
                        to="dossiers.document",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withheld",
                        to="solicitations.solicitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "file kept from a partner",
                "verbose_name_plural": "files kept from partners",
                "ordering": ("document", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "solicitation"), name="withheld_once_a_partner"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("solicitation", None)),
                        fields=("document",),
                        name="withheld_once_from_all",
                    ),
                ],
            },
        ),
    ]
