"""Rows whose parts are groups, or come and go: they are merged part by part, and come and go as a whole."""

from typing import Any

import pytest

from formengine.merging import Clash, merge_value, seen_of
from formengine.model import Field
from tests.formengine.builders import asks, field

TEXT = {"x-type": "text", "title": "T"}
DEEP = field(
    "rows",
    items={"properties": {"a": TEXT, "g": {"x-type": "group", "title": "G", "properties": {"b": TEXT}}}},
)
MOVING = field("rows", items={"properties": {"a": TEXT, "g": {**TEXT, "x-when": asks(".a", "x")}}})
GROUP = field("group", properties={"a": TEXT, "b": TEXT})

Row = dict[str, Any]


def row(name: str, a: str | None = None, b: str | None = None, *, of: Field = DEEP) -> Row:
    parts = {"a": a, "g": b if of is MOVING or b is None else {"b": b}}
    return {"_id": name, **{key: part for key, part in parts.items() if part is not None}}


def merged(field: Field, stored: Any, base: Any, mine: Any) -> Any:
    return merge_value(field, stored, seen_of(field, base), mine)


BOTH = pytest.mark.parametrize("of", [DEEP, MOVING], ids=["deep", "moving"])


@BOTH
def test_two_writers_of_two_parts_of_one_row_both_keep_their_change(of: Field) -> None:
    base = [row("1", "x", "y", of=of)]
    theirs, mine = [row("1", "x!", "y", of=of)], [row("1", "x", "y!", of=of)]
    assert merged(of, theirs, base, mine) == [row("1", "x!", "y!", of=of)]
    assert merged(of, mine, base, theirs) == [row("1", "x!", "y!", of=of)]


@BOTH
def test_two_writers_of_one_part_clash(of: Field) -> None:
    base = [row("1", "x", "y", of=of)]
    assert merged(of, [row("1", "x", "1", of=of)], base, [row("1", "x", "2", of=of)]) == Clash()
    assert merged(of, [row("1", "1", "y", of=of)], base, [row("1", "2", "y", of=of)]) == Clash()


@BOTH
def test_a_part_that_one_empties_stays_empty(of: Field) -> None:
    base = [row("1", "x", "y", of=of)]
    assert merged(of, [row("1", "x", of=of)], base, [row("1", "x!", "y", of=of)]) == [row("1", "x!", of=of)]
    assert merged(of, [row("1", "x!", "y", of=of)], base, [row("1", "x", of=of)]) == [row("1", "x!", of=of)]


@BOTH
def test_new_rows_of_both_are_there_mine_first(of: Field) -> None:
    base, theirs, mine = row("1", "x", of=of), row("t", "t", "t", of=of), row("m", "m", "m", of=of)
    assert merged(of, [base, theirs], [base], [base, mine]) == [base, mine, theirs]
    assert merged(of, [theirs], None, [mine]) == [mine, theirs]
    assert merged(of, None, None, [mine]) == [mine]


@BOTH
def test_a_row_that_somebody_took_away_is_gone_unless_the_other_worked_on_it(of: Field) -> None:
    base, changed, other = row("1", "x", "y", of=of), row("1", "x", "y!", of=of), row("2", "z", of=of)
    for theirs, mine in (([other], [base, other]), ([base, other], [other]), ([other], [other])):
        assert merged(of, theirs, [base, other], mine) == [other]
    assert merged(of, [other], [base, other], [changed, other]) == Clash()
    assert merged(of, [changed, other], [base, other], [other]) == Clash()
    assert merged(of, None, [base], [base]) is None
    assert merged(of, [base], [base], None) is None


def test_a_part_nobody_had_filled_in_is_work_like_any_other() -> None:
    base, filled, other = row("1", "x"), row("1", "x", "new"), row("2", "z")
    assert merged(DEEP, [other], [base, other], [filled, other]) == Clash()
    assert merged(DEEP, [filled, other], [base, other], [other]) == Clash()


WIDE = field(
    "rows",
    items={
        "properties": {
            "a": TEXT,
            "open": {**TEXT, "x-when": asks(".a", "x")},
            "sum": {**TEXT, "x-compute": {"cat": [{"var": ".a"}]}},
            "g": {
                "x-type": "group",
                "title": "G",
                "properties": {"b": TEXT, "open": {**TEXT, "x-when": asks(".b", "x")}},
            },
            "flat": {"x-type": "rows", "title": "F", "items": {"properties": {"c": TEXT}}},
            "deep": {
                "x-type": "rows",
                "title": "D",
                "items": {"properties": {"c": {**TEXT, "x-when": True}}},
            },
        }
    },
)
SEEN: Row = {
    "_id": "1",
    "a": "y",
    "sum": "y",
    "g": {"b": "y"},
    "flat": [{"_id": "f", "c": "1"}, {"_id": "h", "c": "0"}],
    "deep": [{"_id": "d", "c": "2"}],
}


