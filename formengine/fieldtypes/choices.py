"""Any number of several titled values, kept in the order of the options."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.choice import title_of
from formengine.fieldtypes.keywords import bounds_problems, whole
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Choices(FieldType):
    name = "choices"
    kind = "list"
    control = "checkboxes"

    def fragment(self) -> dict[str, Any]:
        return {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "string", "oneOf": []},
            "x-type": self.name,
        }

    def settings(self) -> tuple[str, ...]:
        return ("items", "minItems", "maxItems")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or isinstance(raw, str):
            raw = [raw]
        if not isinstance(raw, list | tuple):
            raise Unacceptable("not_a_list")
        sent = dict.fromkeys(text for each in raw if (text := clean_text(each)))
        known = [option.value for option in field.options if option.value in sent]
        return [*known, *(value for value in sent if value not in known)] or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, list):
            return (Problem((), "not_a_list"),)
        known = {option.value for option in field.options}
        if any(not isinstance(each, str) or each not in known for each in value):
            return (Problem((), "not_an_option"),)
        least, most = whole(field.schema, "minItems"), whole(field.schema, "maxItems")
        if least is not None and len(value) < least:
            return (Problem((), "too_few_choices", {"least": least}),)
        if most is not None and len(value) > most:
            return (Problem((), "too_many_choices", {"most": most}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        return ", ".join(title_of(each, field) for each in value)

    def cell(self, value: Any, field: "Field") -> str:
        return "; ".join(map(str, value))

    def operand(self, value: Any, field: "Field") -> Any:
        return tuple(value) if isinstance(value, list) else None

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        items = schema.get("items")
        empty = not isinstance(items, Mapping) or not items.get("oneOf")
        found = bounds_problems(schema, "minItems", "maxItems", whole, natural=True)
        return (Problem(("items", "oneOf"), "no_options"), *found) if empty else found
