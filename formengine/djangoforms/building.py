"""From a form's projected fields, raw inputs and problems to the controls its template writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup

from formengine.access import Access
from formengine.djangoforms.choosing import choice_of
from formengine.djangoforms.controls import (
    Control,
    GridRow,
    PartInput,
    PartWriter,
    Record,
    attributes_of,
    raw_of,
    raw_parts,
    width_class,
)
from formengine.djangoforms.files import DocumentLabel, FileWriter
from formengine.djangoforms.hints import hint_of
from formengine.djangoforms.narrowing import unsaved_id
from formengine.djangoforms.texts import text_of
from formengine.fieldtypes import FieldType, type_of
from formengine.fieldtypes.base import MOST_RADIOS, Titled
from formengine.fieldtypes.file import accepted_endings, max_files
from formengine.fieldtypes.markup import blocks
from formengine.fieldtypes.rows import least_rows, most_rows
from formengine.fieldtypes.signature import path_of
from formengine.fieldtypes.static import look_of
from formengine.model import Field
from formengine.problems import Path
from formengine.projection import ProjectedField, ProjectedRow

TAKEN_IDS = ("hint", "error")
"""Ends of ids that the template gives to what belongs to a control."""


class Place(NamedTuple):
    """Where a control stands. `sure`: there whenever what it lies in is. `asked`: rules ask about that."""

    path: Path
    bare: str
    id: str
    level: int = 0
    sure: bool = True
    asked: bool = False

    def child(self, shown: ProjectedField, number: int | None = None) -> "Place":
        key = shown.key
        between, where = (".", (key,)) if number is None else (f"-{number}-", (number, key))
        ident = f"{self.id}{'-' if number is None else between}{key}{'_' if key in TAKEN_IDS else ''}"
        sure = (self.sure or number is not None) and shown.field.when is None
        return Place(
            (*self.path, *where), f"{self.bare}{between}{key}", ident, self.level + 1, sure, self.asked
        )


@dataclass
class Builder:
    """Everything the controls of one page hang on."""

    language: str
    words: SimpleNamespace
    documents: Mapping[str, DocumentLabel]
    portal: bool
    prefix: str = ""
    errors: Mapping[Path, list[str]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    offers: Mapping[str, Titled] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    """What was typed as the name of a file that is not stored yet, by field."""

    @property
    def files(self) -> FileWriter:
        return FileWriter(self.documents, self.labels, self.words)

    def control(self, shown: ProjectedField, raw: Any, blank_rows: int = 0) -> Control:
        """The control of a top-level field. `raw`: what was typed; None where the stored value is shown.

        `blank_rows`: empty rows a repeatable group shows at least, after those with something in them.
        """
        return self._control(
            shown, raw, Place((shown.key,), shown.key, f"f-{self.prefix}{shown.key}"), blank_rows
        )

    def _control(self, shown: ProjectedField, raw: Any, at: Place, blank_rows: int = 0) -> Control:
        inner, kind = shown.field, type_of(shown.field)
        asks = not at.asked and self._is_asked(inner)
        built = Control(
            kind.control_of(inner),
            shown.key,
            f"{self.prefix}{at.bare}",
            at.bare,
            at.id,
            at.id,
            inner.title or inner.key,
            inner.help,
            shown.required,
            shown.editable,
            at.level,
            errors=self.errors.get(at.path, ()),
            asked=asks,
        )
        if asks:
            at = at._replace(asked=True)
        if inner.type == "group":
            built.kind = "group"
            built.children = list(self._children(shown.children, raw, at))
            built.anchor = _first_anchor(built.children, at.id)
        elif inner.type == "rows" and shown.editable:
            self._rows(built, shown, raw, at, blank_rows)
        elif inner.type == "static":
            built.value, built.text = blocks(inner.help), look_of(inner)
            built.label = inner.title
        elif built.kind == "hidden":
            pass
        elif not shown.editable:
            self._summary(built, shown, at)
        else:
            raw = raw_of(inner, shown.value, self.language) if raw is None else raw
            built.marked = not at.sure and built.kind in ("radios", "checkboxes", "accept")
            self._fill(built, shown, kind, raw)
        return built

    def _is_asked(self, inner: Field) -> bool:
        """Whether rules ask about it; about a group itself only where they ask about no part of it."""
        return inner.path in self.asked and not any(
            each.path in self.asked for child in inner.children for each in child.walk()
        )

    def _summary(self, built: Control, shown: ProjectedField, at: Place) -> None:
        built.kind = "summary"
        if shown.field.type == "rows":
            self._records(built, shown, at)
            return
        known = dict(self.offers.get(shown.field.path, ()))
        built.text = known.get(str(shown.value)) or shown.display(self.language)
        if type_of(shown.field).control == "file":
            built.value = list(self.files.attached(shown.value or [], built.id))
        elif type_of(shown.field).control == "signature":
            built.drawing = path_of(shown.value)

    def _records(self, built: Control, shown: ProjectedField, at: Place) -> None:
        """Rows to read: a table; where groups lie in them, one after the other."""
        rows = [(row.id, {each.key: each for each in row.fields}) for row in shown.rows]
        known = {key for _id, fields in rows for key in fields} | {each.key for each in shown.children}
        columns = [child for child in shown.field.children if child.key in known and is_told(child)]
        if any(child.children for child in columns):
            built.kind = "records"
            built.rows = [
                Record(each.id, list(self._children(each.fields, None, at, number)))
                for number, each in enumerate(shown.rows)
            ]
            return
        built.kind = "table"
        built.columns = [child.title or child.key for child in columns]
        built.rows = [
            Record(row_id, [self._cell(child, fields, at, number) for child in columns])
            for number, (row_id, fields) in enumerate(rows)
        ]

    def _cell(self, child: Field, fields: Mapping[str, ProjectedField], at: Place, number: int) -> Control:
        """One answer of a row; what is not there in this row leaves its cell empty."""
        shown = fields.get(child.key) or ProjectedField(child, Access.READ, False, None)
        built = self._control(shown, None, at.child(shown, number))
        if child.key not in fields:
            built.kind = "absent"
        return built

    def _fill(self, built: Control, shown: ProjectedField, kind: FieldType, raw: Any) -> None:
        inner = shown.field
        hint = hint_of(inner, kind)
        built.help = "\n".join(filter(None, [built.help, hint]))
        match built.kind:
            case "radios" | "checkboxes" | "select" | "accept":
                offered = self._offered(inner, shown.value) or kind.options(inner, self.language)
                choice = choice_of(inner, raw, offered, self.words.other)
                if built.kind == "select":
                    built.tags = choice.tags()
                    built.text = self.words.search if len(offered) > MOST_RADIOS else ""
                else:
                    built.options = choice.items(built.id)
                    built.value = blocks(kind.to_read(inner))
                if kind.takes_other(inner):
                    built.other = self._other(built, choice.other)
            case "file":
                self.files.fill(built, inner, raw)
                endings = ",".join(f".{each}" for each in accepted_endings(inner))
                several = Markup(" multiple") if max_files(inner) > 1 else ""
                built.attributes = Markup(' accept="{}"').format(endings) + several
            case _ if parts := kind.parts(inner):
                titles = self.words.parts
                writer = PartWriter(built.name, built.id, self.language, titles, self.portal, shown.required)
                built.parts = writer.inputs(parts, raw_parts(inner, raw, self.language))
                built.anchor = next((each.id for each in built.parts), built.id)
                if built.kind == "table":
                    self._grid(built, kind, inner)
                elif all(part.width for part in built.parts):
                    built.text = "portal-parts"
            case _:
                built.value = text_of(raw)
                built.attributes = attributes_of(inner, portal=self.portal)
                built.prefix, built.suffix = kind.affixes(inner, self.language)
                built.text = width_class(kind.width(inner))

    def _offered(self, inner: Field, stored: Any) -> Titled | None:
        """What the surface offers to choose from, and what was chosen before; None where the type knows."""
        offered = self.offers.get(inner.path)
        if offered is None or not isinstance(stored, str) or any(value == stored for value, _ in offered):
            return offered
        return (*offered, (stored, self.words.chosen_before))

    def _other(self, built: Control, text: str) -> PartInput:
        label = self.words.other_text
        return PartInput(
            f"{built.name}-other", f"{built.id}-other", "other", "text", label, text, Markup(), ""
        )

    def _grid(self, built: Control, kind: FieldType, inner: Field) -> None:
        by_key = {part.part: part for part in built.parts}
        rows, columns = kind.grid(inner)
        built.kind = "grid"
        built.columns = [title for _key, title in columns]
        built.grid = [
            GridRow(title, [by_key[cell] for key, _title in columns if (cell := f"{row}-{key}") in by_key])
            for row, title in rows
        ]

    def _children(
        self,
        fields: tuple[ProjectedField, ...] | list[ProjectedField],
        raw: Any,
        at: Place,
        number: int | None = None,
    ) -> Iterator[Control]:
        typed = raw if isinstance(raw, Mapping) else {}
        for child in fields:
            if type_of(child.field).control == "file":  # sent for fields of their own: `lint` says so
                child = replace(child, access=min(child.access, Access.READ))
            yield self._control(
                child, typed.get(child.key) if child.editable else None, at.child(child, number)
            )

    def _rows(self, built: Control, shown: ProjectedField, raw: Any, at: Place, blank: int) -> None:
        stored = {row.id: row for row in shown.rows}
        typed = raw if isinstance(raw, list) else [{"_id": row.id} for row in shown.rows]
        most = most_rows(shown.field)
        typed = [each for each in typed if isinstance(each, Mapping)][:most]
        wanted = max(least_rows(shown.field), 1) - len(typed)
        blank = min(max(blank, wanted), most - len(typed))
        empty = ProjectedRow("", shown.children)
        rows = []
        for number, each in enumerate([*typed, *({} for _ in range(blank))]):
            known = stored.get(str(each.get("_id"))) or stored.get(unsaved_id(number), empty)
            children = list(self._children(known.fields, each, at, number))
            rows.append(Record(str(each.get("_id") or ""), children))
        built.kind, built.rows, built.may_add = "rows", rows, len(rows) < most
        built.anchor = _first_anchor([child for row in rows for child in row.children], built.id)


def is_told(inner: Field) -> bool:
    """Whether there is anything to say of it to those who read."""
    return inner.holds_value and type_of(inner).control != "hidden"


def _first_anchor(children: list[Control], otherwise: str) -> str:
    """Where to go for what is wrong with a whole group: its first input."""
    return next((child.anchor for child in children if _takes_input(child)), otherwise)


def _takes_input(control: Control) -> bool:
    if control.kind == "group":
        return any(map(_takes_input, control.children))
    return control.editable and control.kind != "hidden"
