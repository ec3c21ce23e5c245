"""May this be stored? The one gate between what somebody sent and what a dossier holds."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.fieldtypes.also import value_problems
from formengine.limits import storable
from formengine.merging import Clash, Conflict, Seen, merge_value
from formengine.model import Check, Field
from formengine.origins import origins
from formengine.presence import Present, around, inside, live_value, parts_there
from formengine.problems import Path, Problem
from formengine.projection import Standpoint
from formengine.rules import Scene
from formengine.taking import INCOMPLETE, Writing, take, whole

MOST_FORBIDDEN = 50


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
    documents: Container[str] = (),
    dossiers: Container[str] = (),
    today: date | None = None,
) -> Outcome:
    """Judge what was sent against stored answers.

    `submitted`: raw values by field key, only of fields that were shown. `seen`: what the writer had seen of
    each (`merging.seen_of`); None where no other writer can be. `page` limits what must be complete to one
    page. `complete` False keeps a half-filled draft: only values are judged, not what is missing.
    `documents`: ids of documents this writer has deposited and may attach; of others, a file field only
    keeps those it holds already; `dossiers` in the same way for links. `today`: what checks take for today;
    where it is None, those that ask for it are not asked.
    """
    forbidden = _forbidden(compiled, submitted)
    if forbidden:
        return Outcome({}, answers, forbidden=forbidden)
    judged = _Judgement(compiled, answers, submitted, seen, documents, dossiers, today)
    if complete:
        judged.completeness(page)
    return judged.outcome()


def _forbidden(compiled: CompiledView, submitted: Any) -> tuple[Problem, ...]:
    """Keys nobody showed this writer. One code for unknown and hidden: a refusal is never a hint."""
    if not isinstance(submitted, Mapping):
        return (Problem((), "not_an_object"),)
    found = []
    for key in submitted:
        known = compiled.by_key.get(key)
        if known is None or not known.field.holds_value:
            name = key[:60] if isinstance(key, str) and storable(key) else ""
            found.append(Problem((name,), "unknown_field"))
        elif known.access is not Access.EDIT:
            found.append(Problem((key,), "read_only"))
        if len(found) == MOST_FORBIDDEN:
            break
    return tuple(found)


class _Judgement:
    """One pass over the fields in dependency order, so that a condition sees what was just accepted."""

    def __init__(
        self,
        compiled: CompiledView,
        answers: Mapping[str, Any],
        submitted: Mapping[str, Any],
        seen: Mapping[str, Seen] | None,
        documents: Container[str],
        dossiers: Container[str],
        today: date | None,
    ) -> None:
        self.compiled = compiled
        self.stored = answers
        self.answers = dict(answers)
        self.seen = seen
        self.documents, self.dossiers = documents, dossiers
        self.today = today
        self.present = Present(compiled.model)
        self.now: dict[str, Access] = {}
        self.problems: list[Problem] = []
        self.forbidden: list[Problem] = []
        self.conflicts: list[Conflict] = []
        self.set_aside: set[str] = set()
        self.faulty: set[str] = set()
        self.numbers: dict[str, Mapping[str, int]] = {}
        for field in compiled.model.in_dependency_order:
            self._field(field, submitted)

    def _field(self, field: Field, submitted: Mapping[str, Any]) -> None:
        access = self.compiled.access_of(field, self.present, self.now)
        if access is not Access.HIDDEN:
            self.now[field.key] = access
        if field.key in submitted:
            if access is Access.EDIT:
                self._take(self.compiled.by_key[field.key], submitted[field.key])
            else:
                self.set_aside.add(field.key)
        value = self.present.put(field, self.answers.get(field.key))
        if field.compute is not None:
            self._put(field.key, value)

    def _take(self, compiled: CompiledField, raw: Any) -> None:
        key, stored = compiled.key, self.answers.get(compiled.key)
        taken = take(compiled, raw, stored, Writing(self.present.scene, self.documents, self.dossiers))
        self.numbers[key] = taken.numbers
        if taken.forbidden:
            self.forbidden.extend(problem.under(key) for problem in taken.forbidden)
            return
        self.problems.extend(
            problem.under(key) for problem in taken.problems if problem.code not in INCOMPLETE
        )
        if taken.faulty:
            self.faulty.add(key)
            return
        value = compiled.shown(compiled.visible(taken.value))
        if self.seen is not None:
            visible = compiled.shown(compiled.visible(stored))
            merged = merge_value(compiled.field, visible, self.seen.get(key), value)
            if isinstance(merged, Clash):
                self.conflicts.append(
                    Conflict(key, self._told(compiled, stored), self._told(compiled, taken.value))
                )
                return
            value = merged
        self._put(key, whole(compiled, stored, value))

    def _told(self, compiled: CompiledField, value: Any) -> Any:
        """What this writer may be told of a value: the parts that are there, as they are shown."""
        scene = around(compiled.field, value, self.present.scene)
        return compiled.shown(compiled.visible(live_value(compiled.field, value, scene)))

    def _put(self, key: str, value: Any) -> None:
        if value is None:
            self.answers.pop(key, None)
        else:
            self.answers[key] = value

    def completeness(self, page: str | None) -> None:
        """Required answers, values stored earlier, and checks over several fields."""
        scope = [each for each in self.compiled.pages if page is None or each.key == page]
        standpoint = Standpoint(self.compiled, self.present.scene, self.now)
        for compiled_page in scope:
            for compiled in compiled_page.fields:
                if self.now.get(compiled.key) is Access.EDIT and compiled.key not in self.faulty:
                    self._complete(compiled, standpoint)
        scene = Scene(self.present.live, self.compiled.model.fields, today=self.today)
        for check in self.compiled.model.checks:
            at = self._asked_at(check, page)
            if at and check.rule.on(scene) is False:
                self.problems.append(
                    Problem((at,), "check_failed", {"check": check.key, "message": check.message})
                )

    def _complete(self, compiled: CompiledField, standpoint: Standpoint) -> None:
        field, value = compiled.field, compiled.visible(self.present.live.get(compiled.key))
        if value is None:
            if standpoint.requires(compiled):
                missing = self._missing(compiled, {}, standpoint) if field.type == "group" else ()
                self.problems.extend(
                    problem.under(field.key) for problem in missing or [Problem((), "required")]
                )
            return
        found = [each for each in value_problems(value, field) if _may_mend(compiled, each)]
        found += self._missing_below(compiled, self.present.live[compiled.key], standpoint)
        if field.type == "rows":
            found = [self._numbered(each, field.key, value) for each in found]
        self.problems.extend(problem.under(field.key) for problem in found)

    def _missing_below(self, compiled: CompiledField, value: Any, standpoint: Standpoint) -> list[Problem]:
        """What is missing inside a value that is there."""
        if compiled.field.type == "rows":
            return [
                each.under(number)
                for number, row in enumerate(value)
                for each in self._missing(compiled, row, standpoint)
            ]
        return self._missing(compiled, value, standpoint) if compiled.field.type == "group" else []

    def _missing(
        self, compiled: CompiledField, values: Mapping[str, Any], standpoint: Standpoint
    ) -> list[Problem]:
        """Required parts of one group or row without an answer. `values`: the live ones."""
        live, there = parts_there(compiled.field, values, standpoint.scene)
        below = replace(standpoint, scene=inside(compiled.field, live, standpoint.scene))
        found: list[Problem] = []
        for child in compiled.children:
            if child.key not in there:
                continue
            value = child.visible(live.get(child.key))
            if value is not None:
                inner = self._missing_below(child, live[child.key], below)
            elif not below.requires_part(child, below.scene):
                inner = []
            else:
                inner = (child.field.type == "group" and self._missing(child, {}, below)) or [
                    Problem((), "required")
                ]
            found.extend(problem.under(child.key) for problem in inner)
        return found

    def _numbered(self, problem: Problem, key: str, rows: list[Any]) -> Problem:
        """The problem at the number under which the row was sent: others may have added or removed rows."""
        number = problem.path[0] if problem.path else None
        if not isinstance(number, int):
            return problem
        sent = self.numbers.get(key, {}).get(rows[number]["_id"], number)
        return Problem((sent, *problem.path[1:]), problem.code, problem.params)

    def _asked_at(self, check: Check, page: str | None) -> str | None:
        """The field at which a check is to be shown now; None where it is not asked.

        Where one page is judged, a check over several pages waits for the last of them: before, the answers
        of the later pages may be old. It is asked only of somebody who sees all of it and may mend it.
        """
        sources = origins(self.compiled.model, check.rule)
        may_mend = any(self.now.get(source) is Access.EDIT for source in sources)
        if not may_mend or self.faulty & sources or not self.compiled.may_ask(check.rule.tells, self.now):
            return None
        places = [(each.key, key) for each in self.compiled.pages for key in self._here(each.fields, sources)]
        last = places[-1][0]
        if page not in (None, last):
            return None
        here = [key for where, key in places if page is None or where == page]
        shown_there = check.at in self.now and (page is None or self.compiled.page_of(check.at) == page)
        return check.at if shown_there else here[0]

    def _here(self, fields: Iterable[CompiledField], sources: frozenset[str]) -> list[str]:
        return [each.key for each in fields if each.key in sources and each.key in self.now]

    def outcome(self) -> Outcome:
        if self.forbidden:
            return Outcome({}, self.stored, forbidden=tuple(self.forbidden[:MOST_FORBIDDEN]))
        keys = {*self.stored, *self.answers}
        changes = {
            key: self.answers.get(key)
            for key in sorted(keys)
            if self.answers.get(key) != self.stored.get(key)
        }
        order = {field.key: number for number, field in enumerate(self.compiled.model.fields.values())}
        problems = sorted(_once(self.problems), key=lambda problem: order[str(problem.path[0])])
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


def _may_mend(compiled: CompiledField, problem: Problem) -> bool:
    """Whether the problem is not at a part which this writer may only look at."""
    found = compiled
    for part in problem.path:  # numbers of rows, and what only a type knows of its value, are no parts
        found = found.by_key.get(str(part), found)
    return found.access is Access.EDIT
