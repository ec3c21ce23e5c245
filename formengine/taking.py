"""From what was sent for one field to its value: single, group and rows. What is hidden is not touched."""

import hashlib
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, row_id
from formengine.document import canonical
from formengine.fieldtypes import type_of
from formengine.fieldtypes.also import value_problems
from formengine.fieldtypes.rows import most_rows
from formengine.limits import check_limits
from formengine.model import Field
from formengine.presence import around, child_holds, inside, live_value
from formengine.problems import DocumentRefused, Problem, Unacceptable
from formengine.rules import Scene

ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
INCOMPLETE = frozenset({"required", "too_few_rows", "too_few_choices"})
"""Codes that say something is still missing: a draft may be kept with them."""


@dataclass
class Taken:
    """What was made of a raw input, as the writer sees it; `numbers`: which row came under which number."""

    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    forbidden: list[Problem] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def adopt(self, place: str | int, part: "Taken") -> None:
        """Take over what was found in a part."""
        self.problems.extend(problem.under(place) for problem in part.problems)
        self.forbidden.extend(problem.under(place) for problem in part.forbidden)

    @property
    def faulty(self) -> bool:
        return any(problem.code not in INCOMPLETE for problem in self.problems)


@dataclass(frozen=True)
class Writing:
    """What taking needs to know besides the field.

    `documents`, `dossiers`: ids of those that may be attached or linked to, beside those that are already.
    """

    scene: Scene
    documents: Container[str] = ()
    dossiers: Container[str] = ()


def take(compiled: CompiledField, raw: Any, stored: Any, writing: Writing) -> Taken:
    """`stored`: the whole stored value; what the writer may not edit of it stays in the value taken."""
    try:
        check_limits(raw)
    except DocumentRefused as refused:
        return Taken(problems=[refused.problem])
    taken = _take(compiled, raw, stored, writing)
    if compiled.field.asks_around:
        scene = around(compiled.field, taken.value, writing.scene)
        taken = _take(compiled, raw, stored, replace(writing, scene=scene))
    return taken


def _take(compiled: CompiledField, raw: Any, stored: Any, writing: Writing) -> Taken:
    if compiled.field.type == "rows":
        return _rows(compiled, raw, stored, writing)
    if compiled.field.type == "group":
        return _group(compiled, raw, stored, writing)
    value, problems = _single(compiled.field, raw, stored, writing)
    return Taken(value, list(problems))


def whole(compiled: CompiledField, stored: Any, visible: Any) -> Any:
    """The value to store: what is shown to the writer, with the stored parts they do not see put back.

    Those of which they see a few characters only are among these: nobody writes what is masked for them.
    """
    if compiled.field.type == "rows":
        behind = {row_id(row, number): row for number, row in enumerate(stored or [])}
        return [
            {"_id": row["_id"], **_whole_parts(compiled, behind.get(row["_id"], {}), row)}
            for row in visible or []
        ] or None
    if compiled.field.type == "group":
        return _whole_parts(compiled, stored or {}, visible or {}) or None
    if kept := compiled.kept_back(stored):
        return [*(visible or []), *kept]
    return visible


def _whole_parts(
    compiled: CompiledField, stored: Mapping[str, Any], visible: Mapping[str, Any]
) -> dict[str, Any]:
    seen = {key: child for key, child in compiled.by_key.items() if not child.masked}
    parts = {key: part for key, part in stored.items() if key != "_id" and key not in seen}
    for key, child in seen.items():
        value = whole(child, stored.get(key), visible.get(key))
        if value is not None:
            parts[key] = value
    return parts


def _single(field: Field, raw: Any, stored: Any, writing: Writing) -> tuple[Any, tuple[Problem, ...]]:
    kind = type_of(field)
    try:
        value = kind.normalise(raw, field)
    except Unacceptable as refused:
        return None, (refused.problem,)
    if kind.is_empty(value):
        return None, ()
    if field.type == "file" and any(
        each not in writing.documents and each not in (stored or ()) for each in value
    ):
        return None, (Problem((), "not_a_document"),)
    if field.type == "dossier_link" and value not in writing.dossiers and value != stored:
        return None, (Problem((), "not_a_dossier"),)
    return value, value_problems(value, field)


