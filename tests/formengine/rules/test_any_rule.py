"""Whatever a rule says, it is refused as data or answered; it never raises, and it can be said in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.djangoforms import rule_text
from formengine.djangoforms.rule_texts import JOINTS, PHRASES, SENTENCES, rule_sentence
from formengine.problems import DocumentRefused
from formengine.rules import OPERATORS, Scene, check_result, check_types, compile_expression, sentence
from formengine.rules import words as spoken
from tests.formengine.rules.drawing import PATHS, RULES, STRANGE, stored
from tests.formengine.rules.town import ANSWERS, MODEL

ROW = ANSWERS["rows"][0]
ROW_FIELDS = MODEL.fields["rows"].by_key


def code_of(rule: Any, inside: str = "") -> str:
    """Why the rule is refused; empty for one that is not. Anything else that is raised fails the test."""
    try:
        compile_expression(rule, inside=inside)
    except DocumentRefused as refused:
        return refused.problem.code
    return ""


def compiled(rule: Any) -> Any:
    code = code_of(rule, "rows")
    assert code in ("", "rule_wrong_arguments", "rule_too_deep", "rule_too_large")
    return compile_expression(True if code else rule, inside="rows")


@given(RULES, stored())
def test_it_is_answered_whatever_is_stored(rule: Any, answers: dict[str, Any]) -> None:
    expression = compiled(rule)
    for scene in (
        Scene(answers, MODEL.fields),
        Scene(answers, MODEL.fields, ROW, ROW_FIELDS, date(2026, 7, 15)),
    ):
        found = expression.term(scene) if answers == ANSWERS else expression.on(scene)
        assert found is None or isinstance(found, str | bool | Decimal | date | tuple)
        if isinstance(found, Decimal):
            assert found.is_finite()
        assert expression.on(scene) == found


@given(RULES)
def test_nothing_has_to_be_caught_where_answers_are_sound(rule: Any) -> None:
    compiled(rule).term(Scene(ANSWERS, MODEL.fields, ROW, ROW_FIELDS, date(2026, 7, 15)))


@given(RULES)
def test_it_is_checked_and_said_in_words(rule: Any) -> None:
    expression = compiled(rule)
    for problem in (
        *check_types(expression, MODEL),
        *check_result(expression, MODEL, MODEL.fields["one"]),
    ):
        place: Any = rule
        for step in problem.path:
            place = place[step]
    sentence(expression, MODEL)
    for language in ("en", "fr"):
        for keyword in SENTENCES:
            said = rule_sentence(keyword, expression, MODEL, language, MODEL.fields["amount"])
            assert said.endswith(".")


@given(RULES)
def test_it_asks_only_for_what_it_says(rule: Any) -> None:
    """The twin of a scene: what a rule does not ask about makes no difference."""
    expression = compiled(rule)
    named = {path.partition(".")[0] for path in expression.paths}
    narrowed = {key: value for key, value in ANSWERS.items() if key in named}
    full = expression.on(Scene(ANSWERS, MODEL.fields, ROW, ROW_FIELDS))
    row = {key: value for key, value in ROW.items() if f"rows.{key}" in expression.paths}
    assert expression.on(Scene(narrowed, MODEL.fields, row, ROW_FIELDS)) == full


@given(STRANGE | st.dictionaries(st.sampled_from(sorted(OPERATORS)), STRANGE, min_size=1, max_size=1))
def test_anything_else_is_refused_with_a_code(rule: Any) -> None:
    code = code_of(rule)
    assert code == "" or code.startswith("rule_")
    expression = compile_expression(True if code else rule)
    check_types(expression, MODEL)
    assert rule_text(expression, MODEL, "en")


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"and": [{"var": "a"}] * 9_000}, "rule_too_large"),
        ({"var": ["a"] * 100_000}, "rule_wrong_arguments"),
        ({"var": "a" * 100_000}, "rule_wrong_arguments"),
        ({"in": ["a", ["b"] * 100_000]}, "rule_wrong_arguments"),
        ({"decimal": "1" * 100_000}, "rule_wrong_arguments"),
        ({"a" * 100_000: 1}, "rule_unknown_operator"),
    ],
    ids=lambda _each: "huge",
)
def test_what_is_huge_is_refused(rule: Any, code: str) -> None:
    assert code_of(rule) == code


def test_what_is_huge_is_bounded() -> None:
    assert compile_expression({"cat": ["x" * 100_000]}).on(Scene({}, {})) is None
    assert code_of(10**5_000) == "rule_not_understood"
    assert code_of({10**5_000: 1}) == "rule_unknown_operator"


def test_a_bracket_without_end_is_refused() -> None:
    rule: Any = True
    for _ in range(100_000):
        rule = {"!": rule}
    with pytest.raises(DocumentRefused):
        compile_expression(rule)
    while isinstance(rule, dict):  # a value as deep as this cannot be freed at once
        rule = rule.pop("!")


def test_every_code_has_its_text() -> None:
    used = {code for pair in spoken.COMPARED.values() for code in pair} | set(spoken.OPPOSITES)
    used |= set(spoken.OPPOSITES.values()) | {each[0] for each in spoken.PLAIN.values()}
    used |= set(spoken.LISTED.values())
    used |= {f"{code}{end}" for code in spoken.OVER_ROWS.values() for end in ("", "_where")}
    assert used <= set(PHRASES)
    assert set(spoken.JOINTS.values()) <= set(JOINTS)


def test_paths_are_there() -> None:
    assert "group.lines.parts.weight" in PATHS
