"""Does a JSON value fit a plain JSON Schema? The one place where a foreign constraint is run.

jsonschema does it, with the keywords replaced that would be a danger or wrong here: patterns run under RE2
(never under `re`), `multipleOf` is decimal, `uniqueItems` is bounded, references are not followed at all.
Formats are annotations. Schemas are JSON Schema 2020-12 without `$ref`.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any

import re2
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, UnknownType, ValidationError
from jsonschema.validators import extend
from referencing import Registry

MAX_PATTERN, MAX_UNIQUE = 2_000, 200
Errors = Iterator[ValidationError]


@lru_cache(maxsize=1024)
def runnable(pattern: str) -> Any:
    """The pattern as RE2 runs it; None where it does not."""
    if len(pattern) > MAX_PATTERN:
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(pattern, options=options)
    except (re2.error, UnicodeEncodeError):
        return None


def _found(pattern: Any, text: str) -> bool:
    compiled = runnable(pattern) if isinstance(pattern, str) else None
    return compiled is not None and compiled.search(text) is not None


def _pattern(_validator: Any, pattern: Any, value: Any, _schema: Any) -> Errors:
    if isinstance(value, str) and not _found(pattern, value):
        yield ValidationError("pattern")


def _pattern_properties(validator: Any, patterns: Any, value: Any, _schema: Any) -> Errors:
    if isinstance(value, dict):
        for pattern, schema in patterns.items():
            for name, each in value.items():
                if _found(pattern, name):
                    yield from validator.descend(each, schema)


def _additional(validator: Any, rest: Any, value: Any, schema: Any) -> Errors:
    if isinstance(value, dict):
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        for name, each in value.items():
            if name not in known and not any(_found(pattern, name) for pattern in patterns):
                yield from validator.descend(each, rest)


def _multiple(_validator: Any, step: Any, value: Any, _schema: Any) -> Errors:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    try:
        rest = Decimal(str(value)) % Decimal(str(step))
    except DecimalException:
        rest = Decimal(1)
    if rest:
        yield ValidationError("multipleOf")


def _unique(_validator: Any, wanted: Any, value: Any, _schema: Any) -> Errors:
    if wanted is True and isinstance(value, list):
        seen = [json.dumps(_plain_number(each), sort_keys=True) for each in value[: MAX_UNIQUE + 1]]
        if len(value) > MAX_UNIQUE or len(set(seen)) < len(seen):
            yield ValidationError("uniqueItems")


def _plain_number(value: Any) -> Any:
    """1.0 and 1 are one number in JSON."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain_number(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain_number(each) for key, each in value.items()}
    return value


def _never(_validator: Any, _argument: Any, _value: Any, _schema: Any) -> Errors:
    yield ValidationError("not followed")


_REPLACED = {
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
    "multipleOf": _multiple,
    "uniqueItems": _unique,
    **dict.fromkeys(("$ref", "$dynamicRef", "unevaluatedProperties", "unevaluatedItems"), _never),
}
_Validator: Any = extend(Draft202012Validator, _REPLACED)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=2048)
def _validator(text: str) -> Any:
    return _Validator(json.loads(text), registry=Registry())


def fits(schema: Any, value: Any) -> bool:
    """Whether the value is valid; False where the schema cannot be run. Never raises."""
    if isinstance(schema, bool):
        return schema
    if not isinstance(schema, Mapping):
        return False
    try:
        return bool(_validator(json.dumps(_thawed(schema), sort_keys=True)).is_valid(value))
    except (SchemaError, UnknownType, RecursionError, TypeError, ValueError, AttributeError, ArithmeticError):
        return False


def is_schema(schema: Any) -> bool:
    """Whether this can be run here: JSON Schema 2020-12, no reference, every pattern RE2's."""
    if isinstance(schema, bool):
        return True
    try:
        return _is_schema(json.dumps(_thawed(schema), sort_keys=True))
    except (RecursionError, TypeError, ValueError):
        return False


@lru_cache(maxsize=4096)
def _is_schema(text: str) -> bool:
    """Looked at once: a drawing board asks again at every gesture, and metaschemas are slow."""
    schema = json.loads(text)
    try:
        Draft202012Validator.check_schema(schema, format_checker=FormatChecker(()))
    except (SchemaError, RecursionError, TypeError, ValueError, AttributeError):
        return False
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            if any(isinstance(part.get(name), str) for name in ("$ref", "$dynamicRef")):
                return False
            pattern = part.get("pattern")
            if isinstance(pattern, str) and runnable(pattern) is None:
                return False
            waiting.extend(part.values())
        elif isinstance(part, list | tuple):
            waiting.extend(part)
    return True


def _thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _thawed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_thawed(each) for each in value]
    return value
