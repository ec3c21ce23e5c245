"""From one flat foreign schema to one field of a model document. What no field can say goes to `x-also`."""

from dataclasses import dataclass, field
from typing import Any

from formengine.document import MAX_FIELDS
from formengine.importing import arrays, enumerated, objects, scalars, variants
from formengine.importing.expanding import CUT
from formengine.importing.fragments import (
    Schema,
    also,
    bent,
    consistent,
    finished,
    kinds,
    takes_null,
    texts_of,
    whole,
    with_default,
)
from formengine.importing.merging import Flat
from formengine.importing.report import Report
from formengine.importing.ui import ITEMS, Place, Ui
from formengine.limits import MAX_NESTING

MOST_LONG = 90_000


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
    `said`: constraints of objects that their fields say, which an empty object has to fit as well.
    """

    report: Report
    ui: Ui
    nesting: int = MAX_NESTING
    count: int = 0
    branches: dict[tuple[str, ...], tuple[tuple[str, Any], ...]] = field(default_factory=dict)
    only_if: dict[tuple[str, ...], Any] = field(default_factory=dict)
    said: dict[tuple[str, ...], list[Any]] = field(default_factory=dict)

    def lower(self, found: Flat, spot: Spot, *, quiet: bool = False) -> Schema:
        """The field for a schema: `x-type`, texts, limits, parts. What cannot be said is loose."""
        self.count += 1
        if self.count > MAX_FIELDS:
            raise TooManyFields
        made = _made(self, found, spot)
        if takes_null(found) and not found.impossible:
            made = bent(made, nullable=True)
        made = consistent(made, found)
        said = self.ui.at(spot.place)
        made = with_default(made, found)
        texts = texts_of(found, spot.name, title=said.title, said=said.help or said.description)
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
    if listed is not None and not listed.values:
        return work.loose(found, "nothing_fits")
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
