"""The one way in: a foreign JSON Schema becomes a draft, a report, and the way instances are converted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from formengine.document import parse
from formengine.importing.documents import draft, wrapped_root
from formengine.importing.expanding import bare, expanded
from formengine.importing.fragments import kinds
from formengine.importing.lowering import Spot, TooManyFields, Work
from formengine.importing.merging import Flat, flat
from formengine.importing.objects import Body, is_map
from formengine.importing.reading import Places, read
from formengine.importing.report import Kind, Note, Report
from formengine.importing.shape import Shape
from formengine.importing.ui import Ui
from formengine.limits import MAX_NESTING
from formengine.problems import DocumentRefused

NOTHING = "There is nothing to fill in."


@dataclass(frozen=True)
class Imported:
    """`document`: a draft that `parse` accepts. `shape`: how instances of the schema become its answers."""

    document: Mapping[str, Any]
    report: tuple[Note, ...]
    shape: Shape


def import_schema(source: Any, *, title: str = "", ui: Ui | None = None) -> Imported:
    """`source`: JSON text, or JSON already parsed. Nothing is fetched, nothing is half imported.

    Raises DocumentRefused, with the place in the source, for what is no JSON, no schema, too deep, too large,
    or refers to something outside itself.
    """
    document = read(source)
    places = Places(document)
    notes = Report()
    whole = expanded(places, notes)
    root = flat(whole)
    if root.impossible:
        raise DocumentRefused("nothing_fits")
    refused: DocumentRefused | None = None
    for nesting in range(MAX_NESTING, -1, -1):
        report = Report()
        work = Work(report, ui or Ui(), nesting)
        try:
            made, wrapped = _draft(work, root, title)
            parse(made)
        except TooManyFields:
            refused = DocumentRefused("too_many_fields")
            continue
        except DocumentRefused as found:
            refused = found
            continue
        layout = tuple(
            Note(cast("Kind", each.kind), each.path, each.code, each.params)
            for each in (ui.notes if ui else ())
        )
        shape = Shape(made, bare(whole), work.branches, work.only_if, work.said, wrapped)
        return Imported(made, (*notes.notes(), *report.notes(), *layout), shape)
    raise refused or DocumentRefused("too_many_fields")


def _draft(work: Work, root: Flat, title: str) -> tuple[dict[str, Any], bool]:
    meant = [each for each in kinds(root) if each != "null"]
    wrapped = meant != ["object"] or is_map(root) or "enum" in root.base or "const" in root.base
    body = Body(work, wrapped_root(root) if wrapped else root, Spot(""), root=True)
    body.fill()
    if not body.parts:
        nothing = {"x-type": "static", "title": NOTHING, "description": NOTHING, "x-plain": {"as": "nothing"}}
        body.parts["nothing"] = nothing
    return draft(body, title=title, wrapped=wrapped), wrapped
