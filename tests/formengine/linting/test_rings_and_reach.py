"""Rules that run in a ring, conditions nobody can meet, computed values that tell what is hidden."""

from typing import Any

import pytest

from formengine.document import parse
from formengine.linting import lint
from tests.formengine.builders import Json, asks, document

YES: Json = {"x-type": "yesno"}
NUMBER: Json = {"x-type": "integer", "title": "N"}


def faults(drawn: Json) -> set[tuple[tuple[str | int, ...], str]]:
    return {(problem.path, problem.code) for problem in lint(parse(drawn))}


def var(name: str) -> Json:
    return {"var": name}


class TestRings:
    def test_a_condition_and_a_computed_value(self) -> None:
        fields = {
            "a": {**YES, "x-when": {">": [var("b"), 0]}},
            "b": {**NUMBER, "x-compute": {"if": [var("a"), 1, 2]}},
        }
        assert faults(document(fields)) == {
            (("properties", "a", "x-when"), "condition_cycle"),
            (("properties", "b", "x-compute"), "compute_cycle"),
        }

    def test_two_groups_whose_parts_ask_about_each_other(self) -> None:
        def group(part: Json, other: Json) -> Json:
            return {
                "x-type": "group",
                "properties": {"x": {"title": "X", **part}, "y": {"title": "Y", **other}},
            }

        drawn = document(
            {
                "a": group({**YES, "x-when": var("b.x")}, YES),
                "b": group(YES, {**YES, "x-when": var("a.y")}),
            }
        )
        assert faults(drawn) == {
            (("properties", "a", "properties", "x", "x-when"), "condition_cycle"),
            (("properties", "b", "properties", "y", "x-when"), "condition_cycle"),
        }

    def test_parts_of_a_row_ask_one_another_without_a_ring(self) -> None:
        parts = {
            "n": NUMBER,
            "double": {**NUMBER, "x-compute": {"*": [var(".n"), 2]}},
            "why": {"x-type": "text", "title": "Why", "x-when": {">": [var(".double"), 4]}},
            "many": {"x-type": "text", "title": "Many", "x-when": {">": [{"count": ["rows"]}, 1]}},
        }
        rows = {"x-type": "rows", "items": {"properties": parts}}
        total = {**NUMBER, "x-compute": {"sum": ["rows", "double"]}}
        assert faults(document({"rows": rows, "total": total})) == set()
        parts["n"] = {**NUMBER, "x-compute": {"+": [var(".double"), 1]}}
        inner = ("properties", "rows", "items", "properties")
        assert faults(document({"rows": rows, "total": total})) == {
            ((*inner, "n", "x-compute"), "compute_cycle"),
            ((*inner, "double", "x-compute"), "compute_cycle"),
        }

    def test_a_group_that_asks_about_its_own_part(self) -> None:
        drawn = document(
            {"g": {"x-type": "group", "x-when": var("g.x"), "properties": {"x": {**YES, "title": "X"}}}}
        )
        assert faults(drawn) == {(("properties", "g", "x-when"), "condition_cycle")}

    def test_a_part_that_asks_about_its_own_group(self) -> None:
        part = {"x-type": "text", "title": "X", "x-when": {"empty": var("g")}}
        drawn = document({"g": {"x-type": "group", "properties": {"x": part}}})
        assert (("properties", "g", "properties", "x", "x-when"), "condition_cycle") in faults(drawn)

    def test_a_page(self) -> None:
        drawn = document({"a": YES, "b": YES})
        drawn["x-pages"] = [
            {"key": "one", "title": "1", "items": ["a"], "x-when": var("b")},
            {"key": "two", "title": "2", "items": ["b"], "x-when": var("a")},
        ]
        assert faults(drawn) == {
            (("x-pages", 0, "x-when"), "condition_cycle"),
            (("x-pages", 1, "x-when"), "condition_cycle"),
        }


FIELDS: Json = {
    "yes": YES,
    "box": {"x-type": "accept"},
    "n": {**NUMBER, "minimum": 0, "maximum": 10},
    "cost": {"x-type": "money", "x-max": "100"},
    "day": {"x-type": "date", "x-min": "2026-01-01"},
    "one": {"x-type": "choice", "oneOf": [{"const": key, "title": key} for key in "abc"]},
    "many": {"x-type": "choices", "items": {"oneOf": [{"const": key, "title": key} for key in "abc"]}},
    "text": {},
}


