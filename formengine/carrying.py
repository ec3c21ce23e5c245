"""Answers given under one version, carried over to another: what becomes of each value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from formengine.comparing.corresponding import Correspondence, correspond, joined, rows_around
from formengine.converting import convert
from formengine.model import Field, Model
from formengine.problems import Path


class Fate(StrEnum):
    KEPT = "kept"
    CONVERTED = "converted"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Line:
    """What becomes of one value.

    `path` is where it stood (keys, row numbers from 0), `field` the dotted path of its field in the old
    version, "" where that version does not know it. `to` and `into` say the same of the new version, and are
    empty where the value is set aside. `code`: why it is set aside (`no_field`, `not_convertible`,
    `option_gone`, `several_rows`, `computed_now`, `unknown`), or what is to be minded (`partly`: some of a
    list's options are gone, `lost`; `to_correct`: the new version does not accept it as it is; `computed`: a
    rule says it anew).
    """

    path: Path
    field: str
    fate: Fate
    old: Any
    new: Any = None
    to: Path = ()
    into: str = ""
    code: str = ""
    lost: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Carried:
    """`answers`: what the dossier holds afterwards. `lines`: one for each value it held before."""

    answers: Mapping[str, Any]
    lines: tuple[Line, ...]

    def of(self, fate: Fate) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.fate is fate)


def carry(answers: Mapping[str, Any], old: Model, new: Model) -> Carried:
    """Pure, total: any stored answers, whatever shape they are in. The same version changes nothing.

    Nothing is judged here: what is missing under the new version, or not accepted, is for acceptance to say.
    """
    if old.digest == new.digest:
        lines = tuple(_unchanged(answers, old.fields, (), ""))
        return Carried(dict(answers), lines)
    crossing = _Crossing(correspond(old, new))
    crossing.parts(answers, old.fields, _Place((), ""), _Scope(crossing.answers, (), ""))
    return Carried(with_computed(crossing.answers, new), tuple(crossing.lines))


def with_computed(answers: Mapping[str, Any], model: Model) -> dict[str, Any]:
    """The answers with the values that rules compute as they are now."""
    computed = [key for key, field in model.fields.items() if field.compute is not None]
    live = model.live(answers) if computed else {}
    fresh = {key: live[key] for key in computed if live.get(key) is not None}
    return {**{key: value for key, value in answers.items() if key not in computed}, **fresh}


def _unchanged(
    parts: Mapping[str, Any], fields: Mapping[str, Field], path: Path, base: str
) -> Iterator[Line]:
    for key, value in parts.items():
        field, here, name = fields.get(key), (*path, key), joined(base, key)
        if value is None:
            continue
        if field is not None and field.type == "group" and isinstance(value, Mapping):
            yield from _unchanged(value, field.by_key, here, name)
        elif field is not None and field.type == "rows" and _are_rows(value):
            for number, row in enumerate(value):
                inside = {key: part for key, part in row.items() if key != "_id"}
                yield from _unchanged(inside, field.by_key, (*here, number), name)
        else:
            known = name if field is not None else ""
            yield Line(here, known, Fate.KEPT, value, value, here, known)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)


@dataclass(frozen=True)
class _Place:
    """Where one is among the old answers: the path, and the container's dotted path."""

    path: Path
    base: str


@dataclass(frozen=True)
class _Scope:
    """What may be written here: the new answers, or one new row of them.

    `at` is the way to it, `into` the dotted path of the rows it is one of, "" at the top.
    """

    parts: dict[str, Any]
    at: Path
    into: str


