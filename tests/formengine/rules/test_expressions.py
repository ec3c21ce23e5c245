from typing import Any

import pytest

from formengine.acceptance import accept
from formengine.problems import DocumentRefused
from formengine.projection import project
from formengine.rules import compile_expression
from tests.formengine.builders import model, view

OPTIONS = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}
MODEL = model(
    {
        "yes": {"x-type": "yesno"},
        "number": {"x-type": "integer"},
        "amount": {"x-type": "money"},
        "day": {"x-type": "date"},
        "later": {"x-type": "date"},
        "text": {},
        "one": {"x-type": "choice", **OPTIONS},
        "many": {"x-type": "choices", "items": OPTIONS},
        "where": {"x-type": "address"},
        "group": {"x-type": "group", "properties": {"name": {"x-type": "text", "title": "Name"}}},
        "rows": {
            "x-type": "rows",
            "items": {
                "properties": {
                    "side": {"x-type": "text", "title": "Side"},
                    "cost": {"x-type": "money", "title": "Cost"},
                }
            },
        },
    }
)
ANSWERS = {
    "yes": True,
    "number": 5,
    "amount": "10.10",
    "day": "2026-01-02",
    "later": "2026-01-03",
    "text": "abc",
    "one": "a",
    "many": ["a"],
    "group": {"name": "Ann"},
    "rows": [
        {"_id": "1", "side": "in", "cost": "0.10"},
        {"_id": "2", "side": "in", "cost": "0.20"},
        {"_id": "3", "side": "out", "cost": "0.30"},
        {"_id": "4", "side": "out"},
    ],
}


def evaluate(rule: Any, answers: Any = None) -> Any:
    return compile_expression(rule).evaluate(ANSWERS if answers is None else answers, MODEL.fields)


def var(name: str) -> dict[str, str]:
    return {"var": name}


SIDES = {"==": [var(".side"), "in"]}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"==": [var("yes"), True]}, True),
        ({"==": [var("yes"), False]}, False),
        ({"!=": [var("one"), "b"]}, True),
        ({"<": [var("number"), 6]}, True),
        ({">=": [var("amount"), 10]}, True),
        ({">": [var("amount"), {"decimal": "10.10"}]}, False),
        ({"==": [var("amount"), "10.1"]}, True),
        ({"<": [var("day"), var("later")]}, True),
        ({"<": [var("day"), "2026-01-01"]}, False),
        ({"==": ["2026-01-02", var("day")]}, True),
        ({"in": [var("one"), ["a", "b"]]}, True),
        ({"in": ["a", var("many")]}, True),
        ({"in": ["b", var("many")]}, False),
        ({"in": [var("number"), [4, 5]]}, True),
        ({"in": [var("day"), ["2026-01-02"]]}, True),
        ({"empty": var("where")}, True),
        ({"empty": var("text")}, False),
        ({"empty": var("yes")}, False),
        ({"empty": var("rows")}, False),
        ({"empty": var("group.name")}, False),
        ({"==": [var("group.name"), "Ann"]}, True),
        ({"==": [{"sum": ["rows", "cost", SIDES]}, {"sum": ["rows", "cost"]}]}, False),
        ({"==": [{"sum": ["rows", "cost", SIDES]}, {"decimal": "0.30"}]}, True),
        ({"==": [{"count": ["rows"]}, 4]}, True),
        ({"==": [{"count": ["rows", SIDES]}, 2]}, True),
        ({"==": [{"+": [var("number"), 1]}, 6]}, True),
        ({"==": [{"-": [var("number"), 1]}, 4]}, True),
        ({"<=": [var("amount"), {"*": [{"decimal": "0.8"}, 100]}]}, True),
    ],
)
def test_rules_are_answered(rule: Any, expected: bool) -> None:
    assert evaluate(rule) is expected


