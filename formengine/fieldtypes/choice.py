"""One of several titled values."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Choice(FieldType):
    name = "choice"
    kind = "choice"
    control = "radios"

    def fragment(self) -> dict[str, Any]:
        return {"type": "string", "x-type": self.name, "oneOf": []}

    def settings(self) -> tuple[str, ...]:
        return ("oneOf",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        return clean_text(raw) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        known = any(option.value == value for option in field.options)
        return () if known else (Problem((), "not_an_option"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return title_of(value, field)

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return () if schema.get("oneOf") else (Problem(("oneOf",), "no_options"),)


def title_of(value: Any, field: "Field") -> str:
    """The option's title; the value itself where there is no such option any more."""
    return next((option.title for option in field.options if option.value == value), str(value))