class TestReach:
    @pytest.mark.parametrize(
        "rule",
        [
            False,
            {"==": [1, 2]},
            {"!": {"==": ["a", "a"]}},
            {"and": [asks("one", "a"), asks("one", "b")]},
            {"and": [asks("one", "a"), {"!=": [var("one"), "a"]}]},
            {"and": [asks("one", "a"), {"!": {"in": [var("one"), ["a", "b"]]}}]},
            {"and": [asks("one", "a"), {"in": [var("one"), ["b", "c"]]}]},
            {"and": [asks("one", "a"), {"empty": var("one")}]},
            {"and": [{"empty": var("one")}, {"!": {"empty": var("one")}}]},
            {"and": [var("yes"), {"!": var("yes")}]},
            {"!": {"or": [var("yes"), {"==": [var("yes"), False]}]}},
            asks("box", False),
            {">": [var("n"), 10]},
            {"<": [10, var("n")]},
            {"==": [var("n"), 11]},
            {"and": [{">": [var("n"), 5]}, {"<=": [var("n"), 5]}]},
            {"!": {"<=": [var("n"), 10]}},
            {">": [var("cost"), {"decimal": "100.01"}]},
            {"<": [var("day"), "2026-01-01"]},
            {"or": [{">": [var("n"), 10]}, {"==": [1, 2]}]},
            {"==": [1, None]},
            {"and": [{">": [var("n"), 5]}, {">": [var("n"), 7]}, {"<": [var("n"), 8]}, {"<": [var("n"), 6]}]},
        ],
    )
    def test_conditions_that_cannot_be_met(self, rule: Any) -> None:
        assert faults(document({**FIELDS, "f": {"x-when": rule}})) == {
            (("properties", "f", "x-when"), "never_shown")
        }

    @pytest.mark.parametrize(
        "rule",
        [
            True,
            {"==": [1, 1]},
            {"!=": [1, 2]},
            {"<": [1, 2]},
            {"or": [asks("one", "a"), {"==": [1, 2]}]},
            {"and": [{"in": [var("one"), ["a", "b"]]}, {"in": [var("one"), ["b", "c"]]}]},
            {"and": [{"in": ["a", var("many")]}, {"in": ["b", var("many")]}]},
            {"and": [{"contains": [var("many"), "a"]}, {"contains": [var("many"), "b"]}]},
            {"and": [{">=": [var("n"), 5]}, {"<=": [var("n"), 5]}]},
            {"and": [{">": [var("n"), 5]}, {"<": [var("n"), 7]}, {"!=": [var("n"), 1]}]},
            {"!": {"and": [var("yes"), {"==": [var("yes"), False]}]}},
            {"and": [asks("text", "a"), {"!": {"empty": var("one")}}]},
            {"and": [{"or": [asks("one", "a"), asks("one", "b")]}] * 20},
            {"or": [asks("text", str(number)) for number in range(80)]},
            {">": [{"+": [var("n"), 1]}, 11]},
            {"and": [{"empty": {"+": [var("n"), 1]}}, {"empty": var("n")}]},
            {"and": [{"or": [asks("one", key) for key in "abc"]} for _each in range(5)]},
        ],
    )
    def test_conditions_that_can(self, rule: Any) -> None:
        assert faults(document({**FIELDS, "f": {"x-when": rule}})) == set()

    def test_what_another_condition_or_the_page_rules_out(self) -> None:
        drawn = document(
            {
                **FIELDS,
                "b": {**YES, "x-when": asks("one", "b")},
                "c": {"x-when": {"and": [asks("one", "c"), var("b")]}},
                "d": {"x-when": asks("one", "a")},
            }
        )
        drawn["x-pages"] = [
            {"key": "p", "title": "P", "items": [*FIELDS, "b", "c"]},
            {"key": "q", "title": "Q", "items": ["d"], "x-when": asks("one", "b")},
        ]
        assert faults(drawn) == {
            (("properties", "c", "x-when"), "never_shown"),
            (("properties", "d", "x-when"), "never_shown"),
        }
        drawn["x-pages"][1]["x-when"] = False
        assert (("x-pages", 1, "x-when"), "never_shown") in faults(drawn)

    def test_what_takes_too_many_ways_is_let_pass(self) -> None:
        """Each rule alone has few ways; together they are more than are looked at."""
        wide = {"or": [asks("text", str(number)) for number in range(30)]}
        part = {"x-type": "text", "title": "X", "x-when": {"or": wide["or"][::-1]}}
        group = {"x-type": "group", "x-when": wide, "properties": {"x": part}}
        assert faults(document({**FIELDS, "g": group})) == set()

    def test_an_empty_answer_is_compared_with_nothing(self) -> None:
        empty = {"and": [{"empty": var("n")}, {"<": [var("n"), 5]}]}
        assert faults(document({**FIELDS, "f": {"x-when": empty}})) == {
            (("properties", "f", "x-when"), "never_shown")
        }

    def test_a_part_under_its_group(self) -> None:
        part = {"x-type": "text", "title": "X", "x-when": {"<": [var("n"), 3]}}
        group = {"x-type": "group", "x-when": {">": [var("n"), 5]}, "properties": {"x": part}}
        assert faults(document({**FIELDS, "g": group})) == {
            (("properties", "g", "properties", "x", "x-when"), "never_shown")
        }


