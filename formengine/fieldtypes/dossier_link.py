"""A link to another dossier of the same person. The answer is its id; whose it is, others know."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

DOSSIER_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
MODEL = re.compile(r"[A-Za-z0-9_-]{1,60}", re.ASCII)


@register
class DossierLink(FieldType):
    """`accept` takes only ids it is told of; the surface offers those, each by its reference.

    `x-model`: key of the one dossier model whose dossiers are offered.
    """

    name = "dossier_link"
    kind = "none"
    control = "select"

    def fragment(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-model",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = str(raw) if isinstance(raw, UUID) else clean_text(raw, most=200).strip().lower()
        if text and not DOSSIER_ID.fullmatch(text):
            raise Unacceptable("not_a_dossier")
        return text or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        fits = isinstance(value, str) and DOSSIER_ID.fullmatch(value)
        return () if fits else (Problem((), "not_a_dossier"),)

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may only ask whether there is one."""
        return (value,) if isinstance(value, str) else None

    def from_operand(self, value: Any, field: "Field") -> Any:
        """Nothing is linked by a rule."""
        return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "pattern": f"^{DOSSIER_ID.pattern}$"}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        model = schema.get("x-model")
        fits = model is None or (isinstance(model, str) and MODEL.fullmatch(model))
        return () if fits else (Problem(("x-model",), "bad_setting"),)
