"""What was typed, as conditions see it, and the questions that it newly leads to."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from formengine.acceptance import accept
from formengine.compiling import CompiledField, CompiledView
from formengine.fieldtypes import type_of
from formengine.merging import Seen, seen_of
from formengine.model import Field
from formengine.problems import Path
from formengine.projection import ProjectedField


def unsaved_id(number: int) -> str:
    """What a row that has no id yet is called until it is stored; `number`: its place in what was sent."""
    return f"unsaved-{number}"


def answers_now(
    compiled: CompiledView,
    answers: Mapping[str, Any],
    sent: Mapping[str, Any],
    documents: Container[str],
    dossiers: Container[str],
) -> Mapping[str, Any]:
    """Stored answers with all that was sent and is in order, so that one slip stops no condition.

    Rows without an id have their `unsaved_id`.
    """
    known = compiled.by_key
    named = {key: _named(known[key], raw) if key in known else raw for key, raw in sent.items()}
    judge = partial(accept, compiled, answers, complete=False, documents=documents, dossiers=dossiers)
    judged = judge(named)
    slips = [problem.path for problem in judged.problems if len(problem.path) > 1]
    if slips:
        judged = judge(_sound_parts(known, named, slips))
    return judged.answers


def seen_now(compiled: CompiledField, shown: ProjectedField, stored: Any, then: Seen | None) -> Seen:
    """What to send back with a field as it is shown. `then`: what was sent with it first, which stays.

    Of parts that are not there now nothing is sent, not even a fingerprint. Those that are there are named
    even if they are empty: so those that have come since can be told, and are added.
    """
    now = _of_those_there(seen_of(shown.field, compiled.shown(compiled.visible(stored))), shown)
    return now if then is None else _with_new_parts(shown.field, then, now)


def _of_those_there(seen: Seen, shown: ProjectedField) -> Seen:
    if isinstance(seen, str):
        return seen
    if shown.field.type == "rows":
        rows = {row.id: row.fields for row in shown.rows}
        return {key: _of_parts_there(each, rows.get(key, ())) for key, each in seen.items()}
    return _of_parts_there(seen, shown.children)


def _of_parts_there(seen: Seen, fields: Iterable[ProjectedField]) -> Seen:
    if isinstance(seen, str):
        return seen
    found: dict[str, Seen] = {}
    for each in fields:
        if each.field.holds_value:
            empty: Seen = {} if each.field.children else ""
            found[each.key] = _of_those_there(seen.get(each.key, empty), each)
    return found


def _with_new_parts(field: Field, then: Seen, now: Seen) -> Seen:
    """Rows that somebody else has added since stay unseen: they are not on the page."""
    if not isinstance(then, Mapping) or not isinstance(now, Mapping):
        return then
    if field.type == "rows":
        return {key: _with_parts(field, each, now.get(key, {})) for key, each in then.items()}
    return _with_parts(field, then, now)


def _with_parts(field: Field, then: Seen, now: Seen) -> Seen:
    if not isinstance(then, Mapping) or not isinstance(now, Mapping):
        return then
    known = {key: child for key, child in field.by_key.items() if key in then and key in now}
    return {**now, **then, **{key: _with_new_parts(each, then[key], now[key]) for key, each in known.items()}}


def newly_asked(
    shown: Mapping[str, ProjectedField],
    submitted: Mapping[str, Any],
    seen: Mapping[str, Seen],
    answers: Mapping[str, Any],
) -> list[Path]:
    """Questions without an answer that were not on the page: the answers just given lead to them.

    `seen` names the fields that were on it. A question inside a group that comes and goes is in what was
    submitted for the group, whenever it was on the page.
    """
    new: list[Path] = []
    for key, field in shown.items():
        if key in seen and field.editable:
            new += _newly_asked_inside(field, submitted.get(key), (key,))
        elif field.editable and field.empty and key not in seen and key not in submitted:
            new += [(key,)] if field.field.holds_value and key not in answers else []
    return new


def lies_in(path: Path, places: Iterable[Path]) -> bool:
    """Whether the path leads to one of the places, or into it."""
    return any(path[: len(place)] == place for place in places)


def _newly_asked_inside(shown: ProjectedField, raw: Any, path: Path) -> Iterator[Path]:
    if shown.field.type == "group":
        yield from _newly_asked_parts(shown.children, raw, path)
    rows = {row.id: row for row in shown.rows}
    for number, each in enumerate(raw if isinstance(raw, list) else ()):
        name = each.get("_id") if isinstance(each, Mapping) else None
        row = rows.get(str(name)) or rows.get(unsaved_id(number))
        if row is not None:
            yield from _newly_asked_parts(row.fields, each, (*path, number))


def _newly_asked_parts(fields: Iterable[ProjectedField], raw: Any, path: Path) -> Iterator[Path]:
    sent = raw if isinstance(raw, Mapping) else {}
    for child in fields:
        where = (*path, child.key)
        if child.key in sent or child.field.when is None:
            yield from _newly_asked_inside(child, sent.get(child.key), where)
        elif _is_open(child):
            yield where


def _is_open(child: ProjectedField) -> bool:
    """Whether it asks for an answer and has none."""
    if child.field.type == "group":
        return any(map(_is_open, child.children))
    asked = child.field.holds_value and type_of(child.field).control not in ("file", "hidden")
    return child.editable and child.empty and asked


def _named(compiled: CompiledField, raw: Any) -> Any:
    """A raw value in which each row has an id."""
    if compiled.field.type == "group" and isinstance(raw, Mapping):
        return _named_parts(compiled, raw)
    if compiled.field.type == "rows" and isinstance(raw, list):
        return [
            {"_id": unsaved_id(number), **_named_parts(compiled, each)} if isinstance(each, Mapping) else each
            for number, each in enumerate(raw)
        ]
    return raw


def _named_parts(compiled: CompiledField, raw: Mapping[str, Any]) -> dict[str, Any]:
    known = compiled.by_key
    return {key: _named(known[key], part) if key in known else part for key, part in raw.items()}


def _sound_parts(
    known: Mapping[str, CompiledField], raw: Mapping[str, Any], slips: list[Path]
) -> dict[str, Any]:
    """Without the parts that something is wrong with; `slips`: paths from here."""
    sound = {}
    for key, part in raw.items():
        below = [path[1:] for path in slips if path[0] == key]
        child = known.get(key)
        if child is not None and child.children and () not in below:
            sound[key] = _sound(child, part, below) if below else part
        elif not below:
            sound[key] = part
    return sound


def _sound(compiled: CompiledField, raw: Any, slips: list[Path]) -> Any:
    if isinstance(raw, list):
        return [
            _sound_parts(
                compiled.by_key, each, [path[1:] for path in slips if path[0] == number and path[1:]]
            )
            if isinstance(each, Mapping)
            else each
            for number, each in enumerate(raw)
        ]
    return _sound_parts(compiled.by_key, raw, slips) if isinstance(raw, Mapping) else raw
