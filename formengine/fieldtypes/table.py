"""A table of numbers: the document names its rows and columns, people fill in the cells."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.numbers import format_decimal

from formengine.fieldtypes import decimals
from formengine.fieldtypes.base import FieldType, InputPart, Titled
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import TOTAL, listed, locale_of, localised_decimal, word
from formengine.parts import is_key
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100, 20, 1_000
TOTALS = ("none", "rows", "columns", "both")
Cells = dict[str, dict[str, str]]


class Totals(NamedTuple):
    """Sums of what is filled in, by row and by column, and of the whole table."""

    rows: Mapping[str, Decimal]
    columns: Mapping[str, Decimal]
    whole: Decimal


@register
class Table(FieldType):
    """Stored as `{row: {column: decimal text}}` of the cells that are filled in."""

    name = "table"
    kind = "number"
    control = "table"

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "x-type": self.name, "x-rows": [], "x-columns": []}

    def settings(self) -> tuple[str, ...]:
        return ("x-rows", "x-columns", "x-totals", "x-complete", "x-min", "x-max", "x-decimals", "x-unit")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise Unacceptable("not_an_object")
        rows, columns = (dict(each) for each in self.grid(field))
        found: Cells = {}
        for row, cells in raw.items():
            if cells is None:
                continue
            if row not in rows:
                raise Unacceptable("unknown_part")
            if not isinstance(cells, Mapping):
                raise Unacceptable("not_an_object", path=(row,))
            found[row] = _cells(row, cells, columns, field)
        return {row: found[row] for row in rows if found.get(row)} or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, Mapping) or not all(isinstance(each, Mapping) for each in value.values()):
            return (Problem((), "not_an_object"),)
        rows, columns = (dict(each) for each in self.grid(field))
        if not value.keys() <= rows.keys() or any(
            not each.keys() <= columns.keys() for each in value.values()
        ):
            return (Problem((), "unknown_part"),)
        return tuple(_problems(value, rows, columns, field))

    def display(self, value: Any, field: "Field", language: str) -> str:
        """A line for each row with something in it, and one for the totals of columns."""
        rows, columns = self.grid(field)
        summed, shown = totals(value, field), field.schema.get("x-totals")
        lines = []
        for row, title in rows:
            cells = [(name, _told(_number(value, row, column), field, language)) for column, name in columns]
            if shown in ("rows", "both"):
                cells.append((word(TOTAL, language), _told(summed.rows.get(row), field, language)))
            if value.get(row):
                lines.append(_titled(title, [each for each in cells if each[1]], language))
        if shown in ("columns", "both"):
            cells = [(name, _told(summed.columns.get(column), field, language)) for column, name in columns]
            if shown == "both":
                cells.append((word(TOTAL, language), _told(summed.whole, field, language)))
            lines.append(_titled(word(TOTAL, language), [each for each in cells if each[1]], language))
        return "\n".join(lines)

    def cell(self, value: Any, field: "Field") -> str:
        rows, columns = self.grid(field)
        return " | ".join(
            f"{row}: "
            + "; ".join(
                f"{key}={value[row][key]}" for key, _title in columns if value[row].get(key) is not None
            )
            for row, _title in rows
            if value.get(row)
        )

    def operand(self, value: Any, field: "Field") -> Any:
        """The sum of all cells."""
        return totals(value, field).whole if isinstance(value, Mapping) and value else None

    def from_operand(self, value: Any, field: "Field") -> Any:
        return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        rows, columns = self.grid(field)
        cell = {"type": "string", "pattern": decimals.pattern(field.schema)}
        complete = field.schema.get("x-complete") is True
        row = {
            "type": "object",
            "properties": {key: cell for key, _title in columns},
            "minProperties": 1,
            "additionalProperties": False,
            **({"required": [key for key, _title in columns]} if complete else {}),
        }
        return {
            **texts,
            "type": "object",
            "properties": {key: row for key, _title in rows},
            "minProperties": 1,
            "additionalProperties": False,
            **({"required": [key for key, _title in rows]} if complete else {}),
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = list(decimals.design_problems(schema))
        sizes = []
        for keyword, most in (("x-rows", MOST_ROWS), ("x-columns", MOST_COLUMNS)):
            said = schema.get(keyword)
            keys = (
                [each.get("key") for each in said or () if isinstance(each, Mapping)]
                if _is_list(said)
                else []
            )
            sizes.append(len(keys))
            if not keys:
                found.append(Problem((keyword,), "no_options"))
            elif not all(map(is_key, keys)) or len(set(keys)) < len(said or ()) or len(keys) > most:
                found.append(Problem((keyword,), "bad_setting"))
        if sizes[0] * sizes[1] > MOST_CELLS:
            found.append(Problem(("x-rows",), "bad_setting"))
        if schema.get("x-totals", "none") not in TOTALS:
            found.append(Problem(("x-totals",), "bad_setting"))
        if not isinstance(schema.get("x-complete", False), bool):
            found.append(Problem(("x-complete",), "bad_setting"))
        return tuple(found)

    def grid(self, field: "Field") -> tuple[Titled, Titled]:
        return _grid(field)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        rows, columns = self.grid(field)
        required = field.schema.get("x-complete") is True
        return tuple(
            InputPart(f"{row}-{column}", f"{title}, {name}", "decimal", width=10, required=required)
            for row, title in rows
            for column, name in columns
        )

    def joined(self, parts: Mapping[str, str], field: "Field") -> Any:
        found: Cells = {}
        for key, text in parts.items():
            row, _, column = key.partition("-")
            found.setdefault(row, {})[column] = text
        return found

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        held = value if isinstance(value, Mapping) else {}
        return {
            f"{row}-{column}": localised_decimal(str(text), language)
            for row, cells in held.items()
            for column, text in (cells.items() if isinstance(cells, Mapping) else ())
        }


def totals(value: Any, field: "Field") -> Totals:
    """Of the numbers that are there; rows and columns without any are left out."""
    rows, columns = _grid(field)
    held = {
        (row, column): number
        for row, _title in rows
        for column, _name in columns
        if (number := _number(value, row, column)) is not None
    }
    by_row = {row: [number for (at, _c), number in held.items() if at == row] for row, _title in rows}
    by_column = {key: [number for (_r, at), number in held.items() if at == key] for key, _name in columns}
    return Totals(
        {row: sum(numbers, Decimal()) for row, numbers in by_row.items() if numbers},
        {column: sum(numbers, Decimal()) for column, numbers in by_column.items() if numbers},
        sum(held.values(), Decimal()),
    )


@lru_cache(maxsize=512)
def _grid(field: "Field") -> tuple[Titled, Titled]:
    rows = tuple(_titles(field.schema.get("x-rows")))[:MOST_ROWS]
    columns = tuple(_titles(field.schema.get("x-columns")))[:MOST_COLUMNS]
    return rows[: MOST_CELLS // max(len(columns), 1)], columns


def _titles(source: Any) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for each in source if _is_list(source) else ():
        key = each.get("key") if isinstance(each, Mapping) else None
        if isinstance(key, str) and is_key(key) and key not in seen:
            seen.add(key)
            title = each.get("title")
            yield key, title if isinstance(title, str) and title else key


def _is_list(source: Any) -> bool:
    return isinstance(source, list | tuple)


def _cells(row: str, cells: Mapping[str, Any], columns: Mapping[str, str], field: "Field") -> dict[str, str]:
    found = {}
    for column, raw in cells.items():
        if column not in columns:
            raise Unacceptable("unknown_part", path=(row,))
        try:
            text = decimals.read(raw, field.schema)
        except Unacceptable as refused:
            problem = refused.problem
            raise Unacceptable(problem.code, path=(row, column), **problem.params) from None
        if text is not None:
            found[column] = text
    return {column: found[column] for column in columns if column in found}


def _problems(
    value: Mapping[str, Any], rows: Mapping[str, str], columns: Mapping[str, str], field: "Field"
) -> Iterator[Problem]:
    complete = field.schema.get("x-complete") is True
    for row in rows:
        for column in columns:
            text = value.get(row, {}).get(column)
            if text is not None:
                yield from (each.under(row, column) for each in decimals.problems(text, field.schema))
            elif complete:
                yield Problem((row, column), "required")


def _number(value: Any, row: str, column: str) -> Decimal | None:
    cells = value.get(row) if isinstance(value, Mapping) else None
    return decimals.number_of(cells.get(column)) if isinstance(cells, Mapping) else None


def _told(number: Decimal | None, field: "Field", language: str) -> str:
    if number is None:
        return ""
    text = format_decimal(number, locale=locale_of(language), decimal_quantization=False)
    unit = field.schema.get("x-unit")
    return f"{text}\u00a0{unit}" if isinstance(unit, str) and unit else text


def _titled(title: str, cells: list[tuple[str, str]], language: str) -> str:
    return f"{title} – {listed(cells, language)}"
