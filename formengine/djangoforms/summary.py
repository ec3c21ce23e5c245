"""A projection to read, as HTML: what a reader may know, and not one thing more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from django.utils.translation import override

from formengine.access import Access
from formengine.djangoforms.building import Builder, DocumentLabel
from formengine.djangoforms.controls import Control
from formengine.djangoforms.rendering import render
from formengine.djangoforms.words import words
from formengine.projection import ProjectedField, ProjectedPage, ProjectedRow, Projection


@dataclass
class SummaryPage:
    """`blocks`: fields for one list each, or a single table."""

    key: str
    title: str
    url: str
    blocks: list[list[Control]] = field(default_factory=list)


def render_projection(
    projection: Projection,
    language: str,
    documents: Mapping[str, DocumentLabel] | None = None,
    *,
    change_url: Callable[[str], str] | None = None,
    level: int = 2,
) -> SafeString:
    """Summary lists by page. `change_url` gives the address of a page's form; pages without one have no link.

    Only pages with something to edit are linked. `level`: of the pages' headings.
    """
    builder = Builder(language, words(language), documents or {}, portal=False)
    with override(language):
        pages = [_page(builder, page, change_url) for page in projection.pages]
    return render("summary.html", {"pages": pages, "words": words(language), "level": level})


def _page(builder: Builder, page: ProjectedPage, change_url: Callable[[str], str] | None) -> SummaryPage:
    may_change = change_url is not None and any(each.editable for each in page.fields)
    built = SummaryPage(page.key, page.title, change_url(page.key) if change_url and may_change else "")
    for each in page.fields:
        if not each.field.holds_value:
            continue
        control = builder.control(_to_read(each), None)
        last = built.blocks[-1] if built.blocks else []
        if control.kind != "table" and last and last[0].kind != "table":
            last.append(control)
        else:
            built.blocks.append([control])
    return built


def _to_read(shown: ProjectedField) -> ProjectedField:
    """The same field, capped at reading."""
    return replace(
        shown,
        access=min(shown.access, Access.READ),
        children=tuple(map(_to_read, shown.children)),
        rows=tuple(ProjectedRow(row.id, tuple(map(_to_read, row.fields))) for row in shown.rows),
    )