class _Crossing:
    """One pass over the old answers, in their order. What has a place goes there, the rest is set aside."""

    def __init__(self, pairs: Correspondence) -> None:
        self.pairs = pairs
        self.answers: dict[str, Any] = {}
        self.lines: list[Line] = []

    def parts(
        self, values: Mapping[str, Any], fields: Mapping[str, Field], place: _Place, scope: _Scope
    ) -> None:
        for key, value in values.items():
            path, name = (*place.path, key), joined(place.base, key)
            if value is None:
                continue
            if key not in fields:
                self.set_aside(path, "", value, "unknown")
            else:
                self.field(fields[key], value, _Place(path, name), scope)

    def field(self, field: Field, value: Any, place: _Place, scope: _Scope) -> None:
        into = self.pairs.onward.get(place.base, "")
        target = self.pairs.new.get(into)
        if field.type == "group" and isinstance(value, Mapping):
            if target is not None and target.type == "rows":
                self.rows([value], field, place, scope, target)
            else:
                self.parts(value, field.by_key, place, scope)
        elif field.type == "rows" and _are_rows(value):
            if target is not None and target.type == "group" and len(value) == 1:
                inside = {key: part for key, part in value[0].items() if key != "_id"}
                self.parts(inside, field.by_key, _Place((*place.path, 0), place.base), scope)
            else:
                self.rows(value, field, place, scope, target)
        elif target is None:
            self.set_aside(place.path, place.base, value, "no_field")
        else:
            self.single(value, field, target, place, scope)

    def rows(self, rows: list[Any], field: Field, place: _Place, scope: _Scope, target: Field | None) -> None:
        """Rows keep their ids and their order. One of which nothing is left goes."""
        into = self.pairs.onward.get(place.base, "")
        as_rows = target is not None and target.type == "rows" and self._reaches(into, scope)
        kept: list[dict[str, Any]] = []
        for number, row in enumerate(rows):
            path = (*place.path, number) if field.type == "rows" else place.path
            inside = {key: part for key, part in row.items() if key != "_id"}
            if not as_rows:
                code = "no_field" if target is None else "not_convertible"
                code = "several_rows" if target is not None and target.type == "group" else code
                self._all_aside(inside, field.by_key, _Place(path, place.base), code)
                continue
            identity = {"_id": row["_id"]} if "_id" in row else {} if field.type == "rows" else {"_id": "r0"}
            at = (*self._way(into, scope), len(kept))
            fresh = dict(identity)
            self.parts(inside, field.by_key, _Place(path, place.base), _Scope(fresh, at, into))
            if len(fresh) > len(identity) or not inside:
                kept.append(fresh)
        if kept:
            self._put(into, kept, scope)

    def single(self, value: Any, field: Field, target: Field, place: _Place, scope: _Scope) -> None:
        into = self.pairs.onward[place.base]
        if not self._reaches(into, scope):
            self.set_aside(place.path, place.base, value, "not_convertible")
            return
        made = convert(value, field, target)
        if made.value is None:
            self.set_aside(place.path, place.base, value, made.code)
            return
        self._put(into, made.value, scope)
        fate = Fate.KEPT if made.value == value and field.type == target.type else Fate.CONVERTED
        code = "partly" if made.lost else "to_correct" if made.problem else ""
        if target.compute is not None:
            code = "computed"
        to = self._way(into, scope)
        self.lines.append(Line(place.path, place.base, fate, value, made.value, to, into, code, made.lost))

    def set_aside(self, path: Path, name: str, value: Any, code: str) -> None:
        self.lines.append(Line(path, name, Fate.SET_ASIDE, value, code=code))

    def _all_aside(
        self, parts: Mapping[str, Any], fields: Mapping[str, Field], place: _Place, code: str
    ) -> None:
        for line in _unchanged(parts, fields, place.path, place.base):
            self.set_aside(line.path, line.field, line.old, code if line.field else "unknown")

    def _reaches(self, into: str, scope: _Scope) -> bool:
        """Whether a place of the new version lies in the very row that is being written, or in no rows."""
        return rows_around(into, self.pairs.new) == scope.into

    def _way(self, into: str, scope: _Scope) -> Path:
        """The path among the new answers, from their top."""
        below = into[len(scope.into) + 1 :] if scope.into else into
        return (*scope.at, *below.split("."))

    def _put(self, into: str, value: Any, scope: _Scope) -> None:
        parts = scope.parts
        *containers, key = self._way(into, scope)[len(scope.at) :]
        for container in containers:
            parts = parts.setdefault(str(container), {})
        parts[str(key)] = value
