"""What somebody gave, to be read again as it was given."""

from collections.abc import Mapping
from typing import Any

from formengine.access import Access
from formengine.compiled import row_id
from formengine.model import Field, Model
from formengine.projection import ProjectedField, ProjectedPage, ProjectedRow, Projection


def given(model: Model, answers: Mapping[str, Any]) -> Projection:
    """All of `answers`, by page; no view, status or condition is asked about them again.

    They must come from a projection of who is to read them. What the model does not have is left out.
    """
    pages = []
    for page in model.pages:
        fields = tuple(
            _read(model.fields[key], answers[key])
            for key in page.items
            if key in answers and key in model.fields
        )
        if fields:
            pages.append(ProjectedPage(page.key, page.title, fields))
    return Projection("", "", tuple(pages))


def _read(field: Field, value: Any) -> ProjectedField:
    if field.type == "group":
        return ProjectedField(field, Access.READ, required=False, value=value, children=_parts(field, value))
    if field.type != "rows":
        return ProjectedField(field, Access.READ, required=False, value=value)
    rows = tuple(
        ProjectedRow(row_id(row, number), _parts(field, row)) for number, row in enumerate(value or [])
    )
    answered = {each.key for row in rows for each in row.fields}
    children = tuple(
        ProjectedField(each, Access.READ, required=False, value=None)
        for each in field.children
        if each.key in answered
    )
    return ProjectedField(field, Access.READ, required=False, value=value, rows=rows, children=children)


def _parts(field: Field, values: Mapping[str, Any] | None) -> tuple[ProjectedField, ...]:
    return tuple(_read(each, values[each.key]) for each in field.children if values and each.key in values)
