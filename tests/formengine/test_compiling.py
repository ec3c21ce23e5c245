from itertools import product
from typing import Any

import pytest

from formengine.access import Access, Cap
from formengine.compiling import compile_view, uncapped
from formengine.document import parse
from tests.formengine.builders import asks, document, model, view


def accesses(compiled: object) -> dict[str, str]:
    return {key: each.access.word for key, each in compiled.by_key.items()}  # type: ignore[attr-defined]


def test_a_field_the_rules_do_not_name_is_hidden() -> None:
    assert accesses(view({"a": {}, "b": {}, "c": {}}, {"a": "read", "b": "edit!"})) == {
        "a": "read",
        "b": "edit",
    }


def test_a_star_stands_for_the_fields_not_named() -> None:
    assert accesses(view({"a": {}, "b": {}}, {"*": "read", "b": "hidden"})) == {"a": "read"}


def test_a_field_on_no_page_is_hidden() -> None:
    compiled = view({"a": {}, "b": {}}, x_pages=[{"key": "p", "title": "P", "items": ["b", "gone"]}])
    assert accesses(compiled) == {"b": "edit"}


@pytest.mark.parametrize(
    ("rule", "status", "item", "own"), list(product(["hidden", "read", "edit"], repeat=4))
)
def test_effective_access_is_the_least_of_all(rule: str, status: str, item: str, own: str) -> None:
    drawn = document({"a": {}})
    drawn["x-views"]["internet"]["rules"] = {"a": rule}
    drawn["x-statuses"] = [
        {"key": "open", "title": "O", "caps": {"internet": status}, "items": {"internet": {"page": item}}}
    ]
    cap = Cap.of(Access.EDIT, {"a": Access.from_word(own)})
    compiled = compile_view(parse(drawn), view="internet", status="open", cap=cap)
    least = min(map(Access.from_word, (rule, status, item, own)))
    assert accesses(compiled) == ({} if least is Access.HIDDEN else {"a": least.word})


def test_a_status_that_does_not_name_the_view_hides_all() -> None:
    compiled = view({"a": {}}, x_statuses=[{"key": "open", "title": "O", "caps": {"crm": "edit"}}])
    assert compiled.pages == ()
    assert compiled.may_edit is False


def test_children_may_have_less_than_their_group_never_more() -> None:
    rows = {"x-type": "rows", "items": {"properties": {"x": {"x-type": "text"}, "y": {"x-type": "text"}}}}
    compiled = view({"r": rows}, {"r": "read", "r.x": "edit", "r.y": "hidden"})
    assert [(each.key, each.access) for each in compiled.by_key["r"].children] == [("x", Access.READ)]


def test_a_group_of_which_nothing_is_shown_is_hidden() -> None:
    group = {"x-type": "group", "properties": {"x": {"x-type": "text"}}}
    assert accesses(view({"g": group}, {"g": "edit", "g.x": "hidden"})) == {}


def test_a_condition_may_only_ask_for_what_the_view_shows() -> None:
    fields = {"a": {"x-type": "yesno"}, "b": {"x-when": asks("a", True)}}
    assert accesses(view(fields, {"b": "edit"})) == {}
    assert accesses(view(fields, {"b": "edit"}, reveals=("a",))) == {"b": "edit"}


def test_so_it_goes_on_down_a_chain_of_conditions() -> None:
    fields = {
        "a": {"x-type": "yesno"},
        "b": {"x-type": "yesno", "x-when": asks("a", True)},
        "c": {"x-when": asks("b", True)},
    }
    assert accesses(view(fields, {"b": "edit", "c": "edit"})) == {}
    assert accesses(view(fields, {"c": "edit"}, reveals=("b",))) == {}
    assert accesses(view(fields, {"c": "edit"}, reveals=("a", "b"))) == {"c": "edit"}
    assert accesses(view(fields, {"a": "read", "c": "edit"}, reveals=("b",))) == {"a": "read", "c": "edit"}


def test_a_condition_on_a_hidden_child_hides() -> None:
    group = {"x-type": "group", "properties": {"x": {"x-type": "yesno"}, "y": {"x-type": "text"}}}
    fields = {"g": group, "b": {"x-when": asks("g.x", True)}, "c": {"x-when": {"empty": {"var": "g"}}}}
    assert set(accesses(view(fields, {"*": "edit"}))) == {"g", "b", "c"}
    assert set(accesses(view(fields, {"*": "edit", "g.x": "hidden"}))) == {"g"}
    assert set(accesses(view(fields, {"*": "edit", "g.x": "hidden"}, reveals=("g.x",)))) == {"g", "b"}


def test_conditions_in_a_ring_hide_all_of_them() -> None:
    fields = {
        "a": {"x-type": "yesno", "x-when": asks("b", True)},
        "b": {"x-type": "yesno", "x-when": asks("a", True)},
    }
    assert accesses(view(fields, {"*": "edit"})) == {}
    assert accesses(view(fields, {"*": "edit"}, reveals=("a", "b"))) == {}


