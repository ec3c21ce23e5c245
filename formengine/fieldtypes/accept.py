"""A box to tick: either the person agrees, or there is no answer."""

from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, Titled
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import yes_or_no
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

WORDS = {"": None, "false": None, "true": True, "on": True}


@register
class Accept(FieldType):
    name = "accept"
    kind = "boolean"
    control = "accept"

    def fragment(self) -> dict[str, Any]:
        return {"type": "boolean", "const": True, "x-type": self.name}

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or isinstance(raw, bool):
            return raw or None
        if isinstance(raw, str) and raw in WORDS:
            return WORDS[raw]
        raise Unacceptable("not_yes_or_no")

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return () if value is True else (Problem((), "required"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return yes_or_no(value is True, language)

    def cell(self, value: Any, field: "Field") -> str:
        return "true" if value is True else "false"

    def from_operand(self, value: Any, field: "Field") -> Any:
        return True if value is True else None

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return self.cell(value, field)

    def options(self, field: "Field", language: str) -> Titled:
        return (("true", field.title),)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "const": True}
