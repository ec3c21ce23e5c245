import re
from typing import Any

from django.db import migrations, models

PADDING = re.compile(r"\{seq(:[^}]*)?\}")
DEFAULT = "{yyyy}-{seq:05d}"


def by_pattern(apps: Any, _editor: Any) -> None:
    """Counters of models whose references look alike become one, at the highest number given out."""
    counter = apps.get_model("dossiers", "ReferenceCounter")
    last: dict[tuple[int, str, int], int] = {}
    for each in counter.objects.select_related("model__version"):
        version = each.model.version
        pattern = str((version.document if version else {}).get("x-reference") or DEFAULT)
        year = each.year if "{yyyy}" in pattern else 0
        key = (each.organisation_id, PADDING.sub("{seq}", pattern), year)
        last[key] = max(last.get(key, 0), each.last)
    counter.objects.all().delete()
    counter.objects.bulk_create(
        counter(organisation_id=organisation, pattern=pattern, year=year, last=number, model_id=None)
        for (organisation, pattern, year), number in last.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("dossier_models", "0003_reference_lists"),
        ("dossiers", "0010_words_beside_the_reply"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="referencecounter", name="one_counter_a_year"),
        migrations.AddField(
            model_name="referencecounter", name="pattern", field=models.CharField(max_length=60, default="")
        ),
        migrations.AlterField(
            model_name="referencecounter",
            name="model",
            field=models.ForeignKey(
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="+",
                to="dossier_models.dossiermodel",
            ),
        ),
        migrations.RunPython(by_pattern, migrations.RunPython.noop),
    ]
