"""Gestures on the documents that agents hand out: to whom by default, and their text."""

from collections.abc import Iterable, Mapping
from typing import Any

from formengine.editing.lookup import (
    Document,
    checked,
    entry,
    field_at,
    keys_of,
    move_entry,
    new_key,
    opened,
    put,
    remove_entry,
    text,
)
from formengine.editing.refusals import Refused
from formengine.editing.rules import parts_of, rows_of
from formengine.papers import LONGEST_TEXT, NOT_WRITTEN

MOST_PAPERS = 50
PAPERS = "x-documents"


def add_paper(document: Mapping[str, Any], *, title: str, key: str = "") -> Document:
    """A new kind of document, proposed to nobody and without a text yet."""
    new = opened(document)
    title, taken = text(title, needed=True), keys_of(new, PAPERS)
    if len(taken) >= MOST_PAPERS:
        raise Refused("too_many_papers", most=MOST_PAPERS)
    new.setdefault(PAPERS, []).append({"key": new_key(key, title, taken, default="document"), "title": title})
    return checked(new)


def set_paper(
    document: Mapping[str, Any],
    key: str,
    *,
    title: str | None = None,
    parties: bool | None = None,
    scopes: Iterable[str] | None = None,
    words: str | None = None,
) -> Document:
    """Set the title, whether the dossier's own parties get it, in which scopes partners do, and the text."""
    new = opened(document)
    paper = entry(new, PAPERS, key)
    if title is not None:
        paper["title"] = text(title, needed=True)
    if parties is not None:
        put(paper, "parties", parties or None)
    if scopes is not None:
        wanted = set(scopes)
        for scope in wanted:
            entry(new, "x-scopes", scope)
        put(paper, "scopes", [each for each in keys_of(new, "x-scopes") if each in wanted])
    if words is not None:
        put(paper, "text", text(words, most=LONGEST_TEXT))
    return checked(new)


def move_paper(document: Mapping[str, Any], key: str, *, by: int) -> Document:
    return move_entry(document, PAPERS, key, by)


def remove_paper(document: Mapping[str, Any], key: str) -> Document:
    new = remove_entry(document, PAPERS, key)
    put(new, PAPERS, new[PAPERS])
    return new


def nameable(document: Mapping[str, Any], page: str) -> list[str]:
    """Addresses of a page's fields that a text may name, those in single groups too."""
    found: list[str] = []
    for key in rows_of(document, page):
        found += _nameable(document, key)
    return found


def _nameable(document: Mapping[str, Any], address: str) -> list[str]:
    schema = field_at(document, address)
    kind = schema.get("x-type")
    inside = parts_of(document, address) if kind == "group" else []
    own = [] if kind in NOT_WRITTEN else [address]
    return own + [each for part in inside for each in _nameable(document, part)]
