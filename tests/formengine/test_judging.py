"""What acceptance says in full: where, in which order, and of whom it asks what."""

from datetime import date
from typing import Any

import pytest

from formengine.acceptance import MOST_FORBIDDEN, accept
from formengine.access import Access, Cap
from formengine.document import MAX_FIELDS
from tests.formengine.builders import asks, codes, view

TEXT: dict[str, Any] = {"x-type": "text", "title": "T"}
YES: dict[str, Any] = {"x-type": "yesno", "title": "Y"}
SHORT: dict[str, Any] = {**TEXT, "maxLength": 3}


def group(required: tuple[str, ...] = (), **parts: Any) -> dict[str, Any]:
    return {"x-type": "group", "title": "G", "properties": parts, "required": list(required)}


def rows(required: tuple[str, ...] = (), **parts: Any) -> dict[str, Any]:
    return {"x-type": "rows", "title": "R", "items": {"properties": parts, "required": list(required)}}


def filled(*keys: str) -> dict[str, Any]:
    """A rule that holds where none of these has an answer."""
    return {"and": [{"empty": {"var": key}} for key in keys]}


def check(at: str, *over: str) -> list[dict[str, Any]]:
    return [{"key": "c", "message": "M", "at": at, "rule": filled(*over)}]


def pages(*items: list[str]) -> list[dict[str, Any]]:
    return [{"key": f"p{n}", "title": "P", "items": each} for n, each in enumerate(items, 1)]


class TestForbidden:
    def test_a_text_to_read_is_no_field_to_send(self) -> None:
        sent = accept(view({"a": {}, "s": {"x-type": "static"}}), {}, {"s": "x"})
        assert codes(sent.forbidden) == [(("s",), "unknown_field")]

    @pytest.mark.parametrize(
        ("key", "said"), [("k" * 61, "k" * 60), ("k" * 60, "k" * 60), ("a\x00", ""), (5, ""), ("\ud800", "")]
    )
    def test_a_strange_name_is_said_as_far_as_it_can_be(self, key: Any, said: str) -> None:
        assert codes(accept(view({"a": {}}), {}, {key: 1}).forbidden) == [((said,), "unknown_field")]
        inner = accept(view({"g": group(a=TEXT)}), {}, {"g": {"k" * 70: 1}})
        assert codes(inner.forbidden) == [(("g", "k" * 60), "unknown_field")]

    def test_no_more_are_named_than_anybody_reads(self) -> None:
        many = {f"f{number}": "x" for number in range(MAX_FIELDS)}
        assert len(accept(view({"a": {}}), {}, many).forbidden) == MOST_FORBIDDEN
        inside = accept(view({"g": group(a=TEXT)}), {}, {"g": many})
        assert len(inside.forbidden) == MOST_FORBIDDEN
        assert inside.answers == {}


class TestDrafts:
    @pytest.mark.parametrize("sent", [["a"], []])
    def test_too_few_is_no_fault_of_one(self, sent: list[str]) -> None:
        options = [{"const": key, "title": key} for key in "abc"]
        many = {"x-type": "choices", "items": {"oneOf": options}, "minItems": 2}
        draft = accept(view({"m": many}), {}, {"m": sent}, complete=False)
        assert draft.accepted
        assert draft.answers == ({"m": sent} if sent else {})


class TestRequired:
    def test_on_the_page_that_is_sent(self) -> None:
        compiled = view({"a": {}, "b": {}}, {"*": "edit!"}, x_pages=pages(["a"], ["b"]))
        assert codes(accept(compiled, {}, {}, page="p1").problems) == [(("a",), "required")]
        assert codes(accept(compiled, {}, {}, page="p2").problems) == [(("b",), "required")]

    def test_rows_are_asked_for_not_what_is_in_them(self) -> None:
        compiled = view({"r": rows(("x",), x=TEXT)}, {"*": "edit!"})
        assert codes(accept(compiled, {}, {}).problems) == [(("r",), "required")]
        inner = view({"g": group(("r",), a=TEXT, r=rows(("x",), x=TEXT))})
        assert codes(accept(inner, {}, {"g": {"a": "1"}}).problems) == [(("g", "r"), "required")]

    def test_a_group_in_a_group_by_its_parts(self) -> None:
        compiled = view({"g": group(("h", "i"), a=TEXT, h=group(("x",), x=TEXT, y=TEXT), i=group(z=TEXT))})
        assert codes(accept(compiled, {}, {"g": {"a": "1"}}).problems) == [
            (("g", "h", "x"), "required"),
            (("g", "i"), "required"),
        ]
        assert codes(accept(compiled, {}, {"g": {"h": {"y": "1"}, "i": {"z": "2"}}}).problems) == [
            (("g", "h", "x"), "required")
        ]

    def test_by_what_stands_beside_it(self) -> None:
        compiled = view({"g": group(yes=YES, more={**TEXT, "x-required-when": asks(".yes", True)})})
        assert codes(accept(compiled, {}, {"g": {"yes": "true"}}).problems) == [(("g", "more"), "required")]
        assert accept(compiled, {}, {"g": {"yes": "false"}}).accepted
        deeper = view({"r": rows(g=group(yes=YES, more={**TEXT, "x-required-when": asks(".yes", True)}))})
        sent = {"r": [{"g": {"yes": "false"}}, {"g": {"yes": "true"}}]}
        assert codes(accept(deeper, {}, sent).problems) == [(("r", 1, "g", "more"), "required")]

    def test_by_the_view_and_by_a_rule(self) -> None:
        ruled = {**TEXT, "x-required-when": asks("yes", True)}
        assert codes(
            accept(view({"yes": YES, "a": ruled}, {"*": "edit", "a": "edit!"}), {}, {}).problems
        ) == [(("a",), "required")]

    def test_of_nobody_who_only_reads(self) -> None:
        compiled = view({"a": {}, "g": group(("x",), x=TEXT, y=TEXT)}, {"*": "edit!"}, cap=Cap(Access.READ))
        assert accept(compiled, {"g": {"y": "1"}}, {}).accepted
        part = view({"g": group(("x",), x=TEXT, y=TEXT)}, {"g": "edit", "g.x": "read"})
        assert accept(part, {}, {"g": {"y": "1"}}).accepted


