"""The plate of a vehicle, stored compact (AB123CD). `x-country` says whose plates; without it, anybody's.

Only what is still on the road: the current series, and the older ones that vehicles keep for life.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.formats import compact
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


class Series(NamedTuple):
    """A shape in groups, and what is written between them."""

    shape: re.Pattern[str]
    between: str


def _series(shape: str, between: str) -> Series:
    return Series(re.compile(shape, re.ASCII), between)


FR = "[A-HJ-NP-TV-Z]"  # no I, O, U
IT = "[A-HJ-NPR-TV-Z]"  # no I, O, Q, U
ES = "[BCDFGHJ-NPR-TV-Z]"  # consonants without Q
SERIES: Mapping[str, tuple[Series, ...]] = {
    "FR": (
        _series(rf"({FR}{{2}})([0-9]{{3}})({FR}{{2}})", "-"),
        # Until 2009; kept by the vehicles that have them. The department last.
        _series(rf"([1-9][0-9]{{0,3}})({FR}{{1,3}})(2[AB]|97[1-6]|[0-9]{{2}})", " "),
    ),
    "IT": (
        _series(rf"({IT}{{2}})([0-9]{{3}})({IT}{{2}})", " "),
        _series(rf"({IT}{{2}})([0-9]{{5}})", " "),  # motorcycles
        _series(r"(X[2-9BCDFGHJ-NPR-TVWYZ]{5})", ""),  # mopeds
        _series(r"(ROMA|[A-Z]{2})([0-9A-Z][0-9]{4,5})", " "),  # until 1994, by province
    ),
    "NL": (
        _series(r"([A-Z]{2})([0-9]{2})([0-9]{2}|[A-Z]{2})", "-"),
        _series(r"([0-9]{2})([0-9]{2})([A-Z]{2})", "-"),
        _series(r"([0-9]{2})([A-Z]{2})([0-9]{2}|[A-Z]{2})", "-"),
        _series(r"([A-Z]{2})([A-Z]{2})([0-9]{2})", "-"),
        _series(r"([0-9]{2})([A-Z]{3})([0-9])", "-"),
        _series(r"([0-9])([A-Z]{3})([0-9]{2})", "-"),
        _series(r"([A-Z]{2})([0-9]{3})([A-Z])", "-"),
        _series(r"([A-Z])([0-9]{3})([A-Z]{2})", "-"),
        _series(r"([A-Z]{3})([0-9]{2})([A-Z])", "-"),
        _series(r"([A-Z])([0-9]{2})([A-Z]{3})", "-"),
        _series(r"([0-9])([A-Z]{2})([0-9]{3})", "-"),
        _series(r"([0-9]{3})([A-Z]{2})([0-9])", "-"),
    ),
    "BE": (
        _series(r"([1-9A-Z])([A-Z]{3})([0-9]{3})", "-"),
        _series(r"([A-Z]{3})([0-9]{3})", "-"),
        _series(r"([0-9]{3})([A-Z]{3})", "-"),
        _series(r"([A-Z][A-Z0-9]{1,7}|[0-9]{1,3}[A-Z][A-Z0-9]{0,4})", ""),  # of one's own choice
    ),
    "ES": (
        _series(rf"([0-9]{{4}})({ES}{{3}})", " "),
        _series(rf"([CEHRSTV])([0-9]{{4}})({ES}{{3}})", " "),  # mopeds, trailers, and so on
        _series(r"([A-Z]{1,2})([0-9]{4})([A-Z]{1,2})", "-"),  # until 2000, by province
        _series(r"([A-Z]{1,2})([0-9]{1,6})", "-"),
    ),
}
EXAMPLES = {"FR": "AB-123-CD", "IT": "AB 123 CD", "NL": "G-123-HB", "BE": "1-ABC-123", "ES": "1234 BCD"}
ANY = re.compile("[A-Z0-9ÄÖÜ]{2,12}")


@register
class Plate(FieldType):
    name = "plate"

    def settings(self) -> tuple[str, ...]:
        return ("x-country",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        return compact(clean_text(raw, most=60)) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        country = country_of(field)
        if isinstance(value, str) and len(value) <= 12:
            known = SERIES.get(country)
            if _series_of(value, country) if known else ANY.fullmatch(value):
                return ()
        return (Problem((), "not_a_plate", {"example": EXAMPLES.get(country, EXAMPLES["FR"])}),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        found = _series_of(value, country_of(field)) if isinstance(value, str) else None
        return found[1].between.join(found[0].groups()) if found else str(value)

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return self.display(value, field, language)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        known = SERIES.get(country_of(field))
        shapes = "|".join(each.shape.pattern for each in known) if known else ANY.pattern
        return {**super().json_schema(field), "type": "string", "pattern": f"^({shapes})$"}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        country = schema.get("x-country")
        known = country is None or (isinstance(country, str) and country in SERIES)
        return () if known else (Problem(("x-country",), "bad_setting"),)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"spellcheck": "false", "autocapitalize": "characters"}

    def width(self, field: "Field") -> int:
        return 10


def country_of(field: "Field") -> str:
    """The country whose plates are asked for; empty for any."""
    country = field.schema.get("x-country")
    return country if isinstance(country, str) else ""


def _series_of(plate: str, country: str) -> tuple[re.Match[str], Series] | None:
    for series in SERIES.get(country, ()):
        if found := series.shape.fullmatch(plate):
            return found, series
    return None
