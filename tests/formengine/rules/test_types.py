"""Types of rules: each fault with its place in the rule, and rules that are sound."""

from typing import Any

import pytest

from formengine.rules import check_result, check_types, compile_expression
from tests.formengine.rules.town import MODEL, decimal, var

IN = {"==": [var(".side"), "in"]}
YES = {"==": [var("yes"), True]}


def faults(rule: Any, inside: str = "") -> list[tuple[tuple[Any, ...], str]]:
    return [(each.path, each.code) for each in check_types(compile_expression(rule, inside=inside), MODEL)]


@pytest.mark.parametrize(
    ("rule", "path", "code"),
    [
        ({"==": [var("gone"), 1]}, ("==", 0, "var"), "rule_unknown_field"),
        ({"==": [var("rows.cost"), 1]}, ("==", 0, "var"), "rule_unknown_field"),
        ({"==": [var("group.lines.cost"), 1]}, ("==", 0, "var"), "rule_unknown_field"),
        ({"==": [var("text.cost"), 1]}, ("==", 0, "var"), "rule_unknown_field"),
        ({"empty": var("note")}, ("empty", "var"), "rule_static"),
        ({"==": [var("one"), "parise"]}, ("==",), "rule_option_unknown"),
        ({"contains": [var("many"), "z"]}, ("contains",), "rule_option_unknown"),
        ({"contains": [{"values": ["rows", "kind"]}, "z"]}, ("contains",), "rule_option_unknown"),
        ({"contains": [var("rows"), "z"]}, ("contains",), "rule_types"),
        ({"contains": [var("many"), var("where")]}, ("contains",), "rule_types"),
        ({"contains": [{"values": ["rows", "cost"]}, True]}, ("contains",), "rule_types"),
        ({"in": [var("text"), ["a", 1]]}, ("in",), "rule_types"),
        ({"<": [var("day"), "2026-02-30"]}, ("<",), "rule_literal"),
        ({"<": [var("one"), "a"]}, ("<",), "rule_types"),
        ({"==": [var("one"), var("text")]}, ("==",), "rule_types"),
        ({"==": [var("where"), "x"]}, ("==",), "rule_types"),
        ({"disjoint": [var("many"), var("text")]}, ("disjoint", 1), "rule_types"),
        ({"<": [{"sum": ["rows", "side"]}, 1]}, ("<", 0, "sum", 1), "rule_not_a_number"),
        ({"<": [{"sum": ["rows", "gone"]}, 1]}, ("<", 0, "sum", 1), "rule_unknown_field"),
        ({"<": [{"sum": ["gone", "cost"]}, 1]}, ("<", 0, "sum", 0), "rule_unknown_rows"),
        ({"any": ["group", YES]}, ("any", 0), "rule_unknown_rows"),
        (
            {"contains": [{"values": ["group", "name"]}, "x"]},
            ("contains", 0, "values", 0),
            "rule_unknown_rows",
        ),
        ({"contains": [{"values": ["rows", "x"]}, "x"]}, ("contains", 0, "values", 1), "rule_unknown_field"),
        ({"any": ["rows", var(".side")]}, ("any", 1), "rule_types"),
        ({"all": ["rows", IN, var(".cost")]}, ("all", 2), "rule_types"),
        ({"<": [{"days": [var("day"), "soon"]}, 1]}, ("<", 0, "days", 1), "rule_types"),
        ({"<": [{"days": [var("number"), var("day")]}, 1]}, ("<", 0, "days", 0), "rule_types"),
        (
            {"<": [{"date_add": [var("text"), {"days": 1}]}, var("day")]},
            ("<", 0, "date_add", 0),
            "rule_types",
        ),
        (
            {"<": [{"date_add": [var("day"), {"days": var("text")}]}, var("day")]},
            ("<", 0, "date_add", 1, "days"),
            "rule_types",
        ),
        ({"<": [{"max": [var("yes"), 1]}, 1]}, ("<", 0, "max", 0), "rule_types"),
        ({"<": [{"max": [var("day"), 1]}, 1]}, ("<", 0, "max"), "rule_types"),
        ({"<": [{"max": [{"values": ["rows", "side"]}]}, 1]}, ("<", 0, "max", 0), "rule_types"),
        ({"==": [{"cat": [var("yes")]}, "x"]}, ("==", 0, "cat", 0), "rule_types"),
        ({"<": [{"length": var("number")}, 3]}, ("<", 0, "length"), "rule_types"),
        ({"if": [var("text"), True, False]}, ("if", 0), "rule_types"),
        ({"if": [YES, True, 5]}, ("if",), "rule_types"),
        (
            {"<": [{"brackets": [var("text"), {"up_to": 1, "then": 1}]}, 3]},
            ("<", 0, "brackets", 0),
            "rule_types",
        ),
        (
            {"<": [{"brackets": [1, {"up_to": "x", "then": 1}]}, 3]},
            ("<", 0, "brackets", 1, "up_to"),
            "rule_types",
        ),
        (
            {"<": [{"brackets": [1, {"up_to": 1, "then": 1}, {"then": "x"}]}, 3]},
            ("<", 0, "brackets"),
            "rule_literal",
        ),
        ({"round": var("number")}, (), "rule_not_a_question"),
        ("yes", (), "rule_not_a_question"),
        ({"today": []}, (), "rule_not_a_question"),
    ],
)
def test_each_fault_has_its_place(rule: Any, path: tuple[Any, ...], code: str) -> None:
    assert faults(rule) == [(path, code)]


