"""A share of a hundred, stored as the number before the sign ("12.5" for 12.5 %), which rules see as well."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import format_percent

from formengine.fieldtypes import decimals
from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of, localised_decimal
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Percentage(FieldType):
    name = "percentage"
    kind = "number"

    def settings(self) -> tuple[str, ...]:
        return ("x-min", "x-max", "x-decimals")

    def normalise(self, raw: Any, field: "Field") -> Any:
        return decimals.read(raw, field.schema, sign="%")

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return decimals.problems(value, field.schema)

    def display(self, value: Any, field: "Field", language: str) -> str:
        number = decimals.number_of(value)
        if number is None:
            return str(value)
        hundredth = number * Decimal("0.01")
        return format_percent(hundredth, locale=locale_of(language), decimal_quantization=False)

    def operand(self, value: Any, field: "Field") -> Any:
        return decimals.number_of(value)

    def from_operand(self, value: Any, field: "Field") -> Any:
        return decimals.rounded(value, field.schema)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "pattern": decimals.pattern(field.schema)}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return decimals.design_problems(schema)

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return localised_decimal(str(value), language)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"inputmode": "decimal"}

    def width(self, field: "Field") -> int:
        return 5

    def affixes(self, field: "Field", language: str) -> tuple[str, str]:
        return ("", "%")