def test_a_page_hangs_on_its_own_condition() -> None:
    fields = {"a": {"x-type": "yesno"}, "b": {}}
    pages = [
        {"key": "one", "title": "1", "items": ["a"]},
        {"key": "two", "title": "2", "items": ["b"], "x-when": asks("a", True)},
    ]
    compiled = view(fields, {"*": "edit"}, x_pages=pages)
    assert compiled.access_now({}) == {"a": Access.EDIT}
    assert compiled.access_now({"a": True}) == {"a": Access.EDIT, "b": Access.EDIT}
    assert (compiled.page_of("b"), compiled.page_of("z")) == ("two", None)


def test_the_same_question_gives_the_same_object() -> None:
    drawn = model({"a": {}})
    cap = Cap.of(Access.READ, {"a": Access.READ})
    one = compile_view(drawn, view="internet", status="open", cap=cap)
    assert one is compile_view(
        model({"a": {}}), view="internet", status="open", cap=Cap.of(Access.READ, {"a": Access.READ})
    )


def test_what_the_model_lacks_is_a_key_error() -> None:
    for asked in ({"view": "moon", "status": "open"}, {"view": "crm", "status": "gone"}):
        with pytest.raises(KeyError):
            compile_view(model({"a": {}}), **asked)


def test_uncapped_is_what_the_rules_alone_say() -> None:
    drawn = model({"a": {}}, x_statuses=[{"key": "open", "title": "O"}])
    assert accesses(uncapped(drawn, drawn.views["internet"])) == {"a": "edit"}


def test_an_opinion_reads_and_a_complement_edits_within_kind_and_scope() -> None:
    drawn = model(
        {"a": {}},
        x_kinds={"opinion": {"page": "hidden"}},
        x_scopes=[{"key": "legal", "title": "L", "items": {"a": "read"}}],
    )
    assert drawn.cap_for("opinion", None) == Cap.of(Access.READ, {"page": Access.HIDDEN})
    assert drawn.cap_for("complement", "legal") == Cap.of(Access.EDIT, {"a": Access.READ})
    assert drawn.cap_for("both", "unknown") == Cap(Access.EDIT)


def test_whether_rows_fit_a_schema_is_not_asked_for_who_sees_them_in_part() -> None:
    schema = {"properties": {"rows": {"contains": {"properties": {"secret": {"const": "x"}}}}}}
    parts = {"open": {"x-type": "text", "title": "A"}, "secret": {"x-type": "text", "title": "B"}}
    drawn = {
        "rows": {"x-type": "rows", "items": {"properties": parts}},
        "told": {"x-when": {"fits": [["rows"], schema]}},
        "counted": {"x-when": {">": [{"count": ["rows"]}, 0]}},
    }
    assert list(view(drawn).by_key) == ["rows", "told", "counted"]
    assert list(view(drawn, {"*": "edit", "rows.secret": "hidden"}).by_key) == ["rows", "counted"]
    assert "told" in view(drawn, {"*": "edit", "rows.secret": "hidden"}, reveals=("rows",)).by_key


def test_what_is_revealed_may_hang_together_in_any_way() -> None:
    """Each of hundreds asks about all before it: looked at once each, not once for each way to it."""
    drawn: dict[str, Any] = {"f0": {}}
    for number in range(1, 120):
        drawn[f"f{number}"] = {"x-when": {"and": [asks(f"f{each}", "x") for each in range(number)]}}
    drawn["last"] = {"x-when": asks("f119", "x")}
    assert "last" in view(drawn, {"last": "edit"}, reveals=tuple(drawn)).by_key
    assert "last" not in view(drawn, {"last": "edit"}, reveals=tuple(drawn)[1:]).by_key


def test_a_long_chain_of_what_is_revealed_is_followed_to_its_end() -> None:
    drawn: dict[str, Any] = {"f0": {}} | {
        f"f{number}": {"x-when": asks(f"f{number - 1}", "x")} for number in range(1, 499)
    }
    assert "f498" in view(drawn, {"f498": "edit"}, reveals=tuple(drawn)).by_key


def test_uncapped_stands_at_no_status() -> None:
    drawn = model({"a": {}})
    assert uncapped(drawn, drawn.views["internet"]).status == ""


def test_a_text_to_read_is_read_by_all_who_see_it() -> None:
    compiled = view({"a": {}, "s": {"x-type": "static"}}, {"*": "edit!"}).by_key["s"]
    assert (compiled.access, compiled.required) == (Access.READ, False)
    assert "s" not in view({"a": {}, "s": {"x-type": "static"}}, {"a": "edit"}).by_key


def test_a_part_is_required_by_the_view_or_by_its_group() -> None:
    text = {"x-type": "text", "title": "T"}
    group = {"x-type": "group", "properties": {"x": text, "y": text, "z": text}, "required": ["z"]}
    parts = view({"g": group}, {"g": "edit", "g.x": "edit!", "g.y": "edit", "g.z": "edit"}).by_key["g"].by_key
    assert {key: part.required for key, part in parts.items()} == {"x": True, "y": False, "z": True}


def test_a_file_is_not_masked() -> None:
    drawn = document({"f": {"x-type": "file"}, "t": {}})
    drawn["x-views"]["internet"] |= {"rules": {"*": "read"}, "masks": ["f", "t"]}
    found = compile_view(parse(drawn), view="internet", status="open").by_key
    assert {key: each.masked for key, each in found.items()} == {"f": False, "t": True}
