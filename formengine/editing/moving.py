"""Moving fields: up and down, onto a page, into a group and out of it, at any depth; and making copies."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from formengine.access import Access, Rule
from formengine.document import parse
from formengine.editing.lookup import (
    Document,
    checked,
    children,
    entry,
    field_at,
    free_key,
    inner,
    inserted,
    inside_of,
    key_of,
    label_of,
    level,
    moved,
    opened,
    parent_of,
    put,
    taken_keys,
    text,
)
from formengine.editing.pages import caps_by_item
from formengine.editing.refusals import Refused
from formengine.editing.renaming import Renaming, follow, follow_inside
from formengine.editing.rules import requires_part, word_of, write_required
from formengine.editing.uses import schemas, uses_of
from formengine.linting.cycles import cycle_faults


def move_field(document: Mapping[str, Any], address: str, *, by: int) -> Document:
    """Up (-1) or down (1): within its page or group; from a page's end on to the next page."""
    new = opened(document)
    field_at(new, address)
    group, key = parent_of(address), key_of(address)
    if group:
        holder = inner(field_at(new, group))
        order = list(holder["properties"])
        order = moved(order, order.index(key), by)
        holder["properties"] = {each: holder["properties"][each] for each in order}
        return new
    pages = new["x-pages"]
    here = page_of(new, key)
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


def place_field(
    document: Mapping[str, Any], address: str, *, page: str = "", group: str = "", before: str = ""
) -> Document:
    """Put a field on a page or into a group: before another of its fields, or at its end.

    Out of its group or into another it gets a new address (and, where its key is taken, a new key): rules,
    rows of the matrix and caps follow. Raises Refused where they cannot.
    """
    new = opened(document)
    field_at(new, address)
    group = group or parent_of(before)
    if not group:
        entry(new, "x-pages", page)
    if before == address:
        return new
    if group != parent_of(address):
        _put_elsewhere(document, new, address, group)
        address = _address(group, list(level(new, group))[-1])
    if group:
        holder = inner(field_at(new, group))
        rest = [each for each in holder["properties"] if each != key_of(address)]
        _insert(rest, key_of(address), key_of(before))
        holder["properties"] = {each: holder["properties"][each] for each in rest}
        return new
    for each in new["x-pages"]:
        each["items"] = [item for item in each["items"] if item != address]
    _insert(entry(new, "x-pages", page)["items"], address, before)
    return new


def duplicate_field(document: Mapping[str, Any], address: str, *, title: str = "") -> Document:
    """A copy right after the field, with all inside it and what views and caps say of it, under a new key."""
    new = opened(document)
    schema = deepcopy(field_at(new, address))
    schema["title"] = text(title) or schema.get("title", "")
    group, key = parent_of(address), key_of(address)
    copy = free_key(key, taken_keys(new, group))
    if group:
        holder = inner(field_at(new, group))
        holder["properties"] = inserted(holder["properties"], key, copy, schema)
        if key in holder.get("required", []):
            holder["required"].append(copy)
    else:
        new["properties"] = inserted(new["properties"], key, copy, schema)
        here = page_of(new, key)
        _insert(new["x-pages"][here if here is not None else -1]["items"], copy, after=key)
    renaming = Renaming(document, new, address, _address(group, copy))
    for words in _words(new):
        for item in [each for each in words if inside_of(each, address)]:
            words[renaming(item)] = words[item]
    for view, name, items in _lists(new):
        view[name] = [*items, *(renaming(each) for each in items if inside_of(each, address))]
    follow_inside(renaming)
    return checked(new)


def page_of(document: Mapping[str, Any], key: str) -> int | None:
    """The number of the page on which a field at the top stands."""
    pages = document["x-pages"]
    return next((number for number, page in enumerate(pages) if key in page["items"]), None)


