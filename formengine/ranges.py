"""Limits of days, times and amounts as patterns: stored values are text, and JSON Schema compares no text."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, DecimalException
from typing import Any

Json = dict[str, Any]
SORTED = frozenset({"date", "month", "time"})
NUMBERS = frozenset({"decimal", "percentage", "money"})
SOME = r"(\.[0-9]+)?"


def limits_of(kind: str, schema: Mapping[str, Any]) -> list[Json]:
    """What `x-min` and `x-max` of a field of this type say of its stored value, as plain JSON Schema."""
    if kind == "period":
        whole = [{"properties": dict.fromkeys(("from", "to"), each)} for each in limits_of("date", schema)]
        return list(whole)
    if kind == "table":
        cells = limits_of("decimal", schema)
        return [{"additionalProperties": {"additionalProperties": each}} for each in cells]
    least, most = schema.get("x-min"), schema.get("x-max")
    found: list[str] = []
    if kind in SORTED:
        found += [text_from(least)] if isinstance(least, str) else []
        found += [text_to(most)] if isinstance(most, str) else []
    elif kind in NUMBERS:
        found += [number_from(number)] if (number := _number(least)) is not None else []
        found += [number_to(number)] if (number := _number(most)) is not None else []
    return [{"pattern": each} for each in found]


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(value) if isinstance(value, str) and len(value) <= 20 else None
    except DecimalException:
        return None
    return number if number is not None and number.is_finite() else None


def text_from(least: str) -> str:
    """Texts of digits in the same shape (`2026-07-03`, `08:30`) that do not sort before this one."""
    later = (
        f"{least[:place]}[{chr(ord(digit) + 1)}-9]"
        for place, digit in enumerate(least)
        if digit.isdigit() and digit < "9"
    )
    return _one_of((least, *later), end="")


def text_to(most: str) -> str:
    """Those that do not sort after it."""
    sooner = (
        f"{most[:place]}[0-{chr(ord(digit) - 1)}]"
        for place, digit in enumerate(most)
        if digit.isdigit() and digit > "0"
    )
    return _one_of((most, *sooner), end="")


def number_from(least: Decimal) -> str:
    """Decimal text (no zeros before it, any after it) of at least this much."""
    if least > 0:
        return _one_of(_from(least))
    return _one_of((f"[0-9]+{SOME}", *(f"-{each}" for each in _to(-least))))


def number_to(most: Decimal) -> str:
    """Decimal text of at most this much."""
    if most >= 0:
        return _one_of((f"-[0-9]+{SOME}", *_to(most)))
    return _one_of(f"-{each}" for each in _from(-most))


def _one_of(choices: Iterable[str], *, end: str = "$") -> str:
    return f"^({'|'.join(choices)}){end}"


def _halves(number: Decimal) -> tuple[str, str]:
    whole, _, rest = f"{abs(number):f}".partition(".")
    return whole.lstrip("0") or "0", rest.rstrip("0")


def _from(least: Decimal) -> Iterable[str]:
    whole, rest = _halves(least)
    yield f"[1-9][0-9]{{{len(whole)},}}{SOME}"
    for place, digit in enumerate(whole):
        if digit < "9":
            yield f"{whole[:place]}[{int(digit) + 1}-9][0-9]{{{len(whole) - place - 1}}}{SOME}"
    if not rest:
        yield f"{whole}{SOME}"
    for place, digit in enumerate(rest):
        if digit < "9":
            yield rf"{whole}\.{rest[:place]}[{int(digit) + 1}-9][0-9]*"
    if rest:
        yield rf"{whole}\.{rest}[0-9]*"


def _to(most: Decimal) -> Iterable[str]:
    whole, rest = _halves(most)
    if len(whole) > 1:
        yield f"(0|[1-9][0-9]{{0,{len(whole) - 2}}}){SOME}"
    for place, digit in enumerate(whole):
        lowest = 1 if place == 0 and len(whole) > 1 else 0
        if int(digit) > lowest:
            yield f"{whole[:place]}[{lowest}-{int(digit) - 1}][0-9]{{{len(whole) - place - 1}}}{SOME}"
    yield rf"{whole}(\.0+)?"
    for place, digit in enumerate(rest):
        if digit > "0":
            yield rf"{whole}\.{rest[:place]}[0-{int(digit) - 1}][0-9]*"
        yield rf"{whole}\.{rest[: place + 1]}0*"
