"""Text of several lines."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.keywords import bounds_problems, whole
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.text import text_problems
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field

MOST = 20_000


@register
class LongText(FieldType):
    name = "longtext"
    control = "textarea"

    def settings(self) -> tuple[str, ...]:
        return ("minLength", "maxLength")

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return text_problems(value, field, most=MOST)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {"maxLength": MOST, **super().json_schema(field)}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return bounds_problems(schema, "minLength", "maxLength", whole, natural=True)
