"""From a form's projected fields, raw inputs and problems to the controls its template writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from formengine.access import Access
from formengine.djangoforms.controls import (
    Control,
    address_inputs,
    choosable,
    currency_sign,
    date_inputs,
    raw_of,
    static_attributes,
    text_of,
    width_of,
)
from formengine.fieldtypes.file import accepted_endings, max_bytes, max_files
from formengine.fieldtypes.rows import least_rows, most_rows
from formengine.model import Field
from formengine.problems import Path
from formengine.projection import ProjectedField, ProjectedRow

KINDS: Mapping[str, str] = {
    "longtext": "textarea",
    "yesno": "radios",
    "choice": "radios",
    "choices": "checkboxes",
    "accept": "accept",
    "date": "date",
    "address": "address",
    "file": "file",
}
"""What is written for a type; all others are one line of text."""

MOST_RADIOS = 15


@dataclass(frozen=True)
class DocumentLabel:
    """How a document is named beside a field. `size` in bytes; `url` empty where it cannot be opened."""

    name: str
    size: int
    url: str = ""

    @property
    def size_text(self) -> str:
        return filesizeformat(self.size)


class Attached(NamedTuple):
    id: str
    label: DocumentLabel
    remove_id: str


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

    def control(self, shown: ProjectedField, raw: Any, blank_rows: int = 0) -> Control:
        """The control of a top-level field. `raw`: what was typed; None where the stored value is shown.

        `blank_rows`: empty rows a repeatable group shows at least, after those with something in them.
        """
        key = shown.key
        name, ident = f"{self.prefix}{key}", f"f-{self.prefix}{key}"
        built = self._control(shown, raw, name, ident, (key,))
        if shown.field.type == "group":
            built.kind = "group"
            built.children = list(self._children(shown, raw, f"{name}.", f"{ident}-", (key,)))
            built.anchor = next((child.anchor for child in built.children if child.editable), ident)
        elif shown.field.type == "rows" and shown.editable:
            self._rows(built, shown, raw, blank_rows)
        built.asked = key in self.asked
        return built

    def _control(self, shown: ProjectedField, raw: Any, name: str, ident: str, path: Path) -> Control:
        inner = shown.field
        built = Control(
            KINDS.get(inner.type, "input"),
            shown.key,
            name,
            ident,
            ident,
            inner.title or inner.key,
            inner.help,
            shown.required,
            shown.editable,
            errors=self.errors.get(path, ()),
        )
        if inner.type == "static":
            built.kind = "static"
        elif not shown.editable:
            self._summary(built, shown)
        elif inner.type not in ("group", "rows"):
            self._fill(built, shown, raw_of(inner, shown.value, self.language) if raw is None else raw)
        return built

    def _summary(self, built: Control, shown: ProjectedField) -> None:
        built.kind = "summary"
        built.text = shown.display(self.language)
        if shown.field.type == "file":
            built.value = list(self._attached(shown.value or [], built.id))
        elif shown.field.type == "rows":
            built.kind = "table"
            built.rows = [(row.id, list(self._children_of(row.fields))) for row in shown.rows]
            built.children = list(self._children_of(shown.children))

    def _children_of(self, fields: tuple[ProjectedField, ...]) -> Iterator[Control]:
        for each in fields:
            yield self._control(each, None, "", "", (each.key,))

    def _fill(self, built: Control, shown: ProjectedField, raw: Any) -> None:
        inner, words = shown.field, self.words
        match built.kind:
            case "radios" | "checkboxes" | "accept":
                built.options = choosable(inner, raw, built.id, (words.yes, words.no))
                if built.kind == "radios" and len(inner.options) > MOST_RADIOS:
                    built.kind = "select"
            case "date":
                birthday = inner.schema.get("x-autocomplete") == "bday"
                built.parts = date_inputs(raw, built.name, built.id, birthday=birthday)
                built.anchor = f"{built.id}-day"
            case "address":
                built.parts = address_inputs(
                    inner, raw, built.name, built.id, portal=self.portal, required=shown.required
                )
                built.anchor = f"{built.id}-street"
            case "file":
                ids = [each for each in raw if isinstance(each, str)] if isinstance(raw, list) else []
                built.value = list(self._attached(ids, built.id))
                endings = ",".join(f".{each}" for each in accepted_endings(inner))
                several = Markup(" multiple") if max_files(inner) > 1 else ""
                built.attributes = Markup(' accept="{}"').format(endings) + several
                built.help = "\n".join(filter(None, [built.help, file_hint(inner)]))
            case _:
                built.value = text_of(raw)
                built.attributes = static_attributes(inner, portal=self.portal)
                built.suffix = str(inner.schema.get("x-unit") or "") if inner.type == "integer" else ""
                built.prefix = currency_sign(inner, self.language) if inner.type == "money" else ""
                built.text = width_of(inner)
                if built.kind == "textarea":
                    built.help = "\n".join(filter(None, [built.help, length_hint(inner)]))

    def _attached(self, ids: list[str], ident: str) -> Iterator[Attached]:
        for number, each in enumerate(ids):
            label = self.documents.get(each) or DocumentLabel(self.words.file, 0)
            yield Attached(each, label, f"{ident}-remove-{number + 1}")

    def _children(
        self, shown: ProjectedField, raw: Any, before: str, ident: str, path: Path
    ) -> Iterator[Control]:
        typed = raw if isinstance(raw, Mapping) else {}
        for child in shown.children:
            if child.field.type == "file":  # files are sent for fields of their own: `lint` says so
                child = replace(child, access=min(child.access, Access.READ))
            yield self._control(
                child, typed.get(child.key), f"{before}{child.key}", f"{ident}{child.key}", (*path, child.key)
            )

    def _rows(self, built: Control, shown: ProjectedField, raw: Any, blank: int) -> None:
        stored = {row.id: row for row in shown.rows}
        typed = raw if isinstance(raw, list) else [{"_id": row.id} for row in shown.rows]
        typed = [each for each in typed if isinstance(each, Mapping)][: most_rows(shown.field)]
        most = most_rows(shown.field)
        wanted = max(least_rows(shown.field), 1) - len(typed)
        blank = min(max(blank, wanted), most - len(typed))
        rows = []
        for number, each in enumerate([*typed, *({} for _ in range(blank))]):
            old = stored.get(str(each.get("_id")), ProjectedRow("", shown.children))
            at_row = ProjectedField(shown.field, shown.access, False, None, children=old.fields)
            before, ident = f"{built.name}-{number}-", f"{built.id}-{number}-"
            children = list(self._children(at_row, each, before, ident, (shown.key, number)))
            rows.append((str(each.get("_id") or ""), children))
        built.kind, built.rows, built.may_add = "rows", rows, len(rows) < most
        built.anchor = next(
            (child.anchor for _row, children in rows for child in children if child.editable), built.id
        )


def file_hint(inner: Field) -> str:
    endings = ", ".join(each.upper() for each in accepted_endings(inner))
    size, most = max_bytes(inner) // (1024 * 1024), max_files(inner)
    hint = (
        gettext("%(endings)s, up to %(size)d MB each")
        if most > 1
        else gettext("%(endings)s, up to %(size)d MB")
    )
    count = ngettext("at most %(most)d file", "at most %(most)d files", most) % {"most": most}
    text = hint % {"endings": endings, "size": size}
    return f"{text}; {count}" if most > 1 else text


def length_hint(inner: Field) -> str:
    most = inner.schema.get("maxLength")
    if not isinstance(most, int) or most <= 0:
        return ""
    return ngettext("At most %(most)d character", "At most %(most)d characters", most) % {"most": most}
