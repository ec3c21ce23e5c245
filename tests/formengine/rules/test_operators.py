"""Every operator: what it answers, what unknown makes of it, and what it is not given without refusal."""

from datetime import date
from typing import Any

import pytest

from formengine.problems import DocumentRefused
from formengine.rules import MAX_NODES, OPERATORS, Scene, compile_expression
from tests.formengine.rules.town import ANSWERS, MODEL, decimal, var

TODAY = date(2026, 7, 15)


def evaluate(rule: Any, answers: Any = None) -> Any:
    scene = Scene(ANSWERS if answers is None else answers, MODEL.fields, today=TODAY)
    return compile_expression(rule).on(scene)


A, B = {"==": [var("one"), "a"]}, {"==": [var("one"), "b"]}
UNKNOWN = {"==": [var("gone"), 1]}
IN = {"==": [var(".side"), "in"]}

CASES: list[tuple[str, Any, Any]] = [
    ("if", {"if": [A, 1, 2]}, 1),
    ("if", {"if": [B, 1, 2]}, 2),
    ("if", {"if": [B, 1]}, None),
    ("if", {"if": [UNKNOWN, 1, 2]}, 2),
    ("if", {"if": [B, 1, A, 3, 2]}, 3),
    ("if", {"if": [B, 1, B, 3]}, None),
    ("brackets", {"brackets": [1000, {"up_to": 1000, "then": 40}, {"up_to": 50000, "then": 75}]}, 40),
    ("brackets", {"brackets": [1001, {"up_to": 1000, "then": 40}, {"up_to": 50000, "then": 75}]}, 75),
    ("brackets", {"brackets": [50001, {"up_to": 1000, "then": 40}, {"then": 110}]}, 110),
    ("brackets", {"brackets": [50001, {"up_to": 1000, "then": 40}]}, None),
    ("brackets", {"brackets": [var("gone"), {"up_to": 1000, "then": 40}, {"then": 110}]}, None),
    ("brackets", {"brackets": [5, {"up_to": var("gone"), "then": 40}, {"then": 110}]}, None),
    ("+", {"+": [1, var("number"), decimal("0.5")]}, "6.5"),
    ("+", {"+": [1, var("gone")]}, None),
    ("-", {"-": [10, 3, 2]}, 5),
    ("-", {"-": [var("number")]}, -5),
    ("*", {"*": [var("amount"), 3]}, "30.30"),
    ("/", {"/": [1, 8]}, "0.125"),
    ("/", {"/": [1, 0]}, None),
    ("/", {"/": [0, 0]}, None),
    ("/", {"/": [var("gone"), 2]}, None),
    ("percent", {"percent": [80, var("amount")]}, "8.08"),
    ("percent", {"percent": [var("gone"), 10]}, None),
    ("abs", {"abs": {"-": [2, 5]}}, 3),
    ("abs", {"abs": [var("text")]}, None),
    ("round", {"round": decimal("2.5")}, 3),
    ("round", {"round": [decimal("-2.5")]}, -3),
    ("round", {"round": [decimal("1.005"), 2]}, "1.01"),
    ("round", {"round": [1249, -2]}, 1200),
    ("round", {"round": [1250, -2]}, 1300),
    ("round", {"round": [var("gone"), 2]}, None),
    ("min", {"min": [3, var("number"), 4]}, 3),
    ("max", {"max": [3, var("number"), 4]}, 5),
    ("max", {"max": [3, var("gone")]}, None),
    ("max", {"max": [3, var("text")]}, None),
    ("max", {"max": [var("yes")]}, None),
    ("min", {"min": [{"values": ["rows", "cost"]}]}, "0.10"),
    ("max", {"max": [{"values": ["rows", "cost", {"==": [var(".side"), "none"]}]}]}, None),
    ("max", {"max": [var("day"), var("later")]}, date(2026, 1, 3)),
    ("days", {"days": [var("day"), var("later")]}, 1),
    ("days", {"days": [var("later"), var("day")]}, -1),
    ("days", {"days": ["2026-01-01", "2026-12-31"]}, 364),
    ("days", {"days": [var("gone"), var("day")]}, None),
    ("days", {"days": [var("number"), var("day")]}, None),
    ("days", {"days": [1, 2]}, None),
    ("months", {"months": ["2026-01-31", "2026-02-27"]}, 0),
    ("months", {"months": ["2026-01-31", "2026-02-28"]}, 1),
    ("months", {"months": ["2026-03-15", "2025-03-16"]}, -11),
    ("months", {"months": ["2026-03-15", "2025-03-15"]}, -12),
    ("years", {"years": ["2000-02-29", "2001-02-27"]}, 0),
    ("years", {"years": ["2000-02-29", "2001-02-28"]}, 1),
    ("years", {"years": ["2008-07-16", {"today": []}]}, 17),
    ("years", {"years": ["2008-07-15", {"today": []}]}, 18),
    ("years", {"years": ["2027-07-15", {"today": []}]}, -1),
    ("today", {"today": []}, TODAY),
    ("today", {"<": [var("day"), {"today": None}]}, True),
    ("date_add", {"date_add": [var("day"), {"days": 30}]}, date(2026, 2, 1)),
    ("date_add", {"date_add": ["2024-02-29", {"years": 1, "months": 1, "days": 1}]}, date(2025, 3, 30)),
    ("date_add", {"date_add": ["2026-01-31", {"months": 1}]}, date(2026, 2, 28)),
    ("date_add", {"date_add": ["2026-01-31", {"months": {"-": [1]}}]}, date(2025, 12, 31)),
    ("date_add", {"date_add": ["2026-01-31", {"days": var("gone")}]}, None),
    ("date_add", {"date_add": ["2026-01-31", {"days": decimal("1.5")}]}, None),
    ("date_add", {"date_add": ["2026-01-31", {"years": 999_999}]}, None),
    ("date_add", {"date_add": ["9999-12-31", {"days": 1}]}, None),
    ("date_add", {"date_add": ["1000-01-01", {"days": {"-": [1]}}]}, None),
    ("date_add", {"date_add": [var("number"), {"days": 1}]}, None),
    ("cat", {"cat": [var("text"), " / ", var("number"), " / ", var("day")]}, "abc / 5 / 2026-01-02"),
    ("cat", {"cat": [var("amount"), var("one")]}, "10.10Alpha"),
    ("cat", {"cat": ["x", var("gone")]}, "x"),
    ("cat", {"cat": [var("gone"), var("yes"), var("many")]}, None),
    ("length", {"length": var("text")}, 3),
    ("length", {"length": var("many")}, 2),
    ("length", {"length": var("gone")}, None),
    ("length", {"length": var("number")}, None),
    ("contains", {"contains": [var("many"), "a"]}, True),
    ("contains", {"contains": [var("many"), "c"]}, False),
    ("contains", {"contains": [var("gone"), "c"]}, None),
    ("contains", {"contains": [var("text"), "a"]}, None),
    ("contains", {"contains": [{"values": ["rows", "cost"]}, decimal("0.2")]}, True),
    ("in", {"in": [var("number"), {"values": ["rows", "cost"]}]}, False),
    ("in", {"in": [True, [True]]}, True),
    ("disjoint", {"disjoint": [{"values": ["rows", "side"]}, var("many")]}, True),
    ("disjoint", {"disjoint": [{"values": ["rows", "side"]}, {"values": ["rows", "side", IN]}]}, False),
    ("disjoint", {"disjoint": [var("many"), var("gone")]}, None),
    ("exactly_one", {"exactly_one": [var("number"), var("gone")]}, True),
    ("exactly_one", {"exactly_one": [var("number"), var("text")]}, False),
    ("exactly_one", {"exactly_one": [var("gone"), var("gone")]}, False),
    ("exactly_one", {"exactly_one": [var("number"), {"!": var("yes")}]}, True),
    ("exactly_one", {"exactly_one": [var("gone"), var("yes")]}, True),
    ("values", {"length": {"values": ["rows", "side", IN]}}, 2),
    ("values", {"length": {"values": ["gone", "side"]}}, None),
    ("sum", {"sum": ["rows", "cost"]}, "0.60"),
    ("sum", {"sum": ["rows", "side"]}, 0),
    ("sum", {"sum": ["rows", "cost", IN]}, "0.30"),
    ("sum", {"sum": ["rows", "cost", {"==": [var(".side"), "none"]}]}, 0),
    ("count", {"count": ["rows"]}, 4),
    ("count", {"count": ["group"]}, None),
    ("count", {"count": ["text"]}, None),
    ("all", {"all": ["rows", {">": [var(".cost"), 0]}]}, None),
    ("all", {"all": ["rows", {">": [var(".cost"), 0]}, {"!": {"empty": var(".cost")}}]}, True),
    ("all", {"all": ["rows", IN]}, False),
    ("all", {"all": ["rows", UNKNOWN, {"==": [1, 2]}]}, True),
    ("any", {"any": ["rows", IN]}, True),
    ("any", {"any": ["rows", {">": [var(".cost"), 1]}]}, None),
    ("any", {"any": ["rows", {">": [var(".cost"), 1]}, IN]}, False),
    ("any", {"any": ["gone", IN]}, None),
    ("fits", {"fits": [["text", "number"], {"required": ["text"]}]}, True),
    ("fits", {"fits": [["gone"], {"required": ["gone"]}]}, False),
    (
        "fits",
        {"fits": [["group.inner.deep", "group.name"], {"properties": {"group": {"minProperties": 2}}}]},
        True,
    ),
    ("fits", {"fits": [["group.inner.deep"], {"required": ["group"]}]}, True),
    ("fits", {"fits": [["group.inner.deep"], {"properties": {"group": {"maxProperties": 0}}}]}, False),
    ("and", {"and": [A, UNKNOWN]}, None),
    ("and", {"and": [B, UNKNOWN]}, False),
    ("or", {"or": [A, UNKNOWN]}, True),
    ("or", {"or": [B, UNKNOWN]}, None),
    ("!", {"!": [B]}, True),
    ("!", {"!": UNKNOWN}, None),
    ("empty", {"empty": [var("gone")]}, True),
    ("==", {"==": [var("day"), "2026-01-02"]}, True),
    ("==", {"==": [var("day"), "soon"]}, None),
    ("!=", {"!=": ["5", var("number")]}, False),
    ("<", {"<": [var("yes"), True]}, None),
    ("<", {"<": [var("many"), var("many")]}, None),
    ("<=", {"<=": [var("text"), "b"]}, True),
    (">", {">": [var("number"), None]}, None),
    (">=", {">=": [var("number"), 5]}, True),
    ("decimal", {"==": [decimal("5.0"), var("number")]}, True),
    ("var", var("group.name"), "Ann"),
    ("var", var("group.inner.deep"), 7),
    ("var", var("group.inner.gone"), None),
    ("var", var("rows.cost"), None),
    ("sum", {"sum": ["group.lines", "cost"]}, 3),
    ("sum", {"sum": ["group.lines.parts", "weight"]}, 6),
    ("sum", {"sum": ["group.lines", "box.size"]}, 9),
    ("count", {"count": ["group.lines", {">": [{"sum": [".parts", "weight"]}, 2]}]}, 1),
    ("any", {"any": ["group.lines", {"any": [".parts", {"==": [var(".weight"), 3]}]}]}, True),
]


