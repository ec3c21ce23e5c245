"""What somebody should have at hand before they begin: read off the design, not off any dossier."""

from dataclasses import dataclass

from formengine.access import Access
from formengine.compiling import CompiledView, compile_view
from formengine.fieldtypes.file import accepted_endings
from formengine.model import INTERNET, Model


@dataclass(frozen=True)
class Paper:
    """A document the form asks for. `always`: of everybody, not only of some."""

    title: str
    endings: str
    always: bool


@dataclass(frozen=True)
class Needs:
    pages: tuple[str, ...]
    papers: tuple[Paper, ...]


def needs_of(model: Model) -> Needs:
    """The pages an applicant fills in and the documents they add."""
    view = compile_view(model, view=INTERNET, status=model.initial_status.key)
    pages = tuple(
        page.page.title
        for page in view.pages
        if any(each.access is Access.EDIT and each.field.holds_value for each in page.fields)
    )
    return Needs(pages, tuple(_papers(view)))


def _papers(view: CompiledView) -> list[Paper]:
    return [
        Paper(
            each.field.title,
            ", ".join(ending.upper() for ending in accepted_endings(each.field)),
            each.required and not view.model.conditions(each.field),
        )
        for page in view.pages
        for each in page.fields
        if each.field.type == "file" and each.access is Access.EDIT
    ]
