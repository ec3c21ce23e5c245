"""What is known of a term when a rule is designed: its kind, and whose options it may be."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from formengine.rules.values import day_of, moment_of, number_of, time_of

if TYPE_CHECKING:
    from formengine.model import Field

ORDERED = frozenset({"text", "number", "date", "datetime", "time"})
SINGLE = ORDERED | {"boolean", "choice"}
DAYS = frozenset({"date", "datetime"})
LISTS = frozenset({"list"})


class Sort(NamedTuple):
    """`kind` is that of field types, or `any` where nothing can be said.

    `field`: whose answer it is, or a choice or list of whose options. `of`: the kind of a list's things.
    `text`: the text of a literal; it can stand for other kinds.
    """

    kind: str
    field: "Field | None" = None
    of: str = ""
    text: str | None = None

    @property
    def is_open(self) -> bool:
        return self.kind == "any"

    def may_be(self, kind: str) -> bool:
        """Whether it is of that kind, or a text that can be read as one."""
        return self.kind in (kind, "any") or (self.text is not None and fits_kind(self.text, kind))

    def may_be_of(self, kinds: frozenset[str]) -> bool:
        return any(map(self.may_be, kinds))


ANY = Sort("any")
NUMBER, BOOLEAN, TEXT = Sort("number"), Sort("boolean"), Sort("text")


def of_literal(value: Any) -> Sort:
    match value:
        case bool():
            return BOOLEAN
        case str():
            return Sort("text", text=value)
        case Decimal():
            return NUMBER
        case _:
            return ANY


def fits_kind(text: str, kind: str) -> bool:
    """Whether a text literal can stand for a value of that kind."""
    match kind:
        case "text" | "choice":
            return True
        case "number":
            return number_of(text) is not None
        case "date":
            return day_of(text) is not None
        case "datetime":
            return moment_of(text) is not None
        case "time":
            return time_of(text) is not None
        case _:
            return False
