"""Faults of conditions and checks: what they ask about, of which type, and whether they run in a ring."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

from formengine.expressions import Expression
from formengine.fieldtypes import type_of
from formengine.model import Field, Model
from formengine.problems import Path, Problem

ORDERED = ("<", "<=", ">", ">=")
EQUAL = ("==", "!=")
ANY = "any"


def rule_faults(model: Model) -> Iterator[Problem]:
    for key, field in model.fields.items():
        path: Path = ("properties", key)
        for name, rule in (("x-when", field.when), ("x-required-when", field.required_when)):
            if rule is not None:
                yield from _Typing(model, (*path, name)).faults(rule)
        if key in _reached(model, key):
            yield Problem((*path, "x-when"), "condition_cycle")
    for number, page in enumerate(model.pages):
        if page.when is not None:
            yield from _Typing(model, ("x-pages", number, "x-when")).faults(page.when)
    for number, check in enumerate(model.checks):
        yield from _Typing(model, ("x-checks", number, "rule")).faults(check.rule)
        if not check.message:
            yield Problem(("x-checks", number, "message"), "no_message")
        if check.at not in model.fields:
            yield Problem(("x-checks", number, "at"), "item_unknown", {"key": check.at})


def _reached(model: Model, key: str) -> set[str]:
    """Fields that the field's condition asks about, and theirs, and so on."""
    reached: set[str] = set()
    queue = [key]
    while queue:
        field = model.fields.get(queue.pop())
        new = model.sources(field) - reached if field else frozenset()
        reached |= new
        queue.extend(new)
    return reached


class _Typing:
    """Walks one rule. Kinds are those of field types; `any` where nothing can be said."""

    def __init__(self, model: Model, path: Path) -> None:
        self.model, self.path = model, path
        self.found: list[Problem] = []

    def faults(self, rule: Expression) -> list[Problem]:
        if self._kind(rule.source, (), None) not in ("boolean", ANY):
            self._fault((), "rule_not_a_question")
        return self.found

    def _fault(self, at: Path, code: str, **params: Any) -> str:
        self.found.append(Problem((*self.path, *at), code, params))
        return ANY

    def _kind(self, node: Any, at: Path, row: Field | None) -> str:
        if isinstance(node, bool):
            return "boolean"
        if isinstance(node, int):
            return "number"
        if not isinstance(node, dict):
            return "text" if isinstance(node, str) else ANY
        ((name, argument),) = node.items()
        at = (*at, name)
        match name:
            case "var":
                field = self._field(argument, at, row)
                return type_of(field).kind if field else ANY
            case "decimal":
                return "number"
            case "+" | "-" | "*":
                return self._all(argument, at, row, "number")
            case "and" | "or":
                return self._all(argument, at, row, "boolean")
            case "!":
                return self._all([argument], at, row, "boolean")
            case "sum" | "count":
                return self._over_rows(name, argument, at)
            case "empty":
                self._kind(argument, at, row)
            case "in":
                self._in(argument, at, row)
            case _:
                self._comparison(name, argument, at, row)
        return "boolean"

    def _all(self, arguments: list[Any], at: Path, row: Field | None, kind: str) -> str:
        for number, each in enumerate(arguments):
            if self._kind(each, (*at, number), row) not in (kind, ANY):
                self._fault((*at, number), "rule_types")
        return kind

    def _field(self, name: str, at: Path, row: Field | None) -> Field | None:
        if name.startswith("."):
            field = row.by_key.get(name[1:]) if row else None
        else:
            key, _, child = name.partition(".")
            field = self.model.fields.get(key)
            if field is not None and child:
                field = field.by_key.get(child) if field.type == "group" else None
        if field is None or not field.holds_value:
            self._fault(at, "rule_unknown_field", key=name)
            return None
        return field

    def _over_rows(self, name: str, argument: list[Any], at: Path) -> str:
        group = self.model.fields.get(argument[0])
        if group is None or group.type != "rows":
            self._fault((*at, 0), "rule_unknown_field", key=argument[0])
            return "number"
        if name == "sum":
            child = group.by_key.get(argument[1])
            if child is None:
                self._fault((*at, 1), "rule_unknown_field", key=f"{argument[0]}.{argument[1]}")
            elif type_of(child).kind != "number":
                self._fault((*at, 1), "rule_types")
        where = argument[2:] if name == "sum" else argument[1:]
        self._all(where, at, group, "boolean")
        return "number"

    def _comparison(self, name: str, argument: list[Any], at: Path, row: Field | None) -> None:
        left, right = (self._kind(each, (*at, number), row) for number, each in enumerate(argument))
        if ANY in (left, right):
            return
        if {left, right} & {"list", "none"} or (name in ORDERED and {left, right} & {"boolean", "choice"}):
            self._fault(at, "rule_types")
            return
        for kind, literal, field in self._sides(argument, (left, right), at, row):
            if not _fits(kind, literal):
                self._fault(at, "rule_types")
            elif field is not None and field.type == "choice":
                self._option(field, literal, at)
        if not any(isinstance(each, str) for each in argument) and left != right:
            self._fault(at, "rule_types")

    def _sides(
        self, argument: list[Any], kinds: tuple[str, str], at: Path, row: Field | None
    ) -> Iterator[tuple[str, Any, Field | None]]:
        """The kind of one side, the text literal on the other, and the field if that side is one."""
        for one, other, kind in ((0, 1, kinds[0]), (1, 0, kinds[1])):
            if isinstance(argument[other], str) and not isinstance(argument[one], str):
                source = argument[one]
                is_var = isinstance(source, dict) and "var" in source
                yield kind, argument[other], self._field(source["var"], at, row) if is_var else None

    def _in(self, argument: list[Any], at: Path, row: Field | None) -> None:
        kind = self._kind(argument[0], (*at, 0), row)
        if isinstance(argument[1], list):
            if kind in ("list", "none"):
                self._fault(at, "rule_types")
            source = argument[0]
            field = (
                self._field(source["var"], at, row) if isinstance(source, dict) and "var" in source else None
            )
            for each in argument[1] if field and field.type == "choice" else ():
                self._option(field, each, at)
            return
        if self._kind(argument[1], (*at, 1), row) not in ("list", ANY):
            self._fault((*at, 1), "rule_types")
        elif isinstance(argument[0], str) and isinstance(argument[1], dict) and "var" in argument[1]:
            self._option(self._field(argument[1]["var"], at, row), argument[0], at)

    def _option(self, field: Field | None, value: Any, at: Path) -> None:
        if field is not None and field.options and value not in {option.value for option in field.options}:
            self._fault(at, "rule_option_unknown", key=field.key, option=str(value)[:60])


def _fits(kind: str, literal: str) -> bool:
    """Whether a text literal can stand for a value of that kind."""
    try:
        match kind:
            case "text" | "choice":
                return True
            case "date":
                return bool(date.fromisoformat(literal))
            case "number":
                return Decimal(literal).is_finite()
            case _:
                return False
    except (ValueError, DecimalException):
        return False
