"""Looking back across versions: a line of the history is read with the form as it was at the time."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from dossier_models.models import ModelVersion
from dossier_models.selectors import model_of
from dossiers.enums import EventKind
from dossiers.models import Event, Revision
from dossiers.sights import Sight
from dossiers.versions import paths_shown
from formengine.access import Access, Cap
from formengine.comparing import correspond
from formengine.model import Model


def eras(sight: Sight, events: Iterable[Event], revisions: Mapping[int, Revision]) -> dict[int, Sight]:
    """By number of an event: the sight it is read through. `events` newest first, `revisions` by number.

    Before the dossier moved to its version, that is the sight of the version it left, with the answers of
    that moment, and without what this reader is not shown now of the fields that there still are. One query
    where it has moved, none otherwise.
    """
    found: dict[int, Sight] = {}
    current, answers, undone = sight, dict(sight.dossier.answers), sight.dossier.revision
    listed = list(events)
    versions = _versions(sight, listed)
    for event in listed:
        found[event.number] = current
        version = versions.get(event.params.get("was")) if _is_move(event) else None
        if version is None:
            continue
        for number in range(undone, event.params["answers_at"], -1):
            if number in revisions:
                _undo(answers, revisions[number])
        undone = event.params["answers_at"]
        current = _as_it_was(sight, version, str(event.params["status"]), dict(answers))
    return found


def _is_move(event: Event) -> bool:
    return event.kind == EventKind.VERSION_CHANGED


def _versions(sight: Sight, events: Iterable[Event]) -> Mapping[int, ModelVersion]:
    """The versions it left, by number."""
    numbers = [event.params["was"] for event in events if _is_move(event)]
    if not numbers:
        return {}
    known = ModelVersion.objects.light().filter(model_id=sight.dossier.model_id, number__in=numbers)
    return {each.number: each for each in known.order_by()}


def _undo(answers: dict[str, Any], revision: Revision) -> None:
    for line in revision.changes:
        answers.pop(line["field"], None)
        if line["old"] is not None:
            answers[line["field"]] = line["old"]


def _as_it_was(sight: Sight, version: ModelVersion, status: str, answers: dict[str, Any]) -> Sight:
    dossier = copy(sight.dossier)
    dossier.version, dossier.status, dossier.answers = version, status, answers
    return replace(sight, dossier=dossier, cap=sight.cap & _kept_from(sight, model_of(version)))


def _kept_from(sight: Sight, old: Model) -> Cap:
    """Hides the fields of an old version which are fields of this one and not shown by it now."""
    pairs = correspond(old, sight.model)
    shown = {
        path for path in paths_shown(sight.compiled) if path.partition(".")[0] in sight.projection.fields
    }
    hidden = [path for path, there in pairs.onward.items() if there not in shown]
    return Cap.of(Access.EDIT, dict.fromkeys(hidden, Access.HIDDEN))
