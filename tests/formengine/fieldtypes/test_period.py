import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken

KIND = field_type("period")
JULY = {"from": "2026-07-01", "to": "2026-07-05"}


def test_two_days_make_a_period() -> None:
    assert taken("period", JULY) == JULY
    assert taken("period", {"to": " 2026-07-05 ", "from": "2026-07-01"}) == JULY
    assert taken("period", "2026-07-01/2026-07-05") == JULY
    assert taken("period", {"from": "2026-07-01", "to": "2026-07-01"}) == {
        "from": "2026-07-01",
        "to": "2026-07-01",
    }


@pytest.mark.parametrize("raw", [None, "", {}, {"from": "", "to": None}])
def test_nothing_typed_is_no_answer(raw: object) -> None:
    assert taken("period", raw) is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({"from": "2026-07-01"}, "required"),
        ({"to": "2026-07-01"}, "required"),
        ("2026-07-01", "required"),
        ({"from": "x", "to": "2026-07-01"}, "not_a_date"),
        ("x/y/z", "not_a_date"),
        ({"from": 5}, "not_text"),
        ({"from": "\x00"}, "unstorable_text"),
        ({"from": "1" * 99}, "too_long"),
        ({"since": "2026-07-01"}, "unknown_part"),
        ({None: 1, 5: 2}, "unknown_part"),
        (5, "not_an_object"),
        (["2026-07-01", "2026-07-05"], "not_an_object"),
        (True, "not_an_object"),
        ("\ud800", "unstorable_text"),
    ],
)
def test_anything_else_is_refused(raw: object, code: str) -> None:
    assert taken("period", raw) == f"<{code}>"


def test_it_may_not_end_before_it_begins() -> None:
    backwards = {"from": "2026-07-05", "to": "2026-07-01"}
    assert codes(KIND.problems(backwards, field("period"))) == [(("to",), "period_backwards")]


def test_each_end_lies_within_the_bounds() -> None:
    one = field("period", x_min="2026-07-02", x_max="2026-07-04")
    assert codes(KIND.problems(JULY, one)) == [(("from",), "too_early"), (("to",), "too_late")]
    assert [each.code for each in KIND.design_problems({"x-min": "x"})] == ["bad_setting"]


@pytest.mark.parametrize("value", [5, "x", [], {}, {"from": 5}, {"from": [], "to": {}}, {"a": 1}])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("period")
    assert KIND.problems(value, one)
    assert isinstance(KIND.display(value, one, "fr"), str)
    assert isinstance(KIND.cell(value, one), str)
    KIND.operand(value, one)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1 July 2026 – 5 July 2026"),
        ("fr", "1 juillet 2026 – 5 juillet 2026"),
        ("it", "1 luglio 2026 – 5 luglio 2026"),
        ("nl", "1 juli 2026 – 5 juli 2026"),
    ],
)
def test_it_is_written_out_in_the_readers_language(language: str, text: str) -> None:
    one = field("period")
    assert KIND.display(JULY, one, language) == text
    assert KIND.display({**JULY, "to": JULY["from"]}, one, "en") == "1 July 2026"
    assert KIND.display(JULY["from"], one, "en") == "1 July 2026"
    assert KIND.cell(JULY, one) == "2026-07-01/2026-07-05"


def test_a_foreign_validator_agrees() -> None:
    schema = KIND.json_schema(field("period"))
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    check.validate(JULY)
    for wrong in ({"from": "2026-07-01"}, {**JULY, "more": 1}, {"from": "x", "to": "y"}, []):
        with pytest.raises(jsonschema.ValidationError):
            check.validate(wrong)


def test_each_end_has_an_input() -> None:
    assert [(part.key, part.kind) for part in KIND.parts(field("period"))] == [
        ("from", "date"),
        ("to", "date"),
    ]
    assert KIND.joined({"from": "2026-07-01"}, field("period")) == {"from": "2026-07-01"}
    assert KIND.operand(JULY, field("period")) == ("2026-07-01", "2026-07-05")
