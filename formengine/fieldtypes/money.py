"""An amount, stored as decimal text with two decimals: floats and multipleOf are wrong for money."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import format_currency

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.decimals import BLANKS, PLAIN, with_point
from formengine.fieldtypes.keywords import amount, bounds_problems
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of, localised_decimal
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

STORED = re.compile(r"-?(0|[1-9][0-9]{0,11})\.[0-9]{2}", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
SIGNS = ("€", "$", "£", "EUR", "CHF", "USD", "GBP")


@register
class Money(FieldType):
    name = "money"
    kind = "number"

    def settings(self) -> tuple[str, ...]:
        return ("x-min", "x-max", "x-currency")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if isinstance(raw, bool):
            raise Unacceptable("not_an_amount")
        if isinstance(raw, int):
            if abs(raw) >= 10**12:
                raise Unacceptable("number_too_large")
            return f"{raw}.00"
        if isinstance(raw, float):
            return _canonical(repr(raw))
        text = clean_text(raw, most=60).translate(BLANKS).strip()
        for sign in SIGNS:
            text = text.removesuffix(sign).removeprefix(sign)
        return _canonical(_point(text)) if text else None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, str) or not STORED.fullmatch(value):
            return (Problem((), "not_an_amount"),)
        number = Decimal(value)
        least, most = amount(field.schema, "x-min"), amount(field.schema, "x-max")
        if least is not None and number < least:
            return (Problem((), "below_minimum", {"least": f"{least:.2f}"}),)
        if most is not None and number > most:
            return (Problem((), "above_maximum", {"most": f"{most:.2f}"}),)
        return ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        return format_currency(Decimal(value), currency_of(field), locale=locale_of(language))

    def operand(self, value: Any, field: "Field") -> Any:
        return Decimal(value) if isinstance(value, str) and STORED.fullmatch(value) else None

    def from_operand(self, value: Any, field: "Field") -> Any:
        """Rounded to cents, halves away from zero."""
        if not isinstance(value, Decimal) or not abs(value) < 10**12 - 1:
            return None
        cents = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"{cents or abs(cents):.2f}"

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return localised_decimal(str(value).removesuffix(".00"), language)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"inputmode": "decimal"}

    def width(self, field: "Field") -> int:
        return 10

    def affixes(self, field: "Field", language: str) -> tuple[str, str]:
        code = currency_of(field)
        return (str(locale_of(language).currency_symbols.get(code, code)), "")

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {
            **super().json_schema(field),
            "type": "string",
            "pattern": r"^-?(0|[1-9][0-9]{0,11})\.[0-9]{2}$",
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = bounds_problems(schema, "x-min", "x-max", amount)
        currency = schema.get("x-currency", "EUR")
        if isinstance(currency, str) and CURRENCY.fullmatch(currency):
            return found
        return (*found, Problem(("x-currency",), "bad_setting"))


def currency_of(field: "Field") -> str:
    currency = field.schema.get("x-currency", "EUR")
    return currency if isinstance(currency, str) and CURRENCY.fullmatch(currency) else "EUR"


def _point(text: str) -> str:
    return with_point(text, wrong="not_an_amount", ambiguous="ambiguous_amount")


def _canonical(text: str) -> str:
    if not PLAIN.fullmatch(text):
        raise Unacceptable("not_an_amount")
    whole, _, cents = text.partition(".")
    if len(whole.lstrip("+-0")) > 12:
        raise Unacceptable("number_too_large")
    if len(cents.rstrip("0")) > 2:
        raise Unacceptable("too_many_decimals")
    number = Decimal(f"{whole}.{cents[:2] or '0'}")
    return f"{number or abs(number):.2f}"
