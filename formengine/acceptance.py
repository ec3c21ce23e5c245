"""May this be stored? The one gate between what somebody sent and what a dossier holds."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.document import canonical
from formengine.fieldtypes import type_of
from formengine.limits import check_limits
from formengine.merging import Clash, Conflict, Seen, merge_value
from formengine.model import Field
from formengine.problems import DocumentRefused, Path, Problem, Unacceptable
from formengine.projection import required_now


@dataclass(frozen=True)
class Outcome:
    """What becomes of a submission.

    `changes`: values to store, by field key (None: the answer is taken away). `answers`: all of them after
    it. `forbidden`: keys that this writer may not send; the whole request is to be refused. `problems`: what
    is not acceptable. `conflicts`: fields somebody else changed meanwhile; the other changes stand.
    `set_aside`: fields a condition took away while the writer was answering; their stored value stays.
    """

    changes: Mapping[str, Any]
    answers: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    forbidden: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    set_aside: frozenset[str] = frozenset()

    @property
    def accepted(self) -> bool:
        return not self.problems and not self.forbidden


def accept(
    compiled: CompiledView,
    answers: Mapping[str, Any],
    submitted: Mapping[str, Any],
    *,
    seen: Mapping[str, Seen] | None = None,
    page: str | None = None,
    complete: bool = True,
) -> Outcome:
    """Judge what was sent against stored answers.

    `submitted`: raw values by field key, only of fields that were shown. `seen`: what the writer had seen of
    each (`merging.seen_of`); None where no other writer can be. `page` limits what must be complete to one
    page. `complete` False keeps a half-filled draft: only values are judged, not what is missing.
    """
    forbidden = _forbidden(compiled, submitted)
    if forbidden:
        return Outcome({}, answers, forbidden=forbidden)
    judged = _Judgement(compiled, answers, submitted, seen)
    if complete:
        judged.completeness(page)
    return judged.outcome()


def _forbidden(compiled: CompiledView, submitted: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Keys nobody showed this writer. One code for unknown and hidden: a refusal is never a hint."""
    found = []
    for key in submitted:
        known = compiled.by_key.get(key)
        if known is None or not known.field.holds_value:
            found.append(Problem((str(key)[:60],), "unknown_field"))
        elif known.access is not Access.EDIT:
            found.append(Problem((key,), "read_only"))
    try:
        check_limits(dict(submitted))
    except DocumentRefused as refused:
        found.append(refused.problem)
    return tuple(found)


class _Judgement:
    """One pass over the fields in dependency order, so that a condition sees what was just accepted."""

    def __init__(
        self,
        compiled: CompiledView,
        answers: Mapping[str, Any],
        submitted: Mapping[str, Any],
        seen: Mapping[str, Seen] | None,
    ) -> None:
        self.compiled = compiled
        self.stored = answers
        self.answers = dict(answers)
        self.seen = seen
        self.live: dict[str, Any] = {}
        self.now: dict[str, Access] = {}
        self.problems: list[Problem] = []
        self.forbidden: list[Problem] = []
        self.conflicts: list[Conflict] = []
        self.set_aside: set[str] = set()
        self.faulty: set[str] = set()
        for field in compiled.model.in_dependency_order:
            self._field(field, submitted)

    def _field(self, field: Field, submitted: Mapping[str, Any]) -> None:
        access = self.compiled.access_of(field, self.live, self.now)
        if access is not Access.HIDDEN:
            self.now[field.key] = access
        if field.key in submitted:
            if access is Access.EDIT:
                self._take(self.compiled.by_key[field.key], submitted[field.key])
            else:
                self.set_aside.add(field.key)
        conditions = self.compiled.model.conditions(field)
        value = self.answers.get(field.key)
        if value is not None and all(
            each.holds(self.live, self.compiled.model.fields) for each in conditions
        ):
            self.live[field.key] = value

    def _take(self, compiled: CompiledField, raw: Any) -> None:
        field, key = compiled.field, compiled.key
        stored = self.answers.get(key)
        value, problems = self._value(compiled, raw, stored)
        if any(problem.code in ("unknown_field", "read_only") for problem in problems):
            self.forbidden.extend(problem.under(key) for problem in problems)
            return
        if self.seen is not None and not problems:
            merged = merge_value(field, stored, self.seen.get(key), value)
            if isinstance(merged, Clash):
                self.conflicts.append(Conflict(key, stored, value))
                return
            value = merged
        if problems:
            self.faulty.add(key)
            self.problems.extend(problem.under(key) for problem in problems)
            return
        if value is None:
            self.answers.pop(key, None)
        else:
            self.answers[key] = value

    def _value(self, compiled: CompiledField, raw: Any, stored: Any) -> tuple[Any, tuple[Problem, ...]]:
        if compiled.field.type == "rows":
            return _rows(compiled, raw, stored)
        if compiled.field.type == "group":
            return _group(compiled, raw, stored)
        return _scalar(compiled.field, raw)

    def completeness(self, page: str | None) -> None:
        """Required answers, values stored earlier, and checks over several fields."""
        scope = [each for each in self.compiled.pages if page is None or each.key == page]
        keys = {field.key for each in scope for field in each.fields}
        for compiled_page in scope:
            for compiled in compiled_page.fields:
                if self.now.get(compiled.key) is Access.EDIT and compiled.key not in self.faulty:
                    self._complete(compiled)
        self._checks(keys)

    def _complete(self, compiled: CompiledField) -> None:
        field, value = compiled.field, self.live.get(compiled.key)
        if value is None:
            if required_now(self.compiled, compiled, self.live, self.now):
                self.problems.append(Problem((field.key,), "required"))
            return
        found = type_of(field).problems(value, field)
        self.problems.extend(problem.under(field.key) for problem in found)
        if field.type == "rows":
            for number, row in enumerate(value):
                self.problems.extend(problem.under(field.key, number) for problem in _missing(compiled, row))
        elif field.type == "group":
            self.problems.extend(problem.under(field.key) for problem in _missing(compiled, value))

    def _checks(self, keys: set[str]) -> None:
        for check in self.compiled.model.checks:
            sources = check.rule.sources
            asked = [source for source in sorted(sources) if source in keys]
            may_fix = any(self.now.get(source) is Access.EDIT for source in sources)
            if not asked or not may_fix or not all(source in self.now for source in sources):
                continue
            if self.faulty & sources:
                continue
            if check.rule.evaluate(self.live, self.compiled.model.fields) is False:
                at = check.at if check.at in keys else asked[0]
                self.problems.append(
                    Problem((at,), "check_failed", {"check": check.key, "message": check.message})
                )

    def outcome(self) -> Outcome:
        if self.forbidden:
            return Outcome({}, self.stored, forbidden=tuple(self.forbidden))
        keys = {*self.stored, *self.answers}
        changes = {
            key: self.answers.get(key)
            for key in sorted(keys)
            if self.answers.get(key) != self.stored.get(key)
        }
        order = {field.key: number for number, field in enumerate(self.compiled.model.fields.values())}
        problems = sorted(_once(self.problems), key=lambda problem: order.get(str(problem.path[0]), -1))
        return Outcome(
            changes,
            self.answers,
            tuple(problems),
            conflicts=tuple(self.conflicts),
            set_aside=frozenset(self.set_aside),
        )


