"""A value that may be one of several things: or null, one text under several rules, a choice of variant."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formengine.importing import enumerated, scalars
from formengine.importing.expanding import AT
from formengine.importing.fragments import MOST_TITLE, Schema, also, kinds, narrowed, whole
from formengine.importing.merging import Flat, flat
from formengine.importing.naming import key_for, readable

if TYPE_CHECKING:
    from formengine.importing.lowering import Spot, Work

SCALARS = frozenset({"string", "number", "integer", "boolean"})
WORDS = {
    "string": "Text",
    "number": "Number",
    "integer": "Whole number",
    "boolean": "Yes or no",
    "array": "List",
    "object": "Several fields",
}


@dataclass(frozen=True)
class Union:
    """One `oneOf` or `anyOf` of a schema, each branch together with what holds for all of them."""

    flats: tuple[Flat, ...]
    facet: dict[str, Any]
    rest: Flat
    nullable: bool


def of(found: Flat) -> Union | None:
    """The first union that decides what the value is; None where they only say more about an object."""
    for number, facet in enumerate(found.facets):
        branches = facet.get("oneOf") or facet.get("anyOf")
        if not branches:
            continue

        others = [each for other, each in enumerate(found.facets) if other != number]
        base = {key: value for key, value in found.base.items() if key not in ("title", "description", AT)}
        merged = [flat(branch, {**base}) for branch in branches]
        alive = [each for each in merged if not each.impossible]
        if not alive:
            continue
        some = [each for each in alive if each.base.get("type") != ["null"]]
        said = [set(kinds(each)) - {"null"} for each in some]
        if len(some) > 1 and all(each == {"object"} for each in said):
            continue
        if _only_says_more(found, facet):
            continue
        rest = Flat(dict(found.base), others, found.impossible)
        return Union(tuple(some), facet, rest, len(some) < len(alive))
    return None


def _only_says_more(found: Flat, facet: dict[str, Any]) -> bool:
    """Whether one scalar type is known without the union: then the union is a constraint."""
    given = [each for each in found.base.get("type", ()) if each != "null"]
    return len(given) == 1 and given[0] in SCALARS


def field(work: "Work", union: Union, found: Flat, spot: "Spot") -> Schema:

    if not union.flats:
        return {"x-type": "static", "x-plain": {"as": "nothing"}}
    if len(union.flats) == 1:
        only = union.flats[0]
        only = Flat({**only.base, AT: found.path}, [*only.facets, *union.rest.facets], only.impossible)
        made = work.lower(only, spot, quiet=True)
        return {key: value for key, value in made.items() if key not in ("title", "description")}
    types = {kind for each in union.flats for kind in kinds(each)} - {"null"}
    if types == {"integer", "number"}:
        types = {"number"}
    if len(types) == 1 and types <= SCALARS:
        kind = next(iter(types))
        work.report.adapted(found.path, "variants_as_one")
        listed = _known_values(union) if kind == "string" else None
        if listed is not None:
            options, values = enumerated.options(listed)
            choice: Schema = {"type": "string", "x-type": "choice", "oneOf": options, "x-other": True}
            choice["x-plain"] = {"other": True, **({"values": values} if values else {})}
            return also(choice, whole(found))
        one = Flat({**_shared(union, kind), "type": [kind]})
        return also(scalars.field(work, one, kind, spot), whole(found))
    if types <= SCALARS:
        work.report.adapted(found.path, "types_as_text", types=sorted(types))
        return _loose_text(whole(found))
    if types == {"array"} and all(set(_item_kinds(each)) <= SCALARS for each in union.flats):
        merged = {
            "type": ["array"],
            "items": {"anyOf": [each.base.get("items", True) for each in union.flats]},
        }
        return also(work.lower(Flat(merged), spot, quiet=True), whole(found))
    return _variants(work, union.flats, found, spot)


def _item_kinds(found: Flat) -> tuple[str, ...]:

    if "prefixItems" in found.base:
        return ("object",)
    return kinds(flat(found.base.get("items", True)))


def _known_values(union: Union) -> enumerated.Listed | None:
    """The values that some branches list beside one that takes any text."""
    lists = [enumerated.of(each) for each in union.flats]
    known = [each for each in lists if each is not None and each.values]
    if not known or len(known) == len(lists):
        return None
    values = {each[0]: each for one in known for each in one.values if isinstance(each[0], str)}
    return enumerated.Listed(tuple(values.values())) if values else None


def _shared(union: Union, kind: str) -> dict[str, Any]:
    """What every branch allows: the format all have, the loosest of their lengths."""
    made: dict[str, Any] = {}
    bases = [each.base for each in union.flats]
    formats = {each.get("format") for each in bases}
    if len(formats) == 1 and None not in formats:
        made["format"] = formats.pop()
    if all("maxLength" in each for each in bases):
        made["maxLength"] = max(each["maxLength"] for each in bases)
    return made


def _loose_text(schema: Any) -> Schema:
    return {
        "type": "string",
        "x-type": "text",
        "maxLength": scalars.MOST_TEXT,
        "x-plain": {"as": "loose"},
        "x-also": schema,
    }


def of_types(work: "Work", found: Flat, types: list[str], spot: "Spot") -> Schema:
    """Several JSON types: text where they are scalars, anything where nothing is said, else a choice."""

    if set(types) <= SCALARS:
        work.report.adapted(found.path, "types_as_text", types=types)
        return _loose_text(whole(found))
    if "type" not in found.base:
        return work.loose(found, "any")
    return _variants(work, tuple(narrowed(found, kind) for kind in types), found, spot)


def _variants(work: "Work", flats: tuple[Flat, ...], found: Flat, spot: "Spot") -> Schema:
    """A group: which variant, and a part for each, shown where it is chosen."""

    if not work.may_nest(spot):
        return work.loose(found, "too_deep")
    options: list[dict[str, str]] = []
    parts: dict[str, Schema] = {}
    tests: list[tuple[str, Any]] = []
    pick = "variant"
    for number, each in enumerate(flats, 1):
        title = readable(each.base.get("title"), most=MOST_TITLE) or title_of(each)
        key = key_for(title if len(title) <= 30 else f"variant_{number}", {*parts, pick})
        if any(option["title"] == title for option in options):
            title = f"{title} ({number})"
        value = f"v{number}"
        made = work.lower(each, spot.below(title, key, place=f"|{number}"), quiet=True)
        options.append({"const": value, "title": title})
        tests.append((value, whole(each)))
        if made.get("x-plain", {}).get("as") == "nothing":
            continue
        parts[key] = {
            **made,
            "title": title,
            "x-when": {"==": [{"var": f".{pick}"}, value]},
            "x-plain": {**_empty(made), **made.get("x-plain", {}), "of": value},
        }
    work.branches[(*spot.keys, pick)] = tuple(tests)
    work.report.adapted(found.path, "choice_of_variant", variants=len(flats))
    chooser = {
        "type": "string",
        "x-type": "choice",
        "title": "Which one?",
        "oneOf": options,
        "x-plain": {"as": "pick"},
    }
    made = {
        "type": "object",
        "x-type": "group",
        "properties": {pick: chooser, **parts},
        "required": [
            pick,
            *(key for key, part in parts.items() if part["x-type"] not in ("rows", "choices", "group")),
        ],
        "x-plain": {"as": "variant"},
    }
    return also(made, whole(found))


def _empty(made: Schema) -> Schema:
    """What a variant without any answer is in JSON."""
    if made["x-type"] == "group" or made.get("x-plain", {}).get("as") == "map":
        return {"absent": [] if made.get("x-plain", {}).get("as") == "tuple" else {}}
    return {"absent": []} if made["x-type"] in ("rows", "choices") else {}


def title_of(found: Flat) -> str:
    """What a branch without a title is called: its fixed value, its fields, its type."""
    from formengine.importing.naming import title_for

    properties = found.base.get("properties", {})
    for each in properties.values():
        inner = each if isinstance(each, dict) else {}
        value = inner.get("const", inner["enum"][0] if len(inner.get("enum") or ()) == 1 else None)
        if isinstance(value, str) and value:
            return readable(value, most=100) or title_for(value)
    if properties:
        return ", ".join(title_for(name) for name in list(properties)[:3])
    required = found.base.get("required") or ()
    if required:
        return ", ".join(title_for(name) for name in list(required)[:3])
    types = [each for each in kinds(found) if each != "null"]
    return WORDS.get(types[0], "…") if len(types) == 1 else "…"
