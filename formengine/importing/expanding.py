"""One schema without references, in the words of JSON Schema 2020-12, whatever draft it came in.

Every reference is replaced by what it leads to; recursion is cut after RECURSION rounds, earlier where the
whole would be too large. Each schema keeps its place in the source under AT, which is no keyword: `bare`
takes it away.
"""

from collections.abc import Mapping
from typing import Any

from formengine.fitting import runnable
from formengine.importing.keywords import ANNOTATIONS, ASSERTIONS, PLUMBING, UNHEEDED
from formengine.importing.patterns import translated
from formengine.importing.reading import Places
from formengine.importing.report import Report
from formengine.problems import DocumentRefused, Path

AT, CUT = "$at", "$cut"
MAX_SCHEMAS, MAX_STACK, RECURSION = 5_000, 60, 2
TRIES = (
    *((rounds, MAX_STACK) for rounds in range(RECURSION, -1, -1)),
    (0, 8),
    (0, 5),
    (0, 3),
    (0, 2),
    (0, 1),
)
"""Rounds of recursion, and references inside one another, tried until the document is small enough."""
ONE = ("additionalProperties", "propertyNames", "contains", "not", "if", "then", "else")
SAID_BESIDE = frozenset({*ANNOTATIONS, AT})


class TooMuch(Exception):
    """More schemas than may be made of one document."""


def expanded(places: Places, report: Report) -> Any:
    """The document's root, expanded. Raises DocumentRefused where that is more than MAX_SCHEMAS schemas."""
    for rounds, references in TRIES:
        try:
            return _Expansion(places, report, rounds, references).schema(places.document, (), ())
        except TooMuch:
            continue
    raise DocumentRefused("expands_too_much", most=MAX_SCHEMAS)


