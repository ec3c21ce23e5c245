"""A telephone number, stored in the international form (+33240000012)."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import phonenumbers

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.keywords import autocomplete
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

TYPED = re.compile(r"\+?[0-9 ()./\u00a0\u202f-]{3,30}", re.ASCII)
E164 = re.compile(r"\+[1-9][0-9]{4,14}", re.ASCII)


@register
class Phone(FieldType):
    name = "phone"

    def settings(self) -> tuple[str, ...]:
        return ("x-region", "x-autocomplete")

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = clean_text(raw).strip()
        if not text:
            return None
        if not TYPED.fullmatch(text):
            raise Unacceptable("not_a_phone")
        try:
            number = phonenumbers.parse(text, region_of(field))
        except phonenumbers.NumberParseException:
            raise Unacceptable("not_a_phone") from None
        if not phonenumbers.is_possible_number(number):
            raise Unacceptable("not_a_phone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        fits = isinstance(value, str) and E164.fullmatch(value)
        return () if fits else (Problem((), "not_a_phone"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        try:
            number = phonenumbers.parse(str(value), region_of(field))
        except phonenumbers.NumberParseException:
            return str(value)
        at_home = number.country_code == phonenumbers.country_code_for_region(region_of(field))
        shape = phonenumbers.PhoneNumberFormat
        return phonenumbers.format_number(number, shape.NATIONAL if at_home else shape.INTERNATIONAL)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "pattern": r"^\+[1-9][0-9]{4,14}$"}

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return self.display(value, field, language)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"type": "tel", **autocomplete(field.schema, "tel")}

    def width(self, field: "Field") -> int:
        return 20

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        region = schema.get("x-region", "FR")
        known = isinstance(region, str) and region in phonenumbers.SUPPORTED_REGIONS
        return () if known else (Problem(("x-region",), "bad_setting"),)


def region_of(field: "Field") -> str:
    """The country a number without + belongs to."""
    region = field.schema.get("x-region", "FR")
    return region if isinstance(region, str) and region in phonenumbers.SUPPORTED_REGIONS else "FR"
