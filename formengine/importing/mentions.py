"""Which properties a constraint on one object names, and what of it can be said of a field."""

from collections.abc import Iterator, Mapping
from typing import Any

LIMITS = frozenset(
    [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
    ]
)


def loosened(schema: Any) -> Any:
    """What only some branches say of a property, without limits: these are judged with the branches."""
    if not isinstance(schema, Mapping):
        return schema
    return {key: value for key, value in schema.items() if key not in LIMITS}


def named(schema: Any) -> Iterator[tuple[str, Any]]:
    """The properties a constraint on one object names, wherever it names them."""
    waiting = [(schema, False)]
    while waiting:
        each, turned = waiting.pop()
        if not isinstance(each, Mapping):
            continue
        for name, inner in (each.get("properties") or {}).items():
            yield name, True if turned else inner
        for name in each.get("required") or ():
            yield name, True
        for word in ("allOf", "anyOf", "oneOf"):
            waiting.extend((inner, turned) for inner in each.get(word) or ())
        waiting.extend((each.get(word), turned) for word in ("then", "else"))
        waiting.extend((each.get(word), True) for word in ("not", "if"))
        for name, inner in (each.get("dependentSchemas") or {}).items():
            yield name, True
            waiting.append((inner, turned))
        for name, others in (each.get("dependentRequired") or {}).items():
            yield from ((one, True) for one in (name, *others))


def names_in(schema: Any) -> set[str]:
    return {name for name, _inner in named(schema)}
