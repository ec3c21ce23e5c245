"""A day of the calendar, stored as ISO text (2026-07-03)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.keywords import bounds_problems, day
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
EARLIEST_YEAR = 1000  # a two-digit year is a slip, not the Roman empire


@register
class Date(FieldType):
    name = "date"
    kind = "date"

    def fragment(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-min", "x-max", "x-autocomplete")

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = clean_text(raw).strip()
        if not text:
            return None
        if parsed(text) is None:
            raise Unacceptable("not_a_date")
        return text

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        found = parsed(value)
        if found is None:
            return (Problem((), "not_a_date"),)
        least, most = day(field.schema, "x-min"), day(field.schema, "x-max")
        if least is not None and found < least:
            return (Problem((), "too_early", {"least": least.isoformat()}),)
        if most is not None and found > most:
            return (Problem((), "too_late", {"most": most.isoformat()}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        found = parsed(value)
        return format_date(found, format="long", locale=locale_of(language)) if found else str(value)

    def operand(self, value: Any, field: "Field") -> Any:
        return parsed(value)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "format": "date"}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return bounds_problems(schema, "x-min", "x-max", day)


def parsed(value: Any) -> date | None:
    """The day an ISO text names; None for anything else."""
    if not isinstance(value, str) or not ISO.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year >= EARLIEST_YEAR else None
