"""`x-also`: what a field's type cannot say of its value, as plain JSON Schema, judged by jsonschema.

Patterns run under RE2 like all others; there is no network and no reference; jsonschema's own messages, which
hold the answer, are never looked at.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.registry import type_of
from formengine.fitting import fits, is_schema
from formengine.plain import plain
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


def value_problems(value: Any, field: "Field") -> tuple[Problem, ...]:
    """What is wrong with a normalised, non-empty value: by its type, then by `x-also`."""
    found = type_of(field).problems(value, field)
    if found or "x-also" not in field.schema:
        return found
    return () if fits(field.schema["x-also"], plain(field, value)) else (Problem((), "does_not_fit"),)


def also_problems(schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with the extra schema itself: no schema, a reference, a pattern that RE2 refuses."""
    also = schema.get("x-also")
    if also is None:
        return ()
    return () if is_schema(also) else (Problem(("x-also",), "bad_setting"),)