def _once(problems: list[Problem]) -> list[Problem]:
    found: dict[tuple[Path, str], Problem] = {}
    for problem in problems:
        found.setdefault((problem.path, problem.code), problem)
    return list(found.values())


def _scalar(field: Field, raw: Any) -> tuple[Any, tuple[Problem, ...]]:
    """The stored value and what is wrong with it."""
    kind = type_of(field)
    try:
        value = kind.normalise(raw, field)
    except Unacceptable as refused:
        return None, (refused.problem,)
    return (None, ()) if kind.is_empty(value) else (value, kind.problems(value, field))


def _group(compiled: CompiledField, raw: Any, stored: Any) -> tuple[Any, tuple[Problem, ...]]:
    """Children sent are judged; children this writer may not edit keep their stored value."""
    if not isinstance(raw, Mapping):
        return None, (Problem((), "not_an_object"),)
    stored = stored if isinstance(stored, Mapping) else {}
    value = dict(stored)
    problems: list[Problem] = []
    for key, part in raw.items():
        child = compiled.by_key.get(key)
        if child is None:
            problems.append(Problem((str(key)[:60],), "unknown_field"))
        elif child.access is not Access.EDIT:
            problems.append(Problem((key,), "read_only"))
        else:
            new, found = _scalar(child.field, part)
            problems.extend(problem.under(key) for problem in found)
            value.pop(key, None)
            if new is not None:
                value[key] = new
    return value or None, tuple(problems)


def _rows(compiled: CompiledField, raw: Any, stored: Any) -> tuple[Any, tuple[Problem, ...]]:
    """Rows in the order sent, each with its stable id; rows without any answer are left out."""
    if raw is None:
        return None, ()
    if not isinstance(raw, list):
        return None, (Problem((), "not_a_list"),)
    known = {str(row.get("_id")): row for row in stored or []}
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    for number, each in enumerate(raw):
        if not isinstance(each, Mapping):
            problems.append(Problem((number,), "not_an_object"))
            continue
        sent = {key: part for key, part in each.items() if key != "_id"}
        row_id = str(each.get("_id") or "")[:40]
        value, found = _group(compiled, sent, {k: v for k, v in known.get(row_id, {}).items() if k != "_id"})
        problems.extend(problem.under(number) for problem in found)
        if value:
            if not row_id or row_id in taken:
                row_id = _row_id(value, number, taken)
            taken.add(row_id)
            rows.append({"_id": row_id, **value})
    return rows or None, (
        *problems,
        *type_of(compiled.field).problems(rows, compiled.field),
    ) if rows else tuple(problems)


def _row_id(value: Mapping[str, Any], number: int, taken: set[str]) -> str:
    """An id for a row that came without one: the same input gives the same id."""
    while True:
        row_id = hashlib.sha256(f"{number}:{canonical(value)}".encode()).hexdigest()[:10]
        if row_id not in taken:
            return row_id
        number += 1_000


def _missing(compiled: CompiledField, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    return tuple(
        Problem((child.key,), "required")
        for child in compiled.children
        if child.required and child.access is Access.EDIT and values.get(child.key) is None
    )
