"""The line of stops, from designs alone: no database."""

from typing import Any

import pytest

from citizen_portal.progress import stops
from formengine.document import parse
from formengine.model import Model
from tests.samples import DOCUMENT

MODEL = parse(DOCUMENT)


def line(model: Model, at: str) -> str:
    """Stops behind plain, the current one in brackets, those to come in parentheses; ?: an open decision."""
    marks = {"done": "{}", "current": "[{}]", "todo": "({})"}
    return " ".join(marks[each.state].format(each.title or "?") for each in stops(model, "internet", at))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("brouillon", "[Brouillon] (Déposé) (En instruction) (En commission) (?)"),
        ("depose", "Brouillon [Déposé] (En instruction) (En commission) (?)"),
        ("instruction", "Brouillon Déposé [En instruction] (En commission) (?)"),
        ("avis_en_cours", "Brouillon Déposé [En instruction] (En commission) (?)"),
        ("complement_en_cours", "Brouillon Déposé [En instruction] (En commission) (?)"),
        ("a_completer", "Brouillon Déposé En instruction [À compléter] (En commission) (?)"),
        ("commission", "Brouillon Déposé En instruction [En commission] (?)"),
        ("accorde", "Brouillon Déposé En instruction En commission [Accordé] (Payé) (Clos)"),
        ("refuse", "Brouillon Déposé En instruction En commission [Refusé]"),
        ("paye", "Brouillon Déposé En instruction En commission Accordé [Payé] (Clos)"),
        ("clos", "Brouillon Déposé En instruction En commission Accordé Payé [Clos]"),
    ],
)
def test_the_line_of_the_subsidy(at: str, expected: str) -> None:
    assert line(MODEL, at) == expected


def design(*statuses: dict[str, Any]) -> Model:
    full = [{"title": each["key"], "caps": {"internet": "read"}, "to": [], **each} for each in statuses]
    return parse({**DOCUMENT, "x-statuses": full})


def test_a_status_hidden_from_the_applicant_is_no_stop() -> None:
    model = design(
        {"key": "a", "to": [{"status": "b", "title": "b"}]},
        {"key": "b", "caps": {"internet": "hidden"}, "to": [{"status": "c", "title": "c"}]},
        {"key": "c"},
    )
    assert line(model, "a") == "[a] (c)"


def test_a_model_without_outcomes_is_shown_whole() -> None:
    model = design({"key": "a", "to": [{"status": "b", "title": "b"}]}, {"key": "b", "final": True})
    assert line(model, "a") == "[a] (b)"


def test_a_decision_that_may_be_taken_again_is_open_again() -> None:
    model = design(
        {"key": "a", "to": [{"status": "no", "title": "no"}]},
        {"key": "no", "outcome": "refused", "to": [{"status": "appeal", "title": "appeal"}]},
        {"key": "appeal", "to": [{"status": "no", "title": "no"}]},
    )
    assert line(model, "appeal") == "a [appeal] (?)"
    assert line(model, "no") == "a [no] (appeal)"
