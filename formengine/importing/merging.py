"""One flat schema out of several that must all hold: what `allOf` means, as far as it can be said flat."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from typing import Any

from formengine.importing.expanding import AT, CUT
from formengine.importing.keywords import ANNOTATIONS, TYPES

FACETS = ("oneOf", "anyOf", "not", "dependentSchemas")
CONDITION = ("if", "then", "else")
LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


@dataclass
class Flat:
    """`base`: keywords that stand alone. `facets`: schemas of one thing each (`oneOf`, `if`, `pattern`…).

    `impossible`: nothing is valid under it.
    """

    base: dict[str, Any] = field(default_factory=dict)
    facets: list[dict[str, Any]] = field(default_factory=list)
    impossible: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The JSON types that are allowed; all where the schema does not say."""
        given = self.base.get("type")
        return tuple(given) if given is not None else TYPES

    @property
    def path(self) -> Any:
        return self.base.get(AT, ())


def flat(*schemas: Any) -> Flat:
    """All of them at once, their `allOf` included; the first one's texts win."""
    out = Flat()
    for each in _with_parts(schemas):
        if isinstance(each, bool):
            out.impossible = out.impossible or not each
            continue
        _take(out, each)
    return out


def _with_parts(schemas: Iterable[Any]) -> Iterable[Any]:
    waiting = list(schemas)
    while waiting:
        each = waiting.pop(0)
        yield each
        if isinstance(each, Mapping):
            waiting[:0] = each.get("allOf", ())


def _take(out: Flat, schema: Mapping[str, Any]) -> None:
    base = out.base
    if "if" in schema and ("then" in schema or "else" in schema):
        out.facets.append({AT: schema.get(AT), **{key: schema[key] for key in CONDITION if key in schema}})
    for name in FACETS:
        if name in schema:
            out.facets.append({AT: schema.get(AT), name: schema[name]})
    _objects(base, schema)
    _lists(out, schema)
    for name, value in schema.items():
        if name in FACETS or name in CONDITION or name in _ELSEWHERE:
            continue
        if name not in base:
            base[name] = _types(value) if name == "type" else value
        elif name not in ANNOTATIONS and name not in (AT, CUT):
            _both(out, name, base[name], value)


_ELSEWHERE = frozenset(
    {"allOf", "properties", "patternProperties", "additionalProperties", "prefixItems", "items"}
)


def _types(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


def _both(out: Flat, name: str, one: Any, other: Any) -> None:
    """One keyword said twice."""
    base = out.base
    if one == other and type(one) is type(other):
        return
    if name == "type":
        base[name] = _common(one, _types(other))
        out.impossible = out.impossible or not base[name]
    elif name == "enum":
        theirs = {token(each) for each in other}
        base[name] = [each for each in one if token(each) in theirs]
        out.impossible = out.impossible or not base[name]
    elif name in LEAST:
        base[name] = max(one, other)
    elif name in MOST:
        base[name] = min(one, other)
    elif name == "required":
        base[name] = [*one, *(each for each in other if each not in one)]
    elif name == "dependentRequired":
        base[name] = {key: [*one.get(key, ()), *other.get(key, ())] for key in {**one, **other}}
    elif name == "uniqueItems":
        base[name] = one or other
    elif name == "multipleOf" and _divides(one, other):
        base[name] = other
    elif name == "multipleOf" and _divides(other, one):
        pass
    elif name == "propertyNames":
        base[name] = {"allOf": [one, other]}
    elif name != "format":
        out.facets.append({name: other})


def _common(one: list[str], other: list[str]) -> list[str]:
    found = [each for each in one if each in other or (each == "integer" and "number" in other)]
    if "integer" in other and "number" in one and "integer" not in found:
        found.append("integer")
    return found


def _divides(small: Any, large: Any) -> bool:
    try:
        return Decimal(str(large)) % Decimal(str(small)) == 0
    except DecimalException:
        return False


def token(value: Any) -> str:
    """A text that two JSON values share where they are equal: true is not 1, 1.0 is 1."""
    return json.dumps(_whole_numbers(value), sort_keys=True, default=str)


def _whole_numbers(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole_numbers(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _whole_numbers(each) for key, each in value.items()}
    return value


def same(one: Any, other: Any) -> bool:
    """Equal as JSON."""
    return token(one) == token(other)


def _objects(base: dict[str, Any], schema: Mapping[str, Any]) -> None:
    """Properties of both; what one does not name is subject to its `additionalProperties`."""
    if not {"properties", "patternProperties", "additionalProperties"} & set(schema):
        return
    mine, theirs = base.get("properties", {}), schema.get("properties", {})
    found = {}
    for name in {**mine, **theirs}:
        parts = [side[name] for side in (mine, theirs) if name in side]
        for side, names in ((base, mine), (schema, theirs)):
            if name not in names and "additionalProperties" in side and not side.get("patternProperties"):
                parts.append(side["additionalProperties"])
        parts = [each for each in parts if each is not True] or [True]
        found[name] = parts[0] if len(parts) == 1 else {AT: _at(parts), "allOf": parts}
    if found or "properties" in schema:
        base["properties"] = found
    patterns = dict(base.get("patternProperties", {}))
    for name, each in schema.get("patternProperties", {}).items():
        patterns[name] = {"allOf": [patterns[name], each]} if name in patterns else each
    if patterns:
        base["patternProperties"] = patterns
    if "additionalProperties" in schema:
        rest = schema["additionalProperties"]
        if "additionalProperties" in base and base["additionalProperties"] is not True:
            rest = (
                base["additionalProperties"]
                if rest is True
                else {"allOf": [base["additionalProperties"], rest]}
            )
            if False in rest.get("allOf", ()) if isinstance(rest, Mapping) else False:
                rest = False
        base["additionalProperties"] = rest


def _at(parts: list[Any]) -> Any:
    return next((each[AT] for each in parts if isinstance(each, Mapping) and AT in each), ())


def _lists(out: Flat, schema: Mapping[str, Any]) -> None:
    base = out.base
    if "prefixItems" in schema or "items" in schema:
        if "prefixItems" in base or ("items" in base and "prefixItems" in schema):
            out.facets.append({name: schema[name] for name in ("prefixItems", "items") if name in schema})
            return
        if "items" in base and "items" in schema:
            base["items"] = {AT: _at([base["items"]]), "allOf": [base["items"], schema["items"]]}
            return
        for name in ("prefixItems", "items"):
            if name in schema:
                base[name] = schema[name]
