"""Faults of what is said of representatives, other parties and documents handed out."""

from collections.abc import Iterator

from formengine.model import INTERNET, Model
from formengine.papers import NOT_WRITTEN, OWN_NAMES, field_named
from formengine.problems import Path, Problem


def participant_faults(model: Model) -> Iterator[Problem]:
    for number, capacity in enumerate(model.capacities):
        path: Path = ("x-on-behalf", number)
        if not capacity.title:
            yield Problem((*path, "title"), "no_title")
        if capacity.view:
            yield from _view_faults(model, capacity.view, (*path, "view"))
        mandate = model.fields.get(capacity.mandate)
        if capacity.mandate and (mandate is None or mandate.type != "file"):
            yield Problem((*path, "mandate"), "no_file_field", {"key": capacity.mandate})
    for number, party in enumerate(model.parties):
        path = ("x-parties", number)
        if not party.title:
            yield Problem((*path, "title"), "no_title")
        yield from _view_faults(model, party.view, (*path, "view"))
    for number, kind in enumerate(model.documents):
        path = ("x-documents", number)
        if not kind.title:
            yield Problem((*path, "title"), "no_title")
        for scope in kind.scopes:
            if model.scope(scope) is None:
                yield Problem((*path, "scopes"), "scope_unknown", {"key": scope})
        for name in kind.names:
            if name not in OWN_NAMES and not _stands_in_a_text(model, field_named(name)):
                yield Problem((*path, "text"), "place_unknown", {"key": name})


def _stands_in_a_text(model: Model, path: str) -> bool:
    """Whether there is one answer to be written there: none of a row among several, no file."""
    field = model.field_at(path)
    steps = path.split(".")
    around = (model.field_at(".".join(steps[:count])) for count in range(1, len(steps)))
    whole = all(each is not None and each.type == "group" for each in around)
    return field is not None and whole and field.type not in NOT_WRITTEN


def _view_faults(model: Model, key: str, path: Path) -> Iterator[Problem]:
    """These people look at the dossier on the portal, and not as the applicant does unless it is said."""
    view = model.views.get(key)
    if view is None:
        yield Problem(path, "view_unknown", {"key": key})
    elif view.surface != "portal":
        yield Problem(path, "view_not_on_portal", {"key": key})
    elif key == INTERNET and path[0] == "x-parties":
        yield Problem(path, "view_of_applicant", {"key": key})
