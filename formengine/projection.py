"""What a reader may know of a dossier. Every channel receives a projection, never the answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.document import digest
from formengine.fieldtypes import type_of
from formengine.model import Field


@dataclass(frozen=True, eq=False)
class ProjectedField:
    """One field as this reader may know it now.

    `value` is the stored value narrowed to what may be seen (None: no answer); `rows` and `children` are the
    parts of a repeatable or single group.
    """

    field: Field
    access: Access
    required: bool
    value: Any
    children: tuple["ProjectedField", ...] = ()
    rows: tuple["ProjectedRow", ...] = ()

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def title(self) -> str:
        return self.field.title

    @property
    def editable(self) -> bool:
        return self.access is Access.EDIT

    @property
    def empty(self) -> bool:
        return type_of(self.field).is_empty(self.value)

    def display(self, language: str) -> str:
        """The value as people read it; empty text where there is no answer."""
        return "" if self.empty else type_of(self.field).display(self.value, self.field, language)

    def cell(self) -> str:
        """The value as an export cell; empty text where there is no answer."""
        return "" if self.empty else type_of(self.field).cell(self.value, self.field)


@dataclass(frozen=True, eq=False)
class ProjectedRow:
    id: str
    fields: tuple[ProjectedField, ...]


@dataclass(frozen=True, eq=False)
class ProjectedPage:
    key: str
    title: str
    fields: tuple[ProjectedField, ...]


@dataclass(frozen=True, eq=False)
class Projection:
    """All that a reader may know. Two dossiers that differ only in what is hidden project alike."""

    view: str
    status: str
    pages: tuple[ProjectedPage, ...]

    @cached_property
    def fields(self) -> Mapping[str, ProjectedField]:
        return {field.key: field for page in self.pages for field in page.fields}

    @property
    def editable(self) -> frozenset[str]:
        return frozenset(key for key, field in self.fields.items() if field.editable)

    @cached_property
    def files(self) -> Mapping[str, ProjectedField]:
        """Ids of the documents this reader may open, each with the field that shows it."""
        return {
            each: field
            for field in self._all_fields()
            if field.field.type == "file"
            for each in (field.value or [])
        }

    def _all_fields(self) -> Iterator[ProjectedField]:
        for field in self.fields.values():
            yield field
            yield from field.children if field.field.type == "group" else ()
            for row in field.rows:
                yield from row.fields

    def page(self, key: str) -> ProjectedPage | None:
        return next((page for page in self.pages if page.key == key), None)

    @cached_property
    def token(self) -> str:
        """A fingerprint of all of it, for ETags: it changes only with what this reader may see."""
        return digest(
            [
                self.view,
                [[key, field.access, field.required, field.value] for key, field in self.fields.items()],
            ]
        )[:32]


def project(compiled: CompiledView, answers: Mapping[str, Any]) -> Projection:
    """Pure: the same for all answers that agree on what this reader may see."""
    live = compiled.model.live(answers)
    now = compiled.access_among(live)
    pages = []
    for page in compiled.pages:
        fields = tuple(
            _projected(each, now[each.key], live.get(each.key), required_now(compiled, each, live, now))
            for each in page.fields
            if each.key in now
        )
        if any(field.field.holds_value for field in fields):
            pages.append(ProjectedPage(page.key, page.page.title, fields))
    return Projection(compiled.view.key, compiled.status, tuple(pages))


def required_now(
    compiled: CompiledView, field: CompiledField, live: Mapping[str, Any], now: Mapping[str, Access]
) -> bool:
    """Whether an answer is required: only where it can be edited, by the view's mark or the field's rule."""
    if now.get(field.key) is not Access.EDIT:
        return False
    rule = field.field.required_when
    if field.required or rule is None:
        return field.required
    return compiled.may_ask(rule.paths, now) and rule.holds(live, compiled.model.fields)


def _projected(compiled: CompiledField, access: Access, value: Any, required: bool) -> ProjectedField:
    field, value = compiled.field, compiled.visible(value)
    if field.type == "rows":
        rows = tuple(ProjectedRow(row["_id"], _parts(compiled, row, access)) for row in value or [])
        return ProjectedField(
            field, access, required, value, rows=rows, children=_parts(compiled, {}, access)
        )
    if field.type == "group":
        return ProjectedField(field, access, required, value, children=_parts(compiled, value or {}, access))
    return ProjectedField(field, access, required, value)


def _parts(compiled: CompiledField, values: Mapping[str, Any], access: Access) -> tuple[ProjectedField, ...]:
    return tuple(
        ProjectedField(
            child.field,
            min(child.access, access),
            child.required and min(child.access, access) is Access.EDIT,
            values.get(child.key),
        )
        for child in compiled.children
    )