def _put_elsewhere(document: Mapping[str, Any], new: Document, address: str, group: str) -> None:
    """Move it to the end of another group, or to the top, where it is on no page yet."""
    if inside_of(group, address):
        raise Refused("into_itself")
    if group:
        _refuse_inside(new, address)
    target = _address(group, free_key(key_of(address), taken_keys(new, group)))
    words, caps = _carried_words(new, address, target), _carried_caps(new, address, target)
    was_required = requires_part(new, address)
    schema = level(new, parent_of(address)).pop(key_of(address))
    if was_required:
        write_required(new, address, required=False)
    for page in new["x-pages"]:
        page["items"] = [each for each in page["items"] if each != address]
    level(new, group)[key_of(target)] = schema
    if was_required and group:
        write_required(new, target, required=True)
    renaming = Renaming(document, new, address, target)
    for names in _words(new):
        for item in [each for each in names if inside_of(each, address)]:
            names[renaming(item)] = names.pop(item)
    for view, name, items in _lists(new):
        view[name] = [renaming(each) for each in items]
    put(new, "x-listed", [each for each in new.get("x-listed", []) if each != address])  # whole fields only
    for key, word in words.items():
        new["x-views"][key].setdefault("rules", {})[target] = word
    for limits, cap in zip(caps_by_item(new), caps, strict=True):
        put(limits, target, cap)
    follow(renaming)
    checked(new)
    if len(list(cycle_faults(parse(new)))) > len(list(cycle_faults(parse(document)))):
        raise Refused("condition_in_a_circle", label=label_of(new, target))


def _refuse_inside(document: Mapping[str, Any], address: str) -> None:
    """What cannot be inside a group: a file, and what a status asks for."""
    schema, label = field_at(document, address), label_of(document, address)
    inner_ones = schemas(children(schema), f"{address}.")
    if any(each.get("x-type") == "file" for each in (schema, *(below for _at, below in inner_ones))):
        raise Refused("file_inside")
    needed = tuple(use for use in uses_of(document, address) if use.place == "transition")
    if needed:
        raise Refused("rules_cannot_follow", label=label, uses=needed)


def _carried_words(document: Mapping[str, Any], address: str, target: str) -> dict[str, str]:
    """What each view says of a field that leaves groups: never more than it said there."""
    left = [each for each in _chain(address) if not inside_of(target, each)]
    words = {}
    for view in document["x-views"]:
        said = [word for each in left if (word := word_of(document, each, view))]
        if not said and parent_of(target):
            continue
        access = min((Rule.from_word(word).access for word in said), default=Access.HIDDEN)
        own = word_of(document, address, view)
        required = own == "edit!" or (not parent_of(target) and requires_part(document, address))
        words[view] = Rule(access, required).word
    return words


def _carried_caps(document: Mapping[str, Any], address: str, target: str) -> list[str]:
    """The same for each cap: of a group that is left, it stays with the field."""
    left = [each for each in _chain(address) if not inside_of(target, each)]
    found = []
    for holder in caps_by_item(document):
        said = [Access.from_word(holder[each]) for each in left if each in holder]
        found.append(min(said).word if said else "")
    return found


def _chain(address: str) -> Iterator[str]:
    """The field and the groups around it, from the top."""
    steps = address.split(".")
    return (".".join(steps[:count]) for count in range(1, len(steps) + 1))


def _words(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every mapping from an item to a word: of views and caps."""
    return [view.setdefault("rules", {}) for view in document["x-views"].values()] + caps_by_item(document)


def _lists(document: Mapping[str, Any]) -> list[tuple[dict[str, Any], str, list[str]]]:
    """Every list of items: view, keyword, items."""
    views = document["x-views"].values()
    return [(view, name, view[name]) for view in views for name in ("reveals", "masks") if name in view]


def _address(group: str, key: str) -> str:
    return f"{group}.{key}" if group else key


def _insert(items: list[str], key: str, before: str = "", *, after: str = "") -> None:
    """Before or after another; at the end where that one is not there."""
    if after:
        items.insert(items.index(after) + 1 if after in items else len(items), key)
    else:
        items.insert(items.index(before) if before in items else len(items), key)
