"""A nationality, stored as the two letters of its country (FR); XX for people without one."""

from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, Titled, clean_text
from formengine.fieldtypes.codes import country_code
from formengine.fieldtypes.nationalities import NATIONALITIES, nationalities, nationality_name
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Nationality(FieldType):
    name = "nationality"
    kind = "choice"
    control = "select"

    def normalise(self, raw: Any, field: "Field") -> Any:
        return country_code(clean_text(raw, most=60).strip()) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        known = isinstance(value, str) and value in NATIONALITIES
        return () if known else (Problem((), "not_a_country"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return nationality_name(str(value), language)

    def from_operand(self, value: Any, field: "Field") -> Any:
        return value if isinstance(value, str) and value in NATIONALITIES else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "enum": sorted(NATIONALITIES)}

    def options(self, field: "Field", language: str) -> Titled:
        return nationalities(language)
