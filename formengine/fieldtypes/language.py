"""A language, stored as its code of ISO 639: two letters (fr), three where there are no two (gsw)."""

from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, Titled, clean_text
from formengine.fieldtypes.codes import LANGUAGES, language_name, languages
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Language(FieldType):
    name = "language"
    kind = "choice"
    control = "select"

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = clean_text(raw, most=60).strip()
        return (text.lower() if text.isascii() else text) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        known = isinstance(value, str) and value in LANGUAGES
        return () if known else (Problem((), "not_a_language"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return language_name(str(value), language)

    def from_operand(self, value: Any, field: "Field") -> Any:
        return value if isinstance(value, str) and value in LANGUAGES else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "enum": sorted(LANGUAGES)}

    def options(self, field: "Field", language: str) -> Titled:
        return languages(language)
