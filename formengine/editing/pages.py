"""Gestures on pages."""

from collections.abc import Mapping
from typing import Any

from formengine.editing.lookup import Document, entry, keys_of, move_entry, new_key, opened, text
from formengine.editing.refusals import Refused

MOST_PAGES = 50


def add_page(document: Mapping[str, Any], *, title: str, key: str = "", after: str = "") -> Document:
    """A new empty page, last or after another."""
    new = opened(document)
    title = text(title, needed=True)
    taken = keys_of(new, "x-pages")
    if len(taken) >= MOST_PAGES:
        raise Refused("too_many_pages", most=MOST_PAGES)
    # A cap may name a page or a field by its bare key, so the two never share one.
    page = {
        "key": new_key(key, title, [*taken, *new["properties"]], default="page"),
        "title": title,
        "items": [],
    }
    position = taken.index(entry(new, "x-pages", after)["key"]) + 1 if after else len(taken)
    new["x-pages"].insert(position, page)
    return new


def set_page(document: Mapping[str, Any], key: str, *, title: str) -> Document:
    new = opened(document)
    entry(new, "x-pages", key)["title"] = text(title, needed=True)
    return new


def move_page(document: Mapping[str, Any], key: str, *, by: int) -> Document:
    return move_entry(document, "x-pages", key, by)


def remove_page(document: Mapping[str, Any], key: str) -> Document:
    """Raises Refused for the last page, and for one that still has fields."""
    new = opened(document)
    page = entry(new, "x-pages", key)
    if len(new["x-pages"]) == 1:
        raise Refused("last_page")
    if page.get("items"):
        raise Refused("page_not_empty", count=len(page["items"]))
    new["x-pages"] = [each for each in new["x-pages"] if each["key"] != key]
    for holder in caps_by_item(new):
        holder.pop(key, None)
    return new


def caps_by_item(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every mapping from an item's key to a cap: those of statuses, of scopes and of kinds."""
    found = [items for status in document.get("x-statuses", []) for items in status.get("items", {}).values()]
    found += [scope["items"] for scope in document.get("x-scopes", []) if "items" in scope]
    return [*found, *document.get("x-kinds", {}).values()]
