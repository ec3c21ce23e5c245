"""Gestures on fields and on the children of groups."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from formengine.editing.lookup import (
    HELP,
    Document,
    checked,
    children,
    entry,
    field_at,
    free_key,
    inner,
    moved,
    new_key,
    opened,
    properties,
    put,
    text,
)
from formengine.editing.options import Options
from formengine.editing.pages import caps_by_item
from formengine.editing.refusals import Refused
from formengine.editing.rules import write_preset
from formengine.editing.uses import uses_of
from formengine.fieldtypes import field_type

STRUCTURE = ("properties", "required", "items", "oneOf")
MOST_SETTING = 20_000  # the text of a consent


def add_field(
    document: Mapping[str, Any],
    *,
    type: str,  # noqa: A002 - the document's own word
    title: str,
    page: str = "",
    group: str = "",
    key: str = "",
    after: str = "",
    who: str = "citizen",
    required: bool = False,
) -> Document:
    """A new field at the end of a page (or after another of its fields), or child of a group or rows."""
    new = opened(document)
    try:
        kind = field_type(type)
    except KeyError:
        raise Refused("unknown_type") from None
    title = text(title, needed=True)
    schema = {"title": title, **deepcopy(kind.fragment())}
    if type == "static":
        put(schema, "description", title)
    if group:
        if kind.is_container:
            raise Refused("nested_too_deep")
        if type == "file":
            raise Refused("file_inside")
        holder = inner(field_at(new, group))["properties"]
        holder[new_key(key, title, holder, default="field")] = schema
        return checked(new)
    items = (entry(new, "x-pages", page) if page else new["x-pages"][-1])["items"]
    taken = [*properties(new), *(each["key"] for each in new["x-pages"])]
    key = new_key(key, title, taken, default="field")
    properties(new)[key] = schema
    items.insert(items.index(after) + 1 if after in items else len(items), key)
    write_preset(new, key, who, required)
    return checked(new)


def set_field(
    document: Mapping[str, Any],
    address: str,
    *,
    title: str | None = None,
    help: str | None = None,  # noqa: A002 - the word on the screen
    settings: Mapping[str, Any] | None = None,
    options: Options | None = None,
) -> Document:
    """Set the label, the help, keywords of the field's type (an empty value takes one away), its options."""
    new = opened(document)
    schema = field_at(new, address)
    kind = field_type(schema["x-type"])
    if title is not None:
        schema["title"] = text(title, needed=schema["x-type"] != "static")
    if help is not None:
        put(schema, "description", text(help, most=HELP * 5 if schema["x-type"] == "static" else HELP))
    for name, value in (settings or {}).items():
        if name not in kind.settings() or name in STRUCTURE:
            raise Refused("no_such_setting", name=str(name)[:40])
        put(schema, name, text(value, most=MOST_SETTING) if isinstance(value, str) else value)
    if options is not None:
        if schema["x-type"] not in ("choice", "choices"):
            raise Refused("no_options_here")
        holder = schema.setdefault("items", {"type": "string"}) if schema["x-type"] == "choices" else schema
        holder["oneOf"] = options
    return checked(new)


def move_field(document: Mapping[str, Any], address: str, *, by: int) -> Document:
    """Up (-1) or down (1): within its page or group; from a page's end on to the next page."""
    new = opened(document)
    field_at(new, address)
    key, _, child = address.partition(".")
    if child:
        holder = inner(field_at(new, key))
        order = list(holder["properties"])
        order = moved(order, order.index(child), by)
        holder["properties"] = {each: holder["properties"][each] for each in order}
        return new
    pages = new["x-pages"]
    here = _page_of(new, key)
    if here is None:
        pages[-1]["items"].append(key)
        return new
    items = pages[here]["items"]
    target = items.index(key) + by
    if 0 <= target < len(items):
        pages[here]["items"] = moved(items, items.index(key), by)
    elif 0 <= here + (1 if by > 0 else -1) < len(pages):
        items.remove(key)
        there = pages[here + (1 if by > 0 else -1)]["items"]
        there.insert(0 if by > 0 else len(there), key)
    return new


def place_field(document: Mapping[str, Any], key: str, *, page: str, before: str = "") -> Document:
    """Put a field on a page, before another of its fields or at its end."""
    new = opened(document)
    field_at(new, key)
    if "." in key:
        raise Refused("not_in_a_group")
    target = entry(new, "x-pages", page)
    if before == key:
        return new
    for each in new["x-pages"]:
        each["items"] = [item for item in each["items"] if item != key]
    items = target["items"]
    items.insert(items.index(before) if before in items else len(items), key)
    return new


def duplicate_field(document: Mapping[str, Any], address: str, *, title: str = "") -> Document:
    """A copy right after the field, with its children and its row of the matrix, under a new key."""
    new = opened(document)
    schema = deepcopy(field_at(new, address))
    schema["title"] = text(title) or schema.get("title", "")
    key, _, child = address.partition(".")
    if child:
        holder = inner(field_at(new, key))
        copy = free_key(child, holder["properties"])
        holder["properties"] = _inserted(holder["properties"], child, copy, schema)
        if child in holder.get("required", []):
            holder["required"].append(copy)
        return checked(new)
    copy = free_key(key, [*properties(new), *(each["key"] for each in new["x-pages"])])
    new["properties"] = _inserted(properties(new), key, copy, schema)
    here = _page_of(new, key)
    items = new["x-pages"][here if here is not None else -1]["items"]
    items.insert(items.index(key) + 1 if key in items else len(items), copy)
    for view in new["x-views"].values():
        rules = view.get("rules", {})
        for item in [each for each in rules if each == key or each.startswith(f"{key}.")]:
            rules[copy + item[len(key) :]] = rules[item]
    return checked(new)


def remove_field(document: Mapping[str, Any], address: str) -> Document:
    """Take a field away, with its row, caps and place. Raises Refused naming who still asks about it."""
    schema = field_at(document, address)
    uses = uses_of(document, address)
    if uses:
        raise Refused("field_in_use", label=schema.get("title") or address, uses=uses)
    new = opened(document)
    key, _, child = address.partition(".")
    if child:
        holder = inner(field_at(new, key))
        del holder["properties"][child]
        put(holder, "required", [each for each in holder.get("required", []) if each != child])
    else:
        del properties(new)[key]
        for page in new["x-pages"]:
            page["items"] = [each for each in page["items"] if each != key]
        put(new, "x-listed", [each for each in new.get("x-listed", []) if each != key])
    _forget(new, address)
    return new


def _forget(new: Document, address: str) -> None:
    """Take every rule, cap and declaration about the field or its children away."""
    for view in new["x-views"].values():
        if "reveals" in view:
            put(view, "reveals", [each for each in view["reveals"] if each != address])
    holders = [view.get("rules", {}) for view in new["x-views"].values()] + caps_by_item(new)
    for holder in holders:
        for item in [each for each in holder if each == address or each.startswith(f"{address}.")]:
            del holder[item]


def _page_of(document: Mapping[str, Any], key: str) -> int | None:
    pages = document["x-pages"]
    return next((number for number, page in enumerate(pages) if key in page["items"]), None)


def _inserted(holder: Mapping[str, Any], after: str, key: str, schema: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for each, value in holder.items():
        result[each] = value
        if each == after:
            result[key] = schema
    return result


def child_count(document: Mapping[str, Any], address: str) -> int:
    return len([each for each in children(field_at(document, address)) if each != "_id"])