@pytest.mark.parametrize(
    "rule",
    [
        {"==": [var("yes"), True]},
        {"!=": [var("text"), "x"]},
        {"<": [var("number"), 5]},
        {"in": [var("one"), ["a"]]},
        {"!": var("yes")},
        {"and": [{"==": [var("yes"), True]}, {"==": [1, 1]}]},
        {"or": [{"==": [var("yes"), True]}, {"==": [1, 2]}]},
        {"==": [{"sum": ["rows", "cost"]}, 0]},
        {"==": [{"count": ["rows"]}, 0]},
    ],
)
def test_what_asks_about_a_missing_answer_is_unknown(rule: Any) -> None:
    assert evaluate(rule, {}) is None
    assert compile_expression(rule).holds({}, MODEL.fields) is False


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"and": [{"==": [var("gone"), 1]}, {"==": [1, 2]}]}, False),
        ({"or": [{"==": [var("gone"), 1]}, {"==": [1, 1]}]}, True),
        ({"!": {"==": [1, 2]}}, True),
    ],
)
def test_and_or_and_not_are_kleenes(rule: Any, expected: bool) -> None:
    assert evaluate(rule, {}) is expected


@pytest.mark.parametrize(
    "rule",
    [
        {"==": [var("number"), "x"]},
        {"==": [var("yes"), 1]},
        {"!=": [var("yes"), 1]},
        {"<": [var("many"), "a"]},
        {"==": [var("text"), 5]},
        {"<": [var("number"), "NaN"]},
        {"+": [var("text"), 1]},
        {"<": [{"*": [{"decimal": "9" * 20}] * 4}, 1]},
    ],
)
def test_what_cannot_be_compared_is_unknown_never_an_exception(rule: Any) -> None:
    assert evaluate(rule) is None


def deep(levels: int) -> Any:
    rule: Any = {"==": [1, 1]}
    for _ in range(levels):
        rule = {"!": rule}
    return rule


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (1.5, "rule_not_understood"),
        ([], "rule_not_understood"),
        ({}, "rule_not_understood"),
        ({"==": [1, 1], "!=": [1, 1]}, "rule_not_understood"),
        ({"eval": "1"}, "rule_unknown_operator"),
        ({"__class__": []}, "rule_unknown_operator"),
        ({"==": [1]}, "rule_wrong_arguments"),
        ({"==": 1}, "rule_wrong_arguments"),
        ({"and": []}, "rule_wrong_arguments"),
        ({"var": 5}, "rule_wrong_arguments"),
        ({"var": ""}, "rule_wrong_arguments"),
        ({"var": ".x"}, "rule_no_row_here"),
        ({"in": [1, [1.5]]}, "rule_wrong_arguments"),
        ({"in": [1, [[1]]]}, "rule_wrong_arguments"),
        ({"sum": ["rows"]}, "rule_wrong_arguments"),
        ({"sum": [5, "cost"]}, "rule_wrong_arguments"),
        ({"count": []}, "rule_wrong_arguments"),
        ({"decimal": "NaN"}, "rule_wrong_arguments"),
        ({"decimal": 0.8}, "rule_wrong_arguments"),
        ({"decimal": "9" * 21}, "rule_wrong_arguments"),
        ({"decimal": "1e9"}, "rule_wrong_arguments"),
        (deep(30), "rule_too_deep"),
    ],
)
def test_what_is_outside_the_language_is_refused(rule: Any, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        compile_expression(rule)
    assert refused.value.problem.code == code


def test_a_rule_knows_what_it_asks_about_down_to_the_child() -> None:
    rule = compile_expression(
        {"and": [{"empty": var("group.name")}, {"==": [{"sum": ["rows", "cost", SIDES]}, var("number")]}]}
    )
    assert rule.paths == {"group.name", "rows.cost", "rows.side", "number"}
    assert rule.sources == {"group", "rows", "number"}


def test_a_part_beside_the_field_may_be_named_by_its_whole_path() -> None:
    """It is the one at hand: among all answers it stands only once its whole group is worked out."""
    for named in ("g.a", ".a"):
        asking = {"x-type": "text", "title": "B", "x-when": {"==": [{"var": named}, True]}}
        parts = {"a": {"x-type": "yesno", "title": "A"}, "b": asking}
        compiled = view({"g": {"x-type": "group", "properties": parts}})
        answers = accept(compiled, {}, {"g": {"a": "true", "b": "typed"}}).answers
        assert answers == {"g": {"a": True, "b": "typed"}}
        assert compiled.model.live(answers) == answers
        assert project(compiled, answers).fields["g"].value == answers["g"]
