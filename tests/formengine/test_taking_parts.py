"""What is taken of groups and rows whose parts come, go and are computed; and what is not."""

from dataclasses import replace
from typing import Any

import pytest

from formengine.acceptance import accept
from formengine.rules import Scene
from formengine.taking import Writing, take, whole
from tests.formengine.builders import asks, codes, view

TEXT: dict[str, Any] = {"x-type": "text", "title": "T"}
YES: dict[str, Any] = {"x-type": "yesno", "title": "Y"}
NUMBER: dict[str, Any] = {"x-type": "integer", "title": "N"}
PARTS: dict[str, Any] = {
    "more": {**TEXT, "x-when": asks(".yes", True)},
    "yes": YES,
    "twice": {**NUMBER, "x-compute": {"*": [{"var": ".n"}, 2]}},
    "four": {**NUMBER, "x-compute": {"*": [{"var": ".twice"}, 2]}},
    "n": NUMBER,
}
GROUP = {"g": {"x-type": "group", "properties": PARTS}}
ROWS = {"r": {"x-type": "rows", "items": {"properties": PARTS}}}
MINE, OTHER = "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"


def after(fields: Any, stored: Any, sent: Any, **others: Any) -> Any:
    outcome = accept(view(fields), stored, sent, complete=False, **others)
    assert outcome.accepted, outcome
    return outcome.answers


class TestParts:
    def test_a_part_is_judged_by_what_was_just_sent_beside_it(self) -> None:
        assert after(GROUP, {}, {"g": {"more": "x", "yes": "true"}}) == {"g": {"yes": True, "more": "x"}}
        assert after(GROUP, {}, {"g": {"more": "x", "yes": "false"}}) == {"g": {"yes": False}}
        assert after(GROUP, {}, {"g": {"more": "x"}}) == {}

    def test_one_that_went_keeps_its_stored_answer(self) -> None:
        stored = {"g": {"yes": True, "more": "old"}}
        assert after(GROUP, stored, {"g": {"yes": "false", "more": "new"}}) == {
            "g": {"yes": False, "more": "old"}
        }

    def test_so_does_one_in_a_group_that_was_not_sent(self) -> None:
        inner = {"h": {"x-type": "group", "title": "H", "properties": PARTS}, "name": TEXT}
        fields = {"g": {"x-type": "group", "properties": inner}}
        stored = {"g": {"h": {"yes": False, "more": "old"}}}
        assert after(fields, stored, {"g": {"name": "x"}})["g"] == {**stored["g"], "name": "x"}

    def test_what_is_computed_follows_and_goes_with_what_it_is_computed_from(self) -> None:
        assert after(GROUP, {}, {"g": {"n": "5"}}) == {"g": {"n": 5, "twice": 10, "four": 20}}
        stored = {"g": {"n": 5, "twice": 10, "four": 20, "yes": True}}
        assert after(GROUP, stored, {"g": {"n": "6"}})["g"] == {"n": 6, "twice": 12, "four": 24, "yes": True}
        assert after(GROUP, stored, {"g": {"n": ""}}) == {"g": {"yes": True}}

    def test_so_it_is_in_rows(self) -> None:
        sent = {"r": [{"n": "1", "yes": "true", "more": "x"}, {"n": "2", "more": "y"}]}
        rows = [
            {key: part for key, part in row.items() if key != "_id"} for row in after(ROWS, {}, sent)["r"]
        ]
        assert rows == [
            {"n": 1, "twice": 2, "four": 4, "yes": True, "more": "x"},
            {"n": 2, "twice": 4, "four": 8},
        ]

    def test_a_group_in_a_group_sees_its_own_neighbours(self) -> None:
        inner = {"h": {"x-type": "group", "title": "H", "properties": PARTS}, "yes": YES}
        fields = {"g": {"x-type": "group", "properties": inner}}
        sent = {"g": {"yes": "false", "h": {"yes": "true", "more": "x", "n": "1"}}}
        assert after(fields, {}, sent)["g"]["h"] == {"yes": True, "more": "x", "n": 1, "twice": 2, "four": 4}

    def test_a_problem_in_a_part_is_said_at_it(self) -> None:
        for fields, sent, path in (
            (GROUP, {"g": {"n": "x"}}, ("g", "n")),
            (ROWS, {"r": [{"n": "1"}, {"n": "x"}]}, ("r", 1, "n")),
        ):
            outcome = accept(view(fields), {}, sent, complete=False)
            assert codes(outcome.problems) == [(path, "not_an_integer")]
            assert outcome.changes == {}


