"""Gestures on scopes: what an opinion may be about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from formengine.editing.lookup import (
    Document,
    checked,
    entry,
    keys_of,
    move_entry,
    new_key,
    opened,
    put,
    remove_entry,
    text,
)
from formengine.editing.refusals import Refused
from formengine.editing.rules import write_cap
from formengine.model import CRM, PARTNER

MOST_SCOPES, MOST_VERDICTS = 50, 20


@dataclass(frozen=True)
class VerdictLine:
    """One verdict as it is typed: `key` empty for a new one."""

    title: str
    key: str = ""
    reasons: bool = False


def add_scope(
    document: Mapping[str, Any], *, title: str, key: str = "", verdicts: Iterable[VerdictLine] = ()
) -> Document:
    """A new scope, answered through the partner view."""
    new = opened(document)
    title = text(title, needed=True)
    taken = keys_of(new, "x-scopes")
    if len(taken) >= MOST_SCOPES:
        raise Refused("too_many_scopes", most=MOST_SCOPES)
    scope: dict[str, Any] = {
        "key": new_key(key, title, taken, default="scope"),
        "title": title,
        "view": PARTNER,
    }
    scope["verdicts"] = _verdicts(verdicts)
    new.setdefault("x-scopes", []).append(scope)
    return checked(new)


def set_scope(
    document: Mapping[str, Any],
    key: str,
    *,
    title: str | None = None,
    view: str | None = None,
    verdicts: Iterable[VerdictLine] | None = None,
    hidden: Iterable[str] | None = None,
) -> Document:
    """Set the title, the view it is answered through, the verdicts, and which items are hidden from it."""
    new = opened(document)
    scope = entry(new, "x-scopes", key)
    if title is not None:
        scope["title"] = text(title, needed=True)
    if view is not None:
        if view not in new["x-views"] or view == CRM:
            raise Refused("no_such_view")
        scope["view"] = view
    if verdicts is not None:
        scope["verdicts"] = _verdicts(verdicts)
    if hidden is not None:
        kept = {item: word for item, word in scope.get("items", {}).items() if word != "hidden"}
        for item in hidden:
            write_cap(new, kept, item, "hidden")
        put(scope, "items", kept)
    return checked(new)


def move_scope(document: Mapping[str, Any], key: str, *, by: int) -> Document:
    return move_entry(document, "x-scopes", key, by)


def remove_scope(document: Mapping[str, Any], key: str) -> Document:
    """Its partners are proposed for no document any more."""
    new = remove_entry(document, "x-scopes", key)
    for paper in new.get("x-documents", []):
        put(paper, "scopes", [each for each in paper.get("scopes", []) if each != key])
    return new


def _verdicts(lines: Iterable[VerdictLine]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for line in lines:
        title = text(line.title, needed=True)
        key = new_key(line.key, title, [each["key"] for each in made], default="verdict")
        made.append({"key": key, "title": title, **({"reasons": "required"} if line.reasons else {})})
    if len(made) > MOST_VERDICTS:
        raise Refused("too_many_verdicts", most=MOST_VERDICTS)
    return made
