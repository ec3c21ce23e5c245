"""An instance of the foreign schema as answers, and back. Strict about JSON types: `"5"` is not 5 here."""

import uuid
from collections.abc import Mapping
from typing import Any

from formengine.fitting import fits
from formengine.importing.answering import chosen, count, scalar, written
from formengine.importing.merging import same
from formengine.importing.shape import Converted, Keys, Shape
from formengine.limits import check_limits
from formengine.plain import bent, children_of, foreign_name, plain_parts
from formengine.problems import DocumentRefused, Path, Problem

MAX_DEPTH, MAX_TEXT = 64, 1_000_000


def answers_from(shape: Shape, instance: Any) -> Converted:
    """The instance as raw answers by field key. What is no instance of the schema's types is a problem."""
    try:
        check_limits(instance, max_depth=MAX_DEPTH, max_text=MAX_TEXT)
    except DocumentRefused as refused:
        return Converted({}, (refused.problem,))
    work = _Conversion(shape)
    parts = dict(children_of(shape.document))
    given = {"value": instance} if shape.wrapped else instance
    if not isinstance(given, Mapping):
        return Converted({}, (Problem((), "not_an_object"),))
    answers = work.parts(shape.document, parts, given, (), ())
    return Converted(answers, tuple(work.problems), tuple(work.dropped), frozenset(work.documents))


def instance_from(shape: Shape, answers: Mapping[str, Any]) -> Any:
    """The foreign instance that stored answers stand for."""
    found = plain_parts(dict(children_of(shape.document)), answers)
    return found.get("value") if shape.wrapped else found


