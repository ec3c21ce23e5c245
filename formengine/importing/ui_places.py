"""Where in a schema a layout points: pointers to places, and what stands at a place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from formengine.importing.ui import ITEMS, Place

COMBINED = ("allOf", "anyOf", "oneOf")
BRANCHES = ("then", "else", "if")
MOST_LOOKED_AT = 200


def place_of(pointer: Any) -> Place | None:
    """The place of `#/properties/a/items/properties/b`: ("a", "[]", "b"). None for what is no such pointer.

    Steps through alternatives and branches (`/anyOf/0/then/…`) lead to the same place as none.
    """
    if not isinstance(pointer, str):
        return None
    steps = [
        unquote(part).replace("~1", "/").replace("~0", "~") for part in pointer.removeprefix("#").split("/")
    ]
    if steps[0]:
        return None
    found: list[str] = []
    rest = iter(steps[1:])
    for step in rest:
        if step == "properties":
            name = next(rest, None)
            if name is None:
                return None
            found.append(name)
        elif step == "items":
            found.append(ITEMS)
        elif step in COMBINED:
            next(rest, None)
        elif step and step not in BRANCHES:
            return None
    return tuple(found)


@dataclass(frozen=True)
class Spot:
    """The schemas that speak of one place, among them those of its alternatives."""

    root: Any
    schemas: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, root: Any) -> "Spot":
        return cls(root, tuple(_unfolded(root, [root])))

    def child(self, name: str) -> "Spot":
        inner = (each["properties"].get(name) for each in self._with("properties"))
        return Spot(self.root, tuple(_unfolded(self.root, [each for each in inner if each is not None])))

    @property
    def items(self) -> "Spot":
        return Spot(self.root, tuple(_unfolded(self.root, [each["items"] for each in self._with("items")])))

    @property
    def is_array(self) -> bool:
        return any(each.get("type") == "array" or "items" in each for each in self.schemas)

    def has(self, name: str) -> bool:
        return any(name in each["properties"] for each in self._with("properties"))

    def at(self, place: Place) -> "Spot":
        spot = self
        for part in place:
            spot = spot.items if part == ITEMS else spot.child(part)
        return spot

    def _with(self, keyword: str) -> Iterator[Mapping[str, Any]]:
        return (each for each in self.schemas if isinstance(each.get(keyword), Mapping))


def _unfolded(root: Any, schemas: list[Any]) -> Iterator[Mapping[str, Any]]:
    """The schemas, what they refer to here, and their alternatives and branches."""
    waiting, seen = list(schemas), set[int]()
    while waiting and len(seen) < MOST_LOOKED_AT:
        each = waiting.pop(0)
        if not isinstance(each, Mapping) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each.get("$ref"), str):
            waiting.append(_pointed(root, each["$ref"]))
        for keyword in COMBINED:
            if isinstance(each.get(keyword), list):
                waiting.extend(each[keyword])
        waiting.extend(each[keyword] for keyword in BRANCHES if keyword in each)


def _pointed(root: Any, reference: str) -> Any:
    if not reference.startswith("#"):
        return None
    found = root
    for part in reference[1:].split("/")[1:]:
        name = unquote(part).replace("~1", "/").replace("~0", "~")
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
