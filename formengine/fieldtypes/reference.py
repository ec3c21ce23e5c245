"""One entry of a list that an administrator keeps; publishing freezes its rows into the document."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, Titled, clean_text
from formengine.fieldtypes.registry import register
from formengine.parts import is_key
from formengine.problems import Problem

if TYPE_CHECKING:
    from formengine.model import Field

MOST_ENTRIES, MOST_VALUE = 10_000, 100


@register
class Reference(FieldType):
    """`x-list` names the list; `x-entries` are its rows, `[value, title]` each, of `x-list-version`."""

    name = "reference"
    kind = "choice"
    control = "select"

    def settings(self) -> tuple[str, ...]:
        return ("x-list", "x-list-version", "x-entries")

    def normalise(self, raw: Any, field: "Field") -> Any:
        return clean_text(raw, most=10 * MOST_VALUE).strip() or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        known = isinstance(value, str) and value in titles(field)
        return () if known else (Problem((), "not_an_option"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        """The entry's title; the value itself where the list has no such entry any more."""
        return titles(field).get(value, str(value)) if isinstance(value, str) else str(value)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        return {**texts, "type": "string", "enum": list(titles(field))}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        if not is_key(schema.get("x-list")):
            return (Problem(("x-list",), "bad_setting"),)
        entries = schema.get("x-entries")
        if not entries:
            return (Problem(("x-entries",), "no_options"),)
        if not isinstance(entries, list | tuple) or len(dict(_pairs(entries))) != len(entries):
            return (Problem(("x-entries",), "bad_setting"),)
        return () if len(entries) <= MOST_ENTRIES else (Problem(("x-entries",), "bad_setting"),)

    def options(self, field: "Field", language: str) -> Titled:
        return tuple(titles(field).items())


@lru_cache(maxsize=32)
def titles(field: "Field") -> Mapping[str, str]:
    """Titles by value, in the list's order."""
    return dict(_pairs(field.schema.get("x-entries")))


def _pairs(source: Any) -> Iterator[tuple[str, str]]:
    for each in source if isinstance(source, list | tuple) else ():
        if isinstance(each, list | tuple) and len(each) == 2 and all(isinstance(part, str) for part in each):
            value, title = each
            if 0 < len(value) <= MOST_VALUE and value == value.strip():
                yield value, title or value
