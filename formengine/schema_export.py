"""What one reader may send now, as plain JSON Schema 2020-12: for programs, and for any validator."""

from collections.abc import Mapping
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.document import SCHEMA
from formengine.fieldtypes import type_of
from formengine.projection import required_now


def json_schema(compiled: CompiledView, answers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The schema of a whole, complete submission: fields shown now, read ones as `readOnly`, the required.

    Without `answers`, those of an empty dossier. No `x-` keyword is in it. What JSON Schema cannot say
    (checks over several fields, amounts' limits) `accept` says.
    """
    live = compiled.model.live(answers or {})
    now = compiled.access_among(live)
    properties = {
        key: _property(each) for key, each in compiled.by_key.items() if key in now and each.field.holds_value
    }
    required = [key for key in properties if required_now(compiled, compiled.by_key[key], live, now)]
    return {
        "$schema": SCHEMA,
        "title": compiled.model.title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _property(compiled: CompiledField) -> dict[str, Any]:
    schema: dict[str, Any] = _plain(type_of(compiled.field).json_schema(compiled.field))
    if compiled.field.type in ("group", "rows"):
        holder = schema["items"] if compiled.field.type == "rows" else schema
        fixed = {key: each for key, each in holder["properties"].items() if key == "_id"}
        holder["properties"] = fixed | {child.key: _property(child) for child in compiled.children}
        required = [
            child.key for child in compiled.children if child.required and child.access is Access.EDIT
        ]
        if required:
            holder["required"] = required
    if compiled.access is not Access.EDIT:
        schema["readOnly"] = True
    return schema


def _plain(schema: Any) -> Any:
    """A copy without our own keywords, at any depth."""
    if isinstance(schema, Mapping):
        return {key: _plain(each) for key, each in schema.items() if not str(key).startswith("x-")}
    if isinstance(schema, list | tuple):
        return [_plain(each) for each in schema]
    return schema
