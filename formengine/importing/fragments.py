"""Pieces of fields: what a flat schema means, its texts, and constraints put beside a field."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from formengine.fitting import fits
from formengine.importing.expanding import bare
from formengine.importing.merging import Flat, token
from formengine.importing.naming import readable, title_for

Schema = dict[str, Any]
MOST_TITLE, MOST_HELP = 300, 4_000


_SIGNS: Mapping[str, tuple[str, ...]] = {
    "object": (
        *("properties", "patternProperties", "additionalProperties", "required", "minProperties"),
        *("maxProperties", "propertyNames", "dependentRequired"),
    ),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format", "contentEncoding", "contentMediaType"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}


def kinds(found: Flat) -> tuple[str, ...]:
    """The JSON types a schema means: those it names, or those its keywords speak of."""
    if "type" in found.base:
        given = tuple(found.base["type"])
        return tuple(each for each in given if not (each == "integer" and "number" in given))
    if "const" in found.base or "enum" in found.base:
        values = [found.base["const"]] if "const" in found.base else found.base["enum"]
        return tuple(dict.fromkeys(_kind(value) for value in values)) or ("string",)
    spoken = tuple(kind for kind, signs in _SIGNS.items() if any(sign in found.base for sign in signs))
    if any("if" in each or "dependentSchemas" in each for each in found.facets) and "object" not in spoken:
        spoken = ("object", *spoken)
    return spoken or ("string", "number", "boolean", "object", "array")


def _kind(value: Any) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if value == int(value) else "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def narrowed(found: Flat, kind: str) -> Flat:
    """The same schema for one JSON type."""
    return Flat({**found.base, "type": [kind]}, found.facets, found.impossible)


def takes_null(found: Flat) -> bool:
    """Whether `null` is allowed on purpose."""
    if found.impossible or not ({"type", "enum", "const"} & set(found.base) or found.facets):
        return False
    if "null" not in found.types or any("if" in each for each in found.facets):
        return False
    spoken = any(name in json_text(found) for name in ('"null"', "null"))
    return spoken and fits(whole(found), None)


def json_text(found: Flat) -> str:
    return json.dumps(whole(found), default=str)


def whole(found: Flat) -> Any:
    """The flat schema as one that can be judged."""
    parts = [bare(each) for each in found.facets]
    base = bare(found.base)
    return {**base, "allOf": parts} if parts else base


PREFILLED = frozenset(
    ["text", "longtext", "yesno", "integer", "decimal", "date", "email", "choice", "choices"]
)


def with_default(made: Schema, found: Flat) -> Schema:
    """With the schema's default as the first answer, where it is one that the schema itself accepts."""
    value = found.base.get("default")
    if value in (None, "", []) or made["x-type"] not in PREFILLED or not fits(whole(found), value):
        return made
    plain = made.get("x-plain", {})
    if plain.get("as") == "loose" or plain.get("other"):
        return made
    if made["x-type"] == "decimal":
        return {**made, "x-default": f"{Decimal(str(value)):f}"}
    known = {token(each): text for text, each in plain.get("values", {}).items()}
    several = isinstance(value, list)
    texts = [known.get(token(each), each) for each in (value if several else [value])]
    return {**made, "x-default": texts if several else texts[0]}


BOUNDS = (
    *(("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"), ("x-min", "x-max")),
)


def consistent(made: Schema, found: Flat) -> Schema:
    """Without limits that exclude one another: nothing fits them, which the constraint says as well."""
    for least, most in BOUNDS:
        if least in made and most in made and float(made[least]) > float(made[most]):
            made = {key: value for key, value in made.items() if key not in (least, most)}
            made = also(made, whole(found))
    return made


def finished(made: Schema, found: Flat) -> Schema:
    """With the facets no part of the field speaks of."""
    for facet in found.facets:
        made = also(made, bare(facet))
    return made


def also(made: Schema, schema: Any) -> Schema:
    """With one more constraint, judged on the plain value."""
    if schema in (True, {}):
        return made
    if "x-also" not in made:
        return {**made, "x-also": schema}
    before = made["x-also"]
    both = before["allOf"] if set(before) == {"allOf"} else [before]
    return {**made, "x-also": {"allOf": [*both, schema]}}


def bent(made: Schema, **how: Any) -> Schema:
    return {**made, "x-plain": {**made.get("x-plain", {}), **how}}


def texts_of(found: Flat, name: str, *, title: str = "", said: str = "") -> Schema:
    """Title and help, from the layout, the schema, or the name."""
    texts = {"title": readable(title or found.base.get("title"), most=MOST_TITLE) or title_for(name)}
    about = readable(said or found.base.get("description"), most=MOST_HELP)
    return {**texts, "description": about} if about else texts
