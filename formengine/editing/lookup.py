"""Finding places in a document. A field is named by its key, inside groups by `group.child`, at any depth."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from formengine.document import is_key, parse
from formengine.editing.refusals import Refused
from formengine.limits import storable
from formengine.problems import DocumentRefused

Document = dict[str, Any]
LABEL, HELP, TEXT = 300, 2_000, 1_000
CONTAINERS = ("group", "rows")
NONE_SUCH = {
    "x-pages": "no_such_page",
    "x-statuses": "no_such_status",
    "x-scopes": "no_such_scope",
    "x-on-behalf": "no_such_capacity",
    "x-parties": "no_such_party",
    "x-documents": "no_such_paper",
}


def opened(document: Mapping[str, Any]) -> Document:
    """A copy that a gesture may write into."""
    return deepcopy(dict(document))


def text(value: str, *, most: int = LABEL, needed: bool = False) -> str:
    """The text as it is stored. Raises Refused where it is too long, empty though needed, or not storable."""
    if not storable(value):
        raise Refused("unstorable_text")
    value = value.strip().replace("\r\n", "\n").replace("\r", "\n")
    if len(value) > most:
        raise Refused("too_long", most=most)
    if needed and not value:
        raise Refused("label_missing")
    return value


def slug(label: str, *, default: str) -> str:
    """A key made of a label: ASCII, `[a-z][a-z0-9_]{0,39}`."""
    plain = unicodedata.normalize(
        "NFKD", label.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    )
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().replace("'", " "))
    made = re.sub(r"^[0-9_]+", "", "_".join(words))[:40].rstrip("_")
    return made if is_key(made) else default


def free_key(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, or `wanted_2`, `wanted_3`… where it is taken."""
    known = set(taken)
    number, key = 1, wanted
    while key in known:
        number += 1
        ending = f"_{number}"
        key = f"{wanted[: 40 - len(ending)]}{ending}"
    return key


def new_key(key: str, label: str, taken: Iterable[str], *, default: str) -> str:
    """The key that was asked for, checked; or one proposed from the label."""
    known = set(taken)
    if not key:
        return free_key(slug(label, default=default), known)
    if not is_key(key):
        raise Refused("bad_key")
    if key in known:
        raise Refused("key_taken", key=key)
    return key


def properties(document: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["properties"]
    return found


def parent_of(address: str) -> str:
    """Address of the group or rows that a field is in; empty at the top."""
    return address.rpartition(".")[0]


def key_of(address: str) -> str:
    return address.rpartition(".")[2]


def inside_of(address: str, group: str) -> bool:
    """Whether this is the group itself or lies in it, at any depth."""
    return f"{address}.".startswith(f"{group}.")


def level(new: Document, group: str) -> dict[str, Any]:
    """The fields of a group or rows, or those at the top; to be written into."""
    found: dict[str, Any] = inner(field_at(new, group))["properties"] if group else properties(new)
    return found


def taken_keys(document: Mapping[str, Any], group: str) -> list[str]:
    """Keys that a new field there cannot have. A cap may name a page or a field by its bare key."""
    if group:
        return list(children(field_at(document, group)))
    return [*document["properties"], *keys_of(document, "x-pages")]


def field_at(document: Mapping[str, Any], address: str) -> dict[str, Any]:
    """The schema of a field. Raises Refused where there is none."""
    key, *below = str(address).split(".")
    schema = document.get("properties", {}).get(key)
    for child in below:
        schema = children(schema).get(child) if schema is not None and child != "_id" else None
    if schema is None:
        raise Refused("no_such_field")
    found: dict[str, Any] = schema
    return found


def label_of(document: Mapping[str, Any], address: str) -> str:
    """The field's label; its address where it has none or is no more."""
    try:
        return field_at(document, address).get("title") or address
    except Refused:
        return address


def inner(schema: dict[str, Any]) -> dict[str, Any]:
    """The object that holds a container's children. Raises Refused for a field that is none."""
    kind = schema.get("x-type")
    if kind not in CONTAINERS:
        raise Refused("not_a_group")
    holder: dict[str, Any] = schema.setdefault("items", {"type": "object"}) if kind == "rows" else schema
    holder.setdefault("properties", {})
    return holder


def children(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The children of a container; none for any other field."""
    kind = schema.get("x-type")
    holder = schema.get("items", {}) if kind == "rows" else schema if kind == "group" else {}
    found: dict[str, Any] = holder.get("properties", {})
    return found


def all_addresses(document: Mapping[str, Any]) -> Iterator[str]:
    """Every field and all that is inside it, in the order of the properties."""
    yield from _addresses(document.get("properties", {}), "")


def _addresses(properties: Mapping[str, Any], above: str) -> Iterator[str]:
    for key, schema in properties.items():
        if key != "_id":
            yield f"{above}{key}"
            yield from _addresses(children(schema), f"{above}{key}.")


def entry(document: Mapping[str, Any], section: str, key: str) -> dict[str, Any]:
    """The page, status, scope… of that key. Raises Refused where there is none."""
    for each in document.get(section, []):
        if each.get("key") == key:
            found: dict[str, Any] = each
            return found
    raise Refused(NONE_SUCH[section])


def keys_of(document: Mapping[str, Any], section: str) -> list[str]:
    return [str(each.get("key")) for each in document.get(section, [])]


def moved(items: list[Any], position: int, by: int) -> list[Any]:
    """A new list with one item moved; past an end it stays there."""
    target = min(max(position + by, 0), len(items) - 1)
    rest = [*items[:position], *items[position + 1 :]]
    return [*rest[:target], items[position], *rest[target:]]


def inserted(holder: Mapping[str, Any], after: str, key: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The fields with another one after one of them; at the end where that one is not there."""
    order = list(holder)
    order.insert(order.index(after) + 1 if after in order else len(order), key)
    return {each: schema if each == key else holder[each] for each in order}


def move_entry(document: Mapping[str, Any], section: str, key: str, by: int) -> Document:
    new = opened(document)
    position = keys_of(new, section).index(entry(new, section, key)["key"])
    new[section] = moved(new[section], position, by)
    return new


def remove_entry(document: Mapping[str, Any], section: str, key: str) -> Document:
    new = opened(document)
    entry(new, section, key)
    new[section] = [each for each in new[section] if each["key"] != key]
    return new


def put(holder: dict[str, Any], name: str, value: Any) -> None:
    """Set a keyword, or take it away where there is nothing to say."""
    if value in (None, "", [], {}):
        holder.pop(name, None)
    else:
        holder[name] = value


def checked(document: Document) -> Document:
    """The document, if it can still be read. Raises Refused with the code of the document's fault."""
    try:
        parse(document)
    except DocumentRefused as refused:
        raise Refused(refused.problem.code, **refused.problem.params) from refused
    return document