class TestEmptied:
    @pytest.mark.parametrize("nothing", [None, ""])
    def test_nothing_takes_all_away(self, nothing: Any) -> None:
        plain = {"g": {"x-type": "group", "properties": {"a": TEXT, "b": TEXT}}}
        assert after(plain, {"g": {"a": "x", "b": "y"}}, {"g": nothing}) == {}
        assert after(ROWS, {"r": [{"_id": "1", "n": 1}]}, {"r": nothing}) == {}

    @pytest.mark.parametrize(
        ("fields", "sent", "code"),
        [(GROUP, "x", "not_an_object"), (ROWS, "x", "not_a_list"), (ROWS, [5], "not_an_object")],
    )
    def test_what_has_another_shape_changes_nothing(self, fields: Any, sent: Any, code: str) -> None:
        (key,) = fields
        outcome = accept(view(fields), {}, {key: sent}, complete=False)
        assert [each for _path, each in codes(outcome.problems)] == [code]
        assert outcome.changes == {}

    def test_more_rows_than_allowed_change_nothing(self) -> None:
        few = {"r": {**ROWS["r"], "maxItems": 2}}
        row = {"n": "1"}
        assert len(after(few, {}, {"r": [row, row]})["r"]) == 2
        for fields, most in ((few, 2), (ROWS, 200)):
            outcome = accept(view(fields), {}, {"r": [row] * (most + 1)}, complete=False)
            assert codes(outcome.problems) == [(("r",), "too_many_rows")]
            assert outcome.problems[0].params == {"most": most}
            assert outcome.changes == {}

    def test_an_id_of_another_kind_names_no_row(self) -> None:
        odd: Any
        for odd in ({"a": 1}, ["1"], 1, None):
            answers = after(ROWS, {"r": [{"_id": "1", "yes": True}]}, {"r": [{"_id": odd, "n": "5"}]})
            assert [row.get("yes") for row in answers["r"]] == [None]

    def test_what_is_too_deep_is_a_problem_of_its_field(self) -> None:
        deep: Any = "x"
        for _ in range(30):
            deep = [deep]
        outcome = accept(view({"a": {}}), {}, {"a": deep})
        assert [(path[0], code) for path, code in codes(outcome.problems)] == [("a", "too_deep")]


class TestAttached:
    def test_each_document_is_ones_own_or_was_there(self) -> None:
        fields = {"f": {"x-type": "file", "x-max-files": 3}}
        outcome = accept(view(fields), {}, {"f": [MINE, OTHER]}, documents={MINE})
        assert codes(outcome.problems) == [(("f",), "not_a_document")]
        assert after(fields, {"f": [OTHER]}, {"f": [MINE, OTHER]}, documents={MINE}) == {"f": [MINE, OTHER]}

    def test_so_is_each_dossier(self) -> None:
        fields = {"d": {"x-type": "dossier_link"}}
        assert codes(accept(view(fields), {}, {"d": MINE}).problems) == [(("d",), "not_a_dossier")]
        assert after(fields, {}, {"d": MINE}, dossiers={MINE}) == {"d": MINE}
        assert after(fields, {"d": MINE}, {"d": MINE}) == {"d": MINE}


