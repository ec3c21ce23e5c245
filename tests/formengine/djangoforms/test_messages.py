import re
from pathlib import Path

import pytest

from formengine.djangoforms import design_text, problem_text
from formengine.djangoforms.design_messages import DOCUMENT_TEXTS
from formengine.djangoforms.design_messages import TEXTS as DESIGN_TEXTS
from formengine.djangoforms.messages import TEXTS
from formengine.problems import Problem
from tests.formengine.builders import field

ROOT = Path(__file__).parents[3]
PARAMS = {
    "keyword": "x-max_mb",
    "least": 2, "most": 3, "most_mb": 10, "endings": ["pdf"], "example": "123", "message": "", "check": "c",
    "key": "k", "known": ["a"], "operator": "eval", "option": "o", "view": "v", "format": "siret",
    "literal": "l", "first": "+02:00", "second": "+01:00",
}  # fmt: skip


def documented() -> dict[str, set[str]]:
    """Codes by heading of docs/problems.md."""
    found: dict[str, set[str]] = {}
    for part in (ROOT / "docs" / "problems.md").read_text().split("\n## ")[1:]:
        heading, _, table = part.partition("\n")
        found[heading] = set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    return found


def test_every_code_is_documented_and_has_a_text() -> None:
    codes = documented()
    assert codes["Answers"] | codes["Anything sent"] == set(TEXTS)
    assert codes["Design"] == set(DESIGN_TEXTS)
    assert codes["The document"] <= set(DOCUMENT_TEXTS)


def test_every_code_the_engine_names_is_documented() -> None:
    known = set().union(*documented().values())
    named = re.compile(
        r"(?:Problem\((?:\([^)]*\)|[^,()]*), |Unacceptable\(|refuse\(|DocumentRefused\(|_fault\([^,]*, )"
        r'"(\w+)"'
    )
    for path in (ROOT / "formengine").rglob("*.py"):
        if "editing" not in path.parts:
            assert set(named.findall(path.read_text())) <= known, path


@pytest.mark.parametrize("code", sorted(TEXTS))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_text_names_the_field_and_can_be_written(code: str, language: str) -> None:
    text = problem_text(Problem(("f",), code, PARAMS), field("integer", title="How many people?"), language)
    assert text.startswith("How many people")
    assert "?" not in text.partition(":")[0]
    assert "%" not in text


@pytest.mark.parametrize("code", sorted(DESIGN_TEXTS | DOCUMENT_TEXTS))
def test_each_fault_of_design_can_be_written(code: str) -> None:
    assert "%(" not in design_text(Problem(("properties",), code, PARAMS), "en")


def test_limits_are_written_as_the_field_writes_them() -> None:
    money = Problem(("f",), "below_minimum", {"least": "1000.00"})
    assert problem_text(money, field("money", title="Sum"), "en") == "Sum: enter €1,000.00 or more"
    date = Problem(("f",), "too_late", {"most": "2026-07-03"})
    assert (
        problem_text(date, field("date", title="End"), "en") == "End: enter a date on or before 3 July 2026"
    )
    whole = Problem(("f",), "above_maximum", {"most": 100_000})
    assert problem_text(whole, field("integer", title="People"), "en") == "People: enter 100,000 or less"


@pytest.mark.parametrize(
    ("kind", "text"),
    [("yesno", "F: choose yes or no"), ("file", "F: add a file"), ("text", "F: enter an answer"),
     ("accept", "F: tick the box to agree")],
)  # fmt: skip
def test_what_is_missing_is_asked_for_in_the_fields_own_way(kind: str, text: str) -> None:
    assert problem_text(Problem(("f",), "required"), field(kind, title="F"), "en") == text


def test_the_place_is_named_down_to_the_row_and_part() -> None:
    rows = field("rows", title="Costs", items={"properties": {"c": {"x-type": "file", "title": "Bill"}}})
    assert problem_text(Problem(("f", 1, "c"), "required"), rows, "en") == "Costs, row 2, Bill: add a file"
    assert (
        problem_text(Problem(("f",), "too_few_rows", {"least": 1}), rows, "en") == "Costs: add at least 1 row"
    )
    where = field("address", title="Seat")
    assert (
        problem_text(Problem(("f", "postcode"), "required"), where, "en") == "Seat, postcode: enter an answer"
    )


def test_a_designers_own_message_is_taken_as_it_is() -> None:
    problem = Problem(("f",), "check_failed", {"check": "c", "message": "100 %(label)s, please"})
    assert problem_text(problem, field("text", title="F"), "en") == "F: 100 %(label)s, please"


def test_a_code_nobody_knows_and_a_field_nobody_knows_are_written_all_the_same() -> None:
    assert problem_text(Problem(("x",), "unheard_of"), None, "en") == "x: what was sent cannot be read"
    assert problem_text(Problem((), "not_an_object"), None, "en")
