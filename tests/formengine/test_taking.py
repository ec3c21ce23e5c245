"""Groups and rows: what is hidden or only read of them is never touched by a writer."""

from typing import Any

from formengine.acceptance import accept
from formengine.merging import seen_of
from formengine.projection import project
from tests.formengine.builders import codes, view

CHILDREN = {"what": {"x-type": "text", "title": "What"}, "cost": {"x-type": "money", "title": "Cost"},
            "note": {"x-type": "text", "title": "Note", "maxLength": 5}}  # fmt: skip
FIELDS: dict[str, Any] = {
    "rows": {"x-type": "rows", "items": {"properties": CHILDREN, "required": ["what"]}},
    "group": {"x-type": "group", "properties": CHILDREN, "required": ["what"]},
}
NARROW = {
    "*": "edit",
    "rows.note": "hidden",
    "rows.cost": "read",
    "group.note": "hidden",
    "group.cost": "read",
}
STORED = {
    "rows": [
        {"_id": "a", "what": "x", "cost": "1.00", "note": "far too long"},
        {"_id": "b", "what": "y", "cost": "2.00"},
    ],
    "group": {"what": "x", "cost": "1.00", "note": "far too long"},
}


class TestGroup:
    def test_children_hidden_or_only_read_keep_their_value(self) -> None:
        outcome = accept(view(FIELDS, NARROW), STORED, {"group": {"what": "z"}})
        assert outcome.accepted
        assert outcome.answers["group"] == {"what": "z", "cost": "1.00", "note": "far too long"}

    def test_a_child_this_writer_may_not_send_refuses_the_request(self) -> None:
        compiled = view(FIELDS, NARROW)
        for key, code in (("note", "unknown_field"), ("zzz", "unknown_field"), ("cost", "read_only")):
            outcome = accept(compiled, STORED, {"group": {"what": "z", key: "1"}})
            assert codes(outcome.forbidden) == [(("group", key), code)]
            assert outcome.changes == {}

    def test_taking_it_away_takes_only_what_one_may_edit(self) -> None:
        outcome = accept(view(FIELDS, NARROW), STORED, {"group": None}, complete=False)
        assert outcome.answers["group"] == {"cost": "1.00", "note": "far too long"}

    def test_a_required_child_is_asked_for_once_anything_is_there(self) -> None:
        compiled = view(FIELDS, {"group": "edit"})
        assert accept(compiled, {}, {"group": {"cost": ""}}).accepted
        assert codes(accept(compiled, {}, {"group": {"cost": "1"}}).problems) == [
            (("group", "what"), "required")
        ]

    def test_a_required_group_asks_for_its_required_children(self) -> None:
        compiled = view(FIELDS, {"group": "edit!"})
        assert codes(accept(compiled, {}, {}).problems) == [(("group", "what"), "required")]

    def test_two_writers_of_different_children_both_keep_their_change(self) -> None:
        compiled = view(FIELDS, {"group": "edit"})
        stored = {"group": {"what": "x", "cost": "1.00"}}
        seen = {"group": seen_of(compiled.model.fields["group"], stored["group"])}
        first = accept(compiled, stored, {"group": {"what": "z", "cost": "1"}}, seen=seen)
        second = accept(compiled, first.answers, {"group": {"what": "x", "cost": "2"}}, seen=seen)
        assert second.answers["group"] == {"what": "z", "cost": "2.00"}


