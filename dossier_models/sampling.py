"""Folders of foreign forms: their schemas, what lies beside them, and sample answers with a known verdict."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from referencing import Registry

SCHEMA_WORDS = {"$schema", "$ref", "$defs", "definitions", "properties", "allOf", "anyOf", "oneOf", "items"}


class Unreadable(ValueError):
    """A file that is not JSON in UTF-8. Its text says why."""


class Sample(NamedTuple):
    """Answers to a form. `claimed`: what whoever shipped them says of them; None where nobody does."""

    name: str
    instance: Any
    claimed: bool | None = None
    omit: tuple[str, ...] = ()
    patch: int | None = None


@dataclass(frozen=True)
class Form:
    """A schema and the files beside it. `folder` is None for a schema that lies about alone."""

    source: str
    name: str
    path: Path
    folder: Path | None = None

    @cached_property
    def schema(self) -> Any:
        """Raises Unreadable."""
        return read(self.path)

    def beside(self, name: str) -> Any:
        """What another file of the form's folder holds; None where there is none. Raises Unreadable."""
        if self.folder is None or not (self.folder / name).is_file():
            return None
        return read(self.folder / name)

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """Every sample beside the schema. Raises Unreadable."""
        return tuple(self._samples()) if self.folder else ()

    def _samples(self) -> Iterator[Sample]:
        for path in sorted(self.folder.glob("data*.json")) if self.folder else ():
            yield Sample(path.name, read(path))
        for name, claimed in (("valid.json", True), ("invalid.json", False), ("examples.json", True)):
            for number, each in enumerate(listed(self.beside(name))):
                yield Sample(f"{name}[{number}] {each.get('name', '')}".strip(), each.get("data"), claimed)
        cases = self.beside("cases.json")
        for number, each in enumerate(listed(cases["cases"] if isinstance(cases, Mapping) else cases)):
            claimed = each.get("valid", each.get("valid_by_python_jsonschema_2020_12"))
            yield Sample(
                f"cases.json[{number}] {each.get('name', '')}".strip(),
                each.get("data"),
                claimed if isinstance(claimed, bool) else None,
                tuple(each.get("omit") or ()),
                each.get("schema_patch"),
            )

    def schema_for(self, sample: Sample) -> Any:
        """The schema without what the sample leaves out of it, and changed as the sample says."""
        if not sample.omit and sample.patch is None:
            return self.schema
        schema = {key: each for key, each in self.schema.items() if key not in sample.omit}
        if sample.patch is not None:
            schema = patched(schema, self.beside("cases.json")["schema_patches"][sample.patch])
        return schema


def listed(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def forms_in(folder: Path) -> list[Form]:
    """The forms of a folder: folders with a schema.json at any depth, and schemas that lie about alone."""
    found = []
    for path in sorted(folder.rglob("schema.json")):
        parts = path.parent.relative_to(folder).parts
        source = parts[0] if len(parts) > 1 else folder.resolve().name
        name = "/".join(parts[1:] if len(parts) > 1 else parts) or folder.resolve().name
        found.append(Form(source, name, path, path.parent))
    homes = {form.folder for form in found}
    for path in sorted([*folder.glob("*.json"), *folder.glob("*/*.json")]):
        parts = path.relative_to(folder).parts
        if path.parent not in homes and not parts[0].startswith(("_", ".")) and seems_schema(path):
            found.append(Form(parts[0] if len(parts) > 1 else folder.resolve().name, path.stem, path))
    return found


def seems_schema(path: Path) -> bool:
    """Whether a loose file is to be tried. One that cannot be read is, so that it is spoken of."""
    try:
        content = read(path)
    except Unreadable:
        return True
    return isinstance(content, dict) and bool(SCHEMA_WORDS & content.keys())


def read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name}: {type(error).__name__}") from error


def patched(schema: Any, operations: list[Mapping[str, Any]]) -> Any:
    """JSON Patch's `add`, `replace` and `remove`; what a path does not find is left alone."""
    changed = deepcopy(schema)
    for each in operations:
        *way, last = (part.replace("~1", "/").replace("~0", "~") for part in str(each["path"])[1:].split("/"))
        place = changed
        for part in way:
            place = place.get(part) if isinstance(place, dict) else item(place, part)
        if isinstance(place, dict):
            if each["op"] == "remove":
                place.pop(last, None)
            else:
                place[last] = deepcopy(each.get("value"))
    return changed


def item(place: Any, part: str) -> Any:
    return place[int(part)] if isinstance(place, list) and part.isdigit() and int(part) < len(place) else None


def verdict(schema: Any, instance: Any) -> bool | None:
    """What `jsonschema` says under the schema's own draft (draft-07 where it names none), without network.

    None where it cannot tell: a reference that leads elsewhere, a keyword it fails on.
    """
    try:
        return validator(schema).is_valid(instance)
    except Exception:  # any fault of a foreign schema may surface here, in jsonschema's own words
        return None


def validator(schema: Any) -> Validator:
    draft = validator_for(schema, default=jsonschema.Draft7Validator)
    made: Validator = draft(schema, registry=Registry())
    return made
