"""The parts of a projection, one by one."""

from typing import Any

from formengine.access import Access, Cap
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.projection import Projection, project
from tests.formengine.builders import asks, document, view

TEXT: dict[str, Any] = {"x-type": "text", "title": "T"}
YES: dict[str, Any] = {"x-type": "yesno", "title": "Y"}
PARTS: dict[str, Any] = {"yes": YES, "more": {**TEXT, "x-when": asks(".yes", True)}, "name": TEXT}
ROWS: dict[str, Any] = {"x-type": "rows", "items": {"properties": PARTS, "required": ["name"]}}


def shown(rules: dict[str, str], answers: Any = None, masks: tuple[str, ...] = ()) -> Projection:
    drawn = document({"r": ROWS, "paper": {"x-type": "file"}})
    drawn["x-views"]["internet"] |= {"rules": rules, "masks": list(masks)}
    return project(compile_view(parse(drawn), view="internet", status="open"), answers or {})


def test_a_page_is_found_by_its_key() -> None:
    found = shown({"*": "edit"})
    assert found.page("page") is found.pages[0]
    assert found.page("gone") is None


def test_a_fingerprint_has_thirty_two_digits() -> None:
    assert len(shown({"*": "edit"}).token) == 32


def test_a_file_without_an_answer_opens_none() -> None:
    assert shown({"*": "edit"}).files == {}


def test_an_empty_row_shows_what_it_begins_with_and_a_row_that_is_read_all_it_may_have() -> None:
    edited, read = shown({"*": "edit"}).fields["r"], shown({"*": "read"}, masks=("r.name",)).fields["r"]
    assert [(each.key, each.required) for each in edited.children] == [("yes", False), ("name", True)]
    assert [(each.key, each.required, each.masked) for each in read.children] == [
        ("yes", False, False),
        ("more", False, False),
        ("name", False, True),
    ]


def test_what_is_walked_through_is_what_holds_something() -> None:
    found = shown({"*": "edit"}, {"r": [{"_id": "1", "yes": True}, {"_id": "2"}]}).fields["r"]
    assert [each.key for each in found.walk()] == ["r", "yes", "more", "name", "yes", "name"]


def test_what_is_masked_is_read_by_no_type() -> None:
    options = [{"const": key, "title": key.upper()} for key in "ab"]
    parts = {
        "many": {"x-type": "choices", "title": "Many", "items": {"oneOf": options}},
        "day": {"x-type": "date", "title": "Day"},
    }
    drawn = document({"g": {"x-type": "group", "properties": parts}})
    drawn["x-views"]["internet"] |= {"rules": {"*": "read"}, "masks": ["g.many"]}
    compiled = compile_view(parse(drawn), view="internet", status="open")
    found = project(compiled, {"g": {"many": ["a", "b"], "day": "2026-07-03"}}).fields["g"]
    assert found.cell() == "many=***; day=2026-07-03"
    assert found.display("en") == "Many: ***; Day: 3 July 2026"


def test_required_is_what_one_may_answer() -> None:
    group = {"x-type": "group", "properties": {"x": TEXT, "y": TEXT}, "required": ["x"]}
    fields = {"a": {}, "g": group, "b": {"x-required-when": asks("a", "1")}}
    edited = project(view(fields, {"*": "edit!"}), {}).fields
    assert [edited["a"].required, edited["b"].required] == [True, True]
    assert [each.required for each in edited["g"].children] == [True, False]
    read = project(view(fields, {"*": "edit!"}, cap=Cap(Access.READ)), {}).fields
    assert not [each for field in read.values() for each in field.walk() if each.required]
    part = project(view(fields, {"*": "edit", "g.x": "read"}), {}).fields["g"]
    assert [each.required for each in part.children] == [False, False]
