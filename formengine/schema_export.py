"""What one reader may send now, as plain JSON Schema 2020-12: for programs, and for any validator."""

from collections.abc import Mapping
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.document import SCHEMA
from formengine.fieldtypes import type_of
from formengine.plain import is_bent
from formengine.presence import Present
from formengine.projection import ProjectedField, Standpoint, project
from formengine.ranges import limits_of
from formengine.rule_schemas import Presence

LOOKED_AT = ("title", "description", "type", "properties", "items", "additionalProperties")
"""What is said of a property that is only read."""


def json_schema(compiled: CompiledView, answers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The schema of a whole, complete submission: what may come, read fields as `readOnly`, the required.

    What hangs on answers of the same submission is said by `if` and `then` where JSON Schema has words for
    the rule; other conditions are those of `answers` (without them, of an empty dossier). A field that is
    not there then may be sent, and is set aside. No `x-` keyword is in it. What JSON Schema cannot say
    (checks over several fields, check digits, whether a number is in use) `accept` says.
    """
    present = Present.of(compiled.model, answers or {})
    now = compiled.access_among(present)
    standpoint = Standpoint(compiled, present.scene, now)
    presence = Presence(compiled, now)
    properties: dict[str, Any] = {}
    required, steps = [], []
    for key, each in compiled.by_key.items():
        when = presence.of(key)
        if not each.field.holds_value or when is False:
            continue
        asked = presence.required(each, standpoint)
        schema = _property(each, standpoint, asked is True)
        if when is True:
            properties[key] = schema
            if asked is True:
                required.append(key)
            elif asked is not False:
                steps.append({"if": asked, "then": _demanded(key, schema)})
        else:
            then: dict[str, Any] = {"properties": {key: schema}}
            if asked is True:
                then["required"] = [key]
            elif asked is not False:
                then["allOf"] = [{"if": asked, "then": _demanded(key, schema)}]
            properties[key] = {}
            steps.append({"if": when, "then": then})
    demands = _demands(tuple(project(compiled, answers or {}).fields.values()))
    if "properties" in demands:
        steps.append({"properties": demands["properties"]})
    return {
        "$schema": SCHEMA,
        "title": compiled.model.title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        **({"allOf": steps} if steps else {}),
    }


def _demanded(key: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    more = _answered(schema)
    return {"required": [key], **({"properties": {key: {"allOf": more}}} if more else {})}


def _demands(fields: tuple[ProjectedField, ...]) -> dict[str, Any]:
    """What is required now of parts whose condition hangs on the parts beside them: row by row, by its id."""
    required = [each.key for each in fields if each.required and each.field.asked_siblings]
    inner: dict[str, Any] = {}
    for each in fields:
        if each.field.type == "group":
            found = _demands(each.children)
        else:
            of_rows = [_in_row(row.id, there) for row in each.rows if (there := _demands(row.fields))]
            found = {"items": {"allOf": of_rows}} if of_rows else {}
        if found:
            inner[each.key] = found
    return {**({"required": required} if required else {}), **({"properties": inner} if inner else {})}


def _in_row(row: str, there: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {"_id": {"const": row}}, "required": ["_id"]}, "then": there}


def _property(compiled: CompiledField, standpoint: Standpoint, required: bool) -> dict[str, Any]:
    schema: dict[str, Any] = _plain(type_of(compiled.field).json_schema(compiled.field))
    if compiled.masked:  # what is seen of it is text, whatever it is
        texts: dict[str, Any] = {key: schema[key] for key in LOOKED_AT[:2] if key in schema}
        return {**texts, "type": "string", "readOnly": True}
    if compiled.field.type in ("group", "rows"):
        holder = schema["items"] if compiled.field.type == "rows" else schema
        fixed = {key: each for key, each in holder["properties"].items() if key == "_id"}
        shown = [each for each in compiled.children if each.field.holds_value and _may_come(each, standpoint)]
        always = [each.key for each in shown if _always_required(each)]
        holder["properties"] = fixed | {
            each.key: _property(each, standpoint, each.key in always) for each in shown
        }
        if always:
            holder["required"] = always
    more = limits_of(compiled.field.type, compiled.field.schema)
    if "x-also" in compiled.field.schema and not is_bent(compiled.field.schema):
        more.append(compiled.field.schema["x-also"])
    if required:
        more += _answered(schema)
    if more:
        schema["allOf"] = [*schema.get("allOf", ()), *more]
    if compiled.access is not Access.EDIT:  # what was stored once is not judged again
        return {**{key: schema[key] for key in LOOKED_AT if key in schema}, "readOnly": True}
    return schema


def _answered(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is there but empty is no answer."""
    match schema.get("type"):
        case "string" if not {"oneOf", "anyOf", "const", "enum", "format"} & schema.keys():
            return [{"pattern": r"\S"}]
        case "array" if not schema.get("minItems"):
            return [{"minItems": 1}]
        case "object" if not schema.get("required"):
            return [{"minProperties": 1}]
    return []


def _may_come(part: CompiledField, standpoint: Standpoint) -> bool:
    """Whether a part can be there: its condition holds now, or hangs on the parts beside it."""
    field = part.field
    return field.when is None or bool(field.asked_siblings) or field.when.on(standpoint.scene) is True


def _always_required(part: CompiledField) -> bool:
    return part.required and part.access is Access.EDIT and not part.field.asked_siblings


def _plain(schema: Any) -> Any:
    """A copy without our own keywords, at any depth."""
    if isinstance(schema, Mapping):
        return {key: _plain(each) for key, each in schema.items() if not str(key).startswith("x-")}
    if isinstance(schema, list | tuple):
        return [_plain(each) for each in schema]
    return schema
