"""Reading decimal numbers as people write them: 1 234,5 and 1.234,5 and 1,234.5 and 1234.5."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from formengine.fieldtypes.base import clean_text
from formengine.fieldtypes.keywords import amount, bounds_problems, whole
from formengine.problems import Problem, Unacceptable

BLANKS = str.maketrans(
    {" ": None, "\u00a0": None, "\u202f": None, "\u2009": None, "'": None, "\u2019": None, "\u2212": "-"}
)
PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?", re.ASCII)
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}(\1[0-9]{3})*", re.ASCII)
WHOLE, EITHER = "0|-?[1-9][0-9]{0,14}", "-?(0|[1-9][0-9]{0,14})"
STORED = re.compile(rf"{WHOLE}|{EITHER}\.[0-9]{{0,5}}[1-9]", re.ASCII)
MOST_DIGITS, MOST_DECIMALS = 15, 6
Schema = Mapping[str, Any]


def with_point(text: str, *, wrong: str, ambiguous: str) -> str:
    """With a decimal point and nothing else. Raises Unacceptable where one sign could mean either.

    `ambiguous` empty: a single sign before three digits is the point.
    """
    if "." in text and "," in text:
        grouping, point = (".", ",") if text.rindex(",") > text.rindex(".") else (",", ".")
        if text.count(point) > 1 or not GROUPED.fullmatch(text[: text.rindex(point)]):
            raise Unacceptable(wrong)
        return text.replace(grouping, "").replace(point, ".")
    grouped = GROUPED.fullmatch(text)
    if grouped and text.count(grouped[1]) == 1 and ambiguous:
        raise Unacceptable(ambiguous)
    if grouped and text.count(grouped[1]) > 1:
        return text.replace(grouped[1], "")
    return text.replace(",", ".")


def read(raw: Any, schema: Schema, *, sign: str = "") -> str | None:
    """The stored text of what was sent: no zeros at the end, no minus before zero. Raises Unacceptable.

    A field that takes fewer than three decimals cannot tell whether 1,500 is one and a half; one that takes
    three or more reads it as it would read what it shows itself.
    """
    most = decimals(schema)
    if isinstance(raw, bool):
        raise Unacceptable("not_a_number")
    if isinstance(raw, int | float):
        if not abs(raw) < 10**MOST_DIGITS:
            raise Unacceptable("number_too_large")
        text = f"{Decimal(repr(raw)):f}"
    else:
        text = clean_text(raw, most=60).translate(BLANKS).strip()
        text = text.removesuffix(sign) if sign else text
        if not text:
            return None
        text = with_point(text, wrong="not_a_number", ambiguous="ambiguous_number" if most < 3 else "")
    if not PLAIN.fullmatch(text):
        raise Unacceptable("not_a_number")
    units, _, fraction = text.partition(".")
    if len(units.lstrip("+-0")) > MOST_DIGITS:
        raise Unacceptable("number_too_large")
    if len(fraction.rstrip("0")) > most:
        raise Unacceptable("too_precise", most=most)
    return stored(Decimal(f"{units}.{fraction or '0'}"))


def stored(number: Decimal) -> str:
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def rounded(number: Any, schema: Schema) -> str | None:
    """A rule's result with the field's decimals, halves away from zero; None for what is no such number."""
    if not isinstance(number, Decimal) or not number.is_finite() or abs(number) >= 10**MOST_DIGITS - 1:
        return None
    return stored(number.quantize(Decimal(1).scaleb(-decimals(schema)), ROUND_HALF_UP))


def number_of(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and STORED.fullmatch(value) else None


def problems(value: Any, schema: Schema) -> tuple[Problem, ...]:
    number = number_of(value)
    if number is None:
        return (Problem((), "not_a_number"),)
    most = decimals(schema)
    if len(value.partition(".")[2]) > most:
        return (Problem((), "too_precise", {"most": most}),)
    least, highest = amount(schema, "x-min"), amount(schema, "x-max")
    if least is not None and number < least:
        return (Problem((), "below_minimum", {"least": stored(least)}),)
    if highest is not None and number > highest:
        return (Problem((), "above_maximum", {"most": stored(highest)}),)
    return ()


def decimals(schema: Schema) -> int:
    """How many decimals the field takes: 2 unless it says otherwise, at most 6."""
    most = whole(schema, "x-decimals", 2)
    return most if most is not None and 0 <= most <= MOST_DECIMALS else 2


def pattern(schema: Schema) -> str:
    """Stored values, to a foreign validator."""
    most = decimals(schema)
    fraction = rf"|{EITHER}\.[0-9]{{0,{most - 1}}}[1-9]" if most else ""
    return f"^({WHOLE}{fraction})$"


def design_problems(schema: Schema) -> tuple[Problem, ...]:
    found = bounds_problems(schema, "x-min", "x-max", amount)
    said = schema.get("x-decimals")
    if said is None or (isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= MOST_DECIMALS):
        return found
    return (*found, Problem(("x-decimals",), "bad_setting"))
