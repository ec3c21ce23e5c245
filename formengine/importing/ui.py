"""How a foreign form lays out its schema, whatever dialect said so: one neutral value for the importer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

Place = tuple[str, ...]
"""Property names from the root; `[]` stands for the items of an array, `[0]` for one of a tuple's."""

ITEMS = "[]"
REST = "*"
WIDGETS = frozenset(
    [
        "textarea",
        "text",
        "password",
        "hidden",
        "radio",
        "select",
        "checkbox",
        "checkboxes",
        "updown",
        "range",
        "color",
        "date",
        "datetime",
        "time",
        "email",
        "uri",
        "file",
        "rich",
    ]
)


@dataclass(frozen=True)
class UiField:
    """What is said of one property; empty where nothing is.

    `widget` is one of WIDGETS. `names`: titles of the `enum`'s values, in its order. `order`: names of the
    property's own properties, `*` for those not named. `autocomplete`: HTML's. `when`: a JSON Schema; the
    field is there only while the innermost row the field stands in (the whole instance where it stands in
    none) is valid under it.
    """

    title: str = ""
    description: str = ""
    help: str = ""
    placeholder: str = ""
    widget: str = ""
    names: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    readonly: bool = False
    autocomplete: str = ""
    when: Mapping[str, Any] | None = None


class UiItem(NamedTuple):
    """One thing on a page: a property, or (`place` None) a text to read."""

    place: Place | None
    text: str = ""
    when: Mapping[str, Any] | None = None


class UiPage(NamedTuple):
    """A step of the form. `when` as in UiField, of the whole instance."""

    title: str
    items: tuple[UiItem, ...]
    when: Mapping[str, Any] | None = None


class UiNote(NamedTuple):
    """What of the layout was adapted or left out, in the shape of the import's own notes."""

    kind: str
    path: tuple[str | int, ...]
    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Ui:
    """A layout. `fields[()]` speaks of the whole. Properties on no page follow those of the last one."""

    fields: Mapping[Place, UiField] = field(default_factory=dict)
    pages: tuple[UiPage, ...] = ()
    notes: tuple[UiNote, ...] = ()

    def at(self, place: Place) -> UiField:
        return self.fields.get(place, NOTHING)


NOTHING = UiField()


def orders(pages: tuple[UiPage, ...], fields: Mapping[Place, UiField]) -> dict[Place, UiField]:
    """For each place with places in it: the order in which the pages show those."""
    named: dict[Place, list[str]] = {}
    for item in (each for page in pages for each in page.items):
        place = item.place or ()
        for depth, part in enumerate(place):
            inner = named.setdefault(place[:depth], [])
            if part != ITEMS and part not in inner:
                inner.append(part)
    return {
        place: replace(fields.get(place, NOTHING), order=(*names, REST))
        for place, names in named.items()
        if names
    }
