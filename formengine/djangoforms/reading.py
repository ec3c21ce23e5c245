"""From what a browser posted to raw values by field. Nothing here judges; nothing here raises."""

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
from formengine.djangoforms.choosing import OTHER
from formengine.djangoforms.controls import joins_text
from formengine.djangoforms.strangers import note_strangers
from formengine.fieldtypes import type_of
from formengine.fieldtypes.choice import OTHER_VALUE
from formengine.fieldtypes.file import HEAD, clean_label, has_own_labels, max_files, upload_problems
from formengine.fieldtypes.rows import most_rows
from formengine.merging import Seen
from formengine.problems import Problem
from formengine.taking import ROW_ID

UploadedFile: TypeAlias = "AnyUploadedFile[Any]"
Posted = Mapping[str, Any] | QueryDict
Files: TypeAlias = "MultiValueDict[str, AnyUploadedFile[Any]] | None"
TICKED = ("accept", "radios", "checkboxes", "select")
"""Controls that a browser leaves out when nothing is chosen."""

SEEN, SHAPE = "_seen", "_shape"
LEFT = "_left"
"""Keys of fields whose inputs do not count: their writer leaves them as they are stored."""

ADD_ROW, REMOVE_ROW = "row-add", "row-remove"
MOST_SEEN = 200_000
MOST_ROWS = 5_000
"""Rows that are read of one page, those inside rows counted."""

INDEX = re.compile(r"[0-9]{1,4}", re.ASCII)


@dataclass(frozen=True)
class Upload:
    """A file sent for a field; what its name, size and first bytes say is in order.

    `label`: what its sender calls it, where the field asks for that.
    """

    key: str
    file: UploadedFile
    label: str = ""


@dataclass(frozen=True)
class RowAction:
    """A button pressed: `kind` is `add` or `remove`, `number` the row to remove.

    `key`: the name of the rows, which inside others is `group.rows` or `rows-0-rows`.
    """

    kind: str
    key: str
    number: int = 0


@dataclass
class Reading:
    """What one page posted: raw values, as `accept` takes them.

    `blank`: by repeatable group, how many empty rows were on the page, and one more where it was asked for.
    `labels`: by field, what a file that comes with this page is to be called.
    """

    values: dict[str, Any] = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blank: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def stored(self, key: str) -> Upload | None:
        """The next upload of a field, which waits no longer: it is a document now."""
        self.labels.pop(key, None)
        position = next((n for n, each in enumerate(self.uploads) if each.key == key), None)
        return self.uploads.pop(position) if position is not None else None


