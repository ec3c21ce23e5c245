"""The layout dialect of JSON Forms: a tree of layouts whose controls point into the schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from formengine.importing.ui import ITEMS, NOTHING, Place, Ui, UiField, UiItem, UiNote, UiPage, orders
from formengine.importing.ui_places import Spot, place_of
from formengine.importing.ui_rules import Condition, Json, condition_of, without_circles

LAYOUTS = frozenset({"VerticalLayout", "HorizontalLayout", "Group", "Category", "Categorization"})
CONTROLS = frozenset({"Control", "ListWithDetail"})
ELEMENTS = LAYOUTS | CONTROLS | {"Label"}
FORMATS = {"radio": "radio", "date": "date", "time": "time", "date-time": "datetime"}
FORMATS |= {"datetime": "datetime", "password": "password", "email": "email", "uri": "uri", "color": "color"}


def jsonforms(uischema: Mapping[str, Any], schema: Any = None) -> Ui:
    """Categories become pages, labelled groups texts to read.

    `schema` tells lists from objects where a control has a layout of its own for what is inside.
    """
    reader = _Reader(Spot.of(schema))
    reader.read(uischema, (), ())
    reader.close_page("")
    fields = dict(reader.fields)
    pages, whens, circles = reader.conditions_met()
    for place, when in whens.items():
        fields[place] = replace(fields.get(place, NOTHING), when=when)
    notes = [*reader.notes, *(UiNote("left_out", place, "circular_rule", {}) for place in circles)]
    return Ui({**fields, **orders(pages, fields)}, pages, tuple(notes))


@dataclass
class _Reader:
    spot: Spot
    fields: dict[Place, UiField] = field(default_factory=dict)
    pages: list[tuple[UiPage, tuple[Condition, ...]]] = field(default_factory=list)
    notes: list[UiNote] = field(default_factory=list)
    conditions: dict[Place, list[Condition]] = field(default_factory=dict)
    items: list[UiItem] = field(default_factory=list)
    seen: set[Place] = field(default_factory=set)
    page_rules: tuple[Condition, ...] = ()

    def read(
        self, node: Any, prefix: Place, rules: tuple[Condition, ...], titles: tuple[str, ...] = ()
    ) -> None:
        """`prefix`: the place which this part's pointers begin at; `rules`: those of the layouts around."""
        if not isinstance(node, Mapping):
            return
        kind = str(node.get("type"))
        rules = (*rules, *self._rule(node, prefix))
        if kind == "Label":
            if text := _label(node.get("text")):
                self.items.append(UiItem(None, text, _sole(rules)))
        elif kind in CONTROLS or (kind not in LAYOUTS and "scope" in node):
            self._control(node, prefix, rules, titles)
        elif kind == "Category" and not prefix:
            self._category(node, rules, titles)
        elif isinstance(node.get("elements"), list):
            if kind not in LAYOUTS:
                self._note("left_out", prefix, "unknown_layout", kind)
            if kind == "Group" and (label := _label(node.get("label"))):
                self.items.append(UiItem(None, label, _sole(rules)))
            for each in node["elements"]:
                self.read(each, prefix, rules, titles)
        else:
            self._note("left_out", prefix, "unknown_layout", kind)

    def close_page(self, title: str) -> None:
        """What was read since the last page becomes one, if there is anything."""
        if self.items:
            self.pages.append((UiPage(title, tuple(self.items)), self.page_rules))
            self.items = []

    def conditions_met(self) -> tuple[tuple[UiPage, ...], dict[Place, Json], tuple[Place, ...]]:
        """The pages and what each place waits for, and places with a rule that would wait for itself.

        A page's own rule that would make a circle is left to those of its fields for which it makes none.
        """
        circular = set(without_circles(self._with(self.pages))[1])
        pages, spread = [], []
        for page, conditions in self.pages:
            if circular & {item.place for item in page.items}:
                spread.append((page, conditions))
                pages.append(page)
            else:
                pages.append(page._replace(when=_sole(conditions)))
        whens, circles = without_circles(self._with(spread))
        return tuple(pages), whens, circles

    def _with(self, pages: Iterable[tuple[UiPage, tuple[Condition, ...]]]) -> dict[Place, list[Condition]]:
        """The conditions of each place and, first, those of its page."""
        rules = {place: list(each) for place, each in self.conditions.items()}
        for page, conditions in pages:
            for item in page.items:
                if item.place and conditions:
                    rules[item.place] = [*conditions, *rules.get(item.place, ())]
        return rules

    def _category(
        self, node: Mapping[str, Any], rules: tuple[Condition, ...], titles: tuple[str, ...]
    ) -> None:
        """A category that holds categories gives their pages its own title first."""
        self.close_page(": ".join(titles))
        titles = (*titles, *filter(None, [_label(node.get("label")) or _text(node.get("i18n"))]))
        outside, self.page_rules = self.page_rules, (*self.page_rules, *rules)
        elements = node.get("elements")
        for each in elements if isinstance(elements, list) else ():
            self.read(each, (), (), titles)
        self.close_page(": ".join(titles))
        self.page_rules = outside

    def _rule(self, node: Mapping[str, Any], prefix: Place) -> tuple[Condition, ...]:
        rule = node.get("rule")
        if not isinstance(rule, Mapping):
            return ()
        found = condition_of(rule, prefix)
        if found is None:
            self._note("left_out", prefix, "unknown_rule", str(rule.get("effect")))
            return ()
        if rule.get("effect") in ("ENABLE", "DISABLE"):
            self._note("adapted", prefix, "enabled_is_shown", "")
        return (found,)

    def _control(
        self, node: Mapping[str, Any], prefix: Place, rules: tuple[Condition, ...], titles: tuple[str, ...]
    ) -> None:
        pointed = place_of(node.get("scope"))
        if pointed is None:
            self._note("left_out", prefix, "unknown_place", str(node.get("scope")))
            return
        place = (*prefix, *pointed)
        spot = self.spot.at(place)
        options = node.get("options")
        words: Mapping[str, Any] = options if isinstance(options, Mapping) else {}
        if place and place not in self.seen:
            self.seen.add(place)
            said = UiField(
                title=_label(node.get("label")),
                placeholder=_text(words.get("placeholder")),
                widget=_widget(words),
                readonly=words.get("readonly") is True or words.get("readOnly") is True,
            )
            if said != NOTHING:
                self.fields[place] = said
            if rules:
                self.conditions[place] = list(rules)
            if ITEMS not in place:
                self.items.append(UiItem(place))
        if isinstance(words.get("detail"), Mapping):
            inner = (*place, ITEMS) if spot.is_array or node.get("type") == "ListWithDetail" else place
            self._detail(words["detail"], inner)

    def _detail(self, node: Mapping[str, Any], prefix: Place) -> None:
        """The layout inside a list's rows or an object: only its order, labels and rules count."""
        outside, self.items = self.items, []
        self.read(node, prefix, ())
        self.items = [*outside, *(each for each in self.items if each.place and ITEMS not in prefix)]

    def _note(self, kind: str, place: Place, code: str, name: str) -> None:
        self.notes.append(UiNote(kind, place, code, {"name": name[:60]} if name else {}))


def _sole(rules: tuple[Condition, ...]) -> Mapping[str, Any] | None:
    return None if not rules else rules[0].schema if len(rules) == 1 else {"allOf": [r.schema for r in rules]}


def _widget(words: Mapping[str, Any]) -> str:
    if words.get("multi") is True:
        return "textarea"
    if words.get("slider") is True:
        return "range"
    if any(_text(key).endswith("SaveFormat") for key in words):  # text of a shape of its own
        return ""
    return FORMATS.get(_text(words.get("format")), "")


def _label(value: Any) -> str:
    """A label is a text, or `{"text": …}`; `false` says to show none, which nothing here can do."""
    return _text(value.get("text")) if isinstance(value, Mapping) else _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
