"""The layouts of JSON Forms."""

from typing import Any

import pytest

from formengine.importing.ui import NOTHING, UiField, UiItem
from tests.formengine.importing.test_ui import understood


def control(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "Control", "scope": f"#/properties/{name}", **more}


def rule(effect: str, name: str, value: Any) -> dict[str, Any]:
    return {"effect": effect, "condition": {"scope": f"#/properties/{name}", "schema": {"const": value}}}


def whole(name: str, value: Any) -> dict[str, Any]:
    return {"properties": {name: {"const": value}}, "required": [name]}


def test_controls_give_order_labels_and_widgets() -> None:
    ui = understood(
        {
            "type": "VerticalLayout",
            "elements": [
                control("b", label="Bee", options={"multi": True, "placeholder": "…", "readonly": True}),
                {"type": "HorizontalLayout", "elements": [control("a", label=False), control("b")]},
                control("c", label={"text": "Sea"}, options={"format": "date-time"}),
                control("d/properties/e", options={"slider": True}),
                control("month", options={"format": "date", "dateSaveFormat": "YYYY-MM"}),
                {"type": "Label", "text": "Read this"},
                {"type": "Group", "label": "Gee", "elements": [control("d/properties/f")]},
            ],
        }
    )
    assert ui.at(()).order == ("b", "a", "c", "d", "month", "*")
    assert ui.at(("month",)) is NOTHING, "it holds text of a shape of its own"
    assert ui.at(("d",)).order == ("e", "f", "*")
    assert ui.at(("b",)) == UiField(title="Bee", widget="textarea", placeholder="…", readonly=True)
    assert (ui.at(("c",)).title, ui.at(("c",)).widget) == ("Sea", "datetime")
    assert ui.at(("d", "e")).widget == "range"
    (page,) = ui.pages
    assert [item.place or item.text for item in page.items] == [
        *(("b",), ("a",), ("c",), ("d", "e"), ("month",), "Read this", "Gee", ("d", "f"))
    ]


def test_categories_are_pages() -> None:
    ui = understood(
        {
            "type": "Categorization",
            "elements": [
                {"type": "Category", "label": "One", "elements": [control("a")]},
                {"type": "Category", "i18n": "two", "elements": [control("b")]},
                {
                    "type": "Category",
                    "label": "Three",
                    "elements": [
                        {
                            "type": "Categorization",
                            "elements": [{"type": "Category", "label": "Inner", "elements": [control("c")]}],
                        }
                    ],
                },
                {"type": "Category", "label": "Empty"},
            ],
        }
    )
    assert [(page.title, [item.place for item in page.items]) for page in ui.pages] == [
        ("One", [("a",)]),
        ("two", [("b",)]),
        ("Three: Inner", [("c",)]),
    ]


def test_rules_become_conditions() -> None:
    ui = understood(
        {
            "type": "Group",
            "label": "G",
            "rule": rule("SHOW", "a", True),
            "elements": [
                control("b"),
                control("c", rule=rule("HIDE", "b", 1)),
                control("d/properties/e", rule=rule("DISABLE", "b", 2)),
            ],
        }
    )
    assert ui.at(("b",)).when == whole("a", True)
    assert ui.at(("c",)).when == {"allOf": [whole("a", True), {"not": whole("b", 1)}]}
    assert ui.at(("d", "e")).when == {"allOf": [whole("a", True), {"not": whole("b", 2)}]}
    assert ui.pages[0].items[0] == UiItem(None, "G", whole("a", True))
    assert [(note.kind, note.code) for note in ui.notes] == [("adapted", "enabled_is_shown")]


def test_a_categorys_rule_is_its_pages() -> None:
    inner = {"type": "Category", "label": "I", "rule": rule("HIDE", "b", 1), "elements": [control("c")]}
    ui = understood(
        {
            "type": "Categorization",
            "elements": [
                {"type": "Category", "elements": [control("a"), control("b")]},
                {
                    "type": "Category",
                    "label": "O",
                    "rule": rule("SHOW", "a", 1),
                    "elements": [{"type": "Categorization", "elements": [inner]}, control("d")],
                },
                {
                    "type": "Category",
                    "rule": rule("SHOW", "e", 1),
                    "elements": [control("e"), control("f")],
                },
            ],
        }
    )
    asked = whole("a", 1)
    assert [(page.title, page.when) for page in ui.pages] == [
        ("", None),
        ("O: I", {"allOf": [asked, {"not": whole("b", 1)}]}),
        ("O", asked),
        ("", None),
    ]
    assert {place: each.when for place, each in ui.fields.items() if each.when} == {("f",): whole("e", 1)}
    assert [note.path for note in ui.notes] == [("e",)]


