"""Several fields that belong together, answered any number of times. Each row keeps its id for life."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.group import (
    displayed_parts,
    normalised_parts,
    parts_cell,
    parts_problems,
    parts_schema,
)
from formengine.fieldtypes.keywords import bounds_problems, whole
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import listed
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

MOST = 200
ROW_ID = {"type": "string", "maxLength": 40}


@register
class Rows(FieldType):
    name = "rows"
    kind = "list"
    is_container = True

    def fragment(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "object", "properties": {}}, "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("items", "minItems", "maxItems")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list | tuple):
            raise Unacceptable("not_a_list")
        rows = []
        for number, each in enumerate(raw):
            if not isinstance(each, Mapping):
                raise Unacceptable("not_an_object", path=(number,))
            try:
                parts = normalised_parts({k: v for k, v in each.items() if k != "_id"}, field)
            except Unacceptable as refused:
                problem = refused.problem
                raise Unacceptable(problem.code, path=(number, *problem.path), **problem.params) from None
            if parts:
                rows.append({"_id": str(each.get("_id") or "")[:40], **parts})
        return rows or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, list):
            return (Problem((), "not_a_list"),)
        if len(value) > most_rows(field):
            return (Problem((), "too_many_rows", {"most": most_rows(field)}),)
        found = [
            problem.under(number)
            for number, row in enumerate(value)
            for problem in parts_problems(row, field)
        ]
        if len(value) < least_rows(field):
            found.insert(0, Problem((), "too_few_rows", {"least": least_rows(field)}))
        return tuple(found)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return "\n".join(listed(displayed_parts(row, field, language), language) for row in value)

    def cell(self, value: Any, field: "Field") -> str:
        return " | ".join(parts_cell(row, field) for row in value)

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules ask for `sum` and `count`, or whether there are any."""
        rows = value if isinstance(value, list) else []
        return tuple(str(row.get("_id")) for row in rows if isinstance(row, Mapping)) or None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        row = parts_schema(field)
        row = {
            "type": "object",
            "properties": {"_id": ROW_ID, **row["properties"]},
            "additionalProperties": False,
        }
        return {
            **texts,
            "type": "array",
            "items": row,
            "minItems": least_rows(field),
            "maxItems": most_rows(field),
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        items = schema.get("items")
        found = bounds_problems(schema, "minItems", "maxItems", whole, natural=True)
        if isinstance(items, Mapping) and items.get("properties"):
            return found
        return (Problem(("items", "properties"), "no_children"), *found)


def least_rows(field: "Field") -> int:
    return max(whole(field.schema, "minItems", 0) or 0, 0)


def most_rows(field: "Field") -> int:
    return min(max(whole(field.schema, "maxItems", MOST) or MOST, 1), MOST)
