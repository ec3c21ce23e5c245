"""Simple conditions, as people compose them: all or any of "field, operator, value".

What is written otherwise (arithmetic, nesting) is left alone: `read_condition` gives None for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Any, Literal

from formengine.editing.lookup import Document, checked, entry, field_at, label_of, opened, put
from formengine.editing.refusals import Refused
from formengine.editing.uses import asked_about, schemas
from formengine.fieldtypes import field_type
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

    Raises Refused for a field that asks about itself, about a row's part, or in a circle.
    """
    new = opened(document)
    try:
        holder = field_at(new, item)
        if "." in item:
            raise Refused("no_condition_in_a_group")
    except Refused as refused:
        if refused.code != "no_such_field":
            raise
        holder = entry(new, "x-pages", item)
    if condition is None or not condition.clauses:
        holder.pop("x-when", None)
        return new
    rules = [_rule(new, clause) for clause in condition.clauses]
    put(
        holder, "x-when", rules[0] if len(rules) == 1 else {"and" if condition.join == "all" else "or": rules}
    )
    _refuse_circles(new, item)
    return checked(new)


def _rule(document: Mapping[str, Any], clause: Clause) -> dict[str, Any]:
    steps = clause.field.split(".")
    above = (field_at(document, ".".join(steps[:count])) for count in range(1, len(steps)))
    if any(each.get("x-type") == "rows" for each in above):
        raise Refused("asks_about_rows")
    kind = kind_of(document, clause.field)
    if clause.operator not in OPERATORS[kind]:
        raise Refused("bad_operator")
    asked = {"var": clause.field}
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


def _refuse_circles(document: Mapping[str, Any], start: str) -> None:
    """Refuse where a field's visibility, through others' conditions and pages, depends on itself."""
    asks = _asks(document)
    begin = [start] if start in asks else entry(document, "x-pages", start)["items"]
    for first in begin:
        seen: set[str] = set()
        waiting = [first]
        while waiting:
            for other in asks.get(waiting.pop(), set()) - seen:
                if other == first:
                    raise Refused("condition_in_a_circle", label=label_of(document, first))
                seen.add(other)
                waiting.append(other)


def _asks(document: Mapping[str, Any]) -> dict[str, set[str]]:
    """For each field, the fields that decide whether it is there, or what it holds: it and its parts."""
    asks: dict[str, set[str]] = {key: set() for key in document["properties"]}
    for page in document["x-pages"]:
        for key in page["items"]:
            asks.setdefault(key, set()).update(_keys(page.get("x-when")))
    for address, schema in schemas(document["properties"]):
        key, _, below = address.partition(".")
        for name in ("x-when", "x-compute"):
            asked = _keys(schema.get(name), address.rpartition(".")[0])
            asks[key] |= asked - {key} if below else asked
    return asks


def _keys(rule: Any, inside: str = "") -> set[str]:
    return {address.partition(".")[0] for address in asked_about(rule, inside)}


def read_condition(document: Mapping[str, Any], rule: Any) -> Condition | None:
    """The condition as it was composed; None for a rule written otherwise. No rule: no clauses."""
    if rule is None:
        return Condition("all", ())
    join: Literal["all", "any"] = "all"
    parts = [rule]
    if isinstance(rule, dict) and len(rule) == 1:
        for word, meant in (("and", "all"), ("or", "any")):
            if isinstance(rule.get(word), list):
                join, parts = ("all" if meant == "all" else "any"), rule[word]
    clauses = [_clause(document, part) for part in parts]
    if any(each is None for each in clauses):
        return None
    return Condition(join, tuple(each for each in clauses if each is not None))


def _clause(document: Mapping[str, Any], rule: Any) -> Clause | None:
    try:
        return _simple(document, rule)
    except (Refused, TypeError, ValueError, KeyError, AttributeError):
        return None


def _simple(document: Mapping[str, Any], rule: Any) -> Clause | None:
    ((name, argument),) = rule.items()
    negated = False
    if name == "!":
        negated = True
        ((name, argument),) = argument.items()
    if name == "empty":
        return Clause(_asked(argument), "filled" if negated else "missing")
    if name == "in":
        if isinstance(argument[1], list):
            values = ", ".join(argument[1])
            return None if negated else Clause(_asked(argument[0]), "one_of", values)
        return Clause(_asked(argument[1]), "has_not" if negated else "has", str(argument[0]))
    if negated:
        return None
    field, value = _asked(argument[0]), argument[1]
    kind = kind_of(document, field)
    if kind == "boolean":
        return Clause(field, "yes" if value else "no") if name == "==" and isinstance(value, bool) else None
    operator = (_BY_DATE if kind in DAYS_AND_TIMES else _BY_NUMBER).get(name)
    if isinstance(value, dict):
        value = value["decimal"]
    if operator not in OPERATORS[kind] or not isinstance(value, str | int):
        return None
    return Clause(field, str(operator), str(value))


def _asked(term: Any) -> str:
    ((name, address),) = term.items()
    if name != "var" or not isinstance(address, str) or address.startswith("."):
        raise Refused("rule_not_understood")
    return address
