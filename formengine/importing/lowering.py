"""From one flat foreign schema to one field of a model document. What no field can say goes to `x-also`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formengine.document import MAX_FIELDS
from formengine.fitting import fits
from formengine.importing import arrays, enumerated, objects, scalars, variants
from formengine.importing.expanding import CUT, bare
from formengine.importing.merging import Flat
from formengine.importing.naming import readable, title_for
from formengine.importing.report import Report
from formengine.importing.ui import ITEMS, Place, Ui
from formengine.limits import MAX_NESTING

MOST_TITLE, MOST_HELP, MOST_LONG = 300, 4_000, 90_000
Schema = dict[str, Any]


class TooManyFields(Exception):
    """More fields than a document holds: groups must be made of fewer."""


@dataclass(frozen=True)
class Spot:
    """Where a field is to stand: its foreign name, the way to it there and here, the containers above it."""

    name: str
    place: Place = ()
    keys: tuple[str, ...] = ()
    level: int = 0

    def below(self, name: str, key: str, *, place: str | None = None) -> "Spot":
        """A part of the container at this spot."""
        return Spot(name, (*self.place, place or name), (*self.keys, key), self.level + 1)

    def item(self, key: str) -> "Spot":
        return Spot(self.name, (*self.place, ITEMS), (*self.keys, key), self.level + 1)


@dataclass
class Work:
    """What is known while one document is lowered.

    `nesting`: containers inside one another that may be made. `branches`: the schemas by which a choice of
    variant is made, by key path. `only_if`: what an object must fit for one of its parts to be meant.
    """

    report: Report
    ui: Ui
    nesting: int = MAX_NESTING
    count: int = 0
    branches: dict[tuple[str, ...], tuple[tuple[str, Any], ...]] = field(default_factory=dict)
    only_if: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def lower(self, found: Flat, spot: Spot, *, quiet: bool = False) -> Schema:
        """The field for a schema: `x-type`, texts, limits, parts. Never fails: what cannot be said is loose."""
        self.count += 1
        if self.count > MAX_FIELDS:
            raise TooManyFields
        made = _made(self, found, spot)
        if takes_null(found) and not found.impossible:
            made = bent(made, nullable=True)
        made = consistent(made, found)
        said = self.ui.at(spot.place)
        texts = texts_of(found, spot.name, title=said.title, help=said.help or said.description)
        if not quiet:
            self.report.kept(found.path, "field", type=made["x-type"])
        return {**texts, **made}

    def loose(self, found: Flat, why: str) -> Schema:
        """A field that takes any JSON, judged by the schema itself."""
        self.report.adapted(found.path, "asked_as_json", why=why)
        return also(
            {"type": "string", "x-type": "longtext", "maxLength": MOST_LONG, "x-plain": {"as": "loose"}},
            whole(found),
        )

    def may_nest(self, spot: Spot) -> bool:
        return spot.level < self.nesting


def _made(work: Work, found: Flat, spot: Spot) -> Schema:
    if found.base.get(CUT):
        return work.loose(found, "recursion")
    if found.impossible:
        work.report.left_out(found.path, "nothing_fits")
        return {"x-type": "static", "x-plain": {"as": "nothing"}}
    listed = enumerated.of(found)
    if listed is not None:
        return enumerated.field(work, listed, found)
    union = variants.of(found)
    if union is not None:
        return variants.field(work, union, found, spot)
    types = [each for each in kinds(found) if each != "null"]
    if not types:
        return {"x-type": "static", "x-plain": {"as": "nothing"}}
    if len(types) > 1:
        return variants.of_types(work, found, types, spot)
    if types == ["object"]:
        return objects.field(work, found, spot)
    if types == ["array"]:
        return arrays.field(work, found, spot)
    return finished(scalars.field(work, found, types[0], spot), found)


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
    spoken = tuple(kind for kind, signs in _SIGNS.items() if any(sign in found.base for sign in signs))
    if any("if" in each or "dependentSchemas" in each for each in found.facets) and "object" not in spoken:
        spoken = ("object", *spoken)
    return spoken or ("string", "number", "boolean", "object", "array")


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


def texts_of(found: Flat, name: str, *, title: str = "", help: str = "") -> Schema:
    """Title and help, from the layout, the schema, or the name."""
    texts = {"title": readable(title or found.base.get("title"), most=MOST_TITLE) or title_for(name)}
    said = readable(help or found.base.get("description"), most=MOST_HELP)
    return {**texts, "description": said} if said else texts
