"""A projection to read, as HTML: what a reader may know, and not one thing more."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from django.utils.translation import override

from formengine.access import Access
from formengine.djangoforms.building import Builder, is_told
from formengine.djangoforms.controls import Control
from formengine.djangoforms.files import DocumentLabel
from formengine.djangoforms.rendering import render
from formengine.djangoforms.words import words
from formengine.fieldtypes.base import Titled
from formengine.projection import ProjectedField, ProjectedPage, ProjectedRow, Projection


@dataclass
class Block:
    """A part of a page: a list of answers with their labels, a table, or one record after the other."""

    label: str = ""
    key: str = ""
    entries: list[tuple[str, Control]] = field(default_factory=list)
    table: Control | None = None
    records: list[tuple[str, list["Block"]]] | None = None


@dataclass
class SummaryPage:
    key: str
    title: str
    url: str
    blocks: list[Block] = field(default_factory=list)


def render_projection(
    projection: Projection,
    language: str,
    documents: Mapping[str, DocumentLabel] | None = None,
    *,
    change_url: Callable[[str], str] | None = None,
    level: int = 2,
    offers: Mapping[str, Titled] | None = None,
) -> SafeString:
    """Summary lists by page. `change_url` gives the address of a page's form; pages without one have no link.

    Only pages with something to edit are linked. `level`: of the pages' headings. `offers`: titles of values
    by the field's path, where its type does not know them.
    """
    builder = Builder(language, words(language), documents or {}, portal=False, offers=offers or {})
    with override(language):
        pages = [_page(builder, page, change_url) for page in projection.pages]
    return render("summary.html", {"pages": pages, "words": words(language), "level": level})


def _page(builder: Builder, page: ProjectedPage, change_url: Callable[[str], str] | None) -> SummaryPage:
    may_change = change_url is not None and any(each.editable for each in page.fields)
    shown = [_to_read(each) for each in page.fields if is_told(each.field)]
    blocks = _blocks(builder.control(each, None) for each in shown)
    return SummaryPage(
        page.key, page.title, change_url(page.key) if change_url and may_change else "", blocks
    )


def _blocks(controls: Iterable[Control]) -> list[Block]:
    found: list[Block] = []
    for control in controls:
        _add(found, control, control.label)
    return found


def _add(blocks: list[Block], control: Control, label: str) -> None:
    """The answers of a group stand in the list around it, each with the group's label before its own."""
    if control.kind == "group":
        for child in control.children:
            _add(blocks, child, f"{label} – {child.label}")
    elif control.kind == "table":
        blocks.append(Block(label, control.key, table=control))
    elif control.kind == "records":
        rows = [(f"{control.label} {n}", _blocks(row.children)) for n, row in enumerate(control.rows, 1)]
        blocks.append(Block(label, control.key, records=rows))
    else:
        if not blocks or not blocks[-1].entries:
            blocks.append(Block())
        blocks[-1].entries.append((label, control))


def _to_read(shown: ProjectedField) -> ProjectedField:
    """The same field, capped at reading."""
    return replace(
        shown,
        access=min(shown.access, Access.READ),
        children=_all_to_read(shown.children),
        rows=tuple(ProjectedRow(row.id, _all_to_read(row.fields)) for row in shown.rows),
    )


def _all_to_read(fields: tuple[ProjectedField, ...]) -> tuple[ProjectedField, ...]:
    return tuple(_to_read(each) for each in fields if is_told(each.field))
