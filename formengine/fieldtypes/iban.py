"""A bank account number, stored compact, shown in groups of four."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stdnum import iban

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.formats import compact
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field


@register
class Iban(FieldType):
    name = "iban"

    def normalise(self, raw: Any, field: "Field") -> Any:
        return compact(clean_text(raw, most=200)) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        fits = isinstance(value, str) and value.isascii() and len(value) <= 34 and iban.is_valid(value)
        return () if fits else (Problem((), "not_an_iban"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        text = str(value)
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "pattern": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"}

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return self.display(value, field, language)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"spellcheck": "false", "autocomplete": "off"}
