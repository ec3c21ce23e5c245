"""A whole number."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.keywords import bounds_problems, whole
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

WHOLE = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
MOST = 10**15
BLANKS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, "\u2009": None, "\u2212": "-"})


@register
class Integer(FieldType):
    name = "integer"
    kind = "number"

    def fragment(self) -> dict[str, Any]:
        return {"type": "integer", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("minimum", "maximum", "x-unit")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if isinstance(raw, bool):
            raise Unacceptable("not_an_integer")
        if isinstance(raw, int | float):
            if not abs(raw) < MOST:
                raise Unacceptable("number_too_large")
            if raw != int(raw):
                raise Unacceptable("not_an_integer")
            return int(raw)
        text = clean_text(raw).translate(BLANKS).strip()
        if not text:
            return None
        if WHOLE.fullmatch(text):
            return int(text)
        digits = text[1:] if text[0] in "+-" else text
        raise Unacceptable("number_too_large" if digits.isascii() and digits.isdigit() else "not_an_integer")

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {"minimum": 1 - MOST, "maximum": MOST - 1, **super().json_schema(field)}

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, int) or isinstance(value, bool):
            return (Problem((), "not_an_integer"),)
        least, most = whole(field.schema, "minimum"), whole(field.schema, "maximum")
        if least is not None and value < least:
            return (Problem((), "below_minimum", {"least": least}),)
        if most is not None and value > most:
            return (Problem((), "above_maximum", {"most": most}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        text = format_decimal(value, locale=locale_of(language))
        unit = field.schema.get("x-unit")
        return f"{text}\u00a0{unit}" if isinstance(unit, str) and unit else text

    def operand(self, value: Any, field: "Field") -> Any:
        return Decimal(value) if isinstance(value, int) else None

    def from_operand(self, value: Any, field: "Field") -> Any:
        """Rounded to the nearest whole number, halves away from zero."""
        if not isinstance(value, Decimal) or not abs(value) < MOST - 1:
            return None
        return int(value.quantize(Decimal(1), ROUND_HALF_UP))

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"inputmode": "numeric"}

    def width(self, field: "Field") -> int:
        return 10

    def affixes(self, field: "Field", language: str) -> tuple[str, str]:
        unit = field.schema.get("x-unit")
        return ("", unit if isinstance(unit, str) else "")

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return bounds_problems(schema, "minimum", "maximum", whole)
