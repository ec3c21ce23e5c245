"""A stored value as the foreign JSON it stands for: what `x-also` and `fits` are asked of.

A model drawn here stores what it means. A model imported from a foreign schema had to be bent in places:
keys are renamed, numbers kept as text, a list of texts became rows with one part. `x-name` (the foreign
name) and `x-plain` (how it was bent) tell the way back:

    {"as": "number"}    decimal text is a number
    {"as": "time"}      hours and minutes are seconds and a zone as well
    {"as": "loose"}     text that is JSON is that value, any other text is itself
    {"as": "value"}     (group, rows) the part `value` is the thing itself
    {"as": "tuple"}     (group) a list: the parts in their order; a part {"as": "rest"} holds the others
    {"as": "map"}       (rows) an object: `key` and `value` of each row; {"rest": true}: those of its parent
    {"as": "variant"}   (group) the one part that is answered, beside the choice {"as": "pick"}
    {"as": "nothing"}   not part of it
    {"values": {…}}     (choice, choices) the JSON value of an option
    {"other": true}     (choice) other words than the options are themselves
    {"absent": …}       what stands for no answer where one had to be there
"""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formengine.model import Field

NOTHING = ("pick", "nothing")


def bent(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The field's `x-plain`; empty where there is none or nonsense."""
    found = schema.get("x-plain")
    return found if isinstance(found, Mapping) else {}


def is_bent(schema: Mapping[str, Any]) -> bool:
    """Whether the plain value of this field, or of a part of it, is not the stored one."""
    return "x-plain" in schema or any("x-name" in part or is_bent(part) for _key, part in children_of(schema))


def children_of(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Key and schema of the parts of a group or rows."""
    holder = schema.get("items") if schema.get("x-type") == "rows" else schema
    parts = holder.get("properties") if isinstance(holder, Mapping) else None
    for key, part in (parts or {}).items():
        if key != "_id" and isinstance(part, Mapping):
            yield key, part


def foreign_name(key: str, schema: Mapping[str, Any]) -> str:
    name = schema.get("x-name")
    return name if isinstance(name, str) else key


def plain(field: "Field", value: Any) -> Any:
    """The foreign value; the value itself for a field that was not bent. Never raises on stored values."""
    return plain_value(field.schema, value)


def plain_value(schema: Mapping[str, Any], value: Any) -> Any:
    """The same, where only the field's schema is at hand."""
    how = bent(schema)
    if value is None:
        return how.get("absent")
    if schema.get("x-type") == "rows":
        return _rows(schema, how, value) if isinstance(value, list) else value
    if schema.get("x-type") == "group":
        return _group(schema, how, value) if isinstance(value, Mapping) else value
    if how.get("other") and isinstance(value, str):
        return _one(how.get("values", {}), value.removeprefix("other: "))
    values = how.get("values")
    if isinstance(values, Mapping):
        return [values.get(each, each) for each in value] if isinstance(value, list) else _one(values, value)
    match how.get("as"):
        case "number":
            return number(value)
        case "time":
            return f"{value}:00Z" if isinstance(value, str) and len(value) == 5 else value
        case "loose":
            return loose(value)
    return value


def _one(values: Mapping[str, Any], value: Any) -> Any:
    return values.get(value, value) if isinstance(value, str) else value


def number(text: Any) -> Any:
    """The JSON number that decimal text writes."""
    try:
        found = json.loads(text) if isinstance(text, str) and len(text) <= 100 else text
    except ValueError:
        return text
    return int(found) if isinstance(found, float) and found.is_integer() else found


def loose(text: Any) -> Any:
    """Text that is JSON is that value; any other text is itself."""
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text, parse_constant=lambda _name: text)
    except (ValueError, RecursionError):
        return text


def _rows(schema: Mapping[str, Any], how: Mapping[str, Any], rows: list[Any]) -> Any:
    parts = dict(children_of(schema))
    found = [row for row in rows if isinstance(row, Mapping)]
    if how.get("as") == "map":
        return {
            str(row.get("key")): plain_value(parts.get("value", {}), row.get("value"))
            for row in found
            if row.get("key") is not None
        }
    if how.get("as") == "value":
        return [plain_value(parts.get("value", {}), row.get("value")) for row in found]
    return [plain_parts(parts, row) for row in found]


def _group(schema: Mapping[str, Any], how: Mapping[str, Any], value: Mapping[str, Any]) -> Any:
    parts = dict(children_of(schema))
    match how.get("as"):
        case "value":
            return plain_value(parts.get("value", {}), value.get("value"))
        case "variant":
            chosen = [value.get(key) for key, part in parts.items() if bent(part).get("as") == "pick"]
            meant = (key for key, part in parts.items() if bent(part).get("of") in chosen)
            return next((plain_value(parts[key], value.get(key)) for key in meant), None)
        case "tuple":
            return _tuple(parts, value)
    return plain_parts(parts, value)


def _tuple(parts: Mapping[str, Mapping[str, Any]], value: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []
    for key, part in parts.items():
        inner = plain_value(part, value.get(key))
        if bent(part).get("rest"):
            found.extend(inner or ())
        else:
            found.append(inner)
    while found and found[-1] is None:
        found.pop()
    return found


def plain_parts(parts: Mapping[str, Mapping[str, Any]], value: Mapping[str, Any]) -> dict[str, Any]:
    """The object that answered parts make; those without an answer are not there."""
    found: dict[str, Any] = {}
    for key, part in parts.items():
        how = bent(part)
        if how.get("as") in NOTHING or (value.get(key) is None and "absent" not in how):
            continue
        inner = plain_value(part, value.get(key))
        if how.get("rest") and isinstance(inner, Mapping):
            found.update(inner)
        else:
            found[foreign_name(key, part)] = inner
    return found
