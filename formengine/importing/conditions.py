"""A foreign condition (`if`, a dependency, a branch) as a rule over the fields of one object; exact, or none.

Each rule is yes or no, never unknown: JSON Schema lets a condition on what is not there pass.
"""

from collections.abc import Callable, Mapping
from typing import Any

from formengine.importing.expanding import AT, bare
from formengine.importing.keywords import ANNOTATIONS
from formengine.importing.merging import same
from formengine.importing.scalars import decimal_text

Rule = Any
Asked = Callable[[str], tuple[str, Mapping[str, Any]] | None]
"""Foreign name -> the name a rule gives the field, and the field; None where it is not one field."""

UNSAID = ANNOTATIONS | {AT, "type"}
MAX_RULE = 8


def rule_of(schema: Any, asked: Asked, depth: int = 0) -> Rule | None:
    """The rule that holds where an object is valid under the schema; None where no rule says just that."""
    if isinstance(schema, bool) or depth > MAX_RULE:
        return None
    found: list[Rule] = []
    required = schema.get("required") or []
    properties = schema.get("properties") or {}
    for keyword, value in schema.items():
        if keyword in UNSAID:
            continue
        made: list[Rule | None]
        match keyword:
            case "required":
                made = [_there(name, asked) for name in value if name not in properties]
            case "properties":
                made = [_property(name, each, asked, name in required, depth) for name, each in value.items()]
            case "not":
                inner = rule_of(value, asked, depth + 1)
                made = [None if inner is None else negated(inner)]
            case "allOf" | "anyOf":
                rules = [rule_of(each, asked, depth + 1) for each in value]
                made = [None if None in rules else joined("and" if keyword == "allOf" else "or", rules)]
            case _:
                made = [None]
        if any(each is None for each in made):
            return None
        found.extend(made)
    return joined("and", found) if found else None


def joined(word: str, rules: list[Rule]) -> Rule:
    return rules[0] if len(rules) == 1 else {word: rules}


def negated(rule: Rule) -> Rule:
    return rule["!"] if isinstance(rule, dict) and set(rule) == {"!"} else {"!": rule}


def _there(name: str, asked: Asked) -> Rule | None:
    found = asked(name)
    return {"!": {"empty": {"var": found[0]}}} if found else None


def _property(name: str, schema: Any, asked: Asked, required: bool, depth: int) -> Rule | None:
    there = _there(name, asked)
    if there is None:
        return None
    if schema is True or (isinstance(schema, Mapping) and not bare(schema)):
        return there if required else _always(there)
    found = asked(name)
    test = _test(found[0], found[1], schema, depth) if found else None
    if test is None:
        return None
    if required and found and found[1]["x-type"] == "group" and schema.get("required"):
        return test  # a group whose part is there is there itself; and its own parts may not ask for it whole
    return {"and": [there, test]} if required else {"or": [negated(there), test]}


def _always(rule: Rule) -> Rule:
    return {"or": [rule, negated(rule)]}


def _test(var: str, field: Mapping[str, Any], schema: Any, depth: int) -> Rule | None:
    """A rule for a field that has an answer."""
    if not isinstance(schema, Mapping):
        return None
    what = {key: value for key, value in schema.items() if key not in UNSAID}
    if field["x-type"] == "group" and "x-plain" not in field:
        return rule_of(what, inside(f"{var}.", field), depth + 1)
    if set(what) == {"not"}:
        inner = _test(var, field, what["not"], depth)
        return None if inner is None else negated(inner)
    if set(what) <= {"const"} or set(what) == {"enum"}:
        values = [what["const"]] if "const" in what else what.get("enum", [])
        return _among(var, field, values)
    if field["x-type"] in ("integer", "decimal") and set(what) <= {"minimum", "maximum"} and what:
        signs = {"minimum": ">=", "maximum": "<="}
        return joined(
            "and",
            [{signs[key]: [{"var": var}, {"decimal": decimal_text(value)}]} for key, value in what.items()],
        )
    if set(what) == {"minLength"} and what["minLength"] == 1 and field["x-type"] in ("text", "longtext"):
        return {"!": {"empty": {"var": var}}}
    if set(what) == {"contains"} and field["x-type"] == "choices" and isinstance(what["contains"], Mapping):
        inner = {key: value for key, value in what["contains"].items() if key not in UNSAID}
        values = (
            [inner["const"]]
            if set(inner) == {"const"}
            else inner.get("enum", [])
            if set(inner) == {"enum"}
            else []
        )
        texts = [_text(field, each) for each in values]
        if texts and None not in texts:
            return joined("or", [{"in": [text, {"var": var}]} for text in texts])
    return None


def inside(before: str, group: Mapping[str, Any]) -> Asked:
    """The parts of a group, by the names they had; a rule writes `before` in front of their keys."""

    def asked(name: str) -> tuple[str, Mapping[str, Any]] | None:
        parts = [(key, part) for key, part in group["properties"].items() if part.get("x-name", key) == name]
        return (f"{before}{parts[0][0]}", parts[0][1]) if len(parts) == 1 else None

    return asked


def _among(var: str, field: Mapping[str, Any], values: list[Any]) -> Rule | None:
    rules = []
    for value in values:
        if value is None:
            continue
        literal = _literal(field, value)
        if literal is None:
            return None
        rules.append({"==": [{"var": var}, literal]})
    return joined("or", rules) if rules else None


def _literal(field: Mapping[str, Any], value: Any) -> Any:
    """The value as a rule writes it; None where the field never has it."""
    kind = field["x-type"]
    if kind == "choice":
        return _text(field, value)
    if kind in ("text", "longtext") and "x-plain" not in field:
        return value if isinstance(value, str) and value else None
    if kind == "constant":
        return value if same(value, field["const"]) else None
    if kind == "yesno":
        return value if isinstance(value, bool) else None
    if kind == "accept":
        return True if value is True else None
    if kind in ("integer", "decimal") and isinstance(value, int | float) and not isinstance(value, bool):
        return {"decimal": decimal_text(value)}
    return None


def _text(field: Mapping[str, Any], value: Any) -> str | None:
    """The option of a choice that stands for a value."""
    holder = field.get("items", field) if field["x-type"] == "choices" else field
    values = field.get("x-plain", {}).get("values", {})
    for option in holder.get("oneOf", ()):
        text = option["const"]
        if same(values.get(text, text), value):
            return str(text)
    return None
