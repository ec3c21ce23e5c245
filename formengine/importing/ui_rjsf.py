"""The layout dialect of react-jsonschema-form: a tree like the data's, its own words behind `ui:`."""

from collections.abc import Mapping
from typing import Any

from formengine.importing.ui import ITEMS, REST, WIDGETS, Place, Ui, UiField, UiNote
from formengine.importing.ui_places import Spot

OWN = "ui:"
ALIASES = {
    "alt-date": "date",
    "date-time": "datetime",
    "alt-datetime": "datetime",
    "files": "file",
    "url": "uri",
    "tel": "text",
    "number": "updown",
    "multiselect": "checkboxes",
    "richtext": "rich",
}


def rjsf(uischema: Mapping[str, Any], schema: Any = None) -> Ui:
    """`schema` tells a property named `items` from the items of a list."""
    reader = _Reader()
    reader.read(uischema, (), Spot.of(schema))
    return Ui(reader.fields, notes=tuple(reader.notes))


class _Reader:
    def __init__(self) -> None:
        self.fields: dict[Place, UiField] = {}
        self.notes: list[UiNote] = []

    def read(self, node: Mapping[str, Any], place: Place, spot: Spot) -> None:
        said = self._field(node, place)
        if said != UiField():
            self.fields[place] = said
        for name, inner in node.items():
            if name.startswith(OWN):
                continue
            if name in ("items", "additionalItems") and not spot.has(name):
                for part, each in _items(inner):
                    if isinstance(each, Mapping):
                        self.read(each, (*place, part), spot.items)
            elif name in ("anyOf", "oneOf", "allOf") and isinstance(inner, list) and not spot.has(name):
                for each in inner:
                    if isinstance(each, Mapping):
                        self.read({key: one for key, one in each.items() if key[:3] != OWN}, place, spot)
            elif isinstance(inner, Mapping):
                self.read(inner, (*place, name), spot.child(name))

    def _field(self, node: Mapping[str, Any], place: Place) -> UiField:
        options = node.get("ui:options")
        words = dict(options) if isinstance(options, Mapping) else {}
        words |= {key[3:]: each for key, each in node.items() if key.startswith(OWN) and key != "ui:options"}
        if "field" in words and isinstance(words["field"], str):
            self._note(place, "own_field", words["field"])
        return UiField(
            title=_text(words.get("title")),
            description=_text(words.get("description")),
            help=_text(words.get("help")) or _text(words.get("tooltipText")),
            placeholder=_text(words.get("placeholder")),
            widget=self._widget(words, place),
            names=_texts(words.get("enumNames")),
            order=_order(words.get("order")),
            readonly=words.get("readonly") is True or words.get("disabled") is True,
            autocomplete=_text(words.get("autocomplete")),
        )

    def _widget(self, words: Mapping[str, Any], place: Place) -> str:
        asked = words.get("widget")
        if not isinstance(asked, str):
            return "hidden" if words.get("hidden") is True else _kind(words.get("inputType"))
        known = _kind(asked)
        if not known:
            self._note(place, "own_widget", asked)
        return known

    def _note(self, place: Place, code: str, name: str) -> None:
        self.notes.append(UiNote("left_out", place, code, {"name": name[:60]}))


def _items(inner: Any) -> list[tuple[str, Any]]:
    if isinstance(inner, list):
        return [(f"[{number}]", each) for number, each in enumerate(inner)]
    return [(ITEMS, inner)]


def _kind(word: Any) -> str:
    """The neutral word for a widget; '' for an unknown one. Also named by class: `TextareaWidget`."""
    if not isinstance(word, str):
        return ""
    name = word.removesuffix("Widget").lower()
    name = ALIASES.get(name, name)
    return name if name in WIDGETS else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _order(value: Any) -> tuple[str, ...]:
    names = _texts(value)
    return names if REST in names or not names else (*names, REST)
