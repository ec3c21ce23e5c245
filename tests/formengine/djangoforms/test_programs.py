"""Forms as programs and tests use them: plain mappings, hooks that Django calls, what nobody types."""

from typing import Any

import pytest

from formengine.acceptance import accept
from formengine.djangoforms import DocumentLabel, form_class, rule_text
from formengine.djangoforms.narrowing import newly_asked
from formengine.projection import project
from formengine.rules import compile_expression
from tests.formengine.builders import asks, view
from tests.formengine.rules.town import MODEL, var

TEXT = {"x-type": "text", "title": "T"}
FIELDS: dict[str, Any] = {
    "a": {},
    "many": {"x-type": "choices", "items": {"oneOf": [{"const": key, "title": key} for key in "ab"]}},
    "agree": {"x-type": "accept"},
    "paper": {"x-type": "file", "x-max-files": 3},
    "g": {
        "x-type": "group",
        "properties": {
            "yes": {"x-type": "yesno", "title": "Yes"},
            "more": {**TEXT, "x-when": asks(".yes", True)},
            "told": {**TEXT, "x-when": asks(".yes", True), "x-compute": {"cat": ["so"]}},
        },
    },
}


def form(data: Any = None, files: Any = None) -> Any:
    return form_class(view(FIELDS), "page")(data, files, answers={}, language="en")


def test_a_plain_mapping_is_read_like_a_page() -> None:
    made = form({"a": "x", "many": ["a", "b"], "agree": "on"})
    assert made.is_valid()
    assert made.outcome.changes == {"a": "x", "many": ["a", "b"], "agree": True}
    one = form({"many": "a"})
    assert one.is_valid()
    assert one.outcome.changes == {"many": ["a"]}


def test_a_box_that_was_sent_as_browsers_do_stays_ticked() -> None:
    made = form({"agree": "on", "a": "x" * 1_001})
    assert not made.is_valid()
    assert " checked" in made.render().split('name="agree"')[1].split(">")[0]


def test_a_form_nobody_sent_has_no_errors_and_changes_nothing() -> None:
    made = form()
    assert made.errors == {}
    assert made.outcome is None


def test_a_document_may_be_added_with_its_label_or_without() -> None:
    made = form({"a": "x"}, files={})
    made.add_document("paper", "1")
    made.add_document("paper", "2", DocumentLabel("two.pdf", 5))
    assert made.submitted["paper"] == ["1", "2"]
    assert list(made.documents) == ["2"]


def test_an_input_alone_is_no_page() -> None:
    with pytest.raises(NotImplementedError):
        str(form()["a"])


def test_a_question_that_answers_itself_is_not_newly_asked() -> None:
    sent = {"g": {"yes": True}}
    answers = accept(view(FIELDS), {}, sent).answers
    shown = project(view(FIELDS), answers).fields
    assert shown["g"].value == {"yes": True, "told": "so"}
    assert newly_asked({"g": shown["g"]}, sent, {"g": {}}, answers) == [("g", "more")]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"==": [var("number"), "many"]}, "“Number” is “many”"),
        ({"==": [var("text"), ""]}, "“Name” is “”"),
        ({"==": [var("amount"), -(10**16)]}, "“Amount” is -10,000,000,000,000,000"),
        (
            {"<": [{"date_add": [var("day"), {"years": 2, "days": 1}]}, var("later")]},
            "“Start” plus 2 years and 1 day is before “End”",
        ),
    ],
)
def test_what_cannot_be_an_answer_is_said_as_it_is_written(rule: Any, text: str) -> None:
    assert rule_text(compile_expression(rule), MODEL, "en") == text
