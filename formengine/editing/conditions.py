"""Simple conditions, as people compose them: all or any of "field, operator, value".

What is written otherwise (arithmetic, nesting) is left alone: `read_condition` gives None for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Any, Literal

from formengine.document import parse
from formengine.editing.lookup import (
    Document,
    checked,
    entry,
    field_at,
    inside_of,
    label_of,
    opened,
    parent_of,
    put,
)
from formengine.editing.refusals import Refused
from formengine.editing.renaming import is_single
from formengine.fieldtypes import field_type
from formengine.linting.cycles import cycle_faults
from formengine.rules.sorts import fits_kind

# What may be asked of each kind of answer. `filled` and `missing` take no value.
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "text": ("filled", "missing", "is", "is_not"),
    "number": ("is", "is_not", "less", "at_most", "more", "at_least", "filled", "missing"),
    "boolean": ("yes", "no", "filled", "missing"),
    **dict.fromkeys(("date", "datetime", "time"), ("before", "until", "after", "since", "filled", "missing")),
    "choice": ("is", "is_not", "one_of", "filled", "missing"),
    "list": ("has", "has_not", "filled", "missing"),
    "none": ("filled", "missing"),
}
DAYS_AND_TIMES = ("date", "datetime", "time")
WITHOUT_VALUE = ("filled", "missing", "yes", "no")
_COMPARE = {
    "is": "==", "is_not": "!=", "less": "<", "at_most": "<=", "more": ">", "at_least": ">=",
    "before": "<", "until": "<=", "after": ">", "since": ">=",
}  # fmt: skip
_BY_NUMBER = {"==": "is", "!=": "is_not", "<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
_BY_DATE = {"<": "before", "<=": "until", ">": "after", ">=": "since"}


@dataclass(frozen=True)
class Clause:
    """`field` is an address, `value` as typed; several values (`one_of`) are separated by commas."""

    field: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class Condition:
    join: Literal["all", "any"]
    clauses: tuple[Clause, ...]


def kind_of(document: Mapping[str, Any], address: str) -> str:
    """What may be asked of a field's answer: a key of OPERATORS."""
    return field_type(field_at(document, address)["x-type"]).kind


def set_condition(document: Mapping[str, Any], item: str, condition: Condition | None) -> Document:
    """Show a field (or a page) only under a condition; None: always.

    Inside a group it may ask about the parts beside it. Raises Refused for what asks about itself, about one
    row from outside of it, or in a circle.
    """
    new = opened(document)
    try:
        holder, inside = field_at(new, item), parent_of(item)
    except Refused:
        holder, inside = entry(new, "x-pages", item), ""
    if condition is None or not condition.clauses:
        holder.pop("x-when", None)
        return new
    rules = [_rule(new, clause, inside) for clause in condition.clauses]
    put(
        holder, "x-when", rules[0] if len(rules) == 1 else {"and" if condition.join == "all" else "or": rules}
    )
    checked(new)
    if len(_circles(new)) > len(_circles(document)):
        raise Refused("condition_in_a_circle", label=holder.get("title") or label_of(new, item))
    return new


def _circles(document: Mapping[str, Any]) -> list[Any]:
    return list(cycle_faults(parse(document)))


def _asks(document: Mapping[str, Any], address: str, inside: str) -> str:
    """How a rule in the group `inside` names a field: from the group or row at hand, or from the top."""
    field_at(document, address)
    if inside and inside_of(address, inside) and address != inside and is_single(document, address, inside):
        return f".{address[len(inside) + 1 :]}"
    if not is_single(document, address):
        raise Refused("asks_about_rows")
    return address


def _rule(document: Mapping[str, Any], clause: Clause, inside: str) -> dict[str, Any]:
    asked = {"var": _asks(document, clause.field, inside)}
    kind = kind_of(document, clause.field)
    if clause.operator not in OPERATORS[kind]:
        raise Refused("bad_operator")
    value = clause.value.strip()
    match clause.operator:
        case "missing":
            return {"empty": asked}
        case "filled":
            return {"!": {"empty": asked}}
        case "yes" | "no":
            return {"==": [asked, clause.operator == "yes"]}
    if not value:
        raise Refused("condition_without_value")
    match clause.operator:
        case "has":
            return {"in": [value, asked]}
        case "has_not":
            return {"!": {"in": [value, asked]}}
        case "one_of":
            return {"in": [asked, [each.strip() for each in value.split(",") if each.strip()]]}
    return {_COMPARE[clause.operator]: [asked, _literal(value, kind)]}