class TestChecks:
    FIELDS: dict[str, Any] = {"z": {}, "a": {}, "b": {}, "c": {}}

    def test_today_is_what_the_caller_says(self) -> None:
        late = [{"key": "c", "message": "M", "at": "d", "rule": {"<": [{"var": "d"}, {"today": []}]}}]
        compiled, stored = view({"d": {"x-type": "date"}}, x_checks=late), {"d": "2026-07-03"}
        assert accept(compiled, stored, {}, today=date(2026, 7, 4)).accepted
        assert codes(accept(compiled, stored, {}, today=date(2026, 7, 3)).problems) == [
            (("d",), "check_failed")
        ]
        assert accept(compiled, stored, {}).accepted

    def test_it_waits_for_the_last_of_three_pages(self) -> None:
        compiled = view(
            self.FIELDS, x_pages=pages(["a"], ["b"], ["c", "z"]), x_checks=check("a", "a", "b", "c")
        )
        stored = {"a": "1", "c": "2"}
        assert accept(compiled, stored, {}, page="p1").accepted
        assert accept(compiled, stored, {}, page="p2").accepted
        assert codes(accept(compiled, stored, {}, page="p3").problems) == [(("c",), "check_failed")]

    def test_it_stands_at_its_field_where_that_is_shown(self) -> None:
        compiled = view(self.FIELDS, x_checks=check("b", "a", "b", "c"))
        assert codes(accept(compiled, {"a": "1"}, {}).problems) == [(("b",), "check_failed")]
        assert codes(accept(compiled, {"a": "1"}, {}, page="page").problems) == [(("b",), "check_failed")]

    def test_else_at_the_first_it_is_about(self) -> None:
        rules = {"z": "edit", "a": "edit", "b": "edit"}
        compiled = view(self.FIELDS, rules, x_checks=check("c", "a", "b"))
        assert codes(accept(compiled, {"a": "1", "z": "2"}, {}).problems) == [(("a",), "check_failed")]
        assert codes(accept(compiled, {"a": "1"}, {}, page="page").problems) == [(("a",), "check_failed")]

    def test_that_is_there(self) -> None:
        fields = {"yes": YES, "a": {"x-when": asks("yes", True)}, "b": {}, "c": {}}
        told = view(fields, {"*": "edit", "yes": "edit"}, reveals=("a",), x_checks=check("a", "a", "b"))
        assert codes(accept(told, {"yes": False, "b": "1", "c": "2"}, {}).problems) == [
            (("b",), "check_failed")
        ]


class TestOrder:
    def test_problems_stand_as_the_fields_do_at_any_depth(self) -> None:
        compiled = view({"a": SHORT, "g": group(x=SHORT, z=SHORT), "b": SHORT})
        sent = {"b": "long", "g": {"z": "long", "x": "long"}, "a": "long"}
        assert codes(accept(compiled, {}, sent).problems) == [
            (("a",), "too_long"),
            (("g", "x"), "too_long"),
            (("g", "z"), "too_long"),
            (("b",), "too_long"),
        ]

    def test_changes_are_the_same_whatever_order_they_came_in(self) -> None:
        fields: dict[str, Any] = {key: {} for key in "ecagbdfh"}
        sent = dict.fromkeys("hgfedcba", "x")
        assert list(accept(view(fields), {}, sent).changes) == list("abcdefgh")


class TestWhoMendsIt:
    def test_what_is_wrong_with_a_part_one_may_edit_is_said(self) -> None:
        stored = {"g": {"a": "long", "b": "long"}, "w": {"street": "s" * 5_000}}
        fields = {"g": group(a=SHORT, b=SHORT), "w": {"x-type": "address"}}
        found = codes(accept(view(fields, {"*": "edit", "g.b": "read"}), stored, {}).problems)
        assert (("g", "a"), "too_long") in found
        assert not [path for path, _code in found if path[:2] == ("g", "b")]
        assert [path for path, _code in found if path[0] == "w"]
