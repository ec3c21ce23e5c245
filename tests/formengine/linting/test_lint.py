from typing import Any

import pytest

from formengine.document import parse
from formengine.linting import lint
from tests.formengine.builders import Json, asks, document

CHOICE = {"x-type": "choice", "oneOf": [{"const": "a", "title": "A"}]}
ROWS = {
    "x-type": "rows",
    "items": {"properties": {"c": {"x-type": "money", "title": "C"}, "t": {"x-type": "text", "title": "T"}}},
}
GROUP = {"x-type": "group", "properties": {"c": {"x-type": "text", "title": "C"}}}
KINDS: Json = {
    "yes": {"x-type": "yesno"},
    "number": {"x-type": "integer"},
    "amount": {"x-type": "money"},
    "day": {"x-type": "date"},
    "one": CHOICE,
    "many": {"x-type": "choices", "items": {"oneOf": CHOICE["oneOf"]}},
    "rows": ROWS,
    "group": GROUP,
    "text": {},
}


def faults(drawn: Json) -> set[tuple[tuple[str | int, ...], str]]:
    return {(problem.path, problem.code) for problem in lint(parse(drawn))}


def with_field(**schema: Any) -> Json:
    return document({"f": {key.replace("_", "-"): value for key, value in schema.items()}})


def test_a_sound_model_has_no_faults() -> None:
    check = {
        "key": "c",
        "message": "M",
        "at": "number",
        "rule": {"<": [{"var": "number"}, {"sum": ["rows", "c"]}]},
    }
    assert (
        faults(document({**KINDS, "more": {"x-when": asks("yes", True)}}, x_checks=[check], x_listed=["one"]))
        == set()
    )


class TestFields:
    @pytest.mark.parametrize(
        ("schema", "path", "code"),
        [
            ({"title": ""}, ("title",), "no_title"),
            ({"x_type": "choice"}, ("oneOf",), "no_options"),
            ({"x_type": "choices"}, ("items", "oneOf"), "no_options"),
            ({"x_type": "group"}, ("properties",), "no_children"),
            ({"x_type": "rows"}, ("items", "properties"), "no_children"),
            ({"pattern": "(?=a)"}, ("pattern",), "pattern_refused"),
            ({"minLength": 5, "maxLength": 4}, ("maxLength",), "least_above_most"),
            ({"x_type": "money", "x_min": 5}, ("x-min",), "bad_setting"),
            ({"x_type": "file", "x_accept": ["text/html"]}, ("x-accept",), "kind_unknown"),
            ({"format": "moon"}, ("format",), "format_unknown"),
            ({"x_autocomplete": "cc-number"}, ("x-autocomplete",), "bad_setting"),
            ({"x_max_mb": 5}, ("x-max-mb",), "unknown_setting"),
        ],
    )
    def test_their_own_settings(self, schema: Json, path: tuple[str, ...], code: str) -> None:
        assert faults(with_field(**schema)) == {(("properties", "f", *path), code)}

    def test_what_a_group_cannot_hold(self) -> None:
        inner = {
            "a": {"x-type": "file", "title": "A"},
            "b": {"x-type": "text", "title": "", "x-when": {"empty": {"var": ".a"}}},
        }
        place = ("properties", "f", "items", "properties")
        assert faults(with_field(x_type="rows", items={"properties": inner})) == {
            ((*place, "a"), "file_inside"),
            ((*place, "b", "title"), "no_title"),
        }

    def test_what_a_move_asks_for_under_a_condition(self) -> None:
        to = {"status": "closed", "requires": [{"key": "gone", "when": {"==": [{"var": "lost"}, True]}}]}
        statuses = [
            {"key": "open", "title": "O", "to": [to], "hidden_after_days": {"moon": 3, "crm": 9}},
            {"key": "closed", "title": "C", "final": True},
        ]
        assert faults(document({"a": {}}, x_statuses=statuses)) >= {
            (("x-statuses", 0, "to", 0, "requires"), "item_unknown"),
            (("x-statuses", 0, "to", 0, "requires", "==", 0, "var"), "rule_unknown_field"),
            (("x-statuses", 0, "hidden_after_days", "moon"), "view_unknown"),
        }

    def test_pages(self) -> None:
        pages = [
            {"key": "one", "title": "1", "items": ["b", "gone"]},
            {"key": "two", "title": "", "items": ["b"]},
            {"key": "three", "title": "3", "items": []},
        ]
        assert faults(document({"a": {}, "b": {}}, x_pages=pages, x_listed=["gone"])) == {
            (("properties", "a"), "on_no_page"),
            (("properties", "b"), "on_two_pages"),
            (("x-pages", 0, "items", 1), "item_unknown"),
            (("x-pages", 1, "title"), "no_title"),
            (("x-pages", 2), "page_empty"),
            (("x-listed", 0), "item_unknown"),
        }