class TestRows:
    def test_children_hidden_or_only_read_keep_their_value(self) -> None:
        sent = [{"_id": "b", "what": "y2"}, {"_id": "a", "what": "x2"}, {"what": "new"}]
        outcome = accept(view(FIELDS, NARROW), STORED, {"rows": sent})
        first, second, third = outcome.answers["rows"]
        assert first == {"_id": "b", "what": "y2", "cost": "2.00"}
        assert second == {"_id": "a", "what": "x2", "cost": "1.00", "note": "far too long"}
        assert third["what"] == "new"
        assert third["_id"] not in ("a", "b", "")

    def test_a_hidden_child_that_does_not_fit_is_no_problem_of_this_writer(self) -> None:
        assert accept(view(FIELDS, NARROW), STORED, {}).accepted
        assert codes(accept(view(FIELDS, {"*": "edit"}), STORED, {}).problems) == [
            (("rows", 0, "note"), "too_long"),
            (("group", "note"), "too_long"),
        ]

    def test_nor_is_one_they_may_only_look_at(self) -> None:
        stored = {
            "rows": [{"_id": "a", "what": "x", "cost": "a lot"}],
            "group": {"what": "x", "cost": "a lot"},
        }
        assert accept(view(FIELDS, NARROW), stored, {}).accepted

    def test_a_child_this_writer_may_not_send_refuses_the_request(self) -> None:
        outcome = accept(view(FIELDS, NARROW), STORED, {"rows": [{"_id": "a", "note": "x"}]})
        assert codes(outcome.forbidden) == [(("rows", 0, "note"), "unknown_field")]
        assert outcome.changes == {}

    def test_a_row_named_twice_is_the_stored_one_once(self) -> None:
        outcome = accept(
            view(FIELDS, NARROW), STORED, {"rows": [{"_id": "a", "what": "1"}, {"_id": "a", "what": "2"}]}
        )
        first, second = outcome.answers["rows"]
        assert first["note"] == "far too long"
        assert second.keys() == {"_id", "what"}
        assert first["_id"] != second["_id"]

    def test_a_new_row_without_an_answer_is_left_out(self) -> None:
        outcome = accept(view(FIELDS, NARROW), {}, {"rows": [{"what": " "}, {}]})
        assert outcome.changes == {}

    def test_a_stored_row_named_stays_whatever_is_hidden_in_it(self) -> None:
        for hidden in ({}, {"note": "x"}):
            stored = {"rows": [{"_id": "a", **hidden}]}
            outcome = accept(view(FIELDS, NARROW), stored, {"rows": [{"_id": "a"}]}, complete=False)
            assert outcome.answers["rows"] == [{"_id": "a", **hidden}]

    def test_the_same_input_gets_the_same_ids(self) -> None:
        compiled = view(FIELDS, {"*": "edit"})
        sent = {"rows": [{"what": "x"}, {"what": "x"}]}
        assert accept(compiled, {}, sent).answers == accept(compiled, {}, sent).answers

    def test_nor_is_an_id_given_that_somebody_sent(self) -> None:
        compiled = view(FIELDS, {"*": "edit"})
        (*_rest, last) = accept(compiled, {}, {"rows": [{"what": "a"}, {"what": "x"}]}).answers["rows"]
        sent = {"rows": [{"_id": last["_id"], "what": "a"}, {"what": "x"}]}
        first, second = accept(compiled, {}, sent).answers["rows"]
        assert first["_id"] == last["_id"]
        assert second["_id"] != last["_id"]
        assert len(second["_id"]) == 10

    def test_an_id_that_is_none_is_replaced(self) -> None:
        compiled = view(FIELDS, {"*": "edit"})
        strange: Any
        for strange in ("<script>", "x" * 41, 5, None, {"a": 1}, "é"):
            (row,) = accept(compiled, {}, {"rows": [{"_id": strange, "what": "x"}]}).answers["rows"]
            assert len(row["_id"]) == 10

    def test_a_missing_child_is_said_at_the_row_as_it_was_sent(self) -> None:
        compiled = view(FIELDS, {"*": "edit"})
        outcome = accept(compiled, {}, {"rows": [{}, {"what": "x"}, {"cost": "1"}]})
        assert codes(outcome.problems) == [(("rows", 2, "what"), "required")]

    def test_too_few_rows_are_no_fault_of_a_draft(self) -> None:
        compiled = view({"rows": {**FIELDS["rows"], "minItems": 2}}, {"*": "edit"})
        sent = {"rows": [{"what": "x"}]}
        assert codes(accept(compiled, {}, sent).problems) == [(("rows",), "too_few_rows")]
        draft = accept(compiled, {}, sent, complete=False)
        assert draft.accepted
        assert len(draft.changes["rows"]) == 1

    def test_what_the_page_says_it_saw_tells_nothing_of_hidden_children(self) -> None:
        compiled = view(FIELDS, NARROW)
        changed = {**STORED, "rows": [{**STORED["rows"][0], "note": "other"}, STORED["rows"][1]]}  # type: ignore[dict-item]
        one, two = (project(compiled, answers).fields["rows"] for answers in (STORED, changed))
        assert seen_of(one.field, one.value) == seen_of(two.field, two.value)

    def test_a_hidden_change_by_somebody_else_is_no_conflict(self) -> None:
        compiled = view(FIELDS, NARROW)
        shown = project(compiled, STORED).fields["rows"]
        seen = {"rows": seen_of(shown.field, shown.value)}
        meanwhile = {**STORED, "rows": [{**STORED["rows"][0], "note": "other"}, STORED["rows"][1]]}  # type: ignore[dict-item]
        sent = {"rows": [{"_id": "a", "what": "mine"}, {"_id": "b", "what": "y"}]}
        outcome = accept(compiled, meanwhile, sent, seen=seen)
        assert outcome.conflicts == ()
        assert outcome.answers["rows"][0] == {"_id": "a", "what": "mine", "cost": "1.00", "note": "other"}

    def test_a_conflict_shows_only_what_its_reader_sees(self) -> None:
        compiled = view(FIELDS, NARROW)
        outcome = accept(
            compiled, STORED, {"rows": [{"_id": "a", "what": "mine"}]}, seen={"rows": {"a": "other"}}
        )
        (conflict,) = outcome.conflicts
        assert "note" not in str(conflict)
        assert "far too long" not in str(conflict)


