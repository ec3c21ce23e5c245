"""From what a browser posts to raw values, field by field. Nothing here judges; nothing here raises."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile as AnyUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from formengine.access import Access
from formengine.compiling import CompiledField
from formengine.fieldtypes.address import PARTS
from formengine.fieldtypes.file import HEAD, max_files, upload_problems
from formengine.fieldtypes.rows import most_rows
from formengine.merging import Seen
from formengine.parts import BESIDE
from formengine.problems import Problem

UploadedFile: TypeAlias = "AnyUploadedFile[Any]"
Posted = Mapping[str, Any] | QueryDict
Files: TypeAlias = "MultiValueDict[str, AnyUploadedFile[Any]] | None"
TICKED = ("accept", "choice", "choices", "yesno")
"""Types whose inputs a browser leaves out when nothing is chosen."""

SEEN = "_seen"
ADD_ROW, REMOVE_ROW = "row-add", "row-remove"
DATE_PARTS = ("year", "month", "day")
MOST_SEEN = 200_000
MOST_DATE_PART = 12
INDEX = re.compile(r"[0-9]{1,4}", re.ASCII)
NAME = re.compile(
    r"(?P<key>[a-z][a-z0-9_]{0,39})(?:(?:\.|-(?P<row>[0-9]{1,4})-)(?P<child>[a-z][a-z0-9_]{0,39}))?"
    r"(?:-(?:day|month|year|street|postcode|town|country|kept|remove|count))?",
    re.ASCII,
)
"""An input's name as the template would write it."""


@dataclass(frozen=True)
class Upload:
    """A file sent for a field; what its name, size and first bytes say is in order."""

    key: str
    file: UploadedFile


@dataclass(frozen=True)
class RowAction:
    """A button pressed: `kind` is `add` or `remove`, `number` the row to remove."""

    kind: str
    key: str
    number: int = 0


@dataclass
class Reading:
    """What one page posted: raw values, as `accept` takes them.

    `blank`: by repeatable group, how many empty rows were on the page, and one more where it was asked for.
    """

    values: dict[str, Any] = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blank: dict[str, int] = field(default_factory=dict)


