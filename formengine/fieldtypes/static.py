"""Something to read, between the questions: it has a title and a text, and no answer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.markup import plain
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

LOOKS = ("paragraph", "heading", "info", "warning")
"""What `x-look` may say; the last two are callouts."""


@register
class Static(FieldType):
    name = "static"
    kind = "none"
    control = "static"

    def fragment(self) -> dict[str, Any]:
        return {"not": {}, "description": "", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-look",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        raise Unacceptable("unknown_field")

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return (Problem((), "unknown_field"),)

    def is_empty(self, value: Any) -> bool:
        return True

    def display(self, value: Any, field: "Field", language: str) -> str:
        """The text itself, without the marks it is written with."""
        return plain(field.help)

    def operand(self, value: Any, field: "Field") -> Any:
        return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {"not": {}}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = []
        if schema.get("x-look", "paragraph") not in LOOKS:
            found.append(Problem(("x-look",), "bad_setting"))
        if not (schema.get("description") or schema.get("title")):
            found.append(Problem(("description",), "no_title"))
        elif schema.get("x-look") == "heading" and not schema.get("title"):
            found.append(Problem(("title",), "no_title"))
        return tuple(found)


def look_of(field: "Field") -> str:
    """How it is shown: one of LOOKS, as a paragraph where the document says something else."""
    look = field.schema.get("x-look")
    return look if look in LOOKS else "paragraph"
