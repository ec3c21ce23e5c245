from typing import Any

import pytest

from formengine.importing.labels import labelled, plain_text

SCHEMA = {
    "title": "form",
    "type": "object",
    "properties": {
        "title": {"title": "name.label", "description": "other", "default": "form", "type": "string"},
        "kind": {"enum": ["kind.a", "b"], "const": "form"},
        "named": {"enum": ["kind.a"], "enumNames": ["form"], "examples": ["form"]},
    },
}
NAME = {"title": "Name", "description": "other", "default": "form", "type": "string"}
KIND = {"enum": ["kind.a", "b"], "const": "form", "enumNames": ["Kind A", "b"]}
NAMED = {"enum": ["kind.a"], "enumNames": ["The form"], "examples": ["form"]}
ENGLISH = {"form": "The form", "name.label": "Name", "kind.a": "Kind A", "object": "no", "string": "no"}


@pytest.mark.parametrize(
    "translations",
    [
        ENGLISH,
        {"translations": {key: {"fi": "x", "en": text} for key, text in ENGLISH.items()}},
        {key: {"en": text} for key, text in ENGLISH.items()},
        {"fi": {"form": "x"}, "en": ENGLISH},
        {"en-GB": ENGLISH, "fi": {}},
    ],
)
def test_keys_are_replaced_by_their_texts(translations: Any) -> None:
    said = labelled(SCHEMA, translations)
    assert said["title"] == "The form"
    assert said["type"] == "object"
    assert said["properties"]["title"] == NAME
    assert said["properties"]["kind"] == KIND
    assert said["properties"]["named"] == NAMED


def test_a_layout_is_labelled_too() -> None:
    layout = {"a": {"ui:enumNames": ["kind.a", 5], "ui:options": {"tooltipText": "form"}}, "scope": "form"}
    assert labelled([layout], ENGLISH) == [
        {"a": {"ui:enumNames": ["Kind A", 5], "ui:options": {"tooltipText": "The form"}}, "scope": "form"}
    ]


@pytest.mark.parametrize("translations", [None, [], 5, {}, {"a": 5}, {"a": {}}, {"translations": []}])
def test_what_are_no_labels_changes_nothing(translations: Any) -> None:
    assert labelled(SCHEMA, translations) == SCHEMA


def test_what_has_no_text_in_the_language_is_said_in_another() -> None:
    assert labelled({"title": "a"}, {"a": {"fi": "Suomi", "sv": "Svenska"}})["title"] == "Suomi"


def test_values_that_are_no_keys_keep_their_names() -> None:
    assert "enumNames" not in labelled({"enum": ["x", 5]}, ENGLISH)


def test_nesting_never_hurts() -> None:
    deep: Any = {"title": "form"}
    for _ in range(5000):
        deep = {"items": deep}
    assert labelled(deep, ENGLISH)["items"]["items"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a < b", "a < b"),
        (
            "<p>One <b>two</b></p><ul><li>three</li><li>four &amp; five</li></ul>",
            "One two\n- three\n- four & five",
        ),
        ("x<br>y<i>z</i", "x\nyz</i"),
    ],
)
def test_html_is_read_as_text(html: str, text: str) -> None:
    assert plain_text(html) == text
