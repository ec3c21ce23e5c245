"""What a new dossier begins with: defaults of the design, and answers taken from what is known already.

    x-default   an answer, or a rule that asks for no answers: {"today": []}
    x-prefill   {"from": "profile" | "organisation" | "dossier", "path": "email", "locked": true}

A value is taken as if it had been sent: in the form its type stores, and not at all where the type would not
accept it. What is its writer's own deed (a file, a signature, a consent) is never filled in for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from formengine.compiling import CompiledField, CompiledView
from formengine.fieldtypes import type_of
from formengine.limits import check_limits
from formengine.model import Field, Model
from formengine.problems import DocumentRefused, Unacceptable
from formengine.rules import OPERATORS, Expression, Scene, compile_expression

PROFILE, ORGANISATION, DOSSIER = "profile", "organisation", "dossier"
KNOWN: Mapping[str, tuple[str, ...]] = {
    PROFILE: ("email", "given_name", "family_name", "name", "language"),
    ORGANISATION: ("name", "email", "phone"),
}
"""What can be taken from a profile and from the organisation; of a dossier, the fields of the model."""

OWN_DEED = frozenset({"accept", "consent", "dossier_link", "file", "signature", "static"})


@dataclass(frozen=True)
class Prefill:
    """Where a field's first answer comes from; a locked one is read by who opens the dossier, not changed."""

    source: str
    path: str
    locked: bool = False


@dataclass(frozen=True)
class Prefilled:
    """First answers by field key; `locked`: paths of those that cannot be changed on the portal."""

    answers: Mapping[str, Any]
    locked: frozenset[str] = frozenset()


def prefill_of(schema: Mapping[str, Any]) -> Prefill | None:
    """None where there is none, or nothing that can be understood (lint tells)."""
    said = schema.get("x-prefill")
    if not isinstance(said, Mapping) or not set(said) <= {"from", "path", "locked"}:
        return None
    source, path, locked = said.get("from"), said.get("path"), said.get("locked", False)
    known = source in (PROFILE, ORGANISATION, DOSSIER) and isinstance(path, str) and isinstance(locked, bool)
    return Prefill(str(source), str(path), locked) if known and path else None


def sources_asked(model: Model) -> frozenset[str]:
    """The sources that `prefilled` wants to be given."""
    fields = (each for field in model.fields.values() for each in field.walk())
    asked = (prefill_of(each.schema) for each in fields)
    return frozenset(each.source for each in asked if each is not None)


def default_rule(schema: Mapping[str, Any]) -> Expression | None:
    """The default where it is a rule; None where it is an answer. Raises DocumentRefused for no rule."""
    said = schema.get("x-default")
    if isinstance(said, dict) and len(said) == 1 and set(said) <= OPERATORS:
        return compile_expression(said)
    return None


def prefilled(
    compiled: CompiledView, sources: Mapping[str, Mapping[str, Any]], *, today: date | None = None
) -> Prefilled:
    """First answers of a new dossier, opened through this view.

    `sources`: what may be taken, by source and path; of an earlier dossier, only what its reader may see of
    it. A field that the view hides takes the design's default, and nothing from sources.
    """
    filling = _Filling(sources, Scene({}, compiled.model.fields, today=today))
    answers = {
        field.key: value
        for field in compiled.model.fields.values()
        if (value := filling.value(field, compiled.by_key.get(field.key))) is not None
    }
    return Prefilled(answers, frozenset(filling.locked))


class _Filling:
    def __init__(self, sources: Mapping[str, Mapping[str, Any]], scene: Scene) -> None:
        self.sources, self.scene = sources, scene
        self.locked: set[str] = set()

    def value(self, field: Field, seen: CompiledField | None) -> Any:
        if field.compute is not None or field.type in OWN_DEED:
            return None
        prefill = prefill_of(field.schema)
        if prefill is not None and seen is not None:
            value = taken(field, self._source(prefill))
            if value is not None and field.children:
                value = seen.visible(value)
            if value is not None:
                self.locked.update({field.path} if prefill.locked else ())
                return value
        value = self._default(field)
        if value is None and field.type == "group":
            return self._parts(field, seen)
        return value

    def _source(self, prefill: Prefill) -> Any:
        """At the end of the path; a part of a group by its dotted path."""
        found: Any = self.sources.get(prefill.source)
        for step in prefill.path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    def _default(self, field: Field) -> Any:
        try:
            rule = default_rule(field.schema)
        except DocumentRefused:
            return None
        if rule is None:
            return taken(field, field.schema.get("x-default"))
        said = rule.on(self.scene)
        return None if said is None else taken(field, type_of(field).from_operand(said, field))

    def _parts(self, field: Field, seen: CompiledField | None) -> Any:
        parts = {
            child.key: value
            for child in field.children
            if (value := self.value(child, seen.by_key.get(child.key) if seen else None)) is not None
        }
        return parts or None


def taken(field: Field, raw: Any) -> Any:
    """The value the field stores for it; None where there is none or the field would not accept it."""
    kind = type_of(field)
    if raw is None or any(each.type in OWN_DEED for each in field.walk()):
        return None
    try:
        check_limits(raw)
        value = kind.normalise(raw, field)
    except (DocumentRefused, Unacceptable):
        return None
    if kind.is_empty(value) or kind.problems(value, field):
        return None
    return _with_ids(field, value)


def _with_ids(field: Field, value: Any) -> Any:
    """Rows begin their life here: those of an earlier dossier keep their ids, others are numbered."""
    if field.type == "rows":
        return [
            {**_parts_with_ids(field, row), "_id": row.get("_id") or f"row{number}"}
            for number, row in enumerate(value, start=1)
        ]
    return _parts_with_ids(field, value) if field.type == "group" else value


def _parts_with_ids(field: Field, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {child.key: _with_ids(child, parts[child.key]) for child in field.children if child.key in parts}
