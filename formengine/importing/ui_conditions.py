"""Conditions of a layout on the parts of groups: asked of the whole, not of the group at hand."""

from collections.abc import Iterator, Mapping
from typing import Any

from formengine.importing.conditions import inside, rule_of
from formengine.importing.report import Report
from formengine.importing.ui import ITEMS, Place, Ui

Parts = Mapping[str, dict[str, Any]]


def show_parts(parts: Parts, ui: Ui, report: Report) -> None:
    """Put the layout's conditions on parts of groups, in place; `parts` are the fields of the whole.

    Conditions inside rows are asked of the row and not put here.
    """
    for place, said in ui.fields.items():
        if said.when is None or len(place) < 2 or ITEMS in place:
            continue
        rule = rule_of(said.when, inside("", {"properties": parts}))
        for part in _parts_at(place, parts):
            if rule is None:
                report.left_out(("ui", *place), "condition_not_said")
            else:
                before = part.get("x-when")
                part["x-when"] = rule if before is None else {"and": [before, rule]}


def _parts_at(place: Place, parts: Parts) -> Iterator[dict[str, Any]]:
    """The fields that hold the property at a place."""
    for key, part in parts.items():
        if part.get("x-name", key) == place[0]:
            if len(place) == 1:
                yield part
            elif part["x-type"] == "group" and "x-plain" not in part:
                yield from _parts_at(place[1:], part["properties"])
