"""A time of day, stored as hours and minutes (14:30). It knows of no day and no time zone."""

import re
from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING, Any

from babel.dates import format_time

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.keywords import bounds_problems
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

STORED = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
# 9:05, 09.05, 9h05, 9 h, 0905; browsers may add seconds.
TYPED = re.compile(
    r"([0-9]{1,2}) ?(?:[:.hH] ?([0-9]{2})|[hH])(?::([0-9]{2}))?|([0-9]{2})([0-9]{2})", re.ASCII
)


@register
class Time(FieldType):
    name = "time"
    kind = "time"

    def settings(self) -> tuple[str, ...]:
        return ("x-min", "x-max")

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = clean_text(raw, most=60).strip()
        if not text:
            return None
        found = read_time(text)
        if found is None or found.second:
            raise Unacceptable("not_a_time")
        return f"{found:%H:%M}"

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        found = time_of(value)
        if found is None:
            return (Problem((), "not_a_time"),)
        least, most = limit(field.schema, "x-min"), limit(field.schema, "x-max")
        if least is not None and found < least:
            return (Problem((), "time_too_early", {"least": f"{least:%H:%M}"}),)
        if most is not None and found > most:
            return (Problem((), "time_too_late", {"most": f"{most:%H:%M}"}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        found = time_of(value)
        return format_time(found, "short", locale=locale_of(language)) if found else str(value)

    def operand(self, value: Any, field: "Field") -> Any:
        return time_of(value)

    def from_operand(self, value: Any, field: "Field") -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) and value.tzinfo is None else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "pattern": f"^({STORED.pattern})$"}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return bounds_problems(schema, "x-min", "x-max", limit)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"type": "time"}

    def width(self, field: "Field") -> int:
        return 10


def read_time(text: str) -> time | None:
    """A time as people write it, with seconds if it has them; None for anything else."""
    found = TYPED.fullmatch(text)
    if found is None:
        return None
    hour, minute, second, four, last = found.groups()
    try:
        return time(int(hour or four), int(minute or last or 0), int(second or 0))
    except ValueError:
        return None


def time_of(value: Any) -> time | None:
    """The time a stored text names."""
    return time.fromisoformat(value) if isinstance(value, str) and STORED.fullmatch(value) else None


def limit(schema: Mapping[str, Any], keyword: str) -> time | None:
    return time_of(schema.get(keyword))
