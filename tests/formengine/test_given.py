"""What somebody gave is read again whole, whatever a view or a condition says by now."""

from formengine.given import given
from tests.formengine.builders import asks, model

ONE = "550e8400-e29b-41d4-a716-446655440000"
ROWS = {
    "x-type": "rows",
    "items": {"properties": {"a": {"x-type": "text", "title": "A"}, "b": {"x-type": "file", "title": "B"}}},
}
GROUP = {"x-type": "group", "properties": {"a": {"x-type": "text"}, "b": {"x-type": "text"}}}


def test_no_view_hides_it() -> None:
    shown = given(model({"a": {}, "b": {}}), {"a": "1"})
    assert {key: each.value for key, each in shown.fields.items()} == {"a": "1"}
    assert not shown.editable


def test_no_condition_takes_it_away() -> None:
    asking = model({"a": {"x-type": "yesno"}, "b": {"x-when": asks("a", True)}})
    assert list(given(asking, {"b": "x"}).fields) == ["b"]


def test_pages_without_anything_given_are_not_there() -> None:
    pages = [
        {"key": "one", "title": "1", "items": ["a", "gone"]},
        {"key": "two", "title": "2", "items": ["b"]},
    ]
    shown = given(model({"a": {}, "b": {}}, x_pages=pages), {"b": "x", "gone": "y", "other": "z"})
    assert [(page.key, page.title) for page in shown.pages] == [("two", "2")]


def test_groups_and_rows_hold_what_was_given_of_them() -> None:
    shown = given(
        model({"r": ROWS, "g": GROUP, "e": ROWS, "n": GROUP}),
        {"r": [{"_id": "x", "a": "1"}, {"_id": "y", "b": [ONE]}], "g": {"a": "2"}, "e": None, "n": None},
    )
    rows, group = shown.fields["r"], shown.fields["g"]
    assert [[each.key for each in row.fields] for row in rows.rows] == [["a"], ["b"]]
    assert [row.id for row in rows.rows] == ["x", "y"]
    assert [each.key for each in rows.children] == ["a", "b"]
    assert [(each.key, each.value) for each in group.children] == [("a", "2")]
    assert (shown.fields["e"].rows, shown.fields["n"].children) == ((), ())
    assert set(shown.files) == {ONE}
