"""The matrix of fields and views, as rows of cells; and reading back what was sent of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dossier_models.palette import ACCESS, Text, TypeLook, look_of, view_titles
from formengine import editing
from formengine.editing import Document, Refused
from formengine.editing.lookup import CONTAINERS, entry, inside_of
from formengine.editing.rules import effective_word, parts_of, rows_of, word_of

MOST_CELLS = 1_900
ALL = "all:"
"""Before a word: for a group and all that is inside it."""

LOOKS: Mapping[str, str] = {
    "hidden": "hidden",
    "read": "read",
    "edit": "edit",
    "edit!": "required",
    "": "group",
}


@dataclass(frozen=True)
class Cell:
    """One select. `word` is what is in force; empty where the group's rule counts or nothing is chosen."""

    name: str
    dom_id: str
    label: str
    word: str
    choices: tuple[tuple[str, Text], ...]
    look: str


@dataclass(frozen=True)
class Row:
    sort: str  # column, page, field, child
    address: str
    label: str
    look: TypeLook | None
    cells: tuple[Cell, ...]

    @property
    def depth(self) -> int:
        """In how many groups the field is."""
        return self.address.count(".")


def matrix_rows(document: Document, *, only: str = "", nothing: Text = "—", inherit: Text = "") -> list[Row]:
    """Rows in the document's order. `only` names a view: then only what it shows.

    Pages without rows are left out.
    """
    views = view_titles(document)
    rows = [_row("column", "", "", None, document, views, nothing)]
    for page in document["x-pages"]:
        found = []
        for key in rows_of(document, page["key"]):
            if only and word_of(document, key, only) == "hidden":
                continue
            for address in [key, *_inside(document, key)]:
                if only and effective_word(document, address, only) == "hidden":
                    continue
                schema = editing.field_at(document, address)
                look = look_of(schema.get("x-type", ""))
                label = schema.get("title") or address.rpartition(".")[2]
                sort, empty = ("child", inherit) if "." in address else ("field", nothing)
                found.append(_row(sort, address, label, look, document, views, empty))
        if found:
            title = page.get("title") or page["key"]
            rows += [_row("page", page["key"], title, None, document, views, nothing), *found]
    return rows


def _inside(document: Document, group: str) -> Iterator[str]:
    for part in parts_of(document, group):
        yield part
        yield from _inside(document, part)


def _row(
    sort: str,
    address: str,
    label: str,
    look: TypeLook | None,
    document: Document,
    views: Mapping[str, str],
    nothing: Text,
) -> Row:
    cells = []
    for view, title in views.items():
        word = word_of(document, address, view) if sort in ("field", "child") else ""
        choices = _choices(document, sort, address, view)
        if sort != "field":
            choices = [("", nothing), *choices]
        shown = "all" if sort in ("column", "page") else LOOKS[word]
        cells.append(
            Cell(
                name=f"{'cell' if sort in ('field', 'child') else sort}:{view}:{address}",
                dom_id=f"cell-{sort}-{view}-{address.replace('.', '--')}",
                label=f"{label}, {title}" if label else title,
                word=word,
                choices=tuple(choices),
                look=shown,
            )
        )
    return Row(sort, address, label, look, tuple(cells))


def _choices(document: Document, sort: str, address: str, view: str) -> list[tuple[str, Text]]:
    words = ["hidden", "read", "edit", "edit!"]
    if sort not in ("field", "child"):
        return [(word, ACCESS[word].label) for word in words]
    kind = editing.field_at(document, address).get("x-type")
    if kind == "static":
        words = ["hidden", "read"]
    choices: list[tuple[str, Text]] = [(word, ACCESS[word].label) for word in words]
    if address in document["x-views"][view].get("masks", []):
        choices[1] = ("read", _("Read, a few characters"))
    if kind in CONTAINERS and _differs_inside(document, address, view):
        choices += [(ALL + word, _("%(word)s, all inside") % {"word": ACCESS[word].label}) for word in words]
    return choices


def _differs_inside(document: Document, group: str, view: str) -> bool:
    rules = document["x-views"][view].get("rules", {})
    return any(inside_of(item, group) and item != group for item in rules)


def sent_cells(sent: Iterable[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    """What was sent as (sort, view, address, word): single cells first, then whole pages and columns."""
    found = []
    for name, word in sent:
        sort, _colon, rest = name.partition(":")
        if sort in ("cell", "page", "column"):
            view, _colon, address = rest.partition(":")
            found.append((sort, view, address, word))
    if len(found) > MOST_CELLS:
        raise Refused("unknown_gesture")
    order = {"cell": 0, "page": 1, "column": 2}
    return sorted(found, key=lambda cell: order[cell[0]])


def set_cells(document: Document, cells: Iterable[tuple[str, str, str, str]]) -> Document:
    """The document with these cells set. Whole pages and columns set fields; children follow their groups.

    `all:` before the word of a group takes away what was said of its children.
    """
    new = document
    by_view: dict[tuple[str, str], list[str]] = {}
    whole: list[tuple[str, str, str]] = []
    for sort, view, address, word in cells:
        if view not in document["x-views"]:
            raise Refused("no_such_view")
        if sort == "cell" and word.startswith(ALL):
            whole.append((view, address, word.removeprefix(ALL)))
        elif sort == "cell":
            if word != word_of(new, address, view) or not _exists(new, address):
                by_view.setdefault((view, word), []).append(address)
        elif word:
            items = rows_of(new, entry(new, "x-pages", address)["key"] if sort == "page" else "")
            by_view.setdefault((view, word), []).extend(items)
    for (view, word), items in by_view.items():
        new = editing.set_rules(new, items, view=view, word=word)
    for view, group, word in whole:
        new = editing.set_subtree(new, group, view=view, word=word)
    return new


def _exists(document: Document, address: str) -> bool:
    try:
        editing.field_at(document, address)
    except Refused:
        return False
    return True


def seen_by(document: Mapping[str, Any], view: str) -> int:
    """How many fields a view shows."""
    return len([key for key in document["properties"] if word_of(document, key, view) != "hidden"])