class Reader:
    def __init__(self, posted: Posted, files: Files, prefix: str = "") -> None:
        self.posted, self.files, self.prefix = posted, files, f"{prefix}-" if prefix else ""
        self.pressed = self.row_action()
        self.rows_left = MOST_ROWS

    def read(
        self, fields: Mapping[str, CompiledField], seen: Mapping[str, Seen], stored: Mapping[str, Any]
    ) -> Reading:
        """Raw values of the editable fields that came in.

        `seen`: of the fields known to have been on the page, so that a box left unticked counts. `stored`:
        values as this reader sees them, by which a row that was emptied is told from one that always was.
        """
        found, left = Reading(), self._all(LEFT)
        for key, compiled in fields.items():
            if compiled.access is not Access.EDIT or not compiled.field.holds_value or key in left:
                continue
            raw: Any
            if compiled.field.type == "rows":
                raw, blank = self._rows(compiled, key, stored.get(key), seen.get(key))
                if blank:
                    found.blank[key] = blank
            elif type_of(compiled.field).control == "file":
                raw = self._file(compiled, found, key in seen)
            else:
                raw = self._value(compiled, key, stored.get(key), key in seen)
            if raw is not None:
                found.values[key] = raw
        names = {name.removeprefix(self.prefix) for name in self._names() if name.startswith(self.prefix)}
        note_strangers(names - {ADD_ROW, REMOVE_ROW}, fields, found.values, self._text)
        return found

    def _names(self) -> set[str]:
        return {*self.posted, *(self.files or ())}

    def _text(self, name: str) -> str | None:
        sent = self.posted.get(f"{self.prefix}{name}")
        return sent if isinstance(sent, str) else None

    def seen(self) -> Mapping[str, Seen]:
        """What the page said it had shown, and in which state; empty where that cannot be read."""
        text = self._text(SEEN)
        try:
            found = json.loads(text) if text and len(text) <= MOST_SEEN else {}
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def shape(self) -> str:
        """The fingerprint of what was on the page."""
        return self._text(SHAPE) or ""

    def row_action(self) -> RowAction | None:
        add = self._text(ADD_ROW)
        if add:
            return RowAction("add", add)
        key, _, number = (self._text(REMOVE_ROW) or "").partition(":")
        return RowAction("remove", key, int(number)) if INDEX.fullmatch(number) else None

    def _value(self, compiled: CompiledField, name: str, stored: Any, shown: bool) -> Any:
        """The raw value under a name; None where it did not come in at all."""
        if compiled.field.type == "group":
            return self._parts(compiled, f"{name}.", stored, shown) or None
        if compiled.field.type == "rows":
            rows, blank = self._rows(compiled, name, stored, None)
            return None if rows is None else [*rows, *({} for _ in range(blank))]
        return self.single(compiled, name, shown)

    def single(self, compiled: CompiledField, name: str, shown: bool) -> Any:
        inner, kind = compiled.field, type_of(compiled.field)
        if kind.control in ("hidden", "file"):
            return None
        parts = kind.parts(inner)
        whole = self._text(name)
        if parts and whole is not None and joins_text(inner):
            return whole
        if parts:
            texts = {part.key: self._text(f"{name}-{part.key}") for part in parts}
            sent = {key: text for key, text in texts.items() if text is not None}
            return kind.joined(sent, inner) if sent else None
        other = (self._text(f"{name}-other") or "").strip() or OTHER_VALUE
        if kind.control == "checkboxes":
            named = self._all(name)
            chosen = [other if each == OTHER and kind.takes_other(inner) else each for each in named if each]
            return chosen if named or shown else None
        if whole == OTHER and kind.takes_other(inner):
            return other
        return "" if whole is None and shown and kind.control in TICKED else whole

    def _parts(self, compiled: CompiledField, before: str, stored: Any, shown: bool) -> dict[str, Any]:
        """What came for the children. `shown`: they were on the page, but for those that come and go."""
        values = stored if isinstance(stored, Mapping) else {}
        sent = {}
        for child in compiled.children:
            if child.access is Access.EDIT and child.field.holds_value:
                name = f"{before}{child.key}"
                sure = shown and child.field.when is None
                sent[child.key] = self._value(child, name, values.get(child.key), sure)
        return {key: raw for key, raw in sent.items() if raw is not None}

    def _rows(
        self, compiled: CompiledField, name: str, stored: Any, seen: Any
    ) -> tuple[list[Any] | None, int]:
        """Rows in order, and how many empty ones to show after them.

        A row that was emptied is left out; so is a new one in which nothing was typed.
        """
        count = self._text(f"{name}-count")
        if count is None or not INDEX.fullmatch(count):
            return None, 0
        before = {row["_id"]: row for row in stored or []}
        known = {*before, *(seen if isinstance(seen, Mapping) else ())}
        pressed = self.pressed if self.pressed and self.pressed.key == name else None
        blank = 1 if pressed and pressed.kind == "add" else 0
        rows: list[Any] = []
        for number in range(min(int(count), most_rows(compiled.field) + 1, self.rows_left)):
            self.rows_left -= 1
            row_id = self._row_id(f"{name}-{number}-_id", known, nested=seen is None)
            inside = f"{name}-{number}-"
            old = before.get(row_id, {})
            parts = self._parts(compiled, inside, old, shown=True)
            if pressed and pressed.kind == "remove" and pressed.number == number:
                continue
            always_was = row_id in before and len(old) == 1
            if always_was or not _is_blank(parts) or (row_id and not parts) or self._pressed_in(inside):
                rows.append({**({"_id": row_id} if row_id else {}), **parts})
            elif not row_id:
                blank += 1
        return rows, blank

    def _row_id(self, name: str, known: set[str], *, nested: bool) -> str:
        """What the page says; of rows inside others not all that are known stand in `seen`."""
        said = self._text(name) or ""
        return said if said in known or (nested and ROW_ID.fullmatch(said)) else ""

    def _pressed_in(self, inside: str) -> bool:
        return self.pressed is not None and self.pressed.key.startswith(inside)

    def _file(self, compiled: CompiledField, found: Reading, shown: bool) -> list[Any] | None:
        name, named = compiled.key, has_own_labels(compiled.field)
        removed = set(self._all(f"{name}-remove"))
        ids = [each for each in self._all(f"{name}-kept") if each and each not in removed]
        kept = [self._with_label(name, each) if named else each for each in ids]
        label = clean_label(self._text(f"{name}-label") or "") if named else ""
        if label:
            found.labels[name] = label
        uploads = [each for each in self.files.getlist(f"{self.prefix}{name}") if each] if self.files else []
        for file in uploads[: max_files(compiled.field)]:
            head = file.read(HEAD)
            file.seek(0)
            problems = upload_problems(file.name or "", file.size or 0, head, compiled.field)
            found.problems.extend(problem.under(compiled.key) for problem in problems)
            if not problems:
                found.uploads.append(Upload(compiled.key, file, label))
        return kept if shown or kept or uploads else None

    def _with_label(self, name: str, document: str) -> str | dict[str, str]:
        """A file that is kept, with what it is to be called where that was on the page."""
        label = self._text(f"{name}-label-{document}")
        return document if label is None else {"id": document, "label": clean_label(label)}

    def _all(self, name: str) -> list[str]:
        name = f"{self.prefix}{name}"
        if isinstance(self.posted, QueryDict):
            values: Any = self.posted.getlist(name)
        else:
            values = self.posted.get(name, [])
            values = list(values) if isinstance(values, list | tuple) else [values]
        return [each for each in values if isinstance(each, str)]


def _is_blank(raw: Any) -> bool:
    """Whether nothing was typed, in any part. A row inside that has an id is there to stay."""
    if isinstance(raw, Mapping):
        return "_id" not in raw and all(map(_is_blank, raw.values()))
    if isinstance(raw, list):
        return all(map(_is_blank, raw))
    return not raw or not str(raw).strip()
