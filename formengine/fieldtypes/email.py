"""An e-mail address one can write to."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.keywords import autocomplete
from formengine.fieldtypes.registry import register
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field

LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII | re.IGNORECASE)
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
MOST, MOST_LOCAL = 254, 64


@register
class Email(FieldType):
    name = "email"

    def fragment(self) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": MOST, "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-autocomplete", "x-confirm")

    def normalise(self, raw: Any, field: "Field") -> Any:
        local, at, domain = clean_text(raw).strip().rpartition("@")
        return f"{local}{at}{domain.lower()}" or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return () if is_address(value) else (Problem((), "not_an_email"),)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "format": "email", "maxLength": MOST}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        known = isinstance(schema.get("x-confirm", False), bool)
        return () if known else (Problem(("x-confirm",), "bad_setting"),)

    def attributes(self, field: "Field") -> Mapping[str, str]:
        return {"type": "email", "spellcheck": "false", **autocomplete(field.schema, "email")}


def must_be_confirmed(field: "Field") -> bool:
    """Whether the surface must send a code to the address and have it typed back before the answer counts.

    The engine sends nothing and keeps no codes: it stores the address either way.
    """
    return field.type == Email.name and field.schema.get("x-confirm") is True


def is_address(value: Any) -> bool:
    """Whether mail could be sent there: ASCII before the @, a domain (its letters may be any) after it."""
    if not isinstance(value, str) or len(value) > MOST:
        return False
    local, _, domain = value.rpartition("@")
    if not 0 < len(local) <= MOST_LOCAL or not LOCAL.fullmatch(local):
        return False
    try:
        labels = domain.encode("idna").decode().lower().split(".")
    except UnicodeError:
        return False
    return len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