class _Conversion:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.problems: list[Problem] = []
        self.dropped: list[Path] = []
        self.documents: set[str] = set()

    def no(self, path: Path, code: str, **params: Any) -> None:
        self.problems.append(Problem(path, code, params))

    def parts(
        self,
        schema: Mapping[str, Any],
        parts: Mapping[str, Any],
        given: Mapping[str, Any],
        keys: Keys,
        path: Path,
    ) -> dict[str, Any]:
        """The properties of an object, each to its field."""
        how = bent(schema)
        by_name: dict[str, list[str]] = {}
        rest = None
        raw: dict[str, Any] = {}
        for key, part in parts.items():
            said = bent(part)
            if said.get("rest"):
                rest = key
            elif said.get("as") == "pick":
                raw[key] = self.picked((*keys, key), given, path)
            else:
                by_name.setdefault(foreign_name(key, part), []).append(key)
        others: dict[str, Any] = {}
        for name, value in given.items():
            if name in by_name:
                meant = self.meant(by_name[name], given, keys)
                if meant is None:
                    self.dropped.append((*path, name))
                    continue
                found = self.value(parts[meant], value, (*keys, meant), (*path, name))
                if found is not None:
                    raw[meant] = found
            elif name in how.get("drop", {}):
                if not fits(how["drop"][name], value):
                    self.no((*path, name), "does_not_fit")
            elif rest is not None:
                others[name] = value
            elif how.get("closed"):
                self.no((*path, name), "unknown_field")
            else:
                self.dropped.append((*path, name))
        if rest is not None and others:
            raw[rest] = self.value(parts[rest], others, (*keys, rest), path)
        for name in how.get("must", ()):
            if name not in given:
                self.no((*path, name), "required")
        for name, named in by_name.items():
            needed = (
                parts[key]["x-type"] == "constant" or {"absent", "needed"} & _true(bent(parts[key]))
                for key in named
            )
            if name not in given and any(needed):
                self.no((*path, name), "required")
        return raw

    def meant(self, candidates: list[str], given: Mapping[str, Any], keys: Keys) -> str | None:
        """Of the fields of one foreign name the one this object means; None where it is not to be there."""
        for key in candidates:
            test = self.shape.only_if.get((*keys, key))
            if test is None or fits(test, given):
                return key
        return None

    def picked(self, keys: Keys, given: Any, path: Path) -> str | None:
        for value, test in self.shape.branches.get(keys, ()):
            if fits(test, given):
                return value
        self.no(path, "no_variant_fits")
        return None

    def value(self, schema: Mapping[str, Any], given: Any, keys: Keys, path: Path) -> Any:
        """The raw answer for one value; None where there is none."""
        how, kind = bent(schema), schema["x-type"]
        if how.get("as") == "nothing":
            return None if fits(how.get("fits", True), given) else self.no(path, "does_not_fit")
        if kind == "constant":
            return None if same(given, schema.get("const")) else self.no(path, "not_an_option")
        if how.get("as") == "loose":
            return written(given)
        if "values" in how or kind in ("choice", "choices"):
            return chosen(self.no, schema, how, given, path)
        if given is None:
            if not how.get("nullable"):
                self.no(path, "null")
            return None
        if kind == "group":
            return self.group(schema, how, given, keys, path)
        if kind == "rows":
            return self.rows(schema, how, given, keys, path)
        if kind == "file":
            return self.files(how, given, path)
        return scalar(self.no, schema, how, given, path)

    def group(
        self, schema: Mapping[str, Any], how: Mapping[str, Any], given: Any, keys: Keys, path: Path
    ) -> Any:
        parts = dict(children_of(schema))
        if how.get("as") == "variant":
            return self.variant(parts, given, keys, path)
        if how.get("as") == "tuple":
            return self.tuple(schema, parts, how, given, keys, path)
        if not isinstance(given, Mapping):
            return self.no(path, "not_an_object")
        raw = self.parts(schema, parts, given, keys, path)
        if not any(each is not None for each in raw.values()):
            self.fitting(keys, given, path)
            for key in schema.get("required", ()):
                if foreign_name(key, parts[key]) not in given and bent(parts[key]).get("as") != "pick":
                    self.no((*path, foreign_name(key, parts[key])), "required")
        self.judged(schema, given, path)
        return {key: each for key, each in raw.items() if each is not None} or None

    def fitting(self, keys: Keys, given: Any, path: Path) -> None:
        """What the fields of an object say, of one that is there without any answer."""
        if not all(fits(each, given) for each in self.shape.said.get(keys, ())):
            self.no(path, "does_not_fit")

    def judged(self, schema: Mapping[str, Any], given: Any, path: Path) -> None:
        """What the whole must fit, before parts that have no field or whose condition is not met go."""
        if "x-also" in schema and not fits(schema["x-also"], given):
            self.no(path, "does_not_fit")

    def variant(self, parts: Mapping[str, Any], given: Any, keys: Keys, path: Path) -> Any:
        pick = next((key for key, part in parts.items() if bent(part).get("as") == "pick"), None)
        chosen = self.picked((*keys, pick), given, path) if pick else None
        key = next(
            (key for key, part in parts.items() if bent(part).get("of") == chosen and key != pick), None
        )
        if pick is None or chosen is None or key is None:
            return {pick: chosen} if pick and chosen else None
        return {pick: chosen, key: self.value(parts[key], given, (*keys, key), path)}

    def tuple(
        self,
        schema: Mapping[str, Any],
        parts: Mapping[str, Any],
        how: Mapping[str, Any],
        given: Any,
        keys: Keys,
        path: Path,
    ) -> Any:
        if not isinstance(given, list):
            return self.no(path, "not_a_list")
        single = [key for key, part in parts.items() if not bent(part).get("rest")]
        rest = next((key for key, part in parts.items() if bent(part).get("rest")), None)
        raw = {
            key: self.value(parts[key], each, (*keys, key), (*path, number))
            for number, (key, each) in enumerate(zip(single, given, strict=False))
        }
        more = given[len(single) :]
        if more and rest is not None:
            raw[rest] = self.value(parts[rest], more, (*keys, rest), path)
        elif more and how.get("closed"):
            self.no(path, "too_many_rows", most=len(single))
        self.judged(schema, given, path)
        return {key: each for key, each in raw.items() if each is not None} or None

    def rows(
        self, schema: Mapping[str, Any], how: Mapping[str, Any], given: Any, keys: Keys, path: Path
    ) -> Any:
        parts = dict(children_of(schema))
        if how.get("as") == "map":
            return self.map(schema, parts, given, keys, path)
        if not isinstance(given, list):
            return self.no(path, "not_a_list")
        count(self.no, schema, len(given), path)
        self.judged(schema, given, path)
        rows = []
        for number, each in enumerate(given):
            at = (*path, number)
            if how.get("as") == "value":
                rows.append({"value": self.value(parts["value"], each, (*keys, "value"), at)})
            elif isinstance(each, Mapping):
                holder = {**schema["items"], "x-plain": how.get("row", {})}
                row = self.parts(holder, parts, each, keys, at)
                if not row:
                    self.fitting(keys, each, at)
                for key in schema["items"].get("required", ()):
                    name = foreign_name(key, parts[key])
                    if not row and name not in each:
                        self.no((*at, name), "required")
                rows.append(row)
            else:
                self.no(at, "null" if each is None else "not_an_object")
        return rows or None

    def map(
        self, schema: Mapping[str, Any], parts: Mapping[str, Any], given: Any, keys: Keys, path: Path
    ) -> Any:
        if not isinstance(given, Mapping):
            return self.no(path, "not_an_object")
        self.judged(schema, given, path)
        rows = [
            {"key": name, "value": self.value(parts["value"], each, (*keys, "value"), (*path, name))}
            for name, each in given.items()
        ]
        return rows or None

    def files(self, how: Mapping[str, Any], given: Any, path: Path) -> Any:
        several = how.get("as") == "files"
        found = given if several else [given]
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            return self.no(path, "not_a_list" if several else "not_text")
        ids = [str(uuid.uuid5(uuid.NAMESPACE_URL, each)) for each in found if each]
        self.documents.update(ids)
        return ids or None


def _true(how: Mapping[str, Any]) -> set[str]:
    """The words of how a value was bent that say something."""
    return {word for word, said in how.items() if word == "absent" or said}
