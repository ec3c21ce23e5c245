"""A day of the calendar, stored as ISO text (2026-07-03)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.keywords import bounds_problems, day
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
EARLIEST_YEAR = 1000  # a two-digit year is a slip, not the Roman empire
MOST_PART = 12
DAY_PARTS = (
    InputPart("day", "day", "number", width=2),
    InputPart("month", "month", "number", width=2),
    InputPart("year", "year", "number", width=4),
)
BIRTHDAY = tuple(part._replace(token=f"bday-{part.key}") for part in DAY_PARTS)


@register
class Date(FieldType):
    name = "date"
    kind = "date"
    control = "date"

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

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        return BIRTHDAY if field.schema.get("x-autocomplete") == "bday" else DAY_PARTS

    def joined(self, parts: Mapping[str, str], field: "Field") -> Any:
        return joined_day(parts)

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return split_day(value)


def joined_day(parts: Mapping[str, str]) -> str:
    """Day, month and year as one ISO text; what is no number stays as it was typed, to be shown again."""
    typed = [parts.get(part, "").strip()[:MOST_PART].replace("-", " ") for part in ("year", "month", "day")]
    if not any(typed):
        return ""
    return "-".join([typed[0], *(part.zfill(2) if part.isdecimal() else part for part in typed[1:])])


def split_day(text: Any) -> dict[str, str]:
    """The way back, of any text."""
    year, month, day = (*(text.split("-", 2) if isinstance(text, str) else ()), "", "", "")[:3]
    return {"day": day.removeprefix("0"), "month": month.removeprefix("0"), "year": year}


def parsed(value: Any) -> date | None:
    """The day an ISO text names; None for anything else."""
    if not isinstance(value, str) or not ISO.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year >= EARLIEST_YEAR else None
