"""The code of a bank (BIC, SWIFT), stored compact: 8 or 11 letters and digits."""

from typing import TYPE_CHECKING, Any

from stdnum import bic

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.formats import compact
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from formengine.model import Field


@register
class Bic(FieldType):
    name = "bic"

    def normalise(self, raw: Any, field: "Field") -> Any:
        return compact(clean_text(raw, most=60)) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        fits = isinstance(value, str) and value.isascii() and compact(value) == value and bic.is_valid(value)
        return () if fits else (Problem((), "not_a_bic"),)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {
            **super().json_schema(field),
            "type": "string",
            "pattern": "^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$",
        }

    def attributes(self, field: "Field") -> "Mapping[str, str]":
        return {"spellcheck": "false"}

    def width(self, field: "Field") -> int:
        return 20