class TestClockAndViews:
    def test_only_checks_ask_for_today(self) -> None:
        late = {"<": [var("day"), {"today": []}]}
        check = {"key": "c", "message": "M", "at": "day", "rule": late}
        assert faults(document(FIELDS, x_checks=[check])) == set()
        drawn = document({**FIELDS, "f": {"x-when": late}, "g": {**YES, "x-compute": late}})
        assert faults(drawn) == {
            (("properties", "f", "x-when"), "rule_asks_today"),
            (("properties", "g", "x-compute"), "rule_asks_today"),
        }

    def test_a_computed_value_must_fit_its_field(self) -> None:
        drawn = document({**FIELDS, "f": {**NUMBER, "x-compute": {"cat": [var("text"), "x"]}}})
        assert faults(drawn) == {(("properties", "f", "x-compute"), "rule_result")}

    def test_a_computed_value_tells_what_is_hidden(self) -> None:
        drawn = document({"n": NUMBER, "twice": {**NUMBER, "x-compute": {"*": [var("n"), 2]}}})
        drawn["x-views"]["partner"]["rules"] = {"twice": "read"}
        place = ("properties", "twice", "x-compute")
        assert faults(drawn) == {(place, "computed_source_hidden")}
        drawn["x-views"]["partner"]["reveals"] = ["n"]
        assert faults(drawn) == set()

    def test_a_part_that_asks_about_a_hidden_part(self) -> None:
        parts = {"a": {**YES, "title": "A"}, "b": {"x-type": "text", "title": "B", "x-when": var(".a")}}
        drawn = document({"rows": {"x-type": "rows", "items": {"properties": parts}}})
        drawn["x-views"]["partner"]["rules"] = {"rows": "read", "rows.a": "hidden"}
        place = ("properties", "rows", "items", "properties", "b", "x-when")
        assert faults(drawn) == {(place, "condition_source_hidden")}

    def test_a_check_over_a_computed_value_is_mended_at_its_sources(self) -> None:
        check = {"key": "c", "message": "M", "at": "twice", "rule": {"<": [var("twice"), 5]}}
        fields = {"n": NUMBER, "twice": {**NUMBER, "x-compute": {"*": [var("n"), 2]}}}
        drawn = document(fields, x_checks=[check])
        assert faults(drawn) == set()
        drawn["x-views"]["internet"]["rules"] = {"*": "read"}
        assert faults(drawn) == {(("x-checks", 0), "check_of_nobody")}

    def test_a_source_on_two_ways_is_one(self) -> None:
        twice = {**NUMBER, "x-compute": {"*": [var("n"), 2]}}
        both = {**NUMBER, "x-compute": {"+": [var("n"), var("twice")]}}
        check = {"key": "c", "message": "M", "at": "both", "rule": {"<": [var("both"), var("twice")]}}
        assert faults(document({"n": NUMBER, "twice": twice, "both": both}, x_checks=[check])) == set()

    def test_what_cannot_be_masked(self) -> None:
        part = {"x-type": "text", "title": "X"}
        drawn = document({"g": {"x-type": "group", "properties": {"x": part}}, "s": {"x-type": "static"}})
        drawn["x-views"]["crm"]["masks"] = ["g.x", "g", "s", "gone"]
        place = ("x-views", "crm", "masks")
        assert faults(drawn) == {(place, "cannot_be_masked"), (place, "item_unknown")}
