"""From what was sent for one field to its value: single, group and rows. What is hidden is not touched."""

import hashlib
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, row_id
from formengine.document import canonical
from formengine.fieldtypes import type_of
from formengine.fieldtypes.rows import most_rows
from formengine.limits import check_limits
from formengine.model import Field
from formengine.problems import DocumentRefused, Problem, Unacceptable

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

    @property
    def faulty(self) -> bool:
        return any(problem.code not in INCOMPLETE for problem in self.problems)


def take(compiled: CompiledField, raw: Any, stored: Any, documents: Container[str]) -> Taken:
    """`stored`: the part of the stored value this writer sees. `documents`: ids they may attach."""
    try:
        check_limits(raw)
    except DocumentRefused as refused:
        return Taken(problems=[refused.problem])
    if compiled.field.type == "rows":
        return _rows(compiled, raw, stored, documents)
    if compiled.field.type == "group":
        return _group(compiled, raw, stored, documents)
    value, problems = _single(compiled.field, raw, stored, documents)
    return Taken(value, list(problems))


def whole(compiled: CompiledField, stored: Any, visible: Any) -> Any:
    """The value to store: what the writer sees, with the stored children they do not see put back."""
    if compiled.field.type == "rows":
        behind = {row_id(row, number): _hidden(compiled, row) for number, row in enumerate(stored or [])}
        return [{**behind.get(row["_id"], {}), **row} for row in visible or []] or None
    if compiled.field.type == "group":
        return {**_hidden(compiled, stored or {}), **(visible or {})} or None
    return visible


def _hidden(compiled: CompiledField, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in parts.items() if key != "_id" and key not in compiled.by_key}


def _single(
    field: Field, raw: Any, stored: Any, documents: Container[str]
) -> tuple[Any, tuple[Problem, ...]]:
    kind = type_of(field)
    try:
        value = kind.normalise(raw, field)
    except Unacceptable as refused:
        return None, (refused.problem,)
    if kind.is_empty(value):
        return None, ()
    if field.type == "file" and any(each not in documents and each not in (stored or ()) for each in value):
        return None, (Problem((), "not_a_document"),)
    return value, kind.problems(value, field)


def _group(compiled: CompiledField, raw: Any, stored: Any, documents: Container[str]) -> Taken:
    """Parts that are not sent stay; None takes away all that this writer may edit."""
    if raw is None or raw == "":
        raw = {child.key: None for child in compiled.children if child.access is Access.EDIT}
    if not isinstance(raw, Mapping):
        return Taken(problems=[Problem((), "not_an_object")])
    value = dict(stored or {})
    taken = Taken()
    for key, part in raw.items():
        child = compiled.by_key.get(key)
        if child is None:
            taken.forbidden.append(Problem((key[:60],), "unknown_field"))
        elif child.access is not Access.EDIT:
            taken.forbidden.append(Problem((key,), "read_only"))
        else:
            new, found = _single(child.field, part, value.pop(key, None), documents)
            taken.problems.extend(problem.under(key) for problem in found)
            if new is not None:
                value[key] = new
    taken.value = value or None
    return taken


def _rows(compiled: CompiledField, raw: Any, stored: Any, documents: Container[str]) -> Taken:
    """Rows in the order sent. A row that names a stored one stays, a new one only if it holds an answer."""
    if raw is None or raw == "":
        return Taken()
    if not isinstance(raw, list | tuple):
        return Taken(problems=[Problem((), "not_a_list")])
    if len(raw) > (most := most_rows(compiled.field)):
        return Taken(problems=[Problem((), "too_many_rows", {"most": most})])
    known = {row["_id"]: row for row in stored or []}
    taken, rows = Taken(), []
    for number, each in enumerate(raw):
        if not isinstance(each, Mapping):
            taken.problems.append(Problem((number,), "not_an_object"))
            continue
        name = each.get("_id")
        old = known.pop(name, None) if isinstance(name, str) else None
        behind = {key: part for key, part in (old or {}).items() if key != "_id"}
        parts = _group(compiled, {k: part for k, part in each.items() if k != "_id"}, behind, documents)
        taken.problems.extend(problem.under(number) for problem in parts.problems)
        taken.forbidden.extend(problem.under(number) for problem in parts.forbidden)
        if parts.value or old is not None:
            given = name if isinstance(name, str) and ROW_ID.fullmatch(name) else None
            chosen = given if given and given not in taken.numbers else _new_id(parts.value, number, taken)
            taken.numbers[chosen] = number
            rows.append({"_id": chosen, **(parts.value or {})})
    taken.value = rows or None
    return taken


def _new_id(value: Any, number: int, taken: Taken) -> str:
    """An id for a row that came without one: the same input gives the same id."""
    while True:
        made = hashlib.sha256(f"{number}:{canonical(value)}".encode()).hexdigest()[:10]
        if made not in taken.numbers:
            return made
        number += 1_000
