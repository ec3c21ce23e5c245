"""Who relies on a field, so that it is not taken away from under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formengine.editing.lookup import children
from formengine.papers import PLACE, field_named
from formengine.problems import DocumentRefused
from formengine.rules import compile_expression


@dataclass(frozen=True)
class Use:
    """`place` is field, page, check, transition, capacity or paper; `title` is what people call it."""

    place: str
    key: str
    title: str


RULES = ("x-when", "x-required-when", "x-compute", "x-default")


def asked_about(rule: Any, inside: str = "") -> frozenset[str]:
    """Addresses of all fields a rule asks about; `inside`: of the group whose parts `.child` names."""
    try:
        return compile_expression(rule, inside=inside).paths if isinstance(rule, dict) else frozenset()
    except DocumentRefused:
        return frozenset()


def mentions(rule: Any, address: str, inside: str = "") -> bool:
    """Whether the rule asks about the field or any child of it."""
    return any(f"{each}.".startswith(f"{address}.") for each in asked_about(rule, inside))


def taken_from(schema: Mapping[str, Any]) -> str:
    """The field of an earlier dossier of the same model from which this one is filled in."""
    prefill = schema.get("x-prefill")
    if not isinstance(prefill, Mapping) or prefill.get("from") != "dossier":
        return ""
    return str(prefill.get("path", ""))


def uses_of(document: Mapping[str, Any], address: str) -> tuple[Use, ...]:
    """Who needs the field: rules, checks, transitions, proofs, texts. Its own rules do not count."""
    found = [
        Use("field", where, schema.get("title") or where)
        for where, schema in schemas(document.get("properties", {}))
        if not f"{where}.".startswith(f"{address}.")
        if any(mentions(schema.get(name), address, where.rpartition(".")[0]) for name in RULES)
        or f"{taken_from(schema)}.".startswith(f"{address}.")
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
    found += [
        Use("capacity", each["key"], each.get("title") or each["key"])
        for each in document.get("x-on-behalf", [])
        if each.get("mandate") == address
    ]
    found += [
        Use("paper", each["key"], each.get("title") or each["key"])
        for each in document.get("x-documents", [])
        if any(f"{name}.".startswith(f"{address}.") for name in named_in(each.get("text", "")))
    ]
    return tuple(found)


def named_in(text: str) -> Iterator[str]:
    """Addresses of the fields that the text of a document names."""
    return (path for place in PLACE.findall(text) if (path := field_named(place.strip())))


def schemas(properties: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Address and schema of every field, those inside groups too."""
    for key, schema in properties.items():
        if key != "_id" and isinstance(schema, Mapping):
            yield f"{above}{key}", schema
            yield from schemas(children(schema), f"{above}{key}.")
