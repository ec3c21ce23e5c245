"""What the template writes for each field: plain values, made from a projected field and a raw input."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from formengine.fieldtypes import type_of
from formengine.fieldtypes.address import REQUIRED as REQUIRED_PARTS
from formengine.fieldtypes.formats import FORMATS
from formengine.fieldtypes.keywords import AUTOCOMPLETE
from formengine.fieldtypes.money import currency_of
from formengine.fieldtypes.wording import locale_of
from formengine.limits import storable
from formengine.model import Field

DECIMAL_COMMA = ("fr", "it", "nl")
ADDRESS_TOKENS = {
    "street": "address-line1",
    "postcode": "postal-code",
    "town": "address-level2",
    "country": "country",
}
NO_COUNTRY = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
DATE_WIDTHS = (("day", 2), ("month", 2), ("year", 4))
DATE_TOKENS = {"day": "bday-day", "month": "bday-month", "year": "bday-year"}


class Choosable(NamedTuple):
    value: str
    title: str
    chosen: bool
    id: str


class PartInput(NamedTuple):
    """One of the inputs of a date or an address."""

    name: str
    id: str
    part: str
    value: str
    token: str
    width: str
    required: bool


@dataclass(slots=True)
class Control:
    """An input or a group of inputs. `anchor`: id of the first thing to be focused."""

    kind: str
    key: str
    name: str
    id: str
    anchor: str
    label: str
    help: str
    required: bool
    editable: bool
    value: Any = ""
    attributes: str = ""
    prefix: str = ""
    suffix: str = ""
    text: str = ""
    options: Iterable[Choosable] = ()
    parts: Iterable[PartInput] = ()
    children: Iterable["Control"] = ()
    rows: Iterable[tuple[str, list["Control"]]] = ()
    may_add: bool = False
    errors: Iterable[str] = ()
    asked: bool = False


def raw_of(field: Field, value: Any, language: str) -> Any:
    """What to put into the inputs for a stored value; reading it back gives the same value."""
    kind = type_of(field)
    if kind.is_empty(value):
        return {} if field.type in ("address", "group") else "" if kind.kind != "list" else []
    match field.type:
        case "yesno" | "accept":
            return "true" if value is True else "false"
        case "money":
            text = str(value).removesuffix(".00")
            return text.replace(".", ",") if language[:2] in DECIMAL_COMMA else text
        case "phone" | "iban":
            return kind.display(value, field, language)
        case "group" | "rows":
            return value
        case "integer":
            return str(value)
        case _:
            return value


def text_of(raw: Any) -> str:
    """A raw input as text that can be written, whatever was sent or a draft may hold."""
    text = raw if isinstance(raw, str) else str(raw) if isinstance(raw, int) else ""
    return text if storable(text) else text.replace("\x00", "").encode("utf-8", "replace").decode()


def date_parts(raw: Any) -> dict[str, str]:
    year, month, day = (*text_of(raw).split("-", 2), "", "", "")[:3]
    return {"day": day.removeprefix("0"), "month": month.removeprefix("0"), "year": year}


@lru_cache(maxsize=4096)
def static_attributes(field: Field, *, portal: bool) -> Markup:
    """HTML attributes that hang on the field alone: autocomplete, inputmode, spellcheck."""
    token = field.schema.get("x-autocomplete")
    known = token if isinstance(token, str) and token in AUTOCOMPLETE else ""
    match field.type:
        case "integer":
            return Markup(' inputmode="numeric"')
        case "money":
            return Markup(' inputmode="decimal"')
        case "email":
            usual = "email" if portal else "off"
            return Markup(' type="email" spellcheck="false" autocomplete="{}"').format(known or usual)
        case "phone":
            return Markup(' type="tel" autocomplete="{}"').format(known or ("tel" if portal else "off"))
        case "iban":
            return Markup(' spellcheck="false" autocomplete="off"')
        case _:
            chosen = FORMATS.get(str(field.schema.get("format")))
            numeric = Markup(' inputmode="numeric"') if chosen and chosen.digits_only else Markup()
            plain = Markup(' spellcheck="false"') if chosen else Markup()
            return numeric + plain + (Markup(' autocomplete="{}"').format(known) if known else "")


@lru_cache(maxsize=4096)
def width_of(field: Field) -> str:
    """A width that says how long the answer is, as govuk-frontend's modifier; empty for the full width."""
    match field.type:
        case "integer" | "money":
            return " govuk-input--width-10"
        case "phone":
            return " govuk-input--width-20"
        case "text":
            most = field.schema.get("maxLength")
            return " govuk-input--width-20" if isinstance(most, int) and most <= 20 else ""
        case _:
            return ""


def currency_sign(field: Field, language: str) -> str:
    code = currency_of(field)
    return str(locale_of(language).currency_symbols.get(code, code))


def date_inputs(raw: Any, name: str, ident: str, *, birthday: bool) -> list[PartInput]:
    typed = date_parts(raw)
    return [
        PartInput(
            f"{name}-{part}",
            f"{ident}-{part}",
            part,
            typed[part],
            DATE_TOKENS[part] if birthday else "",
            f"govuk-input--width-{width}",
            required=True,
        )
        for part, width in DATE_WIDTHS
    ]


def address_inputs(
    field: Field, raw: Any, name: str, ident: str, *, portal: bool, required: bool
) -> list[PartInput]:
    """The country is asked for where the designer says so, or where there is one already."""
    typed: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
    asks_country = field.schema.get("x-ask-country") is True or bool(typed.get("country"))
    return [
        PartInput(
            f"{name}-{part}",
            f"{ident}-{part}",
            part,
            text_of(typed.get(part)),
            token if portal else "off",
            "govuk-input--width-10" if part == "postcode" else "",
            required and part in REQUIRED_PARTS,
        )
        for part, token in ADDRESS_TOKENS.items()
        if part != "country" or asks_country
    ]


@lru_cache(maxsize=8)
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Two letters and the name of each country, by name."""
    named = locale_of(language).territories
    found = [(code, str(name)) for code, name in named.items() if len(code) == 2 and code not in NO_COUNTRY]
    return tuple(sorted(found, key=lambda pair: fold(pair[1])))


def fold(text: str) -> str:
    """For sorting: without accents, in small letters."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()


def choosable(field: Field, raw: Any, ident: str, yes_no: tuple[str, str]) -> list[Choosable]:
    """The options of radios and boxes; the first has the field's own id, so that errors can link to it."""
    if field.type == "yesno":
        options = [("true", yes_no[0]), ("false", yes_no[1])]
    elif field.type == "accept":
        options = [("true", field.title)]
    else:
        options = [(option.value, option.title) for option in field.options]
    chosen = {each for each in raw if isinstance(each, str)} if isinstance(raw, list) else {text_of(raw)}
    if field.type == "accept" and "on" in chosen:
        chosen.add("true")
    return [
        Choosable(value, title, value in chosen, ident if number == 0 else f"{ident}-{number + 1}")
        for number, (value, title) in enumerate(options)
    ]
