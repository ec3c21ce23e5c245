"""Layouts that are a list of sections, each with the pointers of its fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from formengine.importing.ui import Place, Ui, UiField, UiItem, UiNote, UiPage, orders
from formengine.importing.ui_places import place_of

WIDGETS = {"radio": "radio", "multiselect": "checkboxes", "select": "select", "textarea": "textarea"}
FILES = ("attachment", "attachmentarray")


def sections(uischema: list[Any]) -> Ui:
    """Each section is a page; what it describes and the headings of its lists are texts to read."""
    reader = _Reader()
    pages = tuple(reader.page(each) for each in uischema if isinstance(each, Mapping))
    return Ui({**reader.fields, **orders(pages, reader.fields)}, pages, tuple(reader.notes))


class _Reader:
    def __init__(self) -> None:
        self.fields: dict[Place, UiField] = {}
        self.notes: list[UiNote] = []
        self.seen: set[Place] = set()

    def page(self, section: Mapping[str, Any]) -> UiPage:
        text = section.get("description")
        lead = (UiItem(None, text.strip()),) if isinstance(text, str) and text.strip() else ()
        return UiPage(_text(section.get("label")), (*lead, *self._items(section.get("children"))))

    def _items(self, children: Any) -> Iterator[UiItem]:
        for each in children if isinstance(children, list) else ():
            if not isinstance(each, Mapping):
                continue
            if isinstance(each.get("children"), list):
                texts = [] if each.get("hideFieldListHeading") else [_text(each.get("label"))]
                texts.append(_text(each.get("description")))
                yield from (UiItem(None, text) for text in texts if text)
                yield from self._items(each["children"])
                continue
            pointed = each.get("definition")
            for pointer in pointed if isinstance(pointed, list) else [pointed]:
                yield from self._control(each, pointer)

    def _control(self, node: Mapping[str, Any], pointer: Any) -> Iterator[UiItem]:
        place = place_of(pointer)
        if not place:
            self.notes.append(UiNote("left_out", (), "unknown_place", {"name": str(pointer)[:60]}))
            return
        widget = _text(node.get("widget")).lower()
        if widget and widget not in WIDGETS and widget not in FILES:
            self.notes.append(UiNote("left_out", place, "own_widget", {"name": widget[:60]}))
        said = "file" if widget in FILES else WIDGETS.get(widget, "")
        if said and place not in self.fields:
            self.fields[place] = UiField(widget=said)
        if place not in self.seen:
            self.seen.add(place)
            yield UiItem(place)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
