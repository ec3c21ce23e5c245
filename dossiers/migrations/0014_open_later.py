"""An invitation and what comes of it may open on a day, and at some statuses only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0013_work_every_night"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="opens_at",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="invitation",
            name="opens_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="participation",
            name="opens_at",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="participation",
            name="opens_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="document",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("answer", "An answer of the form"),
                    ("opinion", "An opinion"),
                    ("instruction", "Instructions to a partner"),
                ],
                max_length=20,
            ),
        ),
    ]
