"""Which fields are there for given answers, and what of them counts."""

from typing import Any

import pytest

from tests.formengine.builders import asks, model

YES: dict[str, Any] = {"x-type": "yesno", "title": "Y"}
TEXT: dict[str, Any] = {"x-type": "text", "title": "T"}
NUMBER: dict[str, Any] = {"x-type": "integer", "title": "N"}


def test_what_has_no_answer_is_not_among_those_that_count() -> None:
    assert dict(model({"a": {}, "b": {}}).live({"a": "x", "b": None})) == {"a": "x"}


@pytest.mark.parametrize(
    ("answers", "there"),
    [
        ({"page": True, "own": True}, True),
        ({"page": True, "own": False}, False),
        ({"page": False, "own": True}, False),
        ({"page": True}, False),
    ],
)
def test_a_field_waits_for_its_page_and_for_itself(answers: Any, there: bool) -> None:
    pages = [
        {"key": "one", "title": "1", "items": ["page", "own"]},
        {"key": "two", "title": "2", "items": ["f"], "x-when": asks("page", True)},
    ]
    fields = {"page": YES, "own": YES, "f": {"x-when": asks("own", True)}}
    assert ("f" in model(fields, x_pages=pages).live({**answers, "f": "x"})) is there


def test_nothing_hangs_on_what_is_not_there() -> None:
    chain = {"a": YES, "b": {"x-when": asks("a", True)}, "c": {"x-when": {"empty": {"var": "b"}}}}
    assert "c" in model(chain).live({"a": True, "c": "x"})
    assert "c" not in model(chain).live({"a": False, "c": "x"})
    group = {"g": {"x-type": "group", "properties": {
        "a": YES,
        "b": {**TEXT, "x-when": asks(".a", True)},
        "c": {**TEXT, "x-when": {"empty": {"var": ".b"}}},
    }}}  # fmt: skip
    assert "c" in model(group).live({"g": {"a": True, "c": "x"}})["g"]
    assert "c" not in model(group).live({"g": {"a": False, "c": "x"}})["g"]


def test_what_is_stored_in_another_shape_counts_for_nothing() -> None:
    parts = {"n": NUMBER, "one": {**NUMBER, "x-compute": {"+": [1, 0]}}}
    drawn = model({
        "g": {"x-type": "group", "properties": parts},
        "r": {"x-type": "rows", "items": {"properties": parts}},
    })  # fmt: skip
    assert drawn.live({"g": "text", "r": ["text", {"n": 5}, {"_id": "a"}]}) == {
        "g": {"one": 1},
        "r": [{"n": 5, "one": 1}, {"_id": "a", "one": 1}],
    }
    assert drawn.live({"r": []}) == {"g": {"one": 1}}


def test_a_computed_value_is_never_the_one_that_is_stored() -> None:
    drawn = model({"n": NUMBER, "twice": {**NUMBER, "x-compute": {"*": [{"var": "n"}, 2]}}})
    assert drawn.live({"n": 5, "twice": 99}) == {"n": 5, "twice": 10}
    assert drawn.live({"twice": 99}) == {}


def test_parts_stand_in_the_order_of_the_group() -> None:
    parts = {"late": {**TEXT, "x-when": asks(".yes", True)}, "yes": YES, "first": TEXT}
    drawn = model({"g": {"x-type": "group", "properties": parts}})
    live = drawn.live({"g": {"first": "1", "yes": True, "late": "2"}})["g"]
    assert list(live) == ["late", "yes", "first"]


def test_a_group_of_which_nothing_counts_is_no_answer() -> None:
    parts = {"a": YES, "b": {**TEXT, "x-when": asks(".a", True)}}
    assert model({"g": {"x-type": "group", "properties": parts}}).live({"g": {"b": "x"}}) == {}


def test_a_part_asks_about_a_part_of_its_neighbour() -> None:
    inner = {"x-type": "group", "title": "H", "properties": {"x": YES}}
    parts = {"b": {**TEXT, "x-when": asks(".h.x", True)}, "h": inner}
    drawn = model({"g": {"x-type": "group", "properties": parts}})
    assert drawn.live({"g": {"h": {"x": True}, "b": "1"}}) == {"g": {"h": {"x": True}, "b": "1"}}
    assert drawn.live({"g": {"h": {"x": False}, "b": "1"}}) == {"g": {"h": {"x": False}}}


def test_a_part_asks_for_its_own_group_and_for_others_from_the_top() -> None:
    both = {"and": [{">": [{"count": ["g.r"]}, 1]}, asks("yes", True)]}
    parts = {"r": {"x-type": "rows", "title": "R", "items": {"properties": {"n": NUMBER}}},
             "b": {**TEXT, "x-when": both}}  # fmt: skip
    drawn = model({"yes": YES, "g": {"x-type": "group", "properties": parts}})
    two = {"r": [{"_id": "1", "n": 1}, {"_id": "2", "n": 2}], "b": "x"}
    assert "b" in drawn.live({"yes": True, "g": two})["g"]
    assert "b" not in drawn.live({"yes": False, "g": two})["g"]
    assert "b" not in drawn.live({"yes": True, "g": {**two, "r": two["r"][:1]}})["g"]
