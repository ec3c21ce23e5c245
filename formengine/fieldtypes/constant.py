"""A value that the document itself holds: never asked for, and the same in every dossier."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

MOST_TEXT, MOST_DIGITS = 1_000, 15


@register
class Constant(FieldType):
    """`const` is text, a whole number, true or false. It reaches the answers as a computed value does."""

    name = "constant"
    control = "hidden"

    def fragment(self) -> dict[str, Any]:
        return {"const": "", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("const",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        """Only the constant itself, so that what was stored can be sent back."""
        if raw is None:
            return None
        if not _same(raw, constant_of(field.schema)):
            raise Unacceptable("unknown_field")
        return raw

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return () if _same(value, constant_of(field.schema)) else (Problem((), "unknown_field"),)

    def operand(self, value: Any, field: "Field") -> Any:
        constant = constant_of(field.schema)
        return Decimal(constant) if type(constant) is int else constant

    def from_operand(self, value: Any, field: "Field") -> Any:
        """The constant, whatever a rule says."""
        return constant_of(field.schema)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        return {**texts, "const": constant_of(field.schema)}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return () if constant_of(schema) is not None else (Problem(("const",), "bad_setting"),)


def constant_of(schema: Mapping[str, Any]) -> str | int | bool | None:
    """None where the document holds nothing that can be one."""
    value = schema.get("const")
    if isinstance(value, str):
        return value if 0 < len(value) <= MOST_TEXT else None
    if isinstance(value, bool):
        return value
    return value if isinstance(value, int) and abs(value) < 10**MOST_DIGITS else None


def _same(value: Any, constant: Any) -> bool:
    """JSON knows no number that is true."""
    return type(value) is type(constant) and constant is not None and bool(value == constant)
