"""Several fields that belong together, answered once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.also import value_problems
from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.registry import register, type_of
from formengine.fieldtypes.wording import listed
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Group(FieldType):
    name = "group"
    kind = "none"
    is_container = True

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "properties": {}, "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("properties", "required")

    def normalise(self, raw: Any, field: "Field") -> Any:
        return normalised_parts(raw, field)

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return parts_problems(value, field)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return listed(displayed_parts(value, field, language), language)

    def cell(self, value: Any, field: "Field") -> str:
        return parts_cell(value, field)

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may ask whether anything is there; for the parts they ask `group.child`."""
        return tuple(value) if isinstance(value, Mapping) else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return parts_schema(field)

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return () if schema.get("properties") else (Problem(("properties",), "no_children"),)


def normalised_parts(raw: Any, field: "Field") -> dict[str, Any] | None:
    """Every child normalised; None where all are empty. Raises Unacceptable with the child's path."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, Mapping):
        raise Unacceptable("not_an_object")
    parts = {}
    for key, part in raw.items():
        child = field.by_key.get(key)
        if child is None:
            raise Unacceptable("unknown_field", path=(str(key)[:60],))
        try:
            value = type_of(child).normalise(part, child)
        except Unacceptable as refused:
            problem = refused.problem
            raise Unacceptable(problem.code, path=(key, *problem.path), **problem.params) from None
        if not type_of(child).is_empty(value):
            parts[key] = value
    return parts or None


def parts_problems(value: Any, field: "Field") -> tuple[Problem, ...]:
    """Problems of what is there; what is missing depends on the reader and is judged in acceptance."""
    if not isinstance(value, Mapping):
        return (Problem((), "not_an_object"),)
    return tuple(
        problem.under(child.key)
        for child in field.children
        if value.get(child.key) is not None
        for problem in value_problems(value[child.key], child)
    )


def displayed_parts(value: Any, field: "Field", language: str) -> list[tuple[str, str]]:
    return [
        (child.title, type_of(child).display(value[child.key], child, language))
        for child in field.children
        if not type_of(child).is_empty(value.get(child.key))
    ]


def parts_cell(value: Any, field: "Field") -> str:
    return "; ".join(
        f"{child.key}={type_of(child).cell(value[child.key], child)}"
        for child in field.children
        if not type_of(child).is_empty(value.get(child.key))
    )


def parts_schema(field: "Field") -> dict[str, Any]:
    texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
    return {
        **texts,
        "type": "object",
        "properties": {child.key: type_of(child).json_schema(child) for child in field.children},
        "additionalProperties": False,
    }
