"""From one day to another, both included, stored as {"from": "2026-07-01", "to": "2026-07-05"}."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.date import parsed
from formengine.fieldtypes.keywords import bounds_problems, day
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

ENDS = ("from", "to")


@register
class Period(FieldType):
    name = "period"
    kind = "none"
    control = "parts"

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-min", "x-max")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str):  # ISO 8601's interval, which is how it is exported
            raw = dict(zip(ENDS, clean_text(raw, most=60).strip().split("/", 1), strict=False))
        if not isinstance(raw, Mapping):
            raise Unacceptable("not_an_object")
        if not all(end in ENDS for end in raw):
            raise Unacceptable("unknown_part")
        days = {end: _day(raw[end], end) for end in ENDS if end in raw}
        return {end: each for end, each in days.items() if each} or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, Mapping):
            return (Problem((), "not_an_object"),)
        found, days = [], {}
        least, most = day(field.schema, "x-min"), day(field.schema, "x-max")
        for end in ENDS:
            each = days[end] = parsed(value.get(end))
            if each is None:
                found.append(Problem((end,), "not_a_date" if value.get(end) else "required"))
            elif least is not None and each < least:
                found.append(Problem((end,), "too_early", {"least": least.isoformat()}))
            elif most is not None and each > most:
                found.append(Problem((end,), "too_late", {"most": most.isoformat()}))
        first, last = days["from"], days["to"]
        if first is not None and last is not None and last < first:
            found.append(Problem(("to",), "period_backwards"))
        return tuple(found)

    def display(self, value: Any, field: "Field", language: str) -> str:
        """Also of one day alone, as limits are."""
        if not isinstance(value, Mapping):
            return _written(value, language)
        first, last = (_written(value[end], language) if value.get(end) else "" for end in ENDS)
        return first if first == last else f"{first} – {last}".strip()

    def cell(self, value: Any, field: "Field") -> str:
        ends: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        return "/".join(str(ends.get(end, "")) for end in ENDS)

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may only ask whether it is there."""
        return tuple(map(str, value.values())) if isinstance(value, Mapping) else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {
            **super().json_schema(field),
            "type": "object",
            "properties": {end: {"type": "string", "format": "date"} for end in ENDS},
            "required": list(ENDS),
            "additionalProperties": False,
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return bounds_problems(schema, "x-min", "x-max", day)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        return tuple(InputPart(end, end, "date") for end in ENDS)


def _day(raw: Any, end: str) -> str:
    try:
        text = clean_text(raw, most=60).strip()
    except Unacceptable as refused:
        raise Unacceptable(refused.problem.code, path=(end,), **refused.problem.params) from None
    if text and parsed(text) is None:
        raise Unacceptable("not_a_date", path=(end,))
    return text


def _written(text: Any, language: str) -> str:
    found = parsed(text)
    return format_date(found, format="long", locale=locale_of(language)) if found else str(text)
