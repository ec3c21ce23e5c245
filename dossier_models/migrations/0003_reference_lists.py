"""Lists that the administrator keeps. A version of one is never altered and never taken away."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dossier_models.fields
from accounts.append_only import allow_changes, refuse_changes

TABLES = ("dossier_models_referencelistversion",)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossier_models", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferenceList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="key")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("created_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reference_lists",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "reference list",
                "verbose_name_plural": "reference lists",
                "ordering": ("title", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ReferenceListVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("entries", dossier_models.fields.DocumentField()),
                ("row_count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="dossier_models.referencelist",
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
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a reference list",
                "verbose_name_plural": "versions of reference lists",
                "ordering": ("list", "-number"),
            },
        ),
        migrations.AddField(
            model_name="referencelist",
            name="version",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossier_models.referencelistversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="referencelistversion",
            constraint=models.UniqueConstraint(fields=("list", "number"), name="version_number_once_a_list"),
        ),
        migrations.AddConstraint(
            model_name="referencelist",
            constraint=models.UniqueConstraint(
                fields=("organisation", "key"), name="list_key_once_an_organisation"
            ),
        ),
        migrations.RunPython(refuse_changes(*TABLES), allow_changes(*TABLES)),
    ]
