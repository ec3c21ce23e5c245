"""A length of time, stored as ISO 8601 text (P1Y2M, PT2H30M), in the units the field asks for."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import word
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

UNITS = ("years", "months", "days", "hours", "minutes")
LETTERS = {"years": "Y", "months": "M", "days": "D", "hours": "H", "minutes": "M"}
CALENDAR = {"years": 12, "months": 1}
"""Each unit in months; the others below in minutes. Between the two there is no fixed number of days."""
CLOCK = {"days": 1440, "hours": 60, "minutes": 1}
MOST = 999_999
ISO = re.compile(
    r"P(?=.)(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})D)?(?:T(?=.)(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?)?",
    re.ASCII,
)
COUNT = re.compile(r"[0-9]{1,6}", re.ASCII)
WORDS: Mapping[str, Mapping[str, str]] = {
    "years": {"en": "year years", "fr": "an ans", "it": "anno anni", "nl": "jaar jaar"},
    "months": {"en": "month months", "fr": "mois mois", "it": "mese mesi", "nl": "maand maanden"},
    "days": {"en": "day days", "fr": "jour jours", "it": "giorno giorni", "nl": "dag dagen"},
    "hours": {"en": "hour hours", "fr": "heure heures", "it": "ora ore", "nl": "uur uur"},
    "minutes": {
        "en": "minute minutes",
        "fr": "minute minutes",
        "it": "minuto minuti",
        "nl": "minuut minuten",
    },
}
"""One and several of each: Babel's list of units has holes in Italian and Dutch."""
NONE_IS_SINGULAR = ("fr",)
Counts = Mapping[str, int]


@register
class Duration(FieldType):
    name = "duration"
    kind = "number"
    control = "parts"

    def settings(self) -> tuple[str, ...]:
        return ("x-units",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        if isinstance(raw, Mapping):
            counts: Counts | None = _typed_counts(raw)
        else:
            text = clean_text(raw, most=60).strip().upper()
            if not text:
                return None
            counts = counts_of(text)
            if counts is None:
                raise Unacceptable("not_a_duration")
        return written(counts, field) if counts else None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        counts, asked = counts_of(value), units_of(field)
        fits = counts is not None and all(unit in asked for unit, count in counts.items() if count)
        return () if fits else (Problem((), "not_a_duration"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        counts = counts_of(value)
        if counts is None:
            return str(value)
        parts = [_worded(unit, count, language) for unit, count in counts.items() if count]
        return " ".join(parts) or _worded(units_of(field)[-1], 0, language)

    def operand(self, value: Any, field: "Field") -> Any:
        """How many of the smallest unit it asks for; unknown where months meet days."""
        counts, scale = counts_of(value), _scale(field)
        if counts is None or not scale or not all(unit in scale for unit, count in counts.items() if count):
            return None
        total = sum(count * scale[unit] for unit, count in counts.items() if count)
        return Decimal(total) / scale[units_of(field)[-1]]

    def from_operand(self, value: Any, field: "Field") -> Any:
        """So many of its smallest unit, in as many of the larger ones as they make."""
        units, scale = units_of(field), _scale(field)
        if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= MOST or value % 1:
            return None
        if scale is None:
            return None
        rest, counts = int(value) * scale[units[-1]], {}
        for unit in units:
            counts[unit], rest = divmod(rest, scale[unit])
        return written(counts, field)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        count = {unit: f"[0-9]{{1,6}}{LETTERS[unit]}" for unit in units_of(field)}
        date = "".join(f"({count[unit]})?" for unit in UNITS[:3] if unit in count)
        hours, minutes = count.get("hours", ""), count.get("minutes", "")
        both = f"{hours}({minutes})?|{minutes}" if hours and minutes else hours or minutes
        pattern = f"^P{date}(T({both}))?$" if both else f"^P{date}$"
        return {**super().json_schema(field), "type": "string", "pattern": pattern, "minLength": 3}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        units = schema.get("x-units")
        known = isinstance(units, list | tuple) and bool(units) and all(unit in UNITS for unit in units)
        return () if units is None or known else (Problem(("x-units",), "bad_setting"),)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        """None of them alone is asked for: two years are two years."""
        return tuple(InputPart(unit, unit, "number", width=4, required=False) for unit in units_of(field))

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        if isinstance(value, Mapping):
            return {unit: str(value.get(unit, "")) for unit in UNITS if unit in value}
        counts = {unit: count for unit, count in (counts_of(value) or {}).items() if count}
        return {unit: str(count) for unit, count in (counts or {units_of(field)[-1]: 0}).items()}


def units_of(field: "Field") -> tuple[str, ...]:
    """The units it asks for, the largest first; all of them unless it says otherwise."""
    asked = field.schema.get("x-units")
    units = tuple(unit for unit in UNITS if unit in asked) if isinstance(asked, list | tuple) else ()
    return units or UNITS


def counts_of(value: Any) -> Counts | None:
    """How many of each unit an ISO text names; None for any other text, also for one that names none."""
    found = ISO.fullmatch(value) if isinstance(value, str) else None
    return (
        {unit: int(each) for unit, each in zip(UNITS, found.groups(), strict=True) if each} if found else None
    )


def written(counts: Counts, field: "Field") -> str:
    """ISO text without units of which there are none; none at all is none of the field's smallest unit."""
    some = {unit: count for unit, count in counts.items() if count} or {units_of(field)[-1]: 0}
    date, time = (
        "".join(f"{some[unit]}{LETTERS[unit]}" for unit in units if unit in some)
        for units in (UNITS[:3], UNITS[3:])
    )
    return f"P{date}T{time}" if time else f"P{date}"


def _scale(field: "Field") -> Mapping[str, int] | None:
    return next(
        (scale for scale in (CALENDAR, CLOCK) if all(unit in scale for unit in units_of(field))), None
    )


def _typed_counts(raw: Mapping[Any, Any]) -> dict[str, int]:
    counts = {}
    for unit, typed in raw.items():
        if unit not in UNITS:
            raise Unacceptable("unknown_part")
        try:
            text = str(typed) if type(typed) is int else clean_text(typed, most=60).strip()
        except (Unacceptable, ValueError):
            raise Unacceptable("not_a_duration", path=(unit,)) from None
        if text and not COUNT.fullmatch(text):
            raise Unacceptable("not_a_duration", path=(unit,))
        if text:
            counts[unit] = int(text)
    return counts


def _worded(unit: str, count: int, language: str) -> str:
    one, several = word(WORDS[unit], language).split()
    single = count == 1 or (count == 0 and language[:2] in NONE_IS_SINGULAR)
    return f"{count}\u00a0{one if single else several}"