@pytest.mark.parametrize(
    "rule",
    [
        {"==": [{"sum": ["rows", "cost", IN]}, {"percent": [80, {"sum": ["group.lines.parts", "weight"]}]}]},
        {"<=": [var("amount"), {"round": [{"/": [{"abs": [var("number")]}, 3]}, 2]}]},
        {">=": [{"years": [var("day"), {"today": []}]}, 18]},
        {"<": [var("later"), {"date_add": [var("day"), {"months": 6, "days": var("number")}]}]},
        {"<": [{"date_add": ["2026-01-01", {"years": 1}]}, var("day")]},
        {"<": [{"max": [{"values": ["rows", "cost"]}]}, {"min": [var("number"), "5"]}]},
        {"<": [{"min": [var("day"), "2026-01-01"]}, var("later")]},
        {"exactly_one": [var("yes"), var("where"), var("rows"), var("group")]},
        {"disjoint": [{"values": ["rows", "side"]}, var("many")]},
        {"in": [var("one"), {"values": ["rows", "kind"]}]},
        {"==": [{"cat": [var("text"), " ", var("one"), var("day")]}, var("text")]},
        {"==": [{"length": var("many")}, {"length": [var("text")]}]},
        {"==": [{"if": [YES, var("one"), "a"]}, "b"]},
        {
            "==": [
                {"brackets": [var("number"), {"up_to": 1, "then": "2026-01-01"}, {"then": var("day")}]},
                None,
            ]
        },
        {"fits": [["text"], {"required": ["text"]}]},
        {"and": [var("yes"), {"!": var("yes")}, {"or": [YES]}]},
        {"all": ["rows", {"any": ["group.lines", {">": [var(".cost"), 0]}]}, IN]},
        {"==": [None, var("text")]},
        {"contains": [{"values": ["rows", "side"]}, "in"]},
    ],
)
def test_sound_rules_have_none(rule: Any) -> None:
    assert faults(rule) == []


def test_the_same_fault_is_said_once() -> None:
    assert faults({"in": [var("yes"), [1, 2]]}) == [(("in",), "rule_types")]


def test_a_rule_inside_asks_its_own_instance() -> None:
    assert faults({"==": [var(".side"), "x"]}, inside="rows") == []
    assert faults({"<": [{"sum": [".parts", "weight"]}, var(".box.size")]}, inside="group.lines") == []
    assert faults({"==": [var(".gone"), "x"]}, inside="rows") == [(("==", 0, "var"), "rule_unknown_field")]


@pytest.mark.parametrize(
    ("field", "rule", "code"),
    [
        ("amount", {"sum": ["rows", "cost"]}, ""),
        ("amount", var("text"), "rule_result"),
        ("amount", "5", "rule_result"),
        ("number", {"brackets": [var("amount"), {"up_to": 1000, "then": 40}, {"then": 110}]}, ""),
        ("text", {"cat": [var("text"), " ", var("day")]}, ""),
        ("text", {"sum": ["rows", "cost"]}, ""),
        ("text", {"==": [1, 1]}, "rule_result"),
        ("day", {"date_add": [var("later"), {"days": 1}]}, ""),
        ("day", "2026-01-01", "rule_result"),
        ("yes", {">": [var("amount"), 5]}, ""),
        ("one", {"if": [YES, "a", "b"]}, ""),
        ("one", {"if": [YES, "a", {"brackets": [1, {"up_to": 1, "then": "z"}]}]}, "rule_option_unknown"),
        ("one", {"cat": ["a"]}, "rule_result"),
        ("one", var("text"), "rule_result"),
        ("one", var("one"), ""),
        ("many", {"values": ["rows", "kind"]}, ""),
        ("rows", {"values": ["rows", "kind"]}, "rule_result"),
        ("amount", var("gone"), "rule_unknown_field"),
    ],
)
def test_what_a_field_can_be_computed_by(field: str, rule: Any, code: str) -> None:
    found = check_result(compile_expression(rule), MODEL, MODEL.fields[field])
    assert [each.code for each in found] == ([code] if code else [])


def test_decimal_text_is_a_number() -> None:
    assert faults({"==": [var("amount"), "10.1"]}) == faults({"==": [var("amount"), decimal("10.1")]}) == []
