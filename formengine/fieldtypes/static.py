"""Something to read, between the questions: it has a title and a text, and no answer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Static(FieldType):
    name = "static"
    kind = "none"

    def fragment(self) -> dict[str, Any]:
        return {"not": {}, "description": "", "x-type": self.name}

    def normalise(self, raw: Any, field: "Field") -> Any:
        raise Unacceptable("unknown_field")

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return (Problem((), "unknown_field"),)

    def is_empty(self, value: Any) -> bool:
        return True

    def display(self, value: Any, field: "Field", language: str) -> str:
        return field.help

    def operand(self, value: Any, field: "Field") -> Any:
        return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {"not": {}}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return (
            ()
            if schema.get("description") or schema.get("title")
            else (Problem(("description",), "no_title"),)
        )
