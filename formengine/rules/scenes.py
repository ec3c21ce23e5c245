"""What a rule is evaluated on: live answers, their fields, the row at hand; and how to walk there."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from formengine.fieldtypes import type_of
from formengine.plain import plain_parts

if TYPE_CHECKING:
    from formengine.model import Field

Fields = Mapping[str, "Field"]
MOST_ROWS = 200_000


class Scene(NamedTuple):
    """`row` and `row_fields`: the group value or row at hand, the innermost one, and its fields.

    `today` is None where a rule may not ask for it. `left`: how many rows may yet be looked at for each row
    at hand; rules over rows inside rules over rows multiply, and what would be too much is unknown.
    """

    answers: Mapping[str, Any]
    fields: Fields
    row: Mapping[str, Any] | None = None
    row_fields: Fields | None = None
    today: date | None = None
    left: int = MOST_ROWS


Term = Callable[[Scene], Any]


def found(scene: Scene, steps: tuple[str, ...], *, relative: bool) -> tuple["Field | None", Any]:
    """The field at the end of the steps, through single groups, and its stored value."""
    fields = scene.row_fields if relative else scene.fields
    holder = scene.row if relative else scene.answers
    field: Field | None = None
    value: Any = holder
    for key in steps:
        field = fields.get(key) if fields else None
        value = value.get(key) if isinstance(value, Mapping) else None
        if field is None or value is None:
            return field, None
        fields = field.by_key
    return field, value


def plain_object(scene: Scene, asked: Iterable[tuple[tuple[str, ...], bool]]) -> dict[str, Any]:
    """The plain JSON object that these answers make, under their foreign names; `asked`: steps, relative."""
    schemas: dict[str, Mapping[str, Any]] = {}
    stored: dict[str, Any] = {}
    for steps, relative in asked:
        top = ((scene.row_fields if relative else scene.fields) or {}).get(steps[0])
        if top is None:
            continue
        schemas[top.key] = top.schema
        _field, value = found(scene, steps, relative=relative)
        if value is not None:
            _put(stored, steps, value)
    return plain_parts(schemas, stored)


def _put(holder: dict[str, Any], steps: tuple[str, ...], value: Any) -> None:
    *above, last = steps
    for key in above:
        if not isinstance(holder.get(key), dict):
            holder[key] = {}
        holder = holder[key]
    holder[last] = value


def operand(field: "Field | None", value: Any) -> Any:
    """A stored value as rules see it; None where there is no answer."""
    if field is None or value is None:
        return None
    return type_of(field).operand(value, field)


def rows_found(
    scene: Scene, steps: tuple[str, ...], *, relative: bool
) -> tuple[Fields, list[Mapping[str, Any]]] | None:
    """All rows at the end of the steps, through groups and other rows; None where there are none at all."""
    fields = scene.row_fields if relative else scene.fields
    holder = scene.row if relative else scene.answers
    instances: list[Mapping[str, Any]] = [] if holder is None else [holder]
    for key in steps:
        field = fields.get(key) if fields else None
        if field is None:
            return None
        values: list[Any] = [each.get(key) for each in instances]
        if field.type == "rows":
            values = [row for each in values if isinstance(each, list) for row in each]
        instances = [each for each in values if isinstance(each, Mapping)]
        fields = field.by_key
    return (fields or {}, instances) if instances and field is not None and field.type == "rows" else None
