"""The one language for rules: a strict, typed subset of JSON Logic, stored as data, never evaluated as text.

Three-valued: what asks about an answer that is not there is None (unknown). A condition is met only by True;
a check fails only on False. Numbers are decimals; a float in a rule is refused.

    {"var": "effectif"}    {"==": [a, b]}    != < <= > >=    {"and": [..]} {"or": [..]} {"!": a}
    {"in": [a, [..]]}      {"empty": {"var": k}}             {"+": [..]} - * (decimals)
    {"sum": ["rows", "child", where?]}   {"count": ["rows", where?]}   {"var": ".child"}: of the row at hand
    {"decimal": "0.8"}     a decimal literal
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes import type_of
from formengine.problems import DocumentRefused, Path

if TYPE_CHECKING:
    from formengine.model import Field

MAX_DEPTH = 12
Fields = Mapping[str, "Field"]


@dataclass(frozen=True)
class Scene:
    """What an expression is evaluated on: the live answers, their fields, and the row at hand."""

    answers: Mapping[str, Any]
    fields: Fields
    row: Mapping[str, Any] | None = None
    row_fields: Fields | None = None
    today: date | None = None


Term = Callable[[Scene], Any]


@dataclass(frozen=True, eq=False)
class Expression:
    """A compiled rule. `source` is its data.

    `paths` are what it asks about, exactly: a field's key, or `group.child`. `sources` are the keys alone.
    """

    source: Any
    paths: frozenset[str]
    term: Term

    @cached_property
    def sources(self) -> frozenset[str]:
        return frozenset(path.partition(".")[0] for path in self.paths)

    def evaluate(self, answers: Mapping[str, Any], fields: Fields) -> Any:
        return self.on(Scene(answers, fields))

    def holds(self, answers: Mapping[str, Any], fields: Fields) -> bool:
        return self.on(Scene(answers, fields)) is True

    def on(self, scene: Scene) -> Any:
        """What it says of a scene; None is unknown. Never raises."""
        try:
            return self.term(scene)
        except (DecimalException, TypeError):
            return None


def compile_expression(source: Any, *, inside: str = "") -> Expression:
    """`inside`: path of the group or rows whose parts `.child` names; empty for a rule at the top.

    Raises DocumentRefused, with the path inside the rule, for anything outside the language above.
    """
    asked: set[str] = set()
    term = _compile(source, asked, (), inside or None)
    return Expression(source, frozenset(asked), term)


def _compile(source: Any, asked: set[str], path: Path, rows: str | None) -> Term:
    if len(path) > 2 * MAX_DEPTH:
        raise DocumentRefused("rule_too_deep", *path)
    if source is None or isinstance(source, str | bool):
        return lambda _scene: source
    if isinstance(source, int):
        number = Decimal(source)
        return lambda _scene: number
    if not isinstance(source, dict) or len(source) != 1:
        raise DocumentRefused("rule_not_understood", *path)
    ((name, argument),) = source.items()
    builder = _BUILDERS.get(name)
    if builder is None:
        raise DocumentRefused("rule_unknown_operator", *path, operator=str(name)[:40])
    return builder(argument, asked, (*path, name), rows)


def _many(argument: Any, asked: set[str], path: Path, rows: str | None, exactly: int = 0) -> list[Term]:
    if not isinstance(argument, list) or not argument or (exactly and len(argument) != exactly):
        raise DocumentRefused("rule_wrong_arguments", *path)
    return [_compile(each, asked, (*path, number), rows) for number, each in enumerate(argument)]


def _operand(field: "Field | None", value: Any) -> Any:
    if field is None or value is None:
        return None
    return type_of(field).operand(value, field)


def _walked(field: "Field | None", value: Any, below: list[str]) -> tuple["Field | None", Any]:
    """The part of a single group, and its value, that lies below."""
    for key in below:
        field = field.by_key.get(key) if field else None
        value = value.get(key) if isinstance(value, Mapping) else None
    return field, value


def _var(argument: Any, asked: set[str], path: Path, rows: str | None) -> Term:
    if not isinstance(argument, str) or not argument:
        raise DocumentRefused("rule_wrong_arguments", *path)
    if argument.startswith("."):
        if rows is None:
            raise DocumentRefused("rule_no_row_here", *path)
        child, *deeper = argument[1:].split(".")
        asked.add(f"{rows}{argument}")

        def of_row(scene: Scene) -> Any:
            fields, row = scene.row_fields or {}, scene.row or {}
            return _operand(*_walked(fields.get(child), row.get(child), deeper))

        return of_row
    key, *below = argument.split(".")
    asked.add(argument)

    def of_answers(scene: Scene) -> Any:
        return _operand(*_walked(scene.fields.get(key), scene.answers.get(key), below))

    return of_answers


def _comparison(compare: Callable[[Any, Any], bool]) -> Callable[..., Term]:
    """Two things of one type; things of different types cannot be compared, and the answer is unknown."""

    def build(argument: Any, asked: set[str], path: Path, rows: str | None) -> Term:
        left, right = _many(argument, asked, path, rows, exactly=2)

        def term(scene: Scene) -> bool | None:
            a, b = left(scene), right(scene)
            if a is None or b is None:
                return None
            a, b = _alike(a, b)
            return compare(a, b) if type(a) is type(b) else None

        return term

    return build


def _alike(a: Any, b: Any) -> tuple[Any, Any]:
    """Let a literal meet a typed value: ISO text meets a date, decimal text meets a number."""
    if isinstance(a, str) and not isinstance(b, str):
        return _alike(b, a)[::-1]
    if isinstance(b, str) and isinstance(a, Decimal) and len(b) <= 40:
        try:
            return a, Decimal(b)
        except DecimalException:
            return a, b
    return (a.isoformat(), b) if isinstance(b, str) and isinstance(a, date) else (a, b)


def _logic(absorbing: bool) -> Callable[..., Term]:
    """`and` is absorbed by False, `or` by True; otherwise unknown spreads (Kleene)."""

    def build(argument: Any, asked: set[str], path: Path, rows: str | None) -> Term:
        terms = _many(argument, asked, path, rows)

        def term(scene: Scene) -> bool | None:
            unknown = False
            for each in terms:
                value = each(scene)
                if not isinstance(value, bool):
                    unknown = True
                elif value is absorbing:
                    return absorbing
            return None if unknown else not absorbing

        return term

    return build


def _not(argument: Any, asked: set[str], path: Path, rows: str | None) -> Term:
    inner = _compile(argument, asked, path, rows)

    def term(scene: Scene) -> bool | None:
        value = inner(scene)
        return not value if isinstance(value, bool) else None

    return term


def _in(argument: Any, asked: set[str], path: Path, rows: str | None) -> Term:
    if not isinstance(argument, list) or len(argument) != 2:
        raise DocumentRefused("rule_wrong_arguments", *path)
    needle = _compile(argument[0], asked, (*path, 0), rows)
    if isinstance(argument[1], list):
        if not all(isinstance(each, str | bool | int) for each in argument[1]):
            raise DocumentRefused("rule_wrong_arguments", *path, 1)
        literal = tuple(Decimal(each) if type(each) is int else each for each in argument[1])
        haystack: Term = lambda _scene: literal  # noqa: E731
    else:
        haystack = _compile(argument[1], asked, (*path, 1), rows)

    def term(scene: Scene) -> bool | None:
        value, values = needle(scene), haystack(scene)
        if value is None or not isinstance(values, tuple):
            return None
        pairs = (_alike(value, each) for each in values)
        return any(type(a) is type(b) and a == b for a, b in pairs)

    return term


def _empty(argument: Any, asked: set[str], path: Path, rows: str | None) -> Term:
    inner = _compile(argument, asked, path, rows)

    def term(scene: Scene) -> bool:
        value = inner(scene)
        return value is None or (isinstance(value, str | tuple) and not value)

    return term


def _arithmetic(combine: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., Term]:
    def build(argument: Any, asked: set[str], path: Path, rows: str | None) -> Term:
        terms = _many(argument, asked, path, rows)

        def term(scene: Scene) -> Decimal | None:
            values = [value for each in terms if isinstance(value := each(scene), Decimal)]
            return reduce(combine, values) if len(values) == len(terms) else None

        return term

    return build


def _over_rows(*, adding: bool) -> Callable[..., Term]:
    """`sum` and `count`: over the rows of a group, those that `where` holds for."""

    def build(argument: Any, asked: set[str], path: Path, _rows: str | None) -> Term:
        names = 2 if adding else 1
        if not isinstance(argument, list) or len(argument) not in (names, names + 1):
            raise DocumentRefused("rule_wrong_arguments", *path)
        if not all(isinstance(name, str) for name in argument[:names]):
            raise DocumentRefused("rule_wrong_arguments", *path)
        group = argument[0]
        child = argument[1] if adding else ""
        asked.add(f"{group}.{child}" if adding else group)
        where = _compile(argument[names], asked, (*path, names), group) if len(argument) > names else None

        def term(scene: Scene) -> Decimal | None:
            field, rows = scene.fields.get(group), scene.answers.get(group)
            if field is None or not isinstance(rows, list):
                return None
            total = Decimal(0)
            for row in rows:
                if not isinstance(row, Mapping):
                    continue
                at_row = Scene(scene.answers, scene.fields, row, field.by_key)
                if where is not None and where(at_row) is not True:
                    continue
                value = _operand(field.by_key.get(child), row.get(child)) if adding else Decimal(1)
                total += value if isinstance(value, Decimal) else Decimal(0)
            return total

        return term

    return build


def _decimal(argument: Any, _asked: set[str], path: Path, _rows: str | None) -> Term:
    try:
        number = Decimal(argument) if isinstance(argument, str) and len(argument) <= 40 else None
    except DecimalException:
        number = None
    if number is None or not number.is_finite():
        raise DocumentRefused("rule_wrong_arguments", *path)
    return lambda _scene: number


_BUILDERS: Mapping[str, Callable[..., Term]] = {
    "var": _var,
    "decimal": _decimal,
    "==": _comparison(operator.eq),
    "!=": _comparison(operator.ne),
    "<": _comparison(operator.lt),
    "<=": _comparison(operator.le),
    ">": _comparison(operator.gt),
    ">=": _comparison(operator.ge),
    "and": _logic(absorbing=False),
    "or": _logic(absorbing=True),
    "!": _not,
    "in": _in,
    "empty": _empty,
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "sum": _over_rows(adding=True),
    "count": _over_rows(adding=False),
}
