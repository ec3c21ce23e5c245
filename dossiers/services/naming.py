"""What a file is called by who sends it: beside the answers, where its field asks for that."""

from collections.abc import Mapping
from typing import Any

from dossiers.enums import EventKind, Purpose
from dossiers.models import Document
from dossiers.sights import Sight
from dossiers.writing import Writing
from formengine.fieldtypes.file import has_own_labels, sent_labels


def name_files(deed: Writing, now: Sight, values: Mapping[str, Any]) -> None:
    """Store the names that were sent with files, of those that are part of an answer this writer may edit.

    `now`: the dossier after its answers were stored. One query where a name was sent, one for each new one.
    """
    labels: dict[str, str] = {}
    for key, raw in values.items():
        shown = now.projection.fields.get(key) if sent_labels(raw) else None
        if shown is not None and shown.editable and has_own_labels(shown.field):
            there = set(shown.value or ())
            labels |= {each: label for each, label in sent_labels(raw).items() if each in there}
    if not labels:
        return
    found = Document.objects.filter(dossier=deed.dossier, purpose=Purpose.ANSWER, pk__in=labels)
    changed = [each for each in found.order_by("pk") if each.label != labels[str(each.pk)]]
    for document in changed:
        document.label = labels[str(document.pk)]
        document.save(update_fields=["label"])
    if changed:
        deed.record(EventKind.FILES_NAMED, fields=sorted({each.field for each in changed}))
