"""The condition of a field or page, composed of lines: field, operator, value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from dossier_models.palette import OPERATOR_WORDS, Text
from formengine.editing import (
    OPERATORS,
    Clause,
    Condition,
    Document,
    Refused,
    field_at,
    label_of,
    read_condition,
    set_condition,
)
from formengine.editing.conditions import DAYS_AND_TIMES, WITHOUT_VALUE, kind_of
from formengine.editing.lookup import children, inside_of, parent_of
from formengine.editing.options import options_of

MOST_LINES, LONGEST = 8, 300
MINUTES = {"date": len("2026-01-31"), "time": len("10:30"), "datetime": len("2026-01-31T10:30")}
"""How long a value may be for a browser's own input; more exact ones are typed as text."""

Choice = tuple[str, Text]


@dataclass(frozen=True)
class ConditionLine:
    """One line as the panel shows it: what may be chosen depends on the field that was chosen."""

    number: int
    clause: Clause
    operators: tuple[Choice, ...]
    options: tuple[Choice, ...]
    sort: str  # the value's input: none, select, date, datetime-local, time, text
    unlisted: str = ""  # the field's label, where it is not among those offered

    @property
    def is_blank(self) -> bool:
        return not self.clause.field

    @property
    def is_complete(self) -> bool:
        return (
            not self.is_blank
            and bool(self.clause.operator)
            and (self.sort == "none" or bool(self.clause.value))
        )


class ConditionForm:
    """What is composed at the moment, saved or not. `free` is set for a rule that lines cannot say."""

    def __init__(
        self, document: Document, item: str, rule: Any, data: Mapping[str, Any] | None = None
    ) -> None:
        self.document, self.item = document, item
        read = read_condition(document, rule, parent_of(item))
        if read is not None and len(read.clauses) > MOST_LINES:
            read = None
        self.free = read is None
        self.saved = read or Condition("all", ())
        self.composed = _posted(data) if data is not None else self.saved
        self.field_groups = tuple(self._groups())
        self.offered = frozenset(address for _title, choices in self.field_groups for address, _ in choices)
        self.lines = tuple(self._lines())

    def _lines(self) -> Iterator[ConditionLine]:
        clauses = list(self.composed.clauses)[:MOST_LINES]
        if len(clauses) < MOST_LINES:
            clauses.append(Clause("", ""))
        for number, clause in enumerate(clauses):
            yield self._line(number, clause)

    def _line(self, number: int, clause: Clause) -> ConditionLine:
        try:
            schema = field_at(self.document, clause.field)
            kind = kind_of(self.document, clause.field)
        except Refused:
            return ConditionLine(number, Clause("", ""), (), (), "none")
        operators = tuple((name, OPERATOR_WORDS[name]) for name in OPERATORS[kind])
        if clause.operator not in OPERATORS[kind]:
            clause = Clause(clause.field, OPERATORS[kind][0], clause.value)
        options = tuple((each["const"], each.get("title") or each["const"]) for each in options_of(schema))
        sort = "text"
        if clause.operator in WITHOUT_VALUE:
            sort, clause = "none", Clause(clause.field, clause.operator)
        elif options and clause.operator != "one_of":
            sort = "select"
            if clause.value and clause.value not in dict(options):
                if clause in self.saved.clauses:
                    options = (*options, (clause.value, clause.value))
                else:
                    clause = Clause(clause.field, clause.operator)
        elif kind in DAYS_AND_TIMES and len(clause.value) <= MINUTES[kind]:
            sort = "datetime-local" if kind == "datetime" else kind
        unlisted = "" if clause.field in self.offered else label_of(self.document, clause.field)
        return ConditionLine(number, clause, operators, options, sort, unlisted)

    @property
    def is_complete(self) -> bool:
        """Whether every line that was begun is finished: only then it is saved."""
        return all(line.is_complete for line in self.lines if not line.is_blank)

    def gesture(self, document: Document) -> Document:
        clauses = tuple(line.clause for line in self.lines if not line.is_blank)
        return set_condition(document, self.item, Condition(self.composed.join, clauses) if clauses else None)

    def _groups(self) -> Iterator[tuple[Text, list[Choice]]]:
        """Fields a condition may ask about: the parts beside it, then those that are there once."""
        inside = parent_of(self.item)
        properties = self.document["properties"]
        if inside:
            beside = children(field_at(self.document, inside))
            yield (_("Beside it"), list(self._askable(beside, f"{inside}.", "")))
            yield (_("Elsewhere"), list(self._askable(properties, "", "")))
        else:
            yield ("", list(self._askable(properties, "", "")))

    def _askable(self, fields: Mapping[str, Any], above: str, before: str) -> Iterator[Choice]:
        """`before`: titles of the groups around, up to where the list begins."""
        inside = parent_of(self.item)
        for key, schema in fields.items():
            address, title = f"{above}{key}", f"{before}{schema.get('title') or key}"
            if key == "_id" or schema.get("x-type") == "static" or address == self.item:
                continue
            if not inside_of(self.item, address):
                yield (address, title)
            if schema.get("x-type") == "group" and address != inside:
                yield from self._askable(children(schema), f"{address}.", f"{title} › ")


def _posted(data: Mapping[str, Any]) -> Condition:
    join: Literal["all", "any"] = "any" if data.get("join") == "any" else "all"
    clauses = []
    for number in range(MOST_LINES):
        field = str(data.get(f"clause-{number}-field", ""))[:LONGEST]
        if field and data.get("drop") != str(number):
            operator = str(data.get(f"clause-{number}-operator", ""))[:20]
            clauses.append(Clause(field, operator, str(data.get(f"clause-{number}-value", ""))[:300]))
    return Condition(join, tuple(clauses))
