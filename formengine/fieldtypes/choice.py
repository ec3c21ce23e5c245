"""One of several titled values or, where the designer offers it, other words of the person's own."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import OTHER, word
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

OTHER_VALUE = "other"
OTHER_PREFIX = f"{OTHER_VALUE}: "
"""What the stored value begins with when it is none of the options; the rest is what was written."""

PREFIXES = re.compile(f"^(?:{OTHER_PREFIX})+")
MOST_OTHER = 200
LOOKS = ("auto", "radios", "select")


@register
class Choice(FieldType):
    """`x-other`: the answer may be free text, stored as `other: the text`. Rules see it as `other`."""

    name = "choice"
    kind = "choice"
    control = "radios"

    def fragment(self) -> dict[str, Any]:
        return {"type": "string", "x-type": self.name, "oneOf": []}

    def settings(self) -> tuple[str, ...]:
        return ("oneOf", "x-look", "x-other")

    def normalise(self, raw: Any, field: "Field") -> Any:
        return with_prefix(clean_text(raw), field) or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        known = any(option.value == value for option in field.options) or is_other(value, field)
        return () if known else (Problem((), "not_an_option"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return title_of(value, field, language)

    def operand(self, value: Any, field: "Field") -> Any:
        return asked_value(value, field)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return widened(super().json_schema(field), field)

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = () if schema.get("oneOf") else (Problem(("oneOf",), "no_options"),)
        return (*found, *look_problems(schema))

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return without_prefix(value, field)

    def takes_other(self, field: "Field") -> bool:
        return takes_other(field)

    def control_of(self, field: "Field") -> str:
        look = look_of(field)
        return super().control_of(field) if look == "auto" else look


def takes_other(field: "Field") -> bool:
    return field.schema.get("x-other") is True


def look_of(field: "Field") -> str:
    """`radios` or `select` where the designer says so; `auto`: by the number of options."""
    look = field.schema.get("x-look")
    return look if look in LOOKS else "auto"


def look_problems(schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    found = []
    if schema.get("x-look", "auto") not in LOOKS:
        found.append(Problem(("x-look",), "bad_setting"))
    if not isinstance(schema.get("x-other", False), bool):
        found.append(Problem(("x-other",), "bad_setting"))
    return tuple(found)


def with_prefix(text: str, field: "Field") -> str:
    """An option's value as it is; other words, where they are welcome, as the stored value for them.

    Raises Unacceptable where `other` was chosen without a word, or with too many.
    """
    if not takes_other(field) or any(option.value == text for option in field.options):
        return text
    words = " ".join(PREFIXES.sub("", text).split())
    if text and words in ("", OTHER_VALUE, f"{OTHER_VALUE}:"):
        raise Unacceptable("other_missing")
    if len(words) > MOST_OTHER:
        raise Unacceptable("too_long", most=MOST_OTHER)
    if any(option.value == words for option in field.options):
        return words
    return f"{OTHER_PREFIX}{words}" if words else ""


def without_prefix(value: Any, field: "Field") -> str:
    return value.removeprefix(OTHER_PREFIX) if is_other(value, field) else str(value)


def is_other(value: Any, field: "Field") -> bool:
    if not takes_other(field) or not isinstance(value, str) or not value.startswith(OTHER_PREFIX):
        return False
    words = value[len(OTHER_PREFIX) :]
    return bool(words.strip()) and len(words) <= MOST_OTHER


def asked_value(value: Any, field: "Field") -> Any:
    """What rules see of one value: an option's value, or `other`."""
    return OTHER_VALUE if is_other(value, field) else value


def title_of(value: Any, field: "Field", language: str = "en") -> str:
    """The option's title; the value itself where there is no such option any more."""
    title = next((option.title for option in field.options if option.value == value), None)
    if title is None and is_other(value, field):
        return word(OTHER, language) % {"text": without_prefix(value, field)}
    return title if title is not None else str(value)


def widened(schema: dict[str, Any], field: "Field") -> dict[str, Any]:
    """The schema of one value, with the free text where it is welcome."""
    if not takes_other(field):
        return schema
    free = {"type": "string", "pattern": f"^{OTHER_PREFIX}\\S", "maxLength": MOST_OTHER + len(OTHER_PREFIX)}
    kept = {key: each for key, each in schema.items() if key != "oneOf"}
    return {**kept, "anyOf": [{"oneOf": schema.get("oneOf") or [False]}, free]}