class TestRules:
    @pytest.mark.parametrize(
        ("rule", "below", "code"),
        [
            (asks("gone", True), ("==", 0, "var"), "rule_unknown_field"),
            (asks("group.gone", True), ("==", 0, "var"), "rule_unknown_field"),
            (asks("rows.c", 5), ("==", 0, "var"), "rule_unknown_field"),
            ({"==": [{"sum": ["rows", "gone"]}, 5]}, ("==", 0, "sum", 1), "rule_unknown_field"),
            ({"==": [{"sum": ["yes", "c"]}, 5]}, ("==", 0, "sum", 0), "rule_unknown_rows"),
            ({"==": [{"sum": ["rows", "t"]}, 5]}, ("==", 0, "sum", 1), "rule_not_a_number"),
            (
                {"==": [{"count": ["rows", {"==": [{"var": ".gone"}, 1]}]}, 5]},
                ("==", 0, "count", 1, "==", 0, "var"),
                "rule_unknown_field",
            ),
            (asks("number", "x"), ("==",), "rule_literal"),
            (asks("number", True), ("==",), "rule_types"),
            (asks("yes", "true"), ("==",), "rule_literal"),
            (asks("day", "soon"), ("==",), "rule_literal"),
            (asks("many", "a"), ("==",), "rule_types"),
            (asks("text", 5), ("==",), "rule_types"),
            (asks("one", "z"), ("==",), "rule_option_unknown"),
            ({"in": [{"var": "one"}, ["a", "z"]]}, ("in",), "rule_option_unknown"),
            ({"in": ["z", {"var": "many"}]}, ("in",), "rule_option_unknown"),
            ({"in": [{"var": "many"}, ["a"]]}, ("in",), "rule_types"),
            ({"in": ["a", {"var": "text"}]}, ("in", 1), "rule_types"),
            ({"<": [{"var": "yes"}, True]}, ("<",), "rule_types"),
            ({"<": [{"var": "number"}, {"var": "day"}]}, ("<",), "rule_types"),
            ({"and": [{"var": "number"}]}, ("and", 0), "rule_types"),
            ({"!": {"var": "text"}}, ("!",), "rule_types"),
            ({"==": [{"+": [{"var": "text"}, 1]}, 2]}, ("==", 0, "+", 0), "rule_types"),
            ({"var": "number"}, (), "rule_not_a_question"),
            ({"+": [1, 2]}, (), "rule_not_a_question"),
        ],
    )
    def test_what_they_ask_about_and_of_which_type(
        self, rule: Any, below: tuple[Any, ...], code: str
    ) -> None:
        found = faults(document({**KINDS, "f": {"x-when": rule}}))
        assert ((("properties", "f", "x-when", *below), code)) in found
        assert {each for _path, each in found} == {code}

    @pytest.mark.parametrize(
        "rule",
        [
            {"var": "yes"},
            asks("amount", "10.50"),
            {
                "<=": [
                    {"var": "amount"},
                    {"*": [{"decimal": "0.8"}, {"sum": ["rows", "c", {"==": [{"var": ".t"}, "in"]}]}]},
                ]
            },
            {">": [{"var": "day"}, "2026-01-01"]},
            asks("group.c", "x"),
            {"and": [{"empty": {"var": "rows"}}, {"!": {"in": ["a", {"var": "many"}]}}]},
            {"in": [{"var": "number"}, [1, 2]]},
        ],
    )
    def test_sound_ones_pass(self, rule: Any) -> None:
        assert faults(document({**KINDS, "f": {"x-when": rule}})) == set()

    def test_rings_are_found_however_long(self) -> None:
        fields = {key: {"x-type": "yesno", "x-when": asks(other, True)} for key, other in ("ab", "bc", "ca")}
        assert faults(document(fields)) == {
            (("properties", key, "x-when"), "condition_cycle") for key in "abc"
        }
        assert faults(document({"a": {"x-type": "yesno", "x-when": asks("a", True)}})) == {
            (("properties", "a", "x-when"), "condition_cycle")
        }

    def test_checks_say_what_and_where(self) -> None:
        check = {"key": "c", "message": "", "at": "gone", "rule": {"==": [{"var": "gone"}, 1]}}
        assert faults(document({"a": {}}, x_checks=[check])) == {
            (("x-checks", 0, "message"), "no_message"),
            (("x-checks", 0, "at"), "item_unknown"),
            (("x-checks", 0, "rule", "==", 0, "var"), "rule_unknown_field"),
        }


