"""Gestures on views besides the three that every model has."""

from collections.abc import Mapping
from typing import Any

from formengine.editing.lookup import Document, checked, new_key, opened, put, text
from formengine.editing.refusals import Refused
from formengine.editing.uses import Use
from formengine.model import BASIC_VIEWS

MOST_VIEWS = 20


def add_view(document: Mapping[str, Any], *, title: str, key: str = "") -> Document:
    """A new view of the portal. It shows nothing yet, and nothing at all where a dossier begins."""
    new = opened(document)
    write_view(new, text(title, needed=True), "", key=key)
    return checked(new)


def write_view(new: Document, title: str, wanted: str, *, key: str = "") -> str:
    """Write a new view into a copy; its key. `wanted`: what to call it where that is free."""
    views = new["x-views"]
    if len(views) >= MOST_VIEWS:
        raise Refused("too_many_views", most=MOST_VIEWS)
    key = new_key(key, wanted or title, list(views), default="view")
    views[key] = {"title": title, "surface": "portal", "rules": {}}
    for number, status in enumerate(new["x-statuses"]):
        status.setdefault("caps", {})[key] = "read" if number else "hidden"
    return key


def set_view(document: Mapping[str, Any], key: str, *, title: str) -> Document:
    new = opened(document)
    _view(new, key)["title"] = text(title, needed=True)
    return checked(new)


def remove_view(document: Mapping[str, Any], key: str) -> Document:
    """Take a view away, with all that statuses say of it.

    Raises Refused for one of the three, and naming who looks through it.
    """
    new = opened(document)
    view = _view(new, key)
    if key in BASIC_VIEWS:
        raise Refused("basic_view")
    users = users_of_view(new, key)
    if users:
        raise Refused("view_in_use", label=view.get("title") or key, uses=users)
    del new["x-views"][key]
    for status in new["x-statuses"]:
        for name in ("caps", "items", "hidden_after_days"):
            if name in status:
                kept = {each: said for each, said in status[name].items() if each != key}
                put(status, name, kept)
    return checked(new)


def users_of_view(document: Mapping[str, Any], key: str) -> tuple[Use, ...]:
    """Scopes, capacities and parties whose people look through the view."""
    return tuple(
        Use(place, each["key"], each.get("title") or each["key"])
        for place, section in (("scope", "x-scopes"), ("capacity", "x-on-behalf"), ("party", "x-parties"))
        for each in document.get(section, [])
        if each.get("view") == key
    )


def _view(new: Document, key: str) -> dict[str, Any]:
    found: dict[str, Any] | None = new["x-views"].get(key)
    if found is None:
        raise Refused("no_such_view")
    return found
