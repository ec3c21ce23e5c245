"""`x-also`: what a field's type cannot say of its value, as plain JSON Schema, judged by jsonschema.

Patterns run under RE2 like all others; there is no network and no reference; jsonschema's own messages, which
hold the answer, are never looked at.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from formengine.fieldtypes.keywords import compiled_pattern
from formengine.fieldtypes.registry import type_of
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field

UNSAID = frozenset({"$ref", "$dynamicRef", "$id", "$anchor", "$dynamicAnchor", "$schema"})


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    compiled = compiled_pattern(pattern)
    if isinstance(instance, str) and (compiled is None or compiled.search(instance) is None):
        yield ValidationError("pattern")


def _pattern_properties(
    validator: Any, patterns: Mapping[str, Any], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    for pattern, schema in patterns.items() if isinstance(instance, Mapping) else ():
        compiled = compiled_pattern(pattern)
        for key, value in instance.items():
            if compiled is not None and compiled.search(key) is not None:
                yield from validator.descend(value, schema)


_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _pattern, "patternProperties": _pattern_properties}
)


@lru_cache(maxsize=2048)
def _validator(field: "Field") -> Any | None:
    """The validator of a field's own extra schema; None where there is none, or none that can be used."""
    schema = field.schema.get("x-also")
    if schema is None or also_problems(field.schema):
        return None
    return _Validator(schema, registry=Registry(), format_checker=FormatChecker(()))


def value_problems(value: Any, field: "Field") -> tuple[Problem, ...]:
    """What is wrong with a normalised, non-empty value: by its type, then by `x-also`."""
    found = type_of(field).problems(value, field)
    if found or "x-also" not in field.schema:
        return found
    validator = _validator(field)
    fits = validator is not None and validator.is_valid(value)
    return () if fits else (Problem((), "does_not_fit"),)


def also_problems(schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with the extra schema itself: no schema, a reference, a pattern that RE2 refuses."""
    also = schema.get("x-also")
    if also is None:
        return ()
    try:
        Draft202012Validator.check_schema(also)
    except (SchemaError, RecursionError):
        return (Problem(("x-also",), "bad_setting"),)
    return () if all(_is_usable(each) for each in _inside(also)) else (Problem(("x-also",), "bad_setting"),)


def _is_usable(schema: Mapping[str, Any]) -> bool:
    patterns = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    if isinstance(schema.get("patternProperties"), Mapping):
        patterns += list(schema["patternProperties"])
    return not UNSAID & schema.keys() and all(compiled_pattern(each) is not None for each in patterns)


def _inside(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of it."""
    stack = [schema]
    while stack:
        each = stack.pop()
        if isinstance(each, Mapping):
            yield each
            stack.extend(each.values())
        elif isinstance(each, list | tuple):
            stack.extend(each)
