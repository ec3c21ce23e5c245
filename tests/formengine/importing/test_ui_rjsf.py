"""The layouts of react-jsonschema-form."""

import pytest

from formengine.importing.ui import NOTHING, UiField
from tests.formengine.importing.test_ui import understood


def test_it_says_how_each_property_looks() -> None:
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
def test_it_knows_a_widget_by_each_of_its_names(said: str, widget: str) -> None:
    assert understood({"a": {"ui:widget": said}}).at(("a",)).widget == widget


def test_what_it_does_not_know_is_noted() -> None:
    ui = understood({"a": {"ui:widget": "knob", "b": {"ui:field": "geo"}}})
    assert [(note.path, note.code, note.params["name"]) for note in ui.notes] == [
        (("a",), "own_widget", "knob"),
        (("a", "b"), "own_field", "geo"),
    ]
    assert ui.at(("a",)) is NOTHING


def test_it_goes_into_lists_and_tuples() -> None:
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


def test_a_property_may_be_named_items_or_any_of() -> None:
    text = {"ui:widget": "textarea"}
    inner = {"type": "object", "properties": {"items": {}, "anyOf": {}}}
    definitions = {"x": {"allOf": [inner, 5, {"$ref": "elsewhere"}]}}
    schema = {"properties": {"a": {"$ref": "#/definitions/x"}}, "definitions": definitions}
    ui = understood({"a": {"items": text, "anyOf": text}}, schema)
    assert ui.at(("a", "items")).widget == ui.at(("a", "anyOf")).widget == "textarea"


def test_alternatives_speak_of_the_same_place() -> None:
    ui = understood({"a": {"anyOf": [{"ui:title": "One", "b": {"ui:title": "B"}}, 5]}})
    assert ui.at(("a", "b")).title == "B"
    assert ui.at(("a",)) is NOTHING
