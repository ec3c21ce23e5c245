"""Lists that an administrator keeps and uploads as CSV: towns, streets, nomenclatures.

A list is read into entries, with everything that is wrong with it as data. A published document holds the
entries of the version it was published with (`freeze`), so that an answer means the same for as long as the
dossier lives.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from formengine.limits import storable
from formengine.problems import Problem

MOST_ROWS, MOST_BYTES, MOST_PROBLEMS = 10_000, 4_000_000, 50
MOST_CHARACTERS = 600_000
"""Of all entries together, so that a model with its lists can still travel as one file."""

MOST_VALUE, MOST_TITLE = 100, 300
SEPARATORS = (";", ",", "\t")
SAMPLE_LINES = 20


class Entry(NamedTuple):
    """One row: what is stored, and what people read."""

    value: str
    title: str


@dataclass(frozen=True)
class ListRead:
    """What a file holds. `entries` is empty where there are `problems`: half a list is none.

    Paths of problems are numbers of lines, from 1; nothing where it is the whole file.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True)
class KeptList:
    """One version of a list, as `freeze` takes it."""

    version: str
    entries: tuple[Entry, ...]


def read_list(content: bytes | str, *, header: bool = True) -> ListRead:
    """Read CSV: the first column is the value, the second the title (or the value again). Never raises.

    `header`: the first row names the columns. The separator is the one the first lines agree on.
    """
    if len(content) > MOST_BYTES:
        return _refused("list_too_large", most_mb=MOST_BYTES / 1_000_000)
    text, encoding = (content, "") if isinstance(content, str) else _decoded(content)
    if text is None or not storable(text):
        return _refused("list_not_text")
    separator = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        numbered = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error:
        return _refused("list_not_csv", rows.line_num)
    if header:
        numbered = numbered[1:]
    if not numbered:
        return _refused("list_empty")
    if len(numbered) > MOST_ROWS:
        return _refused("list_too_long", most=MOST_ROWS)
    entries, problems = _entries(numbered)
    if problems:
        return ListRead((), tuple(problems[:MOST_PROBLEMS]), encoding, separator)
    if sum(len(entry.value) + len(entry.title) for entry in entries) > MOST_CHARACTERS:
        return _refused("list_too_large", most_mb=MOST_CHARACTERS / 1_000_000)
    return ListRead(tuple(entries), (), encoding, separator)


def freeze(document: Mapping[str, Any], lists: Mapping[str, KeptList]) -> dict[str, Any]:
    """The document with the entries of each list that its reference fields name, in place of those it held.

    A field whose list there is not keeps what it holds: a model that came as a file brings its own rows.
    """
    properties = _frozen(document.get("properties"), lists)
    return {**document, "properties": properties} if "properties" in document else dict(document)


def lists_of(document: Mapping[str, Any]) -> frozenset[str]:
    """Keys of the lists that its fields name."""
    return frozenset(_named(document.get("properties")))


def _refused(code: str, *path: int, **params: Any) -> ListRead:
    return ListRead(problems=(Problem(path, code, params),))


def _decoded(content: bytes) -> tuple[str | None, str]:
    """UTF-8 if it can be; else what spreadsheets write here."""
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    for encoding in (marks.get(content[:2], "utf-8-sig"), "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None, ""


def _separator(text: str) -> str:
    """The sign that parts the first lines into equally many cells, and into the most of them.

    The sample is shorter than the longest cell that the csv module takes, so nothing raises here.
    """
    sample = [line for line in text[:100_000].splitlines() if line.strip()][:SAMPLE_LINES]

    def weight(sign: str) -> tuple[bool, int]:
        counts = [len(row) for row in csv.reader(sample, delimiter=sign)]
        least = min(counts, default=1)
        return least > 1 and least == max(counts, default=1), least

    return max(SEPARATORS, key=weight)


def _entries(rows: list[tuple[int, list[str]]]) -> tuple[list[Entry], list[Problem]]:
    known: dict[str, Entry] = {}
    problems = []
    for line, row in rows:
        value, title = (" ".join(cell.split()) for cell in (*row, "")[:2])
        entry = Entry(value, title or value)
        if not value:
            problems.append(Problem((line,), "list_no_value"))
        elif len(value) > MOST_VALUE or len(title) > MOST_TITLE:
            problems.append(Problem((line,), "list_too_wide", {"most": MOST_VALUE, "most_title": MOST_TITLE}))
        elif known.setdefault(value, entry) != entry:
            problems.append(Problem((line,), "list_twice", {"value": value}))
    return list(known.values()), problems


def _frozen(properties: Any, lists: Mapping[str, KeptList]) -> Any:
    if not isinstance(properties, Mapping):
        return properties
    return {key: _frozen_field(schema, lists) for key, schema in properties.items()}


def _frozen_field(schema: Any, lists: Mapping[str, KeptList]) -> Any:
    if not isinstance(schema, Mapping):
        return schema
    match schema.get("x-type"):
        case "reference":
            kept = lists.get(str(schema.get("x-list")))
            if kept is None:
                return schema
            entries = [list(entry) for entry in kept.entries]
            return {**schema, "x-list-version": kept.version, "x-entries": entries}
        case "group" if "properties" in schema:
            return {**schema, "properties": _frozen(schema.get("properties"), lists)}
        case "rows" if isinstance(schema.get("items"), Mapping):
            items = schema["items"]
            return {**schema, "items": {**items, "properties": _frozen(items.get("properties"), lists)}}
    return schema


def _named(properties: Any) -> Iterator[str]:
    for schema in properties.values() if isinstance(properties, Mapping) else ():
        if not isinstance(schema, Mapping):
            continue
        if schema.get("x-type") == "reference" and isinstance(schema.get("x-list"), str):
            yield schema["x-list"]
        yield from _named(schema.get("properties"))
        if isinstance(schema.get("items"), Mapping):
            yield from _named(schema["items"].get("properties"))