class TestNewRowsTellNothing:
    COMPUTED: dict[str, Any] = {
        "rate": {"x-type": "integer"},
        "rows": {
            "x-type": "rows",
            "items": {
                "properties": {
                    "amount": {"x-type": "integer", "title": "Amount"},
                    "due": {"x-type": "integer", "title": "Due", "x-compute": {"var": "rate"}},
                    "unit": {"x-type": "constant", "title": "Unit", "const": "EUR"},
                }
            },
        },
    }

    def test_their_id_is_the_same_whatever_is_computed_of_hidden_answers(self) -> None:
        compiled = view(self.COMPUTED, {"rows": "edit", "rows.due": "hidden"})
        rows = [
            accept(compiled, {"rate": rate}, {"rows": [{"amount": "2"}]}).answers["rows"] for rate in (3, 4)
        ]
        assert rows[0][0]["_id"] == rows[1][0]["_id"]

    def test_what_is_computed_makes_no_row(self) -> None:
        for rules in ({"rows": "edit", "rows.due": "hidden"}, {"*": "edit"}):
            for stored in ({}, {"rate": 3}):
                assert accept(view(self.COMPUTED, rules), stored, {"rows": [{}]}).changes == {}


class TestPartsThatAskForTheWholeTheyLieIn:
    """What is shown, what counts, and what is taken are one."""

    def test_how_many_rows_there_are_and_what_they_come_to(self) -> None:
        parts = {
            "amount": {"x-type": "integer", "title": "Amount"},
            "share": {
                "x-type": "decimal",
                "title": "Share",
                "x-compute": {"/": [{"var": ".amount"}, {"sum": ["rows", "amount"]}]},
            },
            "why": {"x-type": "text", "title": "Why", "x-when": {">": [{"count": ["rows"]}, 1]}},
        }
        compiled = view({"rows": {"x-type": "rows", "items": {"properties": parts}}})
        sent = [{"_id": "a", "amount": "1", "why": "typed"}, {"_id": "b", "amount": "3"}]
        answers = accept(compiled, {}, {"rows": sent}).answers
        rows = [
            {"_id": "a", "amount": 1, "share": "0.25", "why": "typed"},
            {"_id": "b", "amount": 3, "share": "0.75"},
        ]
        assert answers["rows"] == rows
        assert compiled.model.live(answers)["rows"] == rows
        assert project(compiled, answers).fields["rows"].value == rows
        assert accept(compiled, answers, {"rows": sent[:1]}).answers["rows"] == [
            {"_id": "a", "amount": 1, "share": "1", "why": "typed"}
        ]

    def test_a_part_of_the_group_around_the_group_at_hand(self) -> None:
        inner = {"why": {"x-type": "text", "title": "Why", "x-when": {"==": [{"var": "g.yes"}, True]}}}
        parts = {
            "inner": {"x-type": "group", "title": "Inner", "properties": inner},
            "yes": {"x-type": "yesno", "title": "Yes"},
        }
        compiled = view({"g": {"x-type": "group", "properties": parts}})
        answers = accept(compiled, {}, {"g": {"yes": "true", "inner": {"why": "typed"}}}).answers
        assert answers == {"g": {"yes": True, "inner": {"why": "typed"}}}
        assert compiled.model.live(answers) == answers
