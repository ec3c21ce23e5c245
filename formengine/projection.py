"""What a reader may know of a dossier. Every channel receives a projection, never the answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView, row_id
from formengine.document import digest
from formengine.fieldtypes import type_of
from formengine.fieldtypes.wording import listed
from formengine.model import Field
from formengine.presence import Present, inside, parts_there
from formengine.rules import Scene


@dataclass(frozen=True, eq=False)
class ProjectedField:
    """One field as this reader may know it now.

    `value` is the stored value narrowed to what may be seen (None: no answer). `children` are the parts of a
    single group; of a repeatable one those of an empty row, and where it is only read all it may have. `rows`
    are the rows of a repeatable group: what is there may differ from row to row.
    """

    field: Field
    access: Access
    required: bool
    value: Any
    children: tuple["ProjectedField", ...] = ()
    rows: tuple["ProjectedRow", ...] = ()
    masked: bool = False

    @property
    def key(self) -> str:
        return self.field.key

    def walk(self) -> Iterator["ProjectedField"]:
        """The field and all parts of it that hold something."""
        yield self
        for child in self.children if self.field.type == "group" else ():
            yield from child.walk()
        for row in self.rows:
            for each in row.fields:
                yield from each.walk()

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
        if self.empty or self.masked:
            return self.value or ""
        if not self.hides_something:
            return type_of(self.field).display(self.value, self.field, language)
        lines = [
            listed([(each.title, text) for each in parts if (text := each.display(language))], language)
            for parts in self.instances
        ]
        return "\n".join(lines)

    def cell(self) -> str:
        """The value as an export cell; empty text where there is no answer."""
        if self.empty or self.masked:
            return self.value or ""
        if not self.hides_something:
            return type_of(self.field).cell(self.value, self.field)
        rows = (
            "; ".join(f"{each.key}={each.cell()}" for each in parts if not each.empty)
            for parts in self.instances
        )
        return " | ".join(rows)

    @property
    def instances(self) -> tuple[tuple["ProjectedField", ...], ...]:
        """The parts of a single group, or of each row."""
        return (self.children,) if self.field.type == "group" else tuple(row.fields for row in self.rows)

    @property
    def hides_something(self) -> bool:
        """Whether something inside is masked: its own type could not read that."""
        return any(each.masked for each in self.walk())


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
            yield from field.walk()

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
    present = Present.of(compiled.model, answers)
    now = compiled.access_among(present)
    standpoint = Standpoint(compiled, present.scene, now)
    pages = []
    for page in compiled.pages:
        fields = tuple(
            _projected(each, now[each.key], present.live.get(each.key), standpoint.requires(each), standpoint)
            for each in page.fields
            if each.key in now
        )
        if any(field.field.holds_value for field in fields):
            pages.append(ProjectedPage(page.key, page.page.title, fields))
    return Projection(compiled.view.key, compiled.status, tuple(pages))


@dataclass(frozen=True)
class Standpoint:
    """What a compiled view comes to for given answers: `now` is the access of each field that is there."""

    compiled: CompiledView
    scene: Scene
    now: Mapping[str, Access]

    def requires(self, field: CompiledField) -> bool:
        """Whether an answer is required of a field at the top."""
        return self.now.get(field.key) is Access.EDIT and self._required(field, self.scene)

    def requires_part(self, field: CompiledField, here: Scene) -> bool:
        """The same of a part of a group or row; `here`: the scene inside it."""
        return field.access is Access.EDIT and self._required(field, here)

    def _required(self, field: CompiledField, scene: Scene) -> bool:
        """Only where it can be edited, by the view's mark or the field's rule."""
        rule = field.field.required_when
        if field.required or rule is None:
            return field.required
        return self.compiled.may_ask(rule.tells, self.now) and rule.on(scene) is True


def _projected(
    compiled: CompiledField, access: Access, value: Any, required: bool, standpoint: Standpoint
) -> ProjectedField:
    field, seen = compiled.field, compiled.shown(compiled.visible(value))
    if field.type == "group":
        return ProjectedField(
            field, access, required, seen, children=_parts(compiled, value or {}, standpoint)
        )
    if field.type != "rows":
        return ProjectedField(field, access, required, seen, masked=compiled.masked)
    rows = tuple(
        ProjectedRow(row_id(row, number), _parts(compiled, row, standpoint))
        for number, row in enumerate(value or [])
    )
    if access is Access.EDIT:
        children = _parts(compiled, {}, standpoint)
    else:
        children = tuple(
            ProjectedField(each.field, each.access, required=False, value=None, masked=each.masked)
            for each in compiled.children
        )
    return ProjectedField(field, access, required, seen, rows=rows, children=children)


def _parts(
    compiled: CompiledField, values: Mapping[str, Any], standpoint: Standpoint
) -> tuple[ProjectedField, ...]:
    """The parts of one group or row that are there. `values`: the live ones, hidden ones among them."""
    field = compiled.field
    live, there = (
        parts_there(field, values, standpoint.scene) if field.has_inner_rules else (values, field.by_key)
    )
    here = inside(field, live, standpoint.scene)
    return tuple(
        _projected(
            child, child.access, live.get(child.key), standpoint.requires_part(child, here), standpoint
        )
        for child in compiled.children
        if child.key in there
    )