@pytest.mark.parametrize(("rule", "expected"), [case[1:] for case in CASES])
def test_what_it_answers(rule: Any, expected: Any) -> None:
    found = evaluate(rule)
    if isinstance(expected, bool | None):
        assert found is expected
    else:
        assert found == (evaluate(decimal(expected)) if _is_number(expected) else expected)


def _is_number(expected: Any) -> bool:
    return isinstance(expected, int) or (isinstance(expected, str) and expected.replace(".", "").isdigit())


def test_every_operator_is_tried() -> None:
    assert {name for name, _rule, _expected in CASES} == OPERATORS


def test_without_a_clock_today_is_unknown() -> None:
    assert compile_expression({"today": []}).evaluate({}, MODEL.fields) is None


def test_what_the_row_at_hand_holds() -> None:
    lines = MODEL.fields["group"].by_key["lines"]
    rule = compile_expression({"==": [var(".cost"), {"sum": [".parts", "weight"]}]}, inside="group.lines")
    scene = Scene(ANSWERS, MODEL.fields, ANSWERS["group"]["lines"][0], lines.by_key)
    assert rule.on(scene) is True
    assert rule.paths == {"group.lines.cost", "group.lines.parts.weight"}
    assert rule.on(Scene(ANSWERS, MODEL.fields)) is None