class TestViews:
    def test_the_three_every_model_has(self) -> None:
        drawn = document({"a": {}})
        del drawn["x-views"]["crm"], drawn["x-views"]["partner"]
        drawn["x-statuses"][0]["caps"] = {"internet": "edit"}
        assert faults(drawn) == {
            (("x-views", "crm"), "view_missing"),
            (("x-views", "partner"), "view_missing"),
        }

    def test_names_that_stand_for_nothing(self) -> None:
        drawn = document({"g": GROUP})
        drawn["x-views"]["internet"] |= {
            "rules": {"*": "edit", "g.c": "read", "g.x": "read", "gone": "read"},
            "reveals": ["gone"],
        }
        assert faults(drawn) == {
            (("x-views", "internet", "rules", "g.x"), "item_unknown"),
            (("x-views", "internet", "rules", "gone"), "item_unknown"),
            (("x-views", "internet", "reveals"), "item_unknown"),
        }

    def test_a_condition_on_what_the_view_hides(self) -> None:
        drawn = document({"a": {"x-type": "yesno"}, "b": {"x-when": asks("a", True)}})
        drawn["x-views"]["internet"]["rules"] = {"b": "edit"}
        (problem,) = lint(parse(drawn))
        assert (problem.path, problem.code) == (("properties", "b", "x-when"), "condition_source_hidden")
        assert problem.params == {"view": "internet", "key": "a"}
        drawn["x-views"]["internet"]["reveals"] = ["a"]
        assert faults(drawn) == set()

    def test_a_page_condition_or_a_requirement_on_what_the_view_hides(self) -> None:
        drawn = document({"a": {"x-type": "yesno"}, "b": {"x-required-when": asks("a", True)}})
        drawn["x-pages"] = [
            {"key": "one", "title": "1", "items": ["a"]},
            {"key": "two", "title": "2", "items": ["b"], "x-when": asks("a", True)},
        ]
        drawn["x-views"]["internet"]["rules"] = {"b": "edit"}
        assert faults(drawn) == {
            (("x-pages", 1, "x-when"), "condition_source_hidden"),
            (("properties", "b", "x-required-when"), "condition_source_hidden"),
            (("properties", "b", "x-required-when"), "required_of_nobody"),
        }

    def test_an_answer_required_where_it_can_never_be_given(self) -> None:
        drawn = document({"a": {}, "b": {"x-required-when": {"empty": {"var": "a"}}}})
        drawn["x-views"]["internet"]["rules"] = {"a": "edit!", "b": "read"}
        drawn["x-statuses"][0]["caps"]["internet"] = "read"
        assert faults(drawn) == {
            (("x-views", "internet", "rules", "a"), "required_never_editable"),
            (("properties", "b", "x-required-when"), "required_of_nobody"),
        }

    def test_a_check_nobody_is_asked(self) -> None:
        check = {"key": "c", "message": "M", "at": "a", "rule": {"==": [{"var": "a"}, {"var": "b"}]}}
        drawn = document({"a": {}, "b": {}}, x_checks=[check])
        drawn["x-views"]["internet"]["rules"] = {"a": "edit"}
        assert faults(drawn) == {(("x-checks", 0), "check_of_nobody")}


class TestFlow:
    def test_statuses_form_a_way_with_an_end(self) -> None:
        statuses = [
            {
                "key": "one",
                "title": "",
                "to": ["two", "gone", {"status": "two", "requires": ["gone"]}],
                "caps": {"internet": "edit", "moon": "read"},
            },
            {"key": "two", "title": "2"},
            {
                "key": "three",
                "title": "3",
                "final": True,
                "caps": {"crm": "read"},
                "items": {"crm": {"page": "read", "a": "read", "gone": "read"}},
            },
        ]
        assert faults(document({"a": {}}, x_statuses=statuses)) == {
            (("x-statuses", 0, "title"), "no_title"),
            (("x-statuses", 0, "to", 1), "status_unknown"),
            (("x-statuses", 0, "to", 2, "requires"), "item_unknown"),
            (("x-statuses", 0, "caps", "moon"), "view_unknown"),
            (("x-statuses", 1), "status_dead_end"),
            (("x-statuses", 2), "status_unreachable"),
            (("x-statuses", 2, "items", "crm", "gone"), "item_unknown"),
        }

    def test_scopes_and_kinds(self) -> None:
        scopes = [{"key": "s", "title": "", "view": "moon", "items": {"gone": "read"}}]
        kinds = {"opinion": {"page": "read", "gone": "read"}, "gossip": {}}
        assert faults(document({"a": {}}, x_scopes=scopes, x_kinds=kinds)) == {
            (("x-scopes", 0, "title"), "no_title"),
            (("x-scopes", 0, "view"), "view_unknown"),
            (("x-scopes", 0, "verdicts"), "no_verdicts"),
            (("x-scopes", 0, "items", "gone"), "item_unknown"),
            (("x-kinds", "opinion", "gone"), "item_unknown"),
            (("x-kinds", "gossip"), "kind_of_solicitation_unknown"),
        }

    @pytest.mark.parametrize("reference", ["SUB-{yyyy}-{seq:05d}", "{seq}", "A {seq:09d} é"])
    def test_references_that_can_be_given(self, reference: str) -> None:
        assert faults(document({"a": {}}, x_reference=reference)) == set()

    @pytest.mark.parametrize(
        "reference",
        [
            "SUB",
            "{yyyy}",
            "{seq}{seq}",
            "{seq:5d}",
            "{seq:00d}",
            "{seq.__class__}",
            "{0}",
            "{",
            "{{seq}}",
            "x" * 50 + "{seq}",
        ],
    )
    def test_references_that_cannot(self, reference: str) -> None:
        assert faults(document({"a": {}}, x_reference=reference)) == {(("x-reference",), "reference_bad")}


def test_a_model_without_a_title() -> None:
    assert faults({**document({"a": {}}), "title": ""}) == {(("title",), "no_title")}