def _group(compiled: CompiledField, raw: Any, stored: Any, writing: Writing) -> Taken:
    """Parts that are not sent stay; None takes away all that this writer may edit."""
    if raw is None or raw == "":
        raw = {child.key: None for child in compiled.children if child.access is Access.EDIT}
    if not isinstance(raw, Mapping):
        return Taken(stored, problems=[Problem((), "not_an_object")])
    taken = Taken(forbidden=_strangers(compiled, raw))
    if not taken.forbidden:
        taken.value = _parts(compiled, raw, dict(stored or {}), writing, taken) or None
    return taken


def _strangers(compiled: CompiledField, raw: Mapping[str, Any]) -> list[Problem]:
    found = []
    for key in raw:
        child = compiled.by_key.get(key)
        if child is None:
            found.append(Problem((str(key)[:60],), "unknown_field"))
        elif child.access is not Access.EDIT:
            found.append(Problem((key,), "read_only"))
    return found


def _parts(
    compiled: CompiledField, raw: Mapping[str, Any], parts: dict[str, Any], writing: Writing, taken: Taken
) -> dict[str, Any]:
    """The parts of a group or row after the change, in the order in which they ask about one another.

    What was sent for a part that is not there (any more) is set aside, like a field's at the top.
    """
    live: dict[str, Any] = {}
    there: set[str] = set()
    for child in compiled.field.inner_order:
        here = inside(compiled.field, live, writing.scene)
        if not child_holds(child, there, here):
            continue
        there.add(child.key)
        if child.key in raw:
            below = _take(
                compiled.by_key[child.key],
                raw[child.key],
                parts.pop(child.key, None),
                writing,
            )
            taken.adopt(child.key, below)
            if below.value is not None:
                parts[child.key] = below.value
        counts = live_value(child, parts.get(child.key), here)
        if child.compute is not None:
            parts.pop(child.key, None)
        if counts is not None:
            live[child.key] = counts
            if child.compute is not None:
                parts[child.key] = counts
    return parts


def _rows(compiled: CompiledField, raw: Any, stored: Any, writing: Writing) -> Taken:
    """Rows in the order sent. A row that names a stored one stays, a new one only if it holds an answer."""
    if raw is None or raw == "":
        return Taken()
    if not isinstance(raw, list | tuple):
        return Taken(stored, problems=[Problem((), "not_a_list")])
    if len(raw) > (most := most_rows(compiled.field)):
        return Taken(stored, problems=[Problem((), "too_many_rows", {"most": most})])
    known = {row_id(row, number): row for number, row in enumerate(stored or [])}
    taken, rows = Taken(), []
    for number, each in enumerate(raw):
        if not isinstance(each, Mapping):
            taken.problems.append(Problem((number,), "not_an_object"))
            continue
        name = each.get("_id")
        old = known.pop(name, None) if isinstance(name, str) else None
        behind = {key: part for key, part in (old or {}).items() if key != "_id"}
        parts = _group(compiled, {k: part for k, part in each.items() if k != "_id"}, behind, writing)
        taken.adopt(number, parts)
        answered = _answered_parts(compiled.field, parts.value or {})
        if answered or old is not None:
            given = name if isinstance(name, str) and ROW_ID.fullmatch(name) else None
            chosen = given if given and given not in taken.numbers else _new_id(answered, number, taken)
            taken.numbers[chosen] = number
            rows.append({"_id": chosen, **(parts.value or {})})
    taken.value = rows or None
    return taken


def _answered_parts(field: Field, parts: Mapping[str, Any]) -> dict[str, Any]:
    """Of a group or row what somebody answered: what rules compute of it may be hidden from its writer."""
    found = {child.key: _answered(child, parts.get(child.key)) for child in field.children}
    return {key: value for key, value in found.items() if value is not None}


def _answered(field: Field, value: Any) -> Any:
    if value is None or field.compute is not None:
        return None
    if field.type == "rows":
        return [_answered_parts(field, row) for row in value]
    return (_answered_parts(field, value) or None) if field.type == "group" else value


def _new_id(value: Any, number: int, taken: Taken) -> str:
    """An id for a row that came without one: the same input gives the same id."""
    while True:
        made = hashlib.sha256(f"{number}:{canonical(value)}".encode()).hexdigest()[:10]
        if made not in taken.numbers:
            return made
        number += 1_000
