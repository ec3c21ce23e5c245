"""What is done once a night runs by itself, a little before two in the morning."""

import datetime as dt

from django.db import migrations
from django.utils import timezone

NAME = "nightly"
HOUR, MINUTE = 1, 50


def schedule(apps, schema_editor):
    now = timezone.localtime()
    first = now.replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0)
    if first <= now:
        first += dt.timedelta(days=1)
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={
            "func": "dossiers.tasks.nightly",
            "schedule_type": "D",
            "repeats": -1,
            "next_run": first,
        },
    )


def forget(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0012_references_count_no_more_by_model"),
        ("django_q", "0018_task_success_index"),
    ]

    operations = [migrations.RunPython(schedule, forget)]
