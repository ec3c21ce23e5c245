"""A moment: a day and a time, stored with the offset of its place (2026-07-03T14:30:00+02:00).

What is typed without an offset is local time in the field's `x-timezone`. Clocks that go forward or back are
told as problems: nobody guesses which of two hours was meant.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.date import DAY_PARTS, EARLIEST_YEAR, joined_day, parsed, split_day
from formengine.fieldtypes.keywords import bounds_problems
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.time import read_time
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

USUAL_ZONE = "Europe/Paris"
ZONE = re.compile(r"[A-Za-z]{2,20}(/[A-Za-z_-]{2,30}){0,2}", re.ASCII)
STORED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}", re.ASCII)
DAY, CLOCK = r"([0-9]{4}-[0-9]{2}-[0-9]{2})", r"(?:([0-9]{2}:[0-9]{2}:[0-9]{2})\.[0-9]{1,9}|([^Zz+-]{1,10}?))"
SENT = re.compile(rf"{DAY}[Tt ]{CLOCK} ?([Zz]|[+-]([0-9]{{2}}):?([0-9]{{2}}))?", re.ASCII)


@register
class DateTime(FieldType):
    name = "datetime"
    kind = "datetime"
    control = "date"

    def fragment(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-min", "x-max", "x-timezone")

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = clean_text(raw, most=60).strip()
        return read_moment(text, zone_of(field.schema)).isoformat() if text else None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        found = moment_of(value)
        if found is None:
            return (Problem((), "not_a_datetime"),)
        least, most = limit(field.schema, "x-min"), limit(field.schema, "x-max")
        if least is not None and found < least:
            return (Problem((), "too_early", {"least": least.isoformat()}),)
        if most is not None and found > most:
            return (Problem((), "too_late", {"most": most.isoformat()}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        found = moment_of(value)
        if found is None:
            return str(value)
        local, locale = in_zone(found, zone_of(field.schema)) or found, locale_of(language)
        clock = format_time(local.time(), "medium" if local.second else "short", locale=locale)
        return f"{format_date(local.date(), format='long', locale=locale)}, {clock}"

    def operand(self, value: Any, field: "Field") -> Any:
        return moment_of(value)

    def from_operand(self, value: Any, field: "Field") -> Any:
        if not isinstance(value, datetime):
            return None
        try:
            return self.normalise(value.replace(microsecond=0).isoformat(), field)
        except Unacceptable:
            return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "format": "date-time"}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = bounds_problems(schema, "x-min", "x-max", limit)
        name = schema.get("x-timezone")
        known = name is None or (isinstance(name, str) and _zone(name) is not None)
        return found if known else (*found, Problem(("x-timezone",), "bad_setting"))

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        """The time is text: an hour that comes twice is told apart by the offset written behind it."""
        return (*DAY_PARTS, InputPart("time", "time", width=5))

    def joined(self, parts: Mapping[str, str], field: "Field") -> Any:
        day, clock = joined_day(parts), parts.get("time", "").strip()[:20]
        return f"{day}T{clock}" if day or clock else ""

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        text = value if isinstance(value, str) else ""
        found = moment_of(text)
        if found is None:
            day, _, clock = text.partition("T")
            return {**split_day(day), "time": clock}
        clock = f"{found:%H:%M:%S}" if found.second else f"{found:%H:%M}"
        try:
            plain = read_moment(f"{found.date().isoformat()}T{clock}", zone_of(field.schema)) == found
        except Unacceptable:
            plain = False
        return {**split_day(found.date().isoformat()), "time": clock if plain else clock + offset_of(found)}


def read_moment(text: str, zone: tzinfo) -> datetime:
    """A moment as people or programs write it, in the zone; fractions of a second are left out.

    Raises Unacceptable: not_a_datetime, time_skipped (clocks went forward), time_twice (they went back).
    """
    sent = SENT.fullmatch(text)
    day = parsed(sent[1]) if sent else None
    clock = read_time(sent[2] or sent[3]) if sent else None
    if sent is None or day is None or clock is None:
        raise Unacceptable("not_a_datetime")
    local = datetime.combine(day, clock)
    if not sent[4]:
        found = _in_place(local, zone)
    else:
        hours, minutes = int(sent[5] or 0), int(sent[6] or 0)
        behind = -1 if sent[4][0] == "-" else 1
        offset = timedelta(hours=hours, minutes=minutes) * behind
        known = hours < 24 and minutes < 60
        found = in_zone(local.replace(tzinfo=timezone(offset)), zone) if known else None
    if found is None:
        raise Unacceptable("not_a_datetime")
    return found


def _in_place(local: datetime, zone: tzinfo) -> datetime | None:
    """Local time in its zone, which may not have it or have it twice."""
    first, later = (local.replace(tzinfo=_offset(local.replace(tzinfo=zone, fold=fold))) for fold in (0, 1))
    found = in_zone(first, zone)
    if found is None or first == later:
        return found
    if found.replace(tzinfo=None) != local:
        raise Unacceptable("time_skipped")
    raise Unacceptable("time_twice", first=offset_of(first), second=offset_of(later))


def _offset(moment: datetime) -> timezone:
    """In whole minutes: before there were time zones, places were minutes and seconds apart."""
    return timezone(timedelta(minutes=(moment.utcoffset() or timedelta()) // timedelta(minutes=1)))


def in_zone(moment: datetime, zone: tzinfo) -> datetime | None:
    """With the zone's offset of that moment; None outside of the years 1000 to 9999."""
    try:
        there = moment.astimezone(UTC).astimezone(zone)
        local = there.astimezone(_offset(there))
    except OverflowError:
        return None
    return local if local.year >= EARLIEST_YEAR else None


def offset_of(moment: datetime) -> str:
    return moment.isoformat()[-6:]


def moment_of(value: Any) -> datetime | None:
    """The moment a stored text names."""
    if not isinstance(value, str) or not STORED.fullmatch(value):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if in_zone(found, UTC) else None


def limit(schema: Mapping[str, Any], keyword: str) -> datetime | None:
    """An earliest or latest moment; local time where it has no offset."""
    text = schema.get(keyword)
    try:
        return read_moment(text, zone_of(schema)) if isinstance(text, str) and len(text) <= 60 else None
    except Unacceptable:
        return None


def zone_of(schema: Mapping[str, Any]) -> tzinfo:
    name = schema.get("x-timezone")
    return (_zone(name) if isinstance(name, str) else None) or _zone(USUAL_ZONE) or UTC


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if ZONE.fullmatch(name) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
