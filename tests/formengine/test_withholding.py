"""Documents kept from one reader: for them they were never there, and nothing they send takes them away."""

from typing import Any

from formengine.acceptance import accept
from formengine.projection import project
from tests.formengine.builders import view

SEEN, KEPT = "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"
FILE: dict[str, Any] = {"x-type": "file", "title": "F", "x-max-files": 5}
FIELDS = {
    "papers": FILE,
    "group": {"x-type": "group", "properties": {"inner": FILE, "text": {"x-type": "text", "title": "T"}}},
    "rows": {"x-type": "rows", "items": {"properties": {"each": FILE}}},
    "name": {"x-type": "text"},
}
STORED = {
    "papers": [SEEN, KEPT],
    "group": {"inner": [KEPT], "text": "x"},
    "rows": [{"_id": "a", "each": [KEPT]}],
    "name": "N",
}
NARROW = view(FIELDS).without_files(frozenset({KEPT}))


def test_they_are_nowhere_in_what_is_seen() -> None:
    shown = project(NARROW, STORED)
    assert set(shown.files) == {SEEN}
    assert KEPT not in repr([field.value for field in shown.fields.values()])
    assert shown.fields["group"].value == {"text": "x"}
    assert shown.fields["name"].value == "N"
    assert set(project(view(FIELDS), STORED).files) == {SEEN, KEPT}


def test_the_same_is_seen_as_if_nobody_had_deposited_them() -> None:
    without = {**STORED, "papers": [SEEN], "group": {"text": "x"}, "rows": [{"_id": "a"}]}
    assert project(NARROW, STORED).token == project(NARROW, without).token


def test_whoever_edits_the_answer_leaves_them_where_they_are() -> None:
    for sent, after in (([], [KEPT]), ([SEEN], [SEEN, KEPT])):
        outcome = accept(NARROW, STORED, {"papers": sent}, complete=False)
        assert outcome.accepted
        assert outcome.answers["papers"] == after
    outcome = accept(NARROW, STORED, {"group": {"inner": [], "text": "y"}}, complete=False)
    assert outcome.answers["group"] == {"inner": [KEPT], "text": "y"}
