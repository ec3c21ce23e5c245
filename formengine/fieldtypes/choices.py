"""Any number of several titled values, kept in the order of the options."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.choice import (
    asked_value,
    is_other,
    look_problems,
    takes_other,
    title_of,
    widened,
    with_prefix,
    without_prefix,
)
from formengine.fieldtypes.keywords import bounds_problems, whole
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Choices(FieldType):
    """`x-other`: one of the values may be free text, as for a choice.

    `x-none` names the option that says none of them: it stands alone, and no least number is asked beside it.
    """

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
        return ("items", "minItems", "maxItems", "x-other", "x-none")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or isinstance(raw, str):
            raw = [raw]
        if not isinstance(raw, list | tuple):
            raise Unacceptable("not_a_list")
        options = dict.fromkeys(option.value for option in field.options)
        cleaned = dict.fromkeys(text for each in raw if (text := clean_text(each)))
        # Those that are no options are other words, one and the same each time they came.
        sent = dict.fromkeys(
            text for each in cleaned if (text := each if each in options else with_prefix(each, field))
        )
        known = [value for value in options if value in sent]
        return [*known, *(value for value in sent if value not in options)] or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, list):
            return (Problem((), "not_a_list"),)
        known = {option.value for option in field.options}
        others = [each for each in value if not isinstance(each, str) or each not in known]
        if len(others) > 1 or not all(is_other(each, field) for each in others):
            return (Problem((), "not_an_option"),)
        if none_of(field) in value:
            return (Problem((), "none_and_others"),) if len(value) > 1 else ()
        least, most = whole(field.schema, "minItems"), whole(field.schema, "maxItems")
        if least is not None and len(value) < least:
            return (Problem((), "too_few_choices", {"least": least}),)
        if most is not None and len(value) > most:
            return (Problem((), "too_many_choices", {"most": most}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        return ", ".join(title_of(each, field, language) for each in value)

    def cell(self, value: Any, field: "Field") -> str:
        return "; ".join(map(str, value))

    def operand(self, value: Any, field: "Field") -> Any:
        return tuple(asked_value(each, field) for each in value) if isinstance(value, list) else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        schema = {**super().json_schema(field), "uniqueItems": True}
        if takes_other(field):
            items = schema.get("items")
            schema = {
                **schema,
                "items": widened(dict(items) if isinstance(items, Mapping) else {}, field),
                "contains": {"pattern": "^other: "},
                "minContains": 0,
                "maxContains": 1,
            }
        none = none_of(field)
        if none is None:
            return schema
        counts: dict[str, Any] = {key: schema.pop(key) for key in ("minItems", "maxItems") if key in schema}
        among: dict[str, Any] = {**counts, "not": {"contains": {"const": none}}}
        alone: dict[str, Any] = {"const": [none]}
        return {**schema, "anyOf": [alone, among]}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        items = schema.get("items")
        options = items.get("oneOf") if isinstance(items, Mapping) else None
        found = [
            *bounds_problems(schema, "minItems", "maxItems", whole, natural=True),
            *look_problems(schema),
        ]
        none = schema.get("x-none")
        if not options:
            found.insert(0, Problem(("items", "oneOf"), "no_options"))
        elif none is not None and all(each.get("const") != none for each in options):
            found.append(Problem(("x-none",), "bad_setting"))
        return tuple(found)

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return [without_prefix(each, field) for each in value]

    def takes_other(self, field: "Field") -> bool:
        return takes_other(field)


def none_of(field: "Field") -> str | None:
    """The option that excludes all the others; None where there is none."""
    none = field.schema.get("x-none")
    return none if isinstance(none, str) and none else None
