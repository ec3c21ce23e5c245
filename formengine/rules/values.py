"""What rules work with: text, bool, finite decimals, dates, times, and tuples of them; None is unknown.

Nothing here raises: what cannot be worked out is unknown.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, TypeVar

from formengine.fieldtypes.date import EARLIEST_YEAR, parsed

ARITHMETIC = Context(prec=34, Emax=60, Emin=-60, rounding=ROUND_HALF_UP, traps=[])
Read = TypeVar("Read")
NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?", re.ASCII)
TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
MOST_SHIFT = 1_000_000
MOST_TEXT = 20_000


def finite(number: Decimal) -> Decimal | None:
    return number if number.is_finite() else None


def number_of(text: str) -> Decimal | None:
    """Plain decimal text in the digits 0 to 9, at most 20 before and 20 after the point."""
    return Decimal(text) if NUMBER.fullmatch(text) else None


def day_of(text: str) -> date | None:
    return parsed(text)


def moment_of(text: str) -> datetime | None:
    return _read(datetime.fromisoformat, MOMENT, text)


def time_of(text: str) -> time | None:
    return _read(time.fromisoformat, TIME, text)


def _read(read: Callable[[str], Read], pattern: re.Pattern[str], text: str) -> Read | None:
    try:
        return read(text) if pattern.fullmatch(text) else None
    except ValueError:
        return None


def alike(a: Any, b: Any) -> tuple[Any, Any] | None:
    """Two values made comparable: plain text meets a number, a day, a moment, a time. None: they are not.

    A moment written without an offset is one where the other is.
    """
    if a is None or b is None:
        return None
    if type(a) is not type(b):
        if isinstance(a, str):
            a = _meeting(a, b)
        elif isinstance(b, str):
            b = _meeting(b, a)
    return (a, b) if type(a) is type(b) and comparable(a, b) else None


def _meeting(text: str, other: Any) -> Any:
    match other:
        case Decimal():
            return number_of(text)
        case datetime():
            moment = moment_of(text)
            return moment.replace(tzinfo=other.tzinfo) if moment and moment.tzinfo is None else moment
        case date():
            return day_of(text)
        case time():
            return time_of(text)
        case _:
            return None


def comparable(a: Any, b: Any) -> bool:
    """Moments with and without an offset cannot be put in order."""
    if isinstance(a, datetime | time):
        return (a.utcoffset() is None) is (b.utcoffset() is None)
    return True


def is_ordered(value: Any) -> bool:
    return isinstance(value, str | Decimal | date | time)


def is_present(value: Any) -> bool:
    return value is not None and not (isinstance(value, str | tuple) and not value)


def rounded(number: Decimal, places: int) -> Decimal | None:
    """Half away from zero, as invoices are."""
    made = ARITHMETIC.quantize(number, Decimal(1).scaleb(-places))
    if not made.is_finite():
        return None
    return made if places >= 0 else ARITHMETIC.quantize(made, Decimal(1))


def shifted(day: Any, *, years: int = 0, months: int = 0, days: int = 0) -> Any:
    """A day or moment moved: years and months first, to the month's last day where that day is not in it.

    So ends a period of months (Regulation (EEC, Euratom) No 1182/71, article 3(2)(c)). Unknown outside of
    the years 1000 to 9999.
    """
    month = day.year * 12 + day.month - 1 + years * 12 + months
    year, number = month // 12, month % 12 + 1
    if not EARLIEST_YEAR <= year <= date.max.year:
        return None
    try:
        moved = day.replace(year=year, month=number, day=min(day.day, monthrange(year, number)[1]))
        moved += timedelta(days=days)
    except OverflowError:
        return None
    return moved if moved.year >= EARLIEST_YEAR else None


def whole_number(value: Any) -> int | None:
    """A number without decimals that dates can be moved by."""
    if not isinstance(value, Decimal) or abs(value) > MOST_SHIFT or value != value.to_integral_value():
        return None
    return int(value)


def whole_days(start: Any, end: Any) -> int:
    """Whole days from one to the other, negative backwards."""
    if end < start:
        return -whole_days(end, start)
    gap: timedelta = end - start
    return gap.days


def whole_months(start: Any, end: Any) -> int:
    """The most months that `shifted` can move the start by without passing the end; negative backwards."""
    if end < start:
        return -whole_months(end, start)
    count: int = (end.year - start.year) * 12 + end.month - start.month
    reached = shifted(start, months=count)
    return count if reached is not None and reached <= end else count - 1


def whole_years(start: Any, end: Any) -> int:
    months = whole_months(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def plain(value: Any) -> str:
    """A value inside a text: numbers in plain digits, days and times in ISO's."""
    match value:
        case str():
            return value
        case Decimal():
            return f"{value:f}"
        case date() | time():
            return value.isoformat()
        case _:
            return ""
