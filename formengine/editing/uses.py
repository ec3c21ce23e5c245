"""Who relies on a field, so that it is not taken away from under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formengine.editing.lookup import children


@dataclass(frozen=True)
class Use:
    """`place` is field, page, check or transition; `title` is what people call it."""

    place: str
    key: str
    title: str


def asked_about(rule: Any) -> Iterator[str]:
    """Addresses of all fields a rule's data mentions, children as `group.child`."""
    if isinstance(rule, list):
        for each in rule:
            yield from asked_about(each)
    if not isinstance(rule, dict):
        return
    for name, argument in rule.items():
        if name == "var" and isinstance(argument, str):
            yield argument
        elif name in ("sum", "count") and isinstance(argument, list) and argument:
            group = str(argument[0])
            yield group
            if name == "sum" and len(argument) > 1:
                yield f"{group}.{argument[1]}"
            for each in asked_about(argument[1:]):
                yield f"{group}{each}" if each.startswith(".") else each
        else:
            yield from asked_about(argument)


def mentions(rule: Any, address: str) -> bool:
    """Whether the rule asks about the field or any child of it."""
    return any(each == address or each.startswith(f"{address}.") for each in asked_about(rule))


def uses_of(document: Mapping[str, Any], address: str) -> tuple[Use, ...]:
    """Conditions, checks and transitions that need the field; its own do not count."""
    found = [
        Use("field", where, schema.get("title") or where)
        for where, schema in _schemas(document)
        if where != address and not where.startswith(f"{address}.")
        if any(mentions(schema.get(name), address) for name in ("x-when", "x-required-when"))
    ]
    found += [
        Use("page", page["key"], page.get("title") or page["key"])
        for page in document.get("x-pages", [])
        if mentions(page.get("x-when"), address)
    ]
    found += [
        Use("check", check["key"], check.get("message") or check["key"])
        for check in document.get("x-checks", [])
        if mentions(check.get("rule"), address) or check.get("at") == address
    ]
    found += [
        Use("transition", status["key"], transition.get("title") or transition.get("status", ""))
        for status in document.get("x-statuses", [])
        for transition in status.get("to", [])
        if isinstance(transition, dict) and address in transition.get("requires", [])
    ]
    return tuple(found)


def _schemas(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, schema in document.get("properties", {}).items():
        yield key, schema
        for child, each in children(schema).items():
            if isinstance(each, Mapping):
                yield f"{key}.{child}", each
