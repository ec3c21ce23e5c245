"""Gestures on fields and on the children of groups."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from formengine.editing.lookup import (
    HELP,
    Document,
    checked,
    entry,
    field_at,
    inner,
    inserted,
    inside_of,
    key_of,
    level,
    new_key,
    opened,
    parent_of,
    properties,
    put,
    taken_keys,
    text,
)
from formengine.editing.options import Options
from formengine.editing.pages import caps_by_item
from formengine.editing.refusals import Refused
from formengine.editing.rules import write_preset, write_required
from formengine.editing.uses import uses_of
from formengine.fieldtypes import field_type
from formengine.limits import MAX_NESTING

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
    """A new field at the end of a page or of a group, or after another one there."""
    new = opened(document)
    try:
        kind = field_type(type)
    except KeyError:
        raise Refused("unknown_type") from None
    title = text(title, needed=True)
    schema = {"title": title, **deepcopy(kind.fragment())}
    if type == "static":
        put(schema, "description", title)
    group = group or parent_of(after)
    if group:
        if kind.is_container and group.count(".") + 2 > MAX_NESTING:
            raise Refused("nested_too_deep", most=MAX_NESTING)
        if type == "file":
            raise Refused("file_inside")
        key = new_key(key, title, taken_keys(new, group), default="field")
        holder = inner(field_at(new, group))
        holder["properties"] = inserted(holder["properties"], key_of(after), key, schema)
        return checked(new)
    items = (entry(new, "x-pages", page) if page else new["x-pages"][-1])["items"]
    key = new_key(key, title, taken_keys(new, ""), default="field")
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


def remove_field(document: Mapping[str, Any], address: str) -> Document:
    """Take a field away, with its row, caps and place. Raises Refused naming who still asks about it."""
    schema = field_at(document, address)
    uses = uses_of(document, address)
    if uses:
        raise Refused("field_in_use", label=schema.get("title") or address, uses=uses)
    new = opened(document)
    if parent_of(address):
        write_required(new, address, required=False)
    del level(new, parent_of(address))[key_of(address)]
    for page in new["x-pages"]:
        page["items"] = [each for each in page["items"] if each != address]
    put(new, "x-listed", [each for each in new.get("x-listed", []) if each != address])
    _forget(new, address)
    return new


def _forget(new: Document, address: str) -> None:
    """Take every rule, cap and declaration about the field or what is inside it away."""
    for view in new["x-views"].values():
        for name in ("reveals", "masks"):
            if name in view:
                put(view, name, [each for each in view[name] if not inside_of(each, address)])
    holders = [view.get("rules", {}) for view in new["x-views"].values()] + caps_by_item(new)
    for holder in holders:
        for item in [each for each in holder if inside_of(each, address)]:
            del holder[item]