@pytest.mark.parametrize(
    ("condition", "schema"),
    [
        (
            {"type": "LEAF", "scope": "#/properties/x/properties/y", "expectedValue": 5},
            {"properties": {"x": whole("y", 5)}, "required": ["x"]},
        ),
        (
            {"scope": "#/properties/x", "schema": {"minLength": 1}},
            {"properties": {"x": {"minLength": 1}}},
        ),
        (
            {"scope": "#/properties/x", "schema": {"minLength": 1}, "failWhenUndefined": True},
            {"properties": {"x": {"minLength": 1}}, "required": ["x"]},
        ),
        ({"scope": "#", "schema": {"required": ["x"]}}, {"required": ["x"]}),
        ({"scope": "#/properties/x", "schema": False}, {"properties": {"x": {"not": {}}}}),
        (
            {
                "type": "OR",
                "conditions": [
                    {"scope": "#/properties/x", "schema": {"enum": [1]}},
                    {"type": "AND", "conditions": [{"scope": "#/properties/y", "expectedValue": 2}]},
                ],
            },
            {
                "anyOf": [
                    {"properties": {"x": {"enum": [1]}}, "required": ["x"]},
                    {"allOf": [whole("y", 2)]},
                ]
            },
        ),
    ],
)
def test_each_kind_of_condition(condition: Any, schema: Any) -> None:
    ui = understood(control("a", rule={"effect": "SHOW", "condition": condition}))
    assert ui.at(("a",)).when == schema


@pytest.mark.parametrize(
    "odd",
    [
        {"effect": "SHOW"},
        {"effect": "BLINK", "condition": {"scope": "#/properties/b", "schema": {}}},
        {"effect": "SHOW", "condition": {"type": "OR", "conditions": []}},
        {"effect": "SHOW", "condition": {"type": "AND", "conditions": [{}, {"scope": 5}]}},
        {"effect": "SHOW", "condition": {"scope": "#/properties/b", "schema": []}},
        {"effect": "SHOW", "condition": {"scope": "#/properties/b/items", "schema": {}}},
    ],
)
def test_a_rule_it_does_not_know_is_noted(odd: Any) -> None:
    ui = understood(control("a", rule=odd))
    assert ui.at(("a",)).when is None
    assert [note.code for note in ui.notes] == ["unknown_rule"]


def test_nothing_waits_for_itself() -> None:
    ui = understood(
        {
            "type": "VerticalLayout",
            "elements": [
                control("a", rule=rule("SHOW", "a", 1)),
                control("b", rule=rule("SHOW", "c", 1)),
                control("c", rule=rule("SHOW", "d/properties/e", 1)),
                control("d", rule=rule("SHOW", "b", 1)),
            ],
        }
    )
    assert [place for place, field in ui.fields.items() if field.when] == [("b",), ("c",)]
    assert [(note.path, note.code) for note in ui.notes] == [
        (("a",), "circular_rule"),
        (("d",), "circular_rule"),
    ]


@pytest.mark.parametrize(
    ("schema", "waits"),
    [
        ({"required": ["b"]}, True),
        ({"required": ["a"]}, False),
        ({"properties": {"a": {"const": 1}}}, False),
        ({"allOf": [{"required": ["b"]}, {"not": {"required": ["c"]}}]}, True),
        ({"anyOf": [{"required": ["b"]}, {"if": {"required": ["a"]}}]}, False),
        ({"minProperties": 1}, False),
        ({"properties": {"b": True}}, True),
    ],
)
def test_what_a_rule_over_the_whole_asks_about(schema: Any, waits: bool) -> None:
    ui = understood(control("a", rule={"effect": "SHOW", "condition": {"scope": "#", "schema": schema}}))
    assert (ui.at(("a",)).when == schema) is waits


def test_a_list_may_have_a_layout_of_its_own() -> None:
    detail = {
        "type": "VerticalLayout",
        "elements": [
            control("y", label="Why", rule=rule("SHOW", "x", 1)),
            control("x"),
            {"type": "Label"},
        ],
    }
    schema = {"properties": {"rows": {"type": "array"}, "one": {"type": "object"}}}
    for kind, name in (("ListWithDetail", "any"), ("Control", "rows")):
        ui = understood({**control(name, options={"detail": detail}), "type": kind}, schema)
        assert ui.at((name, "[]")).order == ("y", "x", "*") or ui.at((name, "[]", "y")).title == "Why"
        assert ui.at((name, "[]", "y")).when == whole("x", 1)
        assert [item.place for item in ui.pages[0].items] == [(name,)]
    ui = understood(control("one", options={"detail": detail}), schema)
    assert ui.at(("one", "y")).when == {"properties": {"one": whole("x", 1)}, "required": ["one"]}
    assert ui.at(("one",)).order == ("y", "x", "*")


def test_what_it_does_not_know_is_noted() -> None:
    ui = understood(
        {
            "type": "VerticalLayout",
            "elements": [
                {"type": "Carousel", "elements": [control("a")]},
                {"type": "Knob"},
                {"type": "Control", "scope": "#/nowhere"},
                5,
            ],
        }
    )
    assert [(note.code, note.params["name"]) for note in ui.notes] == [
        ("unknown_layout", "Carousel"),
        ("unknown_layout", "Knob"),
        ("unknown_place", "#/nowhere"),
    ]
    assert ui.pages[0].items == (UiItem(("a",)),)


def test_the_whole_can_be_one_control() -> None:
    assert understood({"type": "Control", "scope": "#"}).pages == ()
