from typing import Any

import pytest

from formengine.acceptance import accept
from formengine.access import Access, Cap
from formengine.merging import seen_of
from tests.formengine.builders import asks, codes, view

CHAIN = {
    "f0": {"x-type": "yesno"},
    "f1": {"x-type": "yesno", "x-when": asks("f0", True)},
    "f2": {"x-when": asks("f1", True)},
}


def test_what_may_be_edited_is_normalised_and_taken() -> None:
    outcome = accept(view({"a": {}, "m": {"x-type": "money"}}), {"a": "old"}, {"a": " new ", "m": "5"})
    assert outcome.accepted
    assert outcome.changes == {"a": "new", "m": "5.00"}
    assert outcome.answers == {"a": "new", "m": "5.00"}


def test_an_emptied_answer_is_taken_away() -> None:
    outcome = accept(view({"a": {}}), {"a": "old"}, {"a": ""})
    assert (outcome.changes, outcome.answers) == ({"a": None}, {})


def test_what_did_not_change_is_no_change() -> None:
    assert accept(view({"a": {}}), {"a": "x"}, {"a": " x "}).changes == {}


@pytest.mark.parametrize(
    ("rules", "code"), [({"b": "edit"}, "unknown_field"), ({"b": "edit", "a": "read"}, "read_only")]
)
def test_a_key_this_writer_may_not_send_refuses_the_whole_request(rules: Any, code: str) -> None:
    outcome = accept(view({"a": {}, "b": {}}, rules), {"a": "1"}, {"a": "2", "b": "x"})
    assert not outcome.accepted
    assert codes(outcome.forbidden) == [(("a",), code)]
    assert (outcome.changes, outcome.answers) == ({}, {"a": "1"})


def test_hidden_and_unknown_are_not_told_apart() -> None:
    hidden = accept(view({"a": {}, "b": {}}, {"b": "edit"}), {"a": "1"}, {"a": "x"})
    unknown = accept(view({"b": {}}, {"b": "edit"}), {}, {"a": "x"})
    assert hidden.forbidden == unknown.forbidden


def test_a_status_or_a_participation_may_take_editing_away() -> None:
    for cap in (
        Cap(Access.READ),
        Cap.of(Access.EDIT, {"a": Access.READ}),
        Cap.of(Access.EDIT, {"page": Access.READ}),
    ):
        assert codes(accept(view({"a": {}}, cap=cap), {}, {"a": "x"}).forbidden) == [(("a",), "read_only")]


def test_required_binds_only_where_one_can_edit() -> None:
    fields = {"a": {}, "b": {}}
    assert codes(accept(view(fields, {"a": "edit!", "b": "read"}), {}, {}).problems) == [(("a",), "required")]
    assert accept(view(fields, {"a": "edit!"}, cap=Cap(Access.READ)), {}, {}).accepted


def test_required_under_a_condition() -> None:
    compiled = view({"a": {"x-type": "yesno"}, "b": {"x-required-when": asks("a", True)}})
    assert codes(accept(compiled, {}, {"a": "true"}).problems) == [(("b",), "required")]
    assert accept(compiled, {}, {"a": "false"}).accepted
    assert accept(compiled, {}, {}).accepted


def test_required_never_tells_of_a_hidden_answer() -> None:
    compiled = view({"a": {"x-type": "yesno"}, "b": {"x-required-when": asks("a", True)}}, {"b": "edit"})
    assert accept(compiled, {"a": True}, {}).problems == accept(compiled, {"a": False}, {}).problems == ()


