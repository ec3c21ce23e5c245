"""The outbox is pumped every minute, so that what could not be sent is tried again without anybody's doing."""

from django.db import migrations

NAME = "outbox"


def schedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=NAME,
        defaults={"func": "dossiers.tasks.pump", "schedule_type": "I", "minutes": 1, "repeats": -1},
    )


def forget(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_append_only"), ("django_q", "0018_task_success_index")]

    operations = [migrations.RunPython(schedule, forget)]