class _Expansion:
    def __init__(self, places: Places, report: Report, rounds: int, references: int) -> None:
        self.places, self.report, self.rounds, self.references = places, report, rounds, references
        self.count = self.inside = 0

    def schema(self, schema: Any, path: Path, stack: tuple[Path, ...]) -> Any:
        self.count += 1
        if self.count > MAX_SCHEMAS:
            raise TooMuch
        if not isinstance(schema, Mapping):
            return bool(schema)
        if len(stack) > MAX_STACK or stack.count(path) > self.rounds:
            self.report.adapted(path, "recursion_cut", rounds=self.rounds)
            return {AT: path, CUT: True}
        self.places.check(schema, path)
        stack = (*stack, path)
        reference = schema.get("$ref")
        if isinstance(reference, str):
            return self._referred(schema, reference, path, stack)
        return self._own(schema, path, stack)

    def _referred(
        self, schema: Mapping[str, Any], reference: str, path: Path, stack: tuple[Path, ...]
    ) -> Any:
        target, place = self.places.follow(reference, path, self.places.base_at(path))
        if self.inside >= self.references:
            self.report.adapted(path, "references_cut", most=self.references)
            return {AT: path, CUT: True}
        self.inside += 1
        inner = self.schema(target, place, stack)
        self.inside -= 1
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        if self.places.draft < 2019:
            beside = {key: value for key, value in beside.items() if key in ANNOTATIONS}
        own = self._own(beside, path, stack)
        said = {key: value for key, value in own.items() if key != AT}
        if not said:
            return inner
        if isinstance(inner, Mapping) and set(said) <= SAID_BESIDE:
            return {**inner, **said}
        return {"allOf": [inner], **own}

    def _own(self, schema: Mapping[str, Any], path: Path, stack: tuple[Path, ...]) -> dict[str, Any]:
        out: dict[str, Any] = {AT: path}
        for name, value in schema.items():
            known = ASSERTIONS.get(name)
            if known is None:
                if name in ANNOTATIONS:
                    out[name] = value
                    if name in UNHEEDED and value is True:
                        self.report.left_out((*path, name), "not_heeded", keyword=name)
                elif name not in PLUMBING and not name.startswith("ui:"):
                    self.report.left_out((*path, name), "unknown_keyword", keyword=name[:60])
            elif known[0] > self.places.draft:
                self.report.left_out((*path, name), "not_in_this_draft", keyword=name)
            else:
                self._keyword(out, name, value, path, stack)
        _bounds(out)
        return out

    def _keyword(
        self, out: dict[str, Any], name: str, value: Any, path: Path, stack: tuple[Path, ...]
    ) -> None:
        at = (*path, name)
        if name in ("properties", "dependentSchemas"):
            out.setdefault(name, {}).update(
                {key: self.schema(each, (*at, key), stack) for key, each in value.items()}
            )
        elif name == "patternProperties":
            self._patterned(out, value, at, stack)
        elif name in ("allOf", "anyOf", "oneOf", "prefixItems"):
            made = [self.schema(each, (*at, number), stack) for number, each in enumerate(value)]
            out[name] = [*out.get(name, ()), *made] if name == "allOf" else made
        elif name in ONE:
            out[name] = self.schema(value, at, stack)
        elif name == "items":
            self._items(out, value, at, stack)
        elif name == "additionalItems":
            if "prefixItems" in out or isinstance(out.get("items"), Mapping | bool) is False:
                out["$additional"] = self.schema(value, at, stack)
        elif name == "dependencies":
            self._dependencies(out, value, at, stack)
        elif name == "pattern":
            self._pattern(out, value, at)
        elif name == "required" and isinstance(value, bool):
            self.report.left_out(at, "required_is_a_list")
        elif name in ("$dynamicRef", "$recursiveRef"):
            self.report.left_out(at, "dynamic_reference")
        elif name in ("unevaluatedProperties", "unevaluatedItems"):
            out[name] = self.schema(value, at, stack)
        else:
            out[name] = value

    def _items(self, out: dict[str, Any], value: Any, at: Path, stack: tuple[Path, ...]) -> None:
        if isinstance(value, list):
            if value:
                out["prefixItems"] = [self.schema(each, (*at, n), stack) for n, each in enumerate(value)]
        else:
            out["items"] = self.schema(value, at, stack)

    def _dependencies(self, out: dict[str, Any], value: Any, at: Path, stack: tuple[Path, ...]) -> None:
        for key, each in value.items():
            if isinstance(each, list) and all(isinstance(name, str) for name in each):
                out.setdefault("dependentRequired", {})[key] = each
            elif isinstance(each, Mapping | bool):
                out.setdefault("dependentSchemas", {})[key] = self.schema(each, (*at, key), stack)
            else:
                raise DocumentRefused("not_a_schema", *at, key, keyword="dependencies")

    def _pattern(self, out: dict[str, Any], pattern: str, at: Path) -> None:
        said, changed = translated(pattern)
        if said is None:
            self.report.left_out(at, "pattern_not_runnable", pattern=pattern[:200])
            return
        if changed:
            self.report.adapted(at, "pattern_rewritten", pattern=pattern[:200])
        if "pattern" in said:
            out["pattern"] = said["pattern"]
        else:
            out.setdefault("allOf", []).append(said)

    def _patterned(self, out: dict[str, Any], value: Any, at: Path, stack: tuple[Path, ...]) -> None:
        for pattern, each in value.items():
            said, _changed = translated(pattern)
            if said is None or "pattern" not in said or runnable(said["pattern"]) is None:
                self.report.left_out((*at, pattern), "pattern_not_runnable", pattern=pattern[:200])
                continue
            inner = self.schema(each, (*at, pattern), stack)
            out.setdefault("patternProperties", {})[said["pattern"]] = inner


def _bounds(out: dict[str, Any]) -> None:
    """Draft 4's flags as 2020-12's numbers; a tuple's further items as `items`."""
    for flag, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(out.get(flag), bool) and out.pop(flag) and bound in out:
            out[flag] = out.pop(bound)
    rest = out.pop("$additional", None)
    if "prefixItems" in out and rest is not None and "items" not in out:
        out["items"] = rest


_NOT_BARE = frozenset({*ANNOTATIONS, AT, CUT, "format"})


def bare(schema: Any) -> Any:
    """The schema as it can be judged: without places, texts and formats. Data in it stays as it is."""
    if not isinstance(schema, Mapping):
        return schema
    found: dict[str, Any] = {}
    for name, value in schema.items():
        if name in _NOT_BARE or name in ("unevaluatedProperties", "unevaluatedItems"):
            continue
        if name in ("properties", "patternProperties", "dependentSchemas"):
            found[name] = {key: bare(each) for key, each in value.items()}
        elif name in ("allOf", "anyOf", "oneOf", "prefixItems"):
            found[name] = [bare(each) for each in value]
        elif name in ONE or name == "items":
            found[name] = bare(value)
        else:
            found[name] = value
    return found