class TestConditions:
    def test_a_question_legally_opened_may_be_answered_in_the_same_post(self) -> None:
        outcome = accept(view(CHAIN), {}, {"f2": "x", "f1": "true", "f0": "true"})
        assert outcome.accepted
        assert outcome.changes == {"f0": True, "f1": True, "f2": "x"}

    def test_a_question_closed_in_the_same_post_keeps_its_stored_answer(self) -> None:
        outcome = accept(view(CHAIN), {"f0": True, "f1": True, "f2": "old"}, {"f0": "false", "f2": "new"})
        assert outcome.changes == {"f0": False}
        assert outcome.set_aside == {"f2"}
        assert outcome.answers["f2"] == "old"

    def test_a_value_that_does_not_fit_opens_nothing(self) -> None:
        outcome = accept(view(CHAIN), {"f0": False}, {"f0": "perhaps", "f1": "true"})
        assert outcome.set_aside == {"f1"}
        assert codes(outcome.problems) == [(("f0",), "not_yes_or_no")]

    def test_what_one_may_only_look_at_cannot_be_flipped(self) -> None:
        compiled = view(CHAIN, {"f0": "read", "f1": "edit", "f2": "edit"})
        outcome = accept(compiled, {"f0": False}, {"f0": "true", "f1": "true"})
        assert codes(outcome.forbidden) == [(("f0",), "read_only")]
        assert accept(compiled, {"f0": False}, {"f1": "true"}).set_aside == {"f1"}
        assert accept(compiled, {"f0": True}, {"f1": "true"}).changes == {"f1": True}

    def test_a_question_on_a_hidden_answer_cannot_be_answered(self) -> None:
        compiled = view(CHAIN, {"f1": "edit", "f2": "edit"})
        for stored in ({"f0": True}, {"f0": False}, {}):
            assert codes(accept(compiled, stored, {"f1": "true"}).forbidden) == [(("f1",), "unknown_field")]
            assert codes(accept(compiled, stored, {"f2": "x"}).forbidden) == [(("f2",), "unknown_field")]

    def test_a_stored_answer_behind_a_closed_question_opens_nothing(self) -> None:
        outcome = accept(view(CHAIN), {"f0": False, "f1": True}, {"f2": "x"})
        assert (outcome.changes, outcome.set_aside) == ({}, {"f2"})

    def test_a_conflict_leaves_the_stored_answer_to_decide(self) -> None:
        compiled = view(CHAIN)
        outcome = accept(
            compiled, {"f0": False}, {"f0": "true", "f1": "true"}, seen={"f0": "somethingelse", "f1": ""}
        )
        # f0 was changed by somebody else to the contrary of what is sent: theirs stands, so f1 is not open.
        assert [conflict.key for conflict in outcome.conflicts] == ["f0"]
        assert (outcome.changes, outcome.set_aside) == ({}, {"f1"})

    def test_what_is_not_there_is_not_required(self) -> None:
        compiled = view(CHAIN, {"*": "edit!"})
        assert accept(compiled, {}, {"f0": "false"}).accepted
        assert codes(accept(compiled, {}, {"f0": "true"}).problems) == [(("f1",), "required")]


class TestPages:
    FIELDS = {"a": {"x-type": "integer"}, "b": {"x-type": "integer"}}
    PAGES = [{"key": "one", "title": "1", "items": ["a"]}, {"key": "two", "title": "2", "items": ["b"]}]
    CHECK = [
        {"key": "same", "message": "Alike, please", "at": "a", "rule": {"==": [{"var": "a"}, {"var": "b"}]}}
    ]

    def test_only_the_page_has_to_be_complete(self) -> None:
        compiled = view(self.FIELDS, {"*": "edit!"}, x_pages=self.PAGES)
        assert accept(compiled, {}, {"a": "1"}, page="one").accepted
        assert codes(accept(compiled, {}, {"a": "1"}).problems) == [(("b",), "required")]

    def test_a_draft_need_not_be_complete(self) -> None:
        compiled = view(self.FIELDS, {"*": "edit!"}, x_pages=self.PAGES)
        assert accept(compiled, {}, {}, complete=False).accepted
        assert codes(accept(compiled, {}, {"a": "x"}, complete=False).problems) == [
            (("a",), "not_an_integer")
        ]

    def test_a_check_over_pages_waits_for_the_last_of_them(self) -> None:
        compiled = view(self.FIELDS, x_pages=self.PAGES, x_checks=self.CHECK)
        stored = {"a": 1, "b": 1}
        first = accept(compiled, stored, {"a": "2"}, page="one")
        assert first.accepted
        second = accept(compiled, first.answers, {"b": "3"}, page="two")
        assert codes(second.problems) == [(("b",), "check_failed")]
        assert second.problems[0].params == {"check": "same", "message": "Alike, please"}
        assert accept(compiled, first.answers, {"b": "2"}, page="two").accepted
        assert codes(accept(compiled, first.answers, {}).problems) == [(("a",), "check_failed")]

    def test_a_check_is_unknown_while_something_is_missing(self) -> None:
        assert accept(view(self.FIELDS, x_checks=self.CHECK), {}, {"a": "1"}).accepted

    def test_a_check_is_asked_only_of_who_sees_all_and_may_mend(self) -> None:
        for rules in ({"a": "edit"}, {"a": "read", "b": "read"}):
            assert accept(view(self.FIELDS, rules, x_checks=self.CHECK), {"a": 1, "b": 2}, {}).accepted
        half = view(self.FIELDS, {"a": "read", "b": "edit"}, x_checks=self.CHECK)
        assert codes(accept(half, {"a": 1, "b": 2}, {}).problems) == [(("a",), "check_failed")]

    def test_a_check_is_not_asked_on_top_of_an_answer_that_does_not_fit(self) -> None:
        compiled = view(self.FIELDS, x_checks=self.CHECK)
        assert codes(accept(compiled, {"a": 1, "b": 2}, {"a": "x"}).problems) == [(("a",), "not_an_integer")]


