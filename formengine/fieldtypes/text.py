"""A line of text, free or of a named format."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.formats import FORMATS, canonical, is_valid, written
from formengine.fieldtypes.keywords import (
    autocomplete,
    bounds_problems,
    matches,
    pattern_problems,
    whole,
)
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field

MOST = 1_000


@register
class Text(FieldType):
    name = "text"

    def settings(self) -> tuple[str, ...]:
        return ("minLength", "maxLength", "format", "pattern", "x-pattern-message", "x-autocomplete")

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = " ".join(clean_text(raw).strip().splitlines())
        return (canonical(str(field.schema["format"]), text) if "format" in field.schema else text) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return text_problems(value, field, most=MOST)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return written(str(field.schema.get("format")), str(value))

    def json_schema(self, field: "Field") -> dict[str, Any]:
        """A named format is a pattern to those who do not know our names: its shape, without check digits."""
        plain = super().json_schema(field)
        chosen = FORMATS.get(str(plain.pop("format", None)))
        if chosen is None:
            return {"maxLength": MOST, **plain}
        shape = {"pattern": f"^(?:{chosen.shape.pattern})$"}
        return {**plain, "allOf": [shape]} if "pattern" in plain else plain | shape

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = [
            *bounds_problems(schema, "minLength", "maxLength", whole, natural=True),
            *pattern_problems(schema, "pattern"),
        ]
        name = schema.get("format")
        if name is not None and not (isinstance(name, str) and name in FORMATS):
            found.append(Problem(("format",), "format_unknown", {"known": sorted(FORMATS)}))
        return tuple(found)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        chosen = FORMATS.get(str(field.schema.get("format")))
        numeric = {"inputmode": "numeric"} if chosen and chosen.digits_only else {}
        plain = {"spellcheck": "false"} if chosen else {}
        return {**numeric, **plain, **autocomplete(field.schema)}

    def width(self, field: "Field") -> int:
        most = whole(field.schema, "maxLength")
        return 20 if most is not None and most <= 20 else 0


def text_problems(value: Any, field: "Field", *, most: int) -> tuple[Problem, ...]:
    """Length, then format, then pattern: the first that does not fit."""
    schema = field.schema
    if not isinstance(value, str):
        return (Problem((), "not_text"),)
    least, longest = whole(schema, "minLength", 0) or 0, whole(schema, "maxLength", most) or most
    if len(value) > longest:
        return (Problem((), "too_long", {"most": longest}),)
    if len(value) < least:
        return (Problem((), "too_short", {"least": least}),)
    name = schema.get("format")
    if name is not None and not is_valid(str(name), value):
        example = FORMATS[name].example if isinstance(name, str) and name in FORMATS else ""
        return (Problem((), "bad_format", {"format": str(name), "example": example}),)
    if not matches(schema, "pattern", value):
        message = schema.get("x-pattern-message")
        return (Problem((), "pattern", {"message": message if isinstance(message, str) else ""}),)
    return ()
