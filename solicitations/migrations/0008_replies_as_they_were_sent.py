"""Several files of an opinion; complements as they were sent, which their partners may correct."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.append_only import allow_changes, refuse_changes

TABLES = ("solicitations_opinionfile", "solicitations_complement")


def fill_in(apps, schema_editor):
    _files(apps)
    _complements(apps)


def _files(apps):
    opinions = apps.get_model("solicitations", "Opinion").objects.exclude(document=None)
    file = apps.get_model("solicitations", "OpinionFile")
    file.objects.bulk_create(
        file(organisation_id=each.organisation_id, opinion_id=each.pk, document_id=each.document_id)
        for each in opinions.order_by("pk").iterator()
    )


def _complements(apps):
    """What their writer had saved by then, by the dossier's own history. They may be corrected from now on."""
    solicitations = apps.get_model("solicitations", "Solicitation").objects
    complement = apps.get_model("solicitations", "Complement")
    given = solicitations.exclude(complement_at=None).exclude(participation=None)
    for each in given.select_related("participation", "dossier").order_by("pk").iterator():
        part, dossier = each.participation, each.dossier
        saved = apps.get_model("dossiers", "Revision").objects.filter(
            dossier=dossier, user=part.user_id, view=part.view, at__lte=each.complement_at
        )
        answers = {
            line["field"]: line["new"]
            for changes in saved.order_by("number").values_list("changes", flat=True)
            for line in changes
        }
        complement.objects.create(
            organisation_id=each.organisation_id,
            solicitation=each,
            version_id=_version(apps, dossier, each.complement_at),
            answers={key: value for key, value in answers.items() if value is not None},
            given_by_id=part.user_id,
            given_at=each.complement_at,
        )
        if each.state in ("partly", "answered") and part.cap == "read":
            part.cap = "edit"
            part.save(update_fields=["cap"])


def _version(apps, dossier, at):
    """The version it was under: what its next change of version left."""
    changes = apps.get_model("dossiers", "Event").objects.filter(dossier=dossier, kind="version_changed")
    change = changes.filter(at__gt=at).order_by("number").first()
    if change is None:
        return dossier.version_id
    versions = apps.get_model("dossier_models", "ModelVersion").objects
    return versions.get(model_id=dossier.model_id, number=change.params["was"]).pk


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossier_models", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("solicitations", "0007_documents_handed_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpinionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.document"
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="solicitations.opinion",
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
                "verbose_name": "file of an opinion",
                "verbose_name_plural": "files of opinions",
                "ordering": ("opinion", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opinion", "position"), name="file_place_once_an_opinion"
                    ),
                    models.UniqueConstraint(fields=("opinion", "document"), name="file_once_an_opinion"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("answers", models.JSONField(default=dict)),
                ("given_at", models.DateTimeField()),
                (
                    "given_by",
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
                (
                    "solicitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="complements",
                        to="solicitations.solicitation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossier_models.modelversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "complement",
                "verbose_name_plural": "complements",
                "ordering": ("solicitation", "-number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("solicitation", "number"), name="complement_number_once_a_solicitation"
                    )
                ],
            },
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.RunPython(refuse_changes(*TABLES), allow_changes(*TABLES)),
    ]