def test_what_is_put_back_together_holds_nothing_empty() -> None:
    compiled = view(GROUP).by_key["g"]
    assert whole(compiled, None, None) is None
    assert whole(compiled, {"yes": True}, {}) is None
    rows = view(ROWS, {"*": "edit", "r.yes": "hidden"}).by_key["r"]
    assert whole(rows, [{"_id": "1", "n": 1, "yes": True}], [{"_id": "1", "n": 2}, {"_id": "2"}]) == [
        {"_id": "1", "yes": True, "n": 2},
        {"_id": "2"},
    ]


def test_an_id_is_text_whatever_was_stored() -> None:
    rows = view(ROWS).by_key["r"]
    assert whole(rows, [{"_id": 5, "n": 1}], [{"_id": "5", "n": 2}]) == [{"_id": "5", "n": 2}]
    taken = take(rows, [{"_id": "5", "n": "2"}], [{"_id": 5, "yes": True}], Writing(Scene({}, {})))
    assert [(row["_id"], row["yes"]) for row in taken.value] == [("5", True)]


def test_nothing_taken_of_a_group_is_none() -> None:
    compiled = view(GROUP).by_key["g"]
    taken = take(compiled, {"n": ""}, None, Writing(Scene({}, {})))
    assert (taken.value, taken.problems) == (None, [])
    rows = take(view(ROWS).by_key["r"], [{"n": ""}], None, Writing(Scene({}, {})))
    assert (rows.value, rows.problems) == (None, [])


def test_a_row_is_there_once_anything_in_it_was_answered() -> None:
    """What rules compute of it makes no row: whoever sends it may not see that."""
    fixed = {**NUMBER, "x-compute": {"+": [1, 1]}}
    inner = {"n": NUMBER, "fixed": fixed}
    fields = {
        "r": {
            "x-type": "rows",
            "items": {
                "properties": {
                    "g": {"x-type": "group", "title": "G", "properties": inner},
                    "s": {"x-type": "rows", "title": "S", "items": {"properties": inner}},
                    "fixed": fixed,
                }
            },
        }
    }
    assert after(fields, {}, {"r": [{}, {"g": {"n": ""}}, {"s": []}, {"s": [{"n": ""}]}]}) == {}
    by_group = after(fields, {}, {"r": [{"g": {"n": "1"}}]})["r"]
    by_rows = after(fields, {}, {"r": [{"s": [{"n": "1"}]}]})["r"]
    assert [row["g"]["n"] for row in by_group] == [1]
    assert [row["s"][0]["n"] for row in by_rows] == [1]
    two = after(fields, {}, {"r": [{"s": [{"n": "1"}]}, {"s": [{"n": "1"}]}]})["r"]
    assert two[0]["_id"] != two[1]["_id"]


def test_the_id_of_a_row_tells_nothing_of_what_is_computed() -> None:
    hidden = {**NUMBER, "x-compute": {"+": [{"var": "secret"}, 1]}}
    inner = {"n": NUMBER, "hidden": hidden}
    parts = {
        "g": {"x-type": "group", "title": "G", "properties": inner},
        "s": {"x-type": "rows", "title": "S", "items": {"properties": inner}},
        "hidden": hidden,
    }
    fields = {"secret": NUMBER, "r": {"x-type": "rows", "items": {"properties": parts}}}
    sent = {"r": [{"g": {"n": "1"}, "s": [{"n": "2"}]}]}
    one, two = (after(fields, {"secret": number}, sent)["r"][0] for number in (1, 2))
    assert one["hidden"] != two["hidden"]
    assert (one["_id"], one["s"][0]["_id"]) == (two["_id"], two["s"][0]["_id"])


def test_who_sees_a_part_masked_puts_none_of_it_back() -> None:
    compiled = view(GROUP, {"*": "edit", "g.n": "read"}).by_key["g"]
    children = tuple(replace(each, masked=each.key == "n") for each in compiled.children)
    kept = whole(replace(compiled, children=children), {"n": 1234, "yes": True}, {"n": "***", "yes": False})
    assert kept == {"n": 1234, "yes": False}
