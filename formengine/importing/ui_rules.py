"""When a layout shows a thing: rules of JSON Forms as JSON Schemas of the whole, without circles."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from formengine.importing.ui import ITEMS, Place
from formengine.importing.ui_places import place_of

SHOWING = {"SHOW": True, "ENABLE": True, "HIDE": False, "DISABLE": False}
MAX_DEPTH = 16
Json = Mapping[str, Any]


class Condition(NamedTuple):
    """`schema` is met by the whole instance (or innermost row) while the thing is shown.

    `sources` are the places it asks about.
    """

    schema: Json
    sources: tuple[Place, ...]


def condition_of(rule: Json, prefix: Place) -> Condition | None:
    """None for a rule of another kind. `prefix`: the place the rule's own pointers begin at."""
    shows = SHOWING.get(str(rule.get("effect")))
    found = _condition(rule.get("condition"), _within_row(prefix), MAX_DEPTH)
    if shows is None or found is None:
        return None
    row = prefix[: len(prefix) - len(_within_row(prefix))]
    sources = tuple((*row, *each) for each in found.sources)
    return Condition(found.schema if shows else {"not": found.schema}, sources)


def _within_row(place: Place) -> Place:
    """What of a place lies inside its innermost row."""
    return place[len(place) - place[::-1].index(ITEMS) :] if ITEMS in place else place


def _condition(condition: Any, prefix: Place, left: int) -> Condition | None:
    if not isinstance(condition, Mapping) or not left:
        return None
    kind = condition.get("type")
    if kind in ("AND", "OR"):
        parts = condition.get("conditions")
        found = [_condition(each, prefix, left - 1) for each in parts] if isinstance(parts, list) else []
        known = [each for each in found if each is not None]
        if not known or len(known) != len(found):
            return None
        word = "allOf" if kind == "AND" else "anyOf"
        sources = tuple(source for each in known for source in each.sources)
        return Condition({word: [each.schema for each in known]}, sources)
    place = place_of(condition.get("scope"))
    if place is None or ITEMS in place:
        return None
    if "expectedValue" in condition:
        return _at((*prefix, *place), {"const": condition["expectedValue"]}, True)
    schema = condition.get("schema")
    if isinstance(schema, bool):
        schema = {} if schema else {"not": {}}
    if not isinstance(schema, Mapping):
        return None
    strict = condition.get("failWhenUndefined") is True or _refuses_nothing_there(schema)
    return _at((*prefix, *place), schema, strict)


def _refuses_nothing_there(schema: Json) -> bool:
    """Whether a value that is not there fails: what names its values or its type is not met by none."""
    return bool({"const", "enum", "type", "required"} & schema.keys())


def _at(place: Place, schema: Json, needed: bool) -> Condition:
    whole = schema
    for name in reversed(place):
        whole = {"properties": {name: whole}, **({"required": [name]} if needed else {})}
    return Condition(whole, tuple(_asked(schema, place, MAX_DEPTH)))


def _asked(schema: Any, place: Place, left: int) -> set[Place]:
    """The places a schema looks at: what it names inside this one, or this one itself."""
    if not isinstance(schema, Mapping) or not left:
        return {place}
    found: set[Place] = set()
    if isinstance(schema.get("required"), list):
        found |= {(*place, str(name)) for name in schema["required"]}
    if isinstance(schema.get("properties"), Mapping):
        for name, each in schema["properties"].items():
            found |= _asked(each, (*place, name), left - 1)
    for word in ("allOf", "anyOf", "oneOf"):
        for each in schema[word] if isinstance(schema.get(word), list) else ():
            found |= _asked(each, place, left - 1)
    for word in ("not", "if", "then", "else"):
        if word in schema:
            found |= _asked(schema[word], place, left - 1)
    return found or {place}


def without_circles(rules: Mapping[Place, list[Condition]]) -> tuple[dict[Place, Json], tuple[Place, ...]]:
    """What each place waits for, and the places with a rule that would make it wait for itself."""
    kept: dict[Place, list[Condition]] = {}
    circles = []
    for place, conditions in rules.items():
        for each in conditions:
            if any(_waits(source, place, kept, frozenset()) for source in each.sources):
                circles.append(place)
            else:
                kept.setdefault(place, []).append(each)
    whens = {
        place: each[0].schema if len(each) == 1 else {"allOf": [one.schema for one in each]}
        for place, each in kept.items()
    }
    return whens, tuple(dict.fromkeys(circles))


def _waits(one: Place, other: Place, kept: Mapping[Place, list[Condition]], seen: frozenset[Place]) -> bool:
    """Whether `one` is, or waits for, `other`, anything in it, or what it stands in."""
    if one[: len(other)] == other or other[: len(one)] == one:
        return True
    near = (
        place
        for place in kept
        if place not in seen and (one[: len(place)] == place or place[: len(one)] == one)
    )
    return any(
        _waits(source, other, kept, seen | {place})
        for place in near
        for each in kept[place]
        for source in each.sources
    )
