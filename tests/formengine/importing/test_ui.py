"""Layouts of foreign forms, in each dialect, as the one value the importer knows."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.importing.ui import Ui
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
    for layout in (uischema, [uischema]):
        with suppress(DocumentRefused):  # text that no database keeps
            ui_of(layout, schema)


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
