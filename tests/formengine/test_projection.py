from typing import Any

from formengine.access import Access, Cap
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.projection import Projection, project
from tests.formengine.builders import asks, document, view

ROWS = {
    "x-type": "rows",
    "items": {"properties": {"a": {"x-type": "text", "title": "A"}, "b": {"x-type": "file", "title": "B"}}},
}
ONE, TWO = "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"


def test_it_holds_what_may_be_seen_and_how() -> None:
    shown = project(
        view({"a": {}, "b": {}, "c": {}}, {"a": "edit!", "b": "read"}), {"a": "1", "b": "2", "c": "3"}
    )
    assert list(shown.fields) == ["a", "b"]
    assert shown.editable == {"a"}
    assert (shown.fields["a"].required, shown.fields["b"].required) == (True, False)
    assert (shown.fields["a"].value, shown.fields["b"].display("en")) == ("1", "2")
    assert (shown.view, shown.status) == ("internet", "open")


def test_what_is_empty_displays_as_nothing() -> None:
    (field,) = project(view({"a": {"x-type": "date"}}), {}).fields.values()
    assert (field.empty, field.display("fr"), field.cell()) == (True, "", "")


def test_a_page_of_which_nothing_can_be_answered_is_not_there() -> None:
    pages = [{"key": "one", "title": "1", "items": ["a"]}, {"key": "two", "title": "2", "items": ["s"]}]
    shown = project(view({"a": {}, "s": {"x-type": "static"}}, {"*": "read"}, x_pages=pages), {})
    assert [page.key for page in shown.pages] == ["one"]
    assert shown.page("two") is None


def test_an_answer_behind_an_unmet_condition_is_not_there() -> None:
    compiled = view({"a": {"x-type": "yesno"}, "b": {"x-when": asks("a", True)}})
    assert list(project(compiled, {"a": False, "b": "x"}).fields) == ["a"]
    assert list(project(compiled, {"a": True, "b": "x"}).fields) == ["a", "b"]


def test_rows_show_only_the_children_that_may_be_seen() -> None:
    compiled = view({"r": ROWS}, {"r": "edit", "r.b": "hidden"})
    shown = project(compiled, {"r": [{"_id": "x", "a": "1", "b": [ONE]}]}).fields["r"]
    assert shown.value == [{"_id": "x", "a": "1"}]
    assert [[child.key for child in row.fields] for row in shown.rows] == [["a"]]
    assert "550e" not in shown.display("en") + shown.cell()


def test_documents_that_may_be_opened_are_those_shown_anywhere() -> None:
    answers: dict[str, Any] = {"f": [ONE], "r": [{"_id": "x", "b": [TWO]}]}
    fields = {"f": {"x-type": "file"}, "r": ROWS}
    assert set(project(view(fields), answers).files) == {ONE, TWO}
    assert set(project(view(fields, {"f": "read"}), answers).files) == {ONE}


def test_children_are_never_above_their_group() -> None:
    compiled = view({"r": ROWS}, {"r": "edit"}, cap=Cap(Access.READ))
    shown = project(compiled, {"r": [{"_id": "x", "a": "1"}]}).fields["r"]
    assert {child.access for row in shown.rows for child in row.fields} == {Access.READ}


def test_the_token_changes_with_what_is_seen_and_with_nothing_else() -> None:
    compiled = view({"a": {}, "b": {}}, {"a": "read"})
    token = project(compiled, {"a": "1", "b": "1"}).token
    assert project(compiled, {"a": "1", "b": "2"}).token == token
    assert project(compiled, {"a": "2", "b": "1"}).token != token
    assert project(view({"a": {}, "b": {}}, {"a": "edit"}), {"a": "1"}).token != token


def test_an_answer_that_does_not_count_opens_nothing_even_where_it_is_revealed() -> None:
    chain = {
        "f0": {"x-type": "yesno"},
        "f1": {"x-type": "yesno", "x-when": asks("f0", True)},
        "f2": {"x-when": asks("f1", True)},
    }
    compiled = view(chain, {"f2": "edit"}, reveals=("f0", "f1"))
    assert list(project(compiled, {"f0": True, "f1": True}).fields) == ["f2"]
    assert list(project(compiled, {"f0": False, "f1": True}).fields) == []
    assert compiled.model.live({"f0": False, "f1": True, "f2": "x"}) == {"f0": False}


class TestMasks:
    PERSON = {
        "x-type": "group",
        "properties": {"n": {"x-type": "text", "title": "N"}, "age": {"x-type": "integer", "title": "Age"}},
    }
    FIELDS = {
        "iban": {"x-type": "iban"},
        "short": {},
        "after": {"x-when": {"!": {"empty": {"var": "iban"}}}},
        "p": PERSON,
    }
    ANSWERS = {
        "iban": "IT75N0599901600000000012345",
        "short": "secret",
        "p": {"n": "Ada Lovelace 1815", "age": 36},
    }
    MASKS = ["iban", "short", "p.n", "p.age"]

    def masked(self, **rules: str) -> Projection:
        drawn = document(self.FIELDS)
        drawn["x-views"]["internet"] |= {"rules": {"*": "read", **rules}, "masks": self.MASKS}
        compiled = compile_view(parse(drawn), view="internet", status="open")
        return project(compiled, self.ANSWERS)

    def test_a_few_characters_are_left_of_a_long_text_and_none_of_a_short_one(self) -> None:
        shown = self.masked().fields
        assert shown["iban"].display("it") == "IT75 **** **** **** **** **** 345"
        assert (shown["short"].value, shown["short"].cell()) == ("***", "***")

    def test_nor_is_more_of_it_in_a_group(self) -> None:
        shown = self.masked().fields["p"]
        assert shown.value == {"n": "Ada L******* *815", "age": "***"}
        assert shown.display("en") == "N: Ada L******* *815; Age: ***"
        assert shown.cell() == "n=Ada L******* *815; age=***"

    def test_nor_in_each_row(self) -> None:
        rows = {"x-type": "rows", "items": {"properties": self.PERSON["properties"]}}
        drawn = document({"r": rows})
        drawn["x-views"]["internet"] |= {"rules": {"*": "read"}, "masks": ["r.n"]}
        compiled = compile_view(parse(drawn), view="internet", status="open")
        stored = [{"_id": "a", "n": "Ada Lovelace 1815", "age": 36}, {"_id": "b", "age": 4}]
        shown = project(compiled, {"r": stored}).fields["r"]
        assert shown.value == [{"_id": "a", "n": "Ada L******* *815", "age": 36}, {"_id": "b", "age": 4}]
        assert shown.display("en") == "N: Ada L******* *815; Age: 36\nAge: 4"
        assert shown.cell() == "n=Ada L******* *815; age=36 | age=4"

    def test_no_rule_asks_about_it(self) -> None:
        assert "after" not in self.masked().fields

    def test_who_edits_it_sees_all_of_it(self) -> None:
        shown = self.masked(iban="edit").fields
        assert shown["iban"].value == self.ANSWERS["iban"]
        assert "after" in shown