@pytest.mark.parametrize(
    ("stored", "gone"),
    [
        (SEEN, True),
        ({**SEEN, "open": "behind its condition", "g": {"b": "y", "open": "too"}}, True),
        ({**SEEN, "sum": "computed meanwhile"}, True),
        ({**SEEN, "a": "y!"}, False),
        ({**SEEN, "g": {"b": "y!"}}, False),
        ({**SEEN, "g": None}, False),
        ({**SEEN, "flat": [{"_id": "f", "c": "1!"}, {"_id": "h", "c": "0"}]}, False),
        ({**SEEN, "flat": [*SEEN["flat"], {"_id": "new"}]}, False),
        ({**SEEN, "flat": None}, False),
        ({**SEEN, "deep": [{"_id": "d", "c": "2!"}]}, False),
        ({**SEEN, "deep": [{"_id": "other", "c": "2"}]}, False),
    ],
)
def test_only_what_is_as_it_was_seen_may_be_taken_away(stored: Row, gone: bool) -> None:
    assert merged(WIDE, [stored], [SEEN], None) == (None if gone else Clash())
    assert merged(WIDE, None, [SEEN], [{**stored, "_id": "1"}, {"_id": "2", "a": "mine"}]) == (
        [{"_id": "2", "a": "mine"}] if gone else Clash()
    )


def test_parts_that_are_none_of_the_group_are_nobodys_change() -> None:
    seen = seen_of(GROUP, {"a": "x", "b": "y"})
    assert merge_value(GROUP, {"a": "x", "b": "y!"}, seen, {"a": "x!", "b": "y"}) == {"a": "x!", "b": "y!"}
    assert merge_value(GROUP, {"a": "1"}, seen, {"a": "2"}) == Clash()
    assert merge_value(GROUP, None, {}, None) is None
    assert seen_of(GROUP, {"a": "x", "gone": "z"}) == seen_of(GROUP, {"a": "x"})


def test_a_part_without_an_answer_is_as_it_was_seen() -> None:
    base = {key: part for key, part in SEEN.items() if key != "a"}
    assert merged(WIDE, [base], [base], None) is None
    assert merged(WIDE, [{**base, "a": "new"}], [base], None) == Clash()


def test_a_part_others_filled_in_stays_where_this_writer_sends_none() -> None:
    assert merged(GROUP, {"a": "x", "b": "new"}, {"a": "x"}, {"a": "mine"}) == {"a": "mine", "b": "new"}
    assert list(merged(GROUP, {"a": "x", "b": "y"}, None, {"b": "y"})) == ["b", "a"]


@pytest.mark.parametrize("empty", [{"g": {"b": ""}}, {"g": {}}, {"g": ""}])
def test_what_was_seen_empty_was_not_changed(empty: Any) -> None:
    mine, theirs = [row("1", "x"), row("2", "y")], [row("2", "y"), row("1", "x")]
    known: Any = seen_of(DEEP, mine)
    seen = {key: {**parts, **empty} for key, parts in known.items()}
    assert merge_value(DEEP, theirs, seen, mine) == theirs
    answered = seen_of(DEEP, [row("1", "x", "old"), row("2", "y")])
    assert merge_value(DEEP, theirs, answered, mine) == mine


@pytest.mark.parametrize("garbled", ["", "x", "c", 5, [], {"g": "x"}, {"g": 5}])
def test_a_garbled_memory_is_no_exception(garbled: Any) -> None:
    rows = [row("1", "x", "y")]
    assert merge_value(DEEP, rows, {"1": garbled}, rows) == rows
    assert merge_value(DEEP, rows, {"1": garbled}, None) == Clash()
    known: Any = seen_of(WIDE, [SEEN])
    for strange in ({"deep": {"d": garbled}}, {"deep": garbled}, {"flat": garbled}):
        seen = {"1": {**known["1"], **strange}}
        assert merge_value(WIDE, [SEEN], seen, [SEEN]) == [SEEN]
        assert merge_value(WIDE, [SEEN], seen, None) in (None, Clash())