class Reader:
    def __init__(self, posted: Posted, files: Files, prefix: str = "") -> None:
        self.posted, self.files, self.prefix = posted, files, f"{prefix}-" if prefix else ""

    def read(
        self, fields: Mapping[str, CompiledField], seen: Mapping[str, Seen], stored: Mapping[str, Any]
    ) -> Reading:
        """Raw values of the editable fields that came in.

        `seen`: of the fields known to have been on the page, so that a box left unticked counts. `stored`:
        values as this reader sees them, by which a row that was emptied is told from one that always was.
        """
        found = Reading()
        for key, compiled in fields.items():
            if compiled.access is not Access.EDIT or not compiled.field.holds_value:
                continue
            raw: Any
            if compiled.field.type == "rows":
                raw = self._rows(compiled, stored.get(key), seen.get(key), found)
            elif compiled.field.type == "group":
                raw = self._children(compiled, f"{self.prefix}{key}.", key in seen) or None
            elif compiled.field.type == "file":
                raw = self._file(compiled, found, key in seen)
            else:
                raw = self.single(compiled, f"{self.prefix}{key}", key in seen)
            if raw is not None:
                found.values[key] = raw
        self._strangers(fields, found)
        return found

    def _strangers(self, fields: Mapping[str, CompiledField], found: Reading) -> None:
        """Inputs named like fields that this page does not offer: `accept` is to see, and to refuse them."""
        names = {*self.posted, *(self.files or ())}
        for name in sorted(each for each in names if each.startswith(self.prefix)):
            match = NAME.fullmatch(name.removeprefix(self.prefix))
            if match is None or match["key"] in BESIDE:
                continue
            key, child = match["key"], match["child"]
            sent = self.posted.get(name)
            raw = sent if isinstance(sent, str) else ""
            compiled = fields.get(key)
            if compiled is None or compiled.access is not Access.EDIT or not compiled.field.holds_value:
                found.values.setdefault(key, raw)
            elif child and (inner := compiled.by_key.get(child)) is not None and inner.access is Access.EDIT:
                continue
            elif child and compiled.field.type == "rows":
                found.values.setdefault(key, []).append({child: raw})
            elif child and compiled.field.type == "group":
                found.values.setdefault(key, {})[child] = raw

    def seen(self) -> Mapping[str, Seen]:
        """What the page said it had shown, and in which state; empty where that cannot be read."""
        text = self.posted.get(f"{self.prefix}{SEEN}")
        try:
            found = json.loads(text) if isinstance(text, str) and len(text) <= MOST_SEEN else {}
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def row_action(self) -> RowAction | None:
        add = self.posted.get(f"{self.prefix}{ADD_ROW}")
        if isinstance(add, str) and add:
            return RowAction("add", add)
        key, _, number = str(self.posted.get(f"{self.prefix}{REMOVE_ROW}") or "").partition(":")
        return RowAction("remove", key, int(number)) if INDEX.fullmatch(number) else None

    def single(self, compiled: CompiledField, name: str, shown: bool) -> Any:
        """The raw value under a name; None where it did not come in at all."""
        kind = compiled.field.type
        if kind == "date":
            return self._date(name)
        if kind == "address":
            parts = {part: self.posted.get(f"{name}-{part}") for part in PARTS}
            sent = {part: text for part, text in parts.items() if isinstance(text, str)}
            return sent or None
        if kind == "choices":
            chosen = [each for each in self._all(name) if each]
            return chosen if chosen or shown else None
        text = self.posted.get(name)
        return text if isinstance(text, str) else "" if shown and kind in TICKED else None

    def _date(self, name: str) -> str | None:
        """Three inputs as one ISO text; what is no number stays as it was typed, to be shown again."""
        whole = self.posted.get(name)
        parts = [self.posted.get(f"{name}-{part}") for part in DATE_PARTS]
        if isinstance(whole, str):
            return whole
        if not any(isinstance(part, str) for part in parts):
            return None
        typed = [str(part or "").strip()[:MOST_DATE_PART].replace("-", " ") for part in parts]
        if not any(typed):
            return ""
        year, month, day = typed
        return "-".join([year, *(part.zfill(2) if part.isdecimal() else part for part in (month, day))])

    def _children(self, compiled: CompiledField, before: str, shown: bool) -> dict[str, Any]:
        sent = {
            child.key: self.single(child, f"{before}{child.key}", shown)
            for child in compiled.children
            if child.access is Access.EDIT and child.field.type != "file"
        }
        return {key: raw for key, raw in sent.items() if raw is not None}

    def _rows(self, compiled: CompiledField, stored: Any, seen: Any, found: Reading) -> list[Any] | None:
        """Rows in order. One that was emptied is left out; so is a new one in which nothing was typed."""
        name = f"{self.prefix}{compiled.key}"
        count = self.posted.get(f"{name}-count")
        if not isinstance(count, str) or not INDEX.fullmatch(count):
            return None
        blank = {row["_id"] for row in stored or [] if len(row) == 1}
        known = {*(row["_id"] for row in stored or []), *(seen if isinstance(seen, Mapping) else ())}
        pressed = self.row_action()
        removed = (
            pressed.number if pressed and (pressed.kind, pressed.key) == ("remove", compiled.key) else None
        )
        if pressed and (pressed.kind, pressed.key) == ("add", compiled.key):
            found.blank[compiled.key] = 1
        rows: list[Any] = []
        for number in range(min(int(count), most_rows(compiled.field) + 1)):
            parts = self._children(compiled, f"{name}-{number}-", shown=True)
            row_id = self.posted.get(f"{name}-{number}-_id")
            row_id = row_id if isinstance(row_id, str) and row_id in known else ""
            kept = row_id in blank or not _is_blank(parts) or (row_id and not parts)
            if number == removed:
                continue
            if kept:
                rows.append({**({"_id": row_id} if row_id else {}), **parts})
            elif not row_id:
                found.blank[compiled.key] = found.blank.get(compiled.key, 0) + 1
        return rows

    def _file(self, compiled: CompiledField, found: Reading, shown: bool) -> list[str] | None:
        name = f"{self.prefix}{compiled.key}"
        removed = set(self._all(f"{name}-remove"))
        kept = [each for each in self._all(f"{name}-kept") if each and each not in removed]
        uploads = [each for each in self.files.getlist(name) if each] if self.files else []
        for file in uploads[: max_files(compiled.field)]:
            head = file.read(HEAD)
            file.seek(0)
            problems = upload_problems(file.name or "", file.size or 0, head, compiled.field)
            found.problems.extend(problem.under(compiled.key) for problem in problems)
            if not problems:
                found.uploads.append(Upload(compiled.key, file))
        return kept if shown or kept or uploads else None

    def _all(self, name: str) -> list[str]:
        if isinstance(self.posted, QueryDict):
            values: Any = self.posted.getlist(name)
        else:
            values = self.posted.get(name, [])
            values = list(values) if isinstance(values, list | tuple) else [values]
        return [each for each in values if isinstance(each, str)]


def _is_blank(parts: Mapping[str, Any]) -> bool:
    return not any(
        any(text.strip() for text in raw.values()) if isinstance(raw, Mapping) else raw and str(raw).strip()
        for raw in parts.values()
    )
