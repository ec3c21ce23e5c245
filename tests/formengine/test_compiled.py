"""What a compiled view answers by itself: pages, rules it asks about, values narrowed, masked and said."""

from typing import Any

import pytest

from formengine.compiled import CompiledView, masked_text, row_id
from formengine.compiling import compile_view
from formengine.document import parse
from tests.formengine.builders import asks, document, view

TEXT: dict[str, Any] = {"x-type": "text", "title": "T"}
NUMBER: dict[str, Any] = {"x-type": "integer", "title": "N"}
PARTS: dict[str, Any] = {"name": {**TEXT, "title": "Name"}, "n": NUMBER}
FIELDS: dict[str, Any] = {
    "g": {"x-type": "group", "properties": PARTS},
    "r": {"x-type": "rows", "items": {"properties": PARTS}},
    "a": {},
}
LONG = "Ada Lovelace 1815"


def masked(*paths: str) -> CompiledView:
    drawn = document(FIELDS)
    drawn["x-views"]["internet"] |= {"rules": {"*": "read"}, "masks": list(paths)}
    return compile_view(parse(drawn), view="internet", status="open")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abcdefghijklmn", "abcd*******lmn"),
        ("abcdefghijklm", "***"),
        ("ab cd-efghijklmn", "ab cd-*******lmn"),
        ("no", "***"),
        ("", "***"),
    ],
)
def test_half_of_a_text_at_most_is_shown(text: str, shown: str) -> None:
    assert masked_text(text) == shown


def test_a_row_without_an_id_has_its_number() -> None:
    assert [row_id(row, 3) for row in ({"_id": "a"}, {"_id": 5}, {}, {"_id": ""})] == ["a", "5", "3", "3"]


def test_what_is_shown_is_said_with_its_titles() -> None:
    compiled = masked("g.name", "r.name", "a")
    said = {
        key: compiled.by_key[key].told(compiled.by_key[key].shown(value), "en")
        for key, value in {
            "g": {"name": LONG, "n": 36},
            "r": [{"_id": "1", "name": LONG}, {"_id": "2", "n": 5}],
            "a": "short",
        }.items()
    }
    assert said == {
        "g": "Name: Ada L******* *815; N: 36",
        "r": "Name: Ada L******* *815\nN: 5",
        "a": "***",
    }
    assert [each.told(None, "en") for each in compiled.by_key.values()] == ["", "", ""]
    open_ = view(FIELDS).by_key
    assert open_["g"].told({"name": LONG, "n": 36}, "en") == f"Name: {LONG}; N: 36"
    assert open_["a"].told("x", "en") == "x"


def test_what_is_masked_is_read_by_no_type() -> None:
    options = [{"const": key, "title": key.upper()} for key in "ab"]
    many = {"x-type": "choices", "title": "Many", "items": {"oneOf": options}}
    drawn = document({"g": {"x-type": "group", "properties": {"many": many}}})
    drawn["x-views"]["internet"] |= {"rules": {"*": "read"}, "masks": ["g.many"]}
    found = compile_view(parse(drawn), view="internet", status="open").by_key["g"]
    assert found.told(found.shown({"many": ["a", "b"]}), "en") == "Many: ***"


@pytest.mark.parametrize(
    ("path", "shows"),
    [
        ("g", False),
        ("g.n", True),
        ("g.name", False),
        ("g.gone", False),
        ("g.gone.x", False),
        ("g.gone.*", False),
        ("g.*", False),
    ],
)
def test_a_rule_asks_for_nothing_masked_or_unknown(path: str, shows: bool) -> None:
    assert masked("g.name").by_key["g"].shows(path) is shows
    assert view(FIELDS).by_key["g"].shows("g.*")


def test_a_page_is_found_by_its_key() -> None:
    pages = [{"key": "one", "title": "1", "items": ["a"]}, {"key": "two", "title": "2", "items": ["g"]}]
    compiled = view(FIELDS, x_pages=pages)
    assert [compiled.page(key) for key in ("one", "two", "gone")] == [*compiled.pages, None]


def test_it_may_be_edited_where_one_field_may() -> None:
    assert view(FIELDS, {"*": "read", "a": "edit"}).may_edit
    assert not view(FIELDS, {"*": "read"}).may_edit


def test_it_knows_what_its_rules_ask_about() -> None:
    pages = [
        {"key": "one", "title": "1", "items": ["yes", "g", "a", "b", "c"]},
        {"key": "two", "title": "2", "items": ["d"], "x-when": asks("b", "x")},
    ]
    fields = {
        **{key: value for key, value in FIELDS.items() if key != "r"},
        "yes": {"x-type": "yesno"},
        "b": {"x-when": asks("yes", True)},
        "c": {"x-required-when": asks("g.name", "x")},
        "d": {"x-compute": {"cat": [{"var": "a"}]}},
    }
    assert view(fields, x_pages=pages).asked == {"yes", "g.name", "g", "a", "b"}
    assert view(FIELDS).asked == frozenset()


def test_what_is_revealed_may_be_asked_about_but_not_in_a_ring() -> None:
    fields = {
        "h": {"x-type": "yesno"},
        "r": {"x-type": "rows", "items": {"properties": {"n": NUMBER}}},
        "b": {"x-when": asks("h", True)},
        "c": {"x-when": {"fits": [["r"], {"required": ["r"]}]}},
    }
    assert set(view(fields, {"b": "edit", "c": "edit"}).by_key) == set()
    assert set(view(fields, {"b": "edit", "c": "edit"}, reveals=("h", "r")).by_key) == {"b", "c"}
    ring = {"a": {"x-when": asks("b", "x")}, "b": {"x-when": asks("a", "x")}, "c": {"x-when": asks("a", "x")}}
    assert set(view(ring, {"c": "edit"}, reveals=("a", "b")).by_key) == set()


def test_a_part_may_be_revealed_by_itself_and_nothing_that_is_not_there() -> None:
    rows = {"x-type": "rows", "title": "R", "items": {"properties": {"n": NUMBER}}}
    fields = {
        "g": {"x-type": "group", "properties": {"r": rows}},
        "c": {"x-when": {"fits": [["g.r"], {"required": ["g"]}]}},
    }
    assert set(view(fields, {"c": "edit"}).by_key) == set()
    assert set(view(fields, {"c": "edit"}, reveals=("g.r",)).by_key) == {"c"}
    gone = {"c": {"x-when": asks("gone", True)}}
    assert set(view(gone, {"c": "edit"}, reveals=("gone",)).by_key) == set()
