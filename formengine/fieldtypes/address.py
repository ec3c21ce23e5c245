"""A postal address: street, postcode, town, and a country where it is not the usual one."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.keywords import matches, pattern_problems
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import locale_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

PARTS = ("street", "postcode", "town", "country")
REQUIRED = PARTS[:3]
MOST = 200
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
POSTCODES = {
    **dict.fromkeys(("FR", "IT", "DE", "ES"), re.compile(r"[0-9]{5}", re.ASCII)),
    **dict.fromkeys(("BE", "LU", "CH", "AT"), re.compile(r"[0-9]{4}", re.ASCII)),
    "NL": re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}", re.ASCII),
}
ANY_POSTCODE = re.compile(r"[A-Za-z0-9 -]{2,12}", re.ASCII)
INPUTS = (
    InputPart("street", "street", token="address-line1"),
    InputPart("postcode", "postcode", token="postal-code", width=10),
    InputPart("town", "town", token="address-level2"),
)
COUNTRY_INPUT = InputPart("country", "country", "country", "country", required=False)


@register
class Address(FieldType):
    name = "address"
    kind = "none"
    control = "parts"

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-country", "x-postcode", "x-ask-country")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise Unacceptable("not_an_object")
        parts = {}
        for part, text in raw.items():
            if part not in PARTS:
                raise Unacceptable("unknown_part")
            try:
                line = " ".join(clean_text(text, most=MOST).split())
            except Unacceptable as refused:
                raise Unacceptable(refused.problem.code, path=(part,), **refused.problem.params) from None
            if line:
                parts[part] = line.upper() if part in ("country", "postcode") else line
        if parts.get("country") == usual_country(field):
            del parts["country"]
        return {part: parts[part] for part in PARTS if part in parts} or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, Mapping):
            return (Problem((), "not_an_object"),)
        found = [Problem((part,), "required") for part in REQUIRED if not value.get(part)]
        country = value.get("country", usual_country(field))
        if not COUNTRY.fullmatch(country) or country not in locale_of("en").territories:
            found.append(Problem(("country",), "not_a_country"))
        postcode = value.get("postcode")
        if postcode and not _fits(postcode, country, field):
            found.append(Problem(("postcode",), "not_a_postcode"))
        return tuple(found)

    def display(self, value: Any, field: "Field", language: str) -> str:
        town = " ".join(value[part] for part in ("postcode", "town") if value.get(part))
        country = value.get("country")
        named = locale_of(language).territories.get(country, country) if country else None
        return ", ".join(part for part in (value.get("street"), town, named) if part)

    def cell(self, value: Any, field: "Field") -> str:
        return self.display(value, field, "en")

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may only ask whether it is there."""
        return tuple(value.values()) if isinstance(value, Mapping) else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        text = {"type": "string", "maxLength": MOST}
        return {
            **super().json_schema(field),
            "type": "object",
            "properties": dict.fromkeys(PARTS, text) | {key: {**text, "pattern": r"\S"} for key in REQUIRED},
            "required": list(REQUIRED),
            "additionalProperties": False,
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = pattern_problems(schema, "x-postcode")
        country = schema.get("x-country", "FR")
        if isinstance(country, str) and COUNTRY.fullmatch(country) and country in locale_of("en").territories:
            return found
        return (*found, Problem(("x-country",), "bad_setting"))

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        """The country is asked for where the designer says so, or where there is one already."""
        asked = field.schema.get("x-ask-country") is True
        return (*INPUTS, COUNTRY_INPUT._replace(spare=not asked))


def usual_country(field: "Field") -> str:
    """The country of an address that names none."""
    country = field.schema.get("x-country", "FR")
    return country if isinstance(country, str) and COUNTRY.fullmatch(country) else "FR"


def _fits(postcode: str, country: str, field: "Field") -> bool:
    if field.schema.get("x-postcode") and country == usual_country(field):
        return matches(field.schema, "x-postcode", postcode)
    return POSTCODES.get(country, ANY_POSTCODE).fullmatch(postcode) is not None
