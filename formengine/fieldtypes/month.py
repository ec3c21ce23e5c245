"""A month of a year, stored as ISO text (2026-07). Rules see its first day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from babel.dates import format_skeleton

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.date import DAY_PARTS, MOST_PART, parsed
from formengine.fieldtypes.keywords import bounds_problems
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

STORED = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])", re.ASCII)
MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2]) ?[/. -] ?([1-9][0-9]{3})", re.ASCII)
SHORT = re.compile(r"([1-9][0-9]{3})-([1-9])", re.ASCII)


@register
class Month(FieldType):
    name = "month"
    kind = "date"
    control = "date"

    def settings(self) -> tuple[str, ...]:
        return ("x-min", "x-max")

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = clean_text(raw, most=60).strip()
        if not text:
            return None
        if found := MONTH_FIRST.fullmatch(text):
            text = f"{found[2]}-{found[1].zfill(2)}"
        elif found := SHORT.fullmatch(text):
            text = f"{found[1]}-0{found[2]}"
        if month_of(text) is None:
            raise Unacceptable("not_a_month")
        return text

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        found = month_of(value)
        if found is None:
            return (Problem((), "not_a_month"),)
        least, most = limit(field.schema, "x-min"), limit(field.schema, "x-max")
        if least is not None and found < least:
            return (Problem((), "too_early", {"least": f"{least:%Y-%m}"}),)
        if most is not None and found > most:
            return (Problem((), "too_late", {"most": f"{most:%Y-%m}"}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        found = month_of(value)
        return format_skeleton("yMMMM", found, locale=locale_of(language)) if found else str(value)

    def operand(self, value: Any, field: "Field") -> Any:
        return month_of(value)

    def from_operand(self, value: Any, field: "Field") -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) and value.year >= 1000 else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "pattern": f"^{STORED.pattern}$"}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return bounds_problems(schema, "x-min", "x-max", limit)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        return DAY_PARTS[1:]

    def joined(self, parts: Mapping[str, str], field: "Field") -> Any:
        month, year = (parts.get(part, "").strip()[:MOST_PART] for part in ("month", "year"))
        return f"{year.replace('-', ' ')}-{month}" if month or year else ""

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        year, _, month = (value if isinstance(value, str) else "").partition("-")
        return {"month": month.removeprefix("0"), "year": year}


def month_of(value: Any) -> date | None:
    """The first day of the month that a stored text names."""
    return parsed(f"{value}-01") if isinstance(value, str) and STORED.fullmatch(value) else None


def limit(schema: Mapping[str, Any], keyword: str) -> date | None:
    return month_of(schema.get(keyword))
