"""The matrix: every field, and what each view may do with it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dossier_models.palette import view_titles
from dossier_models.problems import Placed
from dossier_models.services import Gesture
from dossier_models.views.board import BoardView
from formengine import editing
from formengine.document import parse
from formengine.editing import Document
from formengine.limits import MAX_NESTING
from formengine.model import BASIC_VIEWS
from views_config.matrices import matrix_rows, seen_by, sent_cells, set_cells
from views_config.participants import overwriting


def touched(sent: Iterable[str]) -> set[str]:
    """Names of the cells that were sent, and of the groups around: their choices may be others now."""
    names: set[str] = set()
    for name in sent:
        start, _colon, address = name.rpartition(":")
        steps = address.split(".")[: MAX_NESTING + 1]
        names.update(f"{start}:{'.'.join(steps[:count])}" for count in range(1, len(steps) + 1))
    return names


class MatrixView(BoardView):
    section = "views"
    url_name = "views_config:matrix"
    body = "views_config/matrix.html"
    quiet = "views_config/cells.html"

    def verbs(self) -> Mapping[str, Callable[..., Gesture]]:
        return {
            "cells": self.cells,
            "view-set": self.set_view,
            "view-remove": lambda key: lambda document: editing.remove_view(document, key),
        }

    def set_view(self, key: str) -> Gesture:
        title = self.request.POST.get("title", "")
        return lambda document: editing.set_view(document, key, title=title)

    def selected_after(self, before: Document, after: Document, item: str) -> str:
        return item if item in after["x-views"] else ""

    def cells(self) -> Gesture:
        cells = sent_cells((name, str(value)) for name, value in self.request.POST.items())
        return lambda document: set_cells(document, cells)

    def preview_of(self, item: str) -> dict[str, str]:
        return {"view": item} if item else {}

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        """`item` names the view that the rows are narrowed to."""
        draft, titles = self.model.draft, view_titles(self.model.draft)
        only = item if item in titles else ""
        surfaces = {"desk": _("at the desk"), "portal": _("on the portal")}
        rows, names = matrix_rows(draft, only=only, inherit=_("As the group")), touched(self.request.POST)
        return {
            "item": only,
            "only_title": titles.get(only, ""),
            "only_is_basic": only in BASIC_VIEWS,
            "changed": [cell for row in rows for cell in row.cells if cell.name in names],
            "views": [
                (key, title, surfaces[draft["x-views"][key]["surface"]], seen_by(draft, key))
                for key, title in titles.items()
            ],
            "rows": rows,
            "overwriting": overwriting(parse(draft)),
            "item_problems": [each.text for each in problems if each.section == "views"],
        }