class TestDocuments:
    MINE, OTHER = "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"

    def test_only_who_deposited_a_document_attaches_it(self) -> None:
        compiled = view({"f": {"x-type": "file"}})
        assert codes(accept(compiled, {}, {"f": [self.OTHER]}).problems) == [(("f",), "not_a_document")]
        assert accept(compiled, {}, {"f": [self.MINE]}, documents={self.MINE}).changes == {"f": [self.MINE]}

    def test_a_stored_one_may_stay(self) -> None:
        compiled = view({"f": {"x-type": "file"}})
        assert accept(compiled, {"f": [self.OTHER]}, {"f": [self.OTHER]}).accepted


def test_problems_stand_in_the_order_of_the_fields_each_once() -> None:
    compiled = view({"a": {}, "b": {"x-type": "integer"}, "c": {}}, {"*": "edit!"})
    outcome = accept(compiled, {}, {"b": "x"})
    assert codes(outcome.problems) == [(("a",), "required"), (("b",), "not_an_integer"), (("c",), "required")]


def test_what_was_stored_earlier_is_judged_as_well() -> None:
    compiled = view({"a": {"maxLength": 3}})
    assert codes(accept(compiled, {"a": "long ago"}, {}).problems) == [(("a",), "too_long")]


def test_two_writers_of_different_fields_both_keep_their_change() -> None:
    compiled = view({"a": {}, "b": {}})
    stored = {"a": "1", "b": "1"}
    seen = {key: seen_of(compiled.model.fields[key], stored[key]) for key in stored}
    first = accept(compiled, stored, {"a": "2", "b": "1"}, seen=seen)
    second = accept(compiled, first.answers, {"a": "1", "b": "2"}, seen=seen)
    assert second.answers == {"a": "2", "b": "2"}
    assert second.conflicts == ()


def test_two_writers_of_one_field_are_a_conflict_that_hides_neither() -> None:
    compiled = view({"a": {}, "b": {}})
    stored = {"a": "theirs"}
    outcome = accept(compiled, stored, {"a": "mine", "b": "x"}, seen={"a": "", "b": ""})
    (conflict,) = outcome.conflicts
    assert (conflict.key, conflict.stored, conflict.mine) == ("a", "theirs", "mine")
    assert outcome.changes == {"b": "x"}


def test_what_is_sent_must_be_named_values() -> None:
    strange: Any
    for strange in ([], "x", None, 5):
        assert codes(accept(view({"a": {}}), {}, strange).forbidden) == [((), "not_an_object")]


def test_a_check_of_a_sum_is_asked_of_who_can_change_what_is_added() -> None:
    fields = {
        "a": {"x-type": "integer"},
        "b": {"x-type": "integer"},
        "sum": {"x-type": "integer", "x-compute": {"+": [{"var": "a"}, {"var": "b"}]}},
    }
    check = {"key": "c", "message": "Too much.", "at": "sum", "rule": {"<=": [{"var": "sum"}, 10]}}
    compiled = view(fields, {"*": "edit"}, x_checks=[check])
    assert codes(accept(compiled, {}, {"a": "4", "b": "6"}).problems) == []
    outcome = accept(compiled, {}, {"a": "4", "b": "7"})
    assert codes(outcome.problems) == [(("sum",), "check_failed")]
    assert outcome.answers["sum"] == 11
