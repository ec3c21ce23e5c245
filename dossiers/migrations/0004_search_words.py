"""What the work queue is searched by, and the order in which it shows what is past its time limit."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossiers", "0003_pump_every_minute"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40)),
                ("word", models.CharField(max_length=60)),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "search word",
                "verbose_name_plural": "search words",
                "ordering": ("dossier", "key", "word"),
                "indexes": [
                    models.Index(
                        fields=["organisation", "word", "dossier", "key"],
                        name="word_to_dossier",
                        opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops", "varchar_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "word", "key"),
                        name="word_once_a_key",
                        opclasses=["int8_ops", "varchar_pattern_ops", "varchar_ops"],
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["organisation", "in_desk", "due_at", "id"],
                name="dossier_queue_due",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["organisation", "reference"],
                name="dossier_by_reference",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ),
    ]