def test_rows_within_rows_within_rows_end_at_a_bound() -> None:
    many = {"rows": [{"_id": str(number), "cost": "1.00"} for number in range(200)]}
    once = {"count": ["rows", {"==": [var(".cost"), 1]}]}
    twice = {"count": ["rows", {"==": [once, 200]}]}
    assert evaluate(twice, many) == 200
    assert evaluate({"count": ["rows", {"==": [twice, 200]}]}, many) == 0


def test_a_value_nobody_expected_to_be_stored_makes_it_unknown() -> None:
    assert evaluate({"disjoint": [var("many"), var("many")]}, {"many": [{}]}) is None


def deep(levels: int) -> Any:
    rule: Any = {"==": [1, 1]}
    for _ in range(levels):
        rule = {"!": rule}
    return rule


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (2**63 + 1, "rule_not_understood"),
        ({"if": [A]}, "rule_wrong_arguments"),
        ({"today": [1]}, "rule_wrong_arguments"),
        ({"/": [1]}, "rule_wrong_arguments"),
        ({"percent": [1, 2, 3]}, "rule_wrong_arguments"),
        ({"abs": [1, 2]}, "rule_wrong_arguments"),
        ({"round": [1, "2"]}, "rule_wrong_arguments"),
        ({"round": [1, True]}, "rule_wrong_arguments"),
        ({"round": [1, 7]}, "rule_wrong_arguments"),
        ({"round": [1, 2, 3]}, "rule_wrong_arguments"),
        ({"brackets": [1]}, "rule_wrong_arguments"),
        ({"brackets": [1, 2]}, "rule_wrong_arguments"),
        ({"brackets": [1, {"then": 2}]}, "rule_wrong_arguments"),
        ({"brackets": [1, {"then": 2}, {"up_to": 1, "then": 2}]}, "rule_wrong_arguments"),
        ({"brackets": [1, {"up_to": 1}]}, "rule_wrong_arguments"),
        ({"date_add": ["2026-01-01", 5]}, "rule_wrong_arguments"),
        ({"date_add": ["2026-01-01", {}]}, "rule_wrong_arguments"),
        ({"date_add": ["2026-01-01", {"weeks": 1}]}, "rule_wrong_arguments"),
        ({"exactly_one": [var("yes")]}, "rule_wrong_arguments"),
        ({"var": "a..b"}, "rule_wrong_arguments"),
        ({"var": "a" * 301}, "rule_wrong_arguments"),
        ({"var": "."}, "rule_no_row_here"),
        ({"sum": ["rows", ".cost"]}, "rule_wrong_arguments"),
        ({"sum": [".rows", "cost"]}, "rule_no_row_here"),
        ({"all": ["rows"]}, "rule_wrong_arguments"),
        ({"any": ["rows", IN, IN, IN]}, "rule_wrong_arguments"),
        ({"in": [1, ["x"] * 2001]}, "rule_wrong_arguments"),
        ({"in": [1, [2**64]]}, "rule_wrong_arguments"),
        ({"in": [1]}, "rule_wrong_arguments"),
        ({"fits": [["text"]]}, "rule_wrong_arguments"),
        ({"fits": [[], {}]}, "rule_wrong_arguments"),
        ({"fits": [["text"], {"type": "nothing"}]}, "rule_wrong_arguments"),
        ({"fits": [[5], {}]}, "rule_wrong_arguments"),
        ({5: 1}, "rule_unknown_operator"),
        (deep(12), "rule_too_deep"),
        ({"and": [A] * 200}, "rule_too_large"),
    ],
)
def test_what_is_outside_the_language_is_refused(rule: Any, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        compile_expression(rule)
    assert refused.value.problem.code == code


def test_the_bounds_are_those_of_the_documentation() -> None:
    assert compile_expression(deep(11)).on(Scene({}, {})) is False
    assert compile_expression({"and": [True] * (MAX_NODES - 1)}).on(Scene({}, {})) is True
