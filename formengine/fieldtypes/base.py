"""What a field type is: every aspect of one kind of answer, in one small class of one file."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from formengine.limits import storable
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

Kind = str  # what conditions may ask of it: text, number, boolean, date, choice, list, none


class FieldType:
    """One kind of answer. Subclasses override what differs; the defaults are those of a line of text.

    Stored values are plain JSON, and None or a missing key means there is no answer.
    """

    name: ClassVar[str]
    kind: ClassVar[Kind] = "text"
    is_container: ClassVar[bool] = False

    def fragment(self) -> dict[str, Any]:
        """The schema of a new field of this type, without title."""
        return {"type": "string", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        """Schema keywords that the designer may set on a field of this type."""
        return ()

    def normalise(self, raw: Any, field: "Field") -> Any:
        """The value to store for what was sent, or None for an empty answer.

        Takes what a form or a program sends (text, numbers, lists, mappings). Raises Unacceptable.
        """
        return clean_text(raw).strip() or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        """What is wrong with a normalised, non-empty value; paths relative to the field."""
        return ()

    def is_empty(self, value: Any) -> bool:
        return value is None or value == "" or value == [] or value == {}

    def display(self, value: Any, field: "Field", language: str) -> str:
        """The value as people read it."""
        return str(value)

    def cell(self, value: Any, field: "Field") -> str:
        """The value as an export cell: unambiguous, no language."""
        return str(value)

    def operand(self, value: Any, field: "Field") -> Any:
        """The value as rules see it: str, bool, Decimal, date, or a tuple of str."""
        return value

    def json_schema(self, field: "Field") -> dict[str, Any]:
        """Plain JSON Schema of a stored value, for validators that know nothing of ours."""
        plain = {key: value for key, value in field.schema.items() if not key.startswith("x-")}
        fragment = self.fragment()
        return {"type": fragment["type"], **plain} if "type" in fragment else plain

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        """What is wrong with the field's own settings; paths relative to its schema."""
        return ()


def clean_text(raw: Any, *, most: int = 100_000) -> str:
    """The text as sent, line ends as newline. Raises Unacceptable for anything that is not storable text."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise Unacceptable("not_text")
    if len(raw) > most:
        raise Unacceptable("too_long", most=most)
    if not storable(raw):
        raise Unacceptable("unstorable_text")
    return raw.replace("\r\n", "\n").replace("\r", "\n")
