"""A country, stored as the two letters of ISO 3166-1 (FR)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, Titled, clean_text
from formengine.fieldtypes.codes import COUNTRIES, countries, country_code, country_name
from formengine.fieldtypes.keywords import autocomplete
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Country(FieldType):
    name = "country"
    kind = "choice"
    control = "select"

    def settings(self) -> tuple[str, ...]:
        return ("x-autocomplete",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        return country_code(clean_text(raw, most=60).strip()) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        known = isinstance(value, str) and value in COUNTRIES
        return () if known else (Problem((), "not_a_country"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return country_name(str(value), language)

    def from_operand(self, value: Any, field: "Field") -> Any:
        return value if isinstance(value, str) and value in COUNTRIES else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "enum": sorted(COUNTRIES)}

    def options(self, field: "Field", language: str) -> Titled:
        return countries(language)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return autocomplete(field.schema)
