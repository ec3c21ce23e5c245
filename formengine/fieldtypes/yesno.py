"""A question answered by yes or no. No is an answer."""

from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, Titled
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import yes_or_no
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

WORDS = {"": None, "true": True, "false": False}


@register
class YesNo(FieldType):
    name = "yesno"
    kind = "boolean"
    control = "radios"

    def fragment(self) -> dict[str, Any]:
        return {"type": "boolean", "x-type": self.name}

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in WORDS:
            return WORDS[raw]
        raise Unacceptable("not_yes_or_no")

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return () if isinstance(value, bool) else (Problem((), "not_yes_or_no"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return yes_or_no(value is True, language)

    def cell(self, value: Any, field: "Field") -> str:
        return "true" if value is True else "false"

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return self.cell(value, field)

    def options(self, field: "Field", language: str) -> Titled:
        return (("true", yes_or_no(True, language)), ("false", yes_or_no(False, language)))
