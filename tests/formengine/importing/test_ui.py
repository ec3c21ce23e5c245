"""Layouts of foreign forms, in each dialect, as the one value the importer knows."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.importing.ui import NOTHING, Ui, UiField, UiItem
from formengine.importing.ui_dialects import ui_of
from formengine.importing.ui_places import place_of
from formengine.problems import DocumentRefused

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "type",
                        "elements",
                        "scope",
                        "label",
                        "rule",
                        "effect",
                        "condition",
                        "schema",
                        "options",
                    ),
                    *("detail", "ui:order", "ui:options", "ui:widget", "ui:enumNames", "items", "children"),
                    *("definition", "anyOf", "a"),
                ]
            ),
            inner
            | st.sampled_from(
                ["Control", "Group", "Category", "#/properties/a", "#", "SHOW", "HIDE", "AND", "section"]
            ),
            max_size=4,
        )
    ),
    max_leaves=25,
)


def understood(uischema: Any, schema: Any = None) -> Ui:
    found = ui_of(uischema, schema)
    assert found is not None
    return found


@given(JSON, JSON)
def test_no_layout_is_too_strange_to_be_read(uischema: Any, schema: Any) -> None:
    ui_of(uischema, schema)
    ui_of([uischema], schema)


def test_no_layout_is_none() -> None:
    assert ui_of(None) is None
    assert [note.code for note in understood("text").notes] == ["unknown_layout"]


def test_what_is_too_deep_is_refused() -> None:
    deep: Any = {}
    for _ in range(100):
        deep = {"a": deep}
    with pytest.raises(DocumentRefused):
        ui_of(deep)


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("#", ()),
        ("#/", ()),
        ("#/properties/a", ("a",)),
        ("/properties/a/properties/b", ("a", "b")),
        ("#/properties/a/items/properties/b", ("a", "[]", "b")),
        ("#/properties/items/properties/properties", ("items", "properties")),
        ("#/properties/a~1b%20c", ("a/b c",)),
        ("#/anyOf/0/then/properties/count", ("count",)),
        ("#/allOf/3/properties/a", ("a",)),
        ("#/definitions/a", None),
        ("#/properties", None),
        ("elsewhere#/properties/a", None),
        (None, None),
        (5, None),
    ],
)
def test_a_pointer_leads_to_a_place(pointer: Any, place: tuple[str, ...] | None) -> None:
    assert place_of(pointer) == place


class TestRjsf:
    def test_it_says_how_each_property_looks(self) -> None:
        ui = understood(
            {
                "ui:order": ["b", "a"],
                "ui:title": "Whole",
                "a": {"ui:widget": "textarea", "ui:help": "H", "ui:placeholder": "P", "ui:description": "D"},
                "b": {"ui:options": {"widget": "radio", "title": "B"}, "ui:enumNames": ["One", 2]},
                "c": {"inner": {"ui:readonly": True, "ui:autocomplete": "family-name"}},
                "d": {"ui:options": {"inputType": "email", "tooltipText": "Tip"}},
                "e": {"ui:options": {"hidden": True}},
                "f": {"ui:autofocus": True},
            }
        )
        assert ui.at(()) == UiField(title="Whole", order=("b", "a", "*"))
        assert ui.at(("a",)) == UiField(widget="textarea", help="H", placeholder="P", description="D")
        assert ui.at(("b",)) == UiField(widget="radio", title="B", names=("One", "2"))
        assert ui.at(("c", "inner")) == UiField(readonly=True, autocomplete="family-name")
        assert ui.at(("d",)) == UiField(widget="email", help="Tip")
        assert ui.at(("e",)).widget == "hidden"
        assert ui.at(("f",)) is NOTHING
        assert (ui.pages, ui.notes) == ((), ())

    @pytest.mark.parametrize(
        ("said", "widget"),
        [
            ("alt-datetime", "datetime"),
            ("TextareaWidget", "textarea"),
            ("alt-date", "date"),
            ("files", "file"),
        ],
    )
    def test_it_knows_a_widget_by_each_of_its_names(self, said: str, widget: str) -> None:
        assert understood({"a": {"ui:widget": said}}).at(("a",)).widget == widget

    def test_what_it_does_not_know_is_noted(self) -> None:
        ui = understood({"a": {"ui:widget": "knob", "b": {"ui:field": "geo"}}})
        assert [(note.path, note.code, note.params["name"]) for note in ui.notes] == [
            (("a",), "own_widget", "knob"),
            (("a", "b"), "own_field", "geo"),
        ]
        assert ui.at(("a",)) is NOTHING

    def test_it_goes_into_lists_and_tuples(self) -> None:
        text = {"ui:widget": "textarea"}
        ui = understood(
            {
                "rows": {"items": {"a": text}, "ui:order": ["*"]},
                "tuple": {"items": [text, {}], "additionalItems": {"ui:title": "More"}},
            }
        )
        assert ui.at(("rows", "[]", "a")).widget == "textarea"
        assert ui.at(("rows",)).order == ("*",)
        assert ui.at(("tuple", "[0]")).widget == "textarea"
        assert ui.at(("tuple", "[]")).title == "More"

    def test_a_property_may_be_named_items_or_any_of(self) -> None:
        text = {"ui:widget": "textarea"}
        inner = {"type": "object", "properties": {"items": {}, "anyOf": {}}}
        schema = {"properties": {"a": {"$ref": "#/definitions/x"}}, "definitions": {"x": inner}}
        ui = understood({"a": {"items": text, "anyOf": text}}, schema)
        assert ui.at(("a", "items")).widget == ui.at(("a", "anyOf")).widget == "textarea"

    def test_alternatives_speak_of_the_same_place(self) -> None:
        ui = understood({"a": {"anyOf": [{"ui:title": "One", "b": {"ui:title": "B"}}, 5]}})
        assert ui.at(("a", "b")).title == "B"
        assert ui.at(("a",)) is NOTHING


def control(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "Control", "scope": f"#/properties/{name}", **more}


def rule(effect: str, name: str, value: Any) -> dict[str, Any]:
    return {"effect": effect, "condition": {"scope": f"#/properties/{name}", "schema": {"const": value}}}


def whole(name: str, value: Any) -> dict[str, Any]:
    return {"properties": {name: {"const": value}}, "required": [name]}


class TestJsonForms:
    def test_controls_give_order_labels_and_widgets(self) -> None:
        ui = understood(
            {
                "type": "VerticalLayout",
                "elements": [
                    control("b", label="Bee", options={"multi": True, "placeholder": "…", "readonly": True}),
                    {"type": "HorizontalLayout", "elements": [control("a", label=False), control("b")]},
                    control("c", label={"text": "Sea"}, options={"format": "date-time"}),
                    control("d/properties/e", options={"slider": True}),
                    {"type": "Label", "text": "Read this"},
                    {"type": "Group", "label": "Gee", "elements": [control("d/properties/f")]},
                ],
            }
        )
        assert ui.at(()).order == ("b", "a", "c", "d", "*")
        assert ui.at(("d",)).order == ("e", "f", "*")
        assert ui.at(("b",)) == UiField(title="Bee", widget="textarea", placeholder="…", readonly=True)
        assert (ui.at(("c",)).title, ui.at(("c",)).widget) == ("Sea", "datetime")
        assert ui.at(("d", "e")).widget == "range"
        (page,) = ui.pages
        assert [item.place or item.text for item in page.items] == [
            *(("b",), ("a",), ("c",), ("d", "e"), "Read this", "Gee", ("d", "f"))
        ]

    def test_categories_are_pages(self) -> None:
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
                                "elements": [
                                    {"type": "Category", "label": "Inner", "elements": [control("c")]}
                                ],
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

    def test_rules_become_conditions(self) -> None:
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

    def test_a_categorys_rule_is_its_pages(self) -> None:
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
    def test_each_kind_of_condition(self, condition: Any, schema: Any) -> None:
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
    def test_a_rule_it_does_not_know_is_noted(self, odd: Any) -> None:
        ui = understood(control("a", rule=odd))
        assert ui.at(("a",)).when is None
        assert [note.code for note in ui.notes] == ["unknown_rule"]

    def test_nothing_waits_for_itself(self) -> None:
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

    def test_a_list_may_have_a_layout_of_its_own(self) -> None:
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

    def test_what_it_does_not_know_is_noted(self) -> None:
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

    def test_the_whole_can_be_one_control(self) -> None:
        assert understood({"type": "Control", "scope": "#"}).pages == ()


class TestSections:
    def test_sections_are_pages(self) -> None:
        ui = understood(
            [
                {
                    "type": "section",
                    "label": "Who",
                    "description": " Say who. ",
                    "children": [
                        {"type": "field", "definition": "/properties/who/properties/name"},
                        {"type": "field", "definition": "/properties/paper", "widget": "Attachment"},
                        {"type": "multiField", "definition": ["/properties/x", "/properties/who"]},
                        {
                            "type": "fieldList",
                            "label": "List",
                            "description": "All of them",
                            "children": [{"type": "null", "definition": "/properties/y", "widget": "Radio"}],
                        },
                        {"type": "fieldList", "label": "No", "hideFieldListHeading": True, "children": [7]},
                    ],
                },
                {"type": "section", "label": "Again", "children": [{"definition": "/properties/x"}]},
                None,
            ]
        )
        assert [(page.title, [item.place or item.text for item in page.items]) for page in ui.pages] == [
            (
                "Who",
                ["Say who.", ("who", "name"), ("paper",), ("x",), ("who",), "List", "All of them", ("y",)],
            ),
            ("Again", []),
        ]
        assert ui.at(("paper",)).widget == "file"
        assert ui.at(("y",)).widget == "radio"
        assert ui.at(()).order == ("who", "paper", "x", "y", "*")
        assert ui.notes == ()

    def test_what_it_does_not_know_is_noted(self) -> None:
        ui = understood(
            [{"children": [{"definition": "x"}, {"definition": "/properties/a", "widget": "Knob"}]}]
        )
        assert [(note.path, note.code) for note in ui.notes] == [
            ((), "unknown_place"),
            (("a",), "own_widget"),
        ]