def _literal(value: str, kind: str) -> Any:
    if kind == "number":
        try:
            number = Decimal(value.replace(",", ".").replace("\u202f", "").replace(" ", ""))
        except DecimalException:
            raise Refused("not_a_number", value=value[:40]) from None
        if not number.is_finite() or abs(number) > 10**15 or len(value) > 30:
            raise Refused("not_a_number", value=value[:40])
        return int(number) if number == number.to_integral_value() else {"decimal": f"{number:f}"}
    if kind in DAYS_AND_TIMES and not fits_kind(value, kind):
        raise Refused("not_a_date", value=value[:40])
    if len(value) > 300:
        raise Refused("too_long", most=300)
    return value


def read_condition(document: Mapping[str, Any], rule: Any, inside: str = "") -> Condition | None:
    """The condition as it was composed; None for a rule written otherwise. No rule: no clauses.

    `inside`: address of the group that the field with the condition is in.
    """
    if rule is None:
        return Condition("all", ())
    join: Literal["all", "any"] = "all"
    parts = [rule]
    if isinstance(rule, dict) and len(rule) == 1:
        for word, meant in (("and", "all"), ("or", "any")):
            if isinstance(rule.get(word), list):
                join, parts = ("all" if meant == "all" else "any"), rule[word]
    clauses = [_clause(document, part, inside) for part in parts]
    if any(each is None for each in clauses):
        return None
    return Condition(join, tuple(each for each in clauses if each is not None))


def _clause(document: Mapping[str, Any], rule: Any, inside: str) -> Clause | None:
    try:
        found = _simple(document, rule, inside)
        same = found is not None and _named(_rule(document, found, inside), inside) == _named(rule, inside)
        return found if same else None
    except (Refused, TypeError, ValueError, KeyError, AttributeError):
        return None


def _simple(document: Mapping[str, Any], rule: Any, inside: str) -> Clause | None:
    ((name, argument),) = rule.items()
    negated = False
    if name == "!":
        negated = True
        ((name, argument),) = argument.items()
    if name == "empty":
        return Clause(_asked(argument, inside), "filled" if negated else "missing")
    if name == "in":
        if isinstance(argument[1], list):
            values = ", ".join(argument[1])
            return None if negated else Clause(_asked(argument[0], inside), "one_of", values)
        return Clause(_asked(argument[1], inside), "has_not" if negated else "has", str(argument[0]))
    if negated:
        return None
    field, value = _asked(argument[0], inside), argument[1]
    kind = kind_of(document, field)
    if kind == "boolean":
        return Clause(field, "yes" if value else "no") if name == "==" and isinstance(value, bool) else None
    operator = (_BY_DATE if kind in DAYS_AND_TIMES else _BY_NUMBER).get(name)
    if isinstance(value, dict):
        value = value["decimal"]
    if operator not in OPERATORS[kind] or not isinstance(value, str | int):
        return None
    return Clause(field, str(operator), str(value))


def _named(rule: Any, inside: str) -> Any:
    """The rule with full addresses: the same answer may be named in two ways."""
    if isinstance(rule, list):
        return [_named(each, inside) for each in rule]
    if not isinstance(rule, dict):
        return rule
    return {
        key: f"{inside}{each}" if key == "var" and str(each).startswith(".") else _named(each, inside)
        for key, each in rule.items()
    }


def _asked(term: Any, inside: str) -> str:
    """The address of a field that a rule in the group `inside` asks about."""
    ((name, said),) = term.items()
    if name != "var" or not isinstance(said, str) or (said.startswith(".") and not inside):
        raise Refused("rule_not_understood")
    return f"{inside}{said}" if said.startswith(".") else said
