"""What a field type is: every aspect of one kind of answer, in one small class of one file."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from formengine.limits import storable
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

Kind = str  # what conditions may ask of it: text, number, boolean, date, datetime, time, choice, list, none

MOST_RADIOS = 15

Titled = tuple[tuple[str, str], ...]
"""Values with the titles people read, in order."""


class InputPart(NamedTuple):
    """One of several inputs for one answer; the name of the input is that of the field, `-`, and `key`."""

    key: str
    label: str
    """A code of `djangoforms.words.PARTS`; any other text stands as it is."""
    kind: str = "text"
    """text, number (digits), decimal, date, time, email, lines (several), select, country, tick, hidden."""
    token: str = ""
    """What HTML's `autocomplete` calls it."""
    width: int = 0
    """Characters; 0: the full width."""
    required: bool = True
    """Inside an answer that is required."""
    options: Titled = ()
    """Of a `select`."""
    spare: bool = False
    """Written only where there is something in it already."""


class FieldType:
    """One kind of answer. Subclasses override what differs; the defaults are those of a line of text.

    Stored values are plain JSON, and None or a missing key means there is no answer.
    """

    name: ClassVar[str]
    kind: ClassVar[Kind] = "text"
    is_container: ClassVar[bool] = False
    control: ClassVar[str] = "input"
    """What is written for it: input, textarea, radios, checkboxes, select, accept, date, parts, table, map,
    signature, file, static, hidden. A type with `parts` says date, parts, table, map or signature."""

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
        """The value as rules see it: str, bool, Decimal, date, datetime, time, or a tuple of str."""
        return value

    def from_operand(self, value: Any, field: "Field") -> Any:
        """A rule's result as a stored value; None where this kind of answer cannot hold it."""
        if self.is_container:
            return None
        match self.kind, value:
            case (("text" | "choice"), str()):
                return value or None
            case "text", Decimal():
                return f"{value.normalize():f}"
            case "text", date():
                return value.isoformat()
            case "date", date():
                return value.isoformat()[:10]
            case "boolean", bool():
                return value
            case "list", tuple() if all(isinstance(each, str) for each in value):
                return list(value) or None
            case _:
                return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        """Plain JSON Schema of a stored value, for validators that know nothing of ours."""
        plain = {key: value for key, value in field.schema.items() if not key.startswith("x-")}
        fragment = self.fragment()
        return {"type": fragment["type"], **plain} if "type" in fragment else plain

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        """What is wrong with the field's own settings; paths relative to its schema."""
        return ()

    # How it is asked for

    def control_of(self, field: "Field") -> str:
        """What is written for this field: `control`, but a list to choose from where radios would be many."""
        many = self.control == "radios" and len(self.options(field, "en")) > MOST_RADIOS
        return "select" if many else self.control

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        """The inputs of an answer that takes several; empty where one will do."""
        return ()

    def joined(self, parts: Mapping[str, str], field: "Field") -> Any:
        """What was typed into the parts, as one raw value for `normalise`. What was not sent is missing."""
        return dict(parts)

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        """What the inputs show: text, text by part, or a list of values; read back, it is the same value.

        `value`: stored, not empty. Where `joined` makes text, also such a text, however wrong it is.
        """
        return value if isinstance(value, str | list | Mapping) else str(value)

    def options(self, field: "Field", language: str) -> Titled:
        """What there is to choose from, titled in that language."""
        return tuple((option.value, option.title) for option in field.options)

    def to_read(self, field: "Field") -> str:
        """What has to be read before the box is ticked (`accept`), in the markup of texts to read."""
        return ""

    def takes_other(self, field: "Field") -> bool:
        """Whether something else may be written, beside the options: the raw value is then that text."""
        return False

    def attributes(self, field: "Field") -> Mapping[str, str]:
        """Attributes of the input: type, inputmode, spellcheck, and autocomplete, which the desk sets off."""
        return {}

    def width(self, field: "Field") -> int:
        """How long an answer is, in characters: 2, 3, 4, 5, 10, 20, 30; 0: the full width."""
        return 0

    def affixes(self, field: "Field", language: str) -> tuple[str, str]:
        """What stands before and after the input: a currency, a unit."""
        return ("", "")

    def grid(self, field: "Field") -> tuple[Titled, Titled]:
        """Rows and columns of a `table`, by key; its parts are then `row-column`."""
        return ((), ())


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
