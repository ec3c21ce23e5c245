import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.linked import levels
from tests.formengine.builders import codes, field, taken

LEVELS = [
    {
        "value": "pdl",
        "title": "Pays de la Loire",
        "children": [{"value": "44", "title": "Loire-Atlantique"}, {"value": "85"}, {"value": "pdl/44"}],
    },
    {"value": "bre", "title": "Bretagne", "children": [{"value": "35", "title": "Ille-et-Vilaine"}]},
    {"value": "mayotte", "title": "Mayotte"},
]
NANTES = {"first": "pdl", "second": "44"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (NANTES, NANTES),
        ({"first": "pdl", "second": "pdl/44"}, {"first": "pdl", "second": "pdl/44"}),
        ({"first": "pdl", "second": "pdl › 85"}, {"first": "pdl", "second": "85"}),
        ({"second": "bre › 35"}, {"first": "bre", "second": "35"}),
        ({"first": "mayotte"}, {"first": "mayotte"}),
        ({"first": "", "second": ""}, None),
        ({}, None),
        (None, None),
        ("", None),
    ],
)
def test_both_choices_are_kept(raw: object, expected: object) -> None:
    assert taken("linked", raw, x_levels=LEVELS) == expected
    assert taken("linked", expected, x_levels=LEVELS) == expected


@pytest.mark.parametrize(
    ("raw", "place", "code"),
    [
        ({"first": "pdl"}, "second", "required"),
        ({"second": "44"}, "first", "required"),
        ({"first": "x"}, "first", "not_an_option"),
        ({"first": "pdl", "second": "35"}, "second", "not_an_option"),
        ({"first": "mayotte", "second": "44"}, "second", "not_an_option"),
        ({"first": "pdl", "second": "bre › 35"}, "second", "required"),
    ],
)
def test_the_second_hangs_on_the_first(raw: dict[str, str], place: str, code: str) -> None:
    one, kind = field("linked", x_levels=LEVELS), field_type("linked")
    assert codes(kind.problems(kind.normalise(raw, one), one)) == [((place,), code)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("x", "<not_an_object>"),
        ({"third": "x"}, "<unknown_part>"),
        ({"first": 5}, "<not_text>"),
        ([], "<not_an_object>"),
        ({"first": "x" * 700}, "<too_long>"),
        ({1: "x"}, "<unknown_part>"),
    ],
)
def test_what_is_no_such_choice_is_refused(raw: object, expected: str) -> None:
    assert taken("linked", raw, x_levels=LEVELS) == expected


def test_titles_are_told_and_values_exported_and_asked_for() -> None:
    kind, one = field_type("linked"), field("linked", x_levels=LEVELS)
    for language in ("en", "fr", "it", "nl"):
        assert kind.display(NANTES, one, language) == "Pays de la Loire – Loire-Atlantique"
    assert kind.display({"first": "gone", "second": "x"}, one, "fr") == "gone – x"
    assert kind.cell(NANTES, one) == "pdl/44"
    assert kind.operand(NANTES, one) == ("pdl", "44")
    assert kind.operand("x", one) is kind.operand({}, one) is None
    assert kind.from_operand(("pdl", "44"), one) == NANTES
    assert kind.from_operand("mayotte", one) == {"first": "mayotte"}
    assert kind.from_operand(("pdl",), one) is kind.from_operand(5, one) is kind.from_operand((), one) is None


def test_what_the_inputs_show_reads_back_as_it_was() -> None:
    kind, one = field_type("linked"), field("linked", x_levels=LEVELS, x_titles=["Région", "Département"])
    for stored in (NANTES, {"first": "pdl", "second": "pdl/44"}, {"first": "mayotte"}):
        assert kind.normalise(kind.joined(kind.typed(stored, one, "fr"), one), one) == stored
    first, second = kind.parts(one)
    assert (first.label, second.label) == ("Région", "Département")
    assert second.options[0] == ("pdl › 44", "Pays de la Loire – Loire-Atlantique")
    assert kind.parts(field("linked", x_levels=LEVELS, x_titles="x"))[0].label == "first"


def test_its_plain_schema_says_the_same() -> None:
    kind, one = field_type("linked"), field("linked", x_levels=LEVELS)
    validator = jsonschema.Draft202012Validator(kind.json_schema(one))
    for value in (
        NANTES,
        {"first": "mayotte"},
        {"first": "pdl"},
        {"first": "mayotte", "second": "44"},
        {},
        "x",
        {"first": "z"},
    ):
        assert validator.is_valid(value) is (not kind.problems(value, one)), value


@pytest.mark.parametrize(
    ("levels", "places"),
    [
        (None, ["no_options"]),
        ("x", ["no_options"]),
        ([], ["no_options"]),
        ([{}], ["bad_setting"]),
        (["a"], ["bad_setting"]),
        ([{"value": "a"}, {"value": "a"}], ["bad_setting"]),
        ([{"value": "a › b"}], ["bad_setting"]),
        ([{"value": "a", "children": "x"}], ["bad_setting"]),
        ([{"value": "a", "children": [{"value": ""}]}], ["bad_setting"]),
        ([{"value": "a", "children": [{"value": str(n)} for n in range(2_000)]}], ["bad_setting"]),
        (LEVELS, []),
    ],
)
def test_faults_of_its_levels_are_found(levels: object, places: list[str]) -> None:
    found = field_type("linked").design_problems({"x-levels": levels})
    assert [each.code for each in found] == places


def test_titles_are_two() -> None:
    found = field_type("linked").design_problems({"x-levels": LEVELS, "x-titles": ["a"]})
    assert codes(found) == [(("x-titles",), "bad_setting")]


def test_nonsense_in_a_draft_is_left_out() -> None:
    assert levels(
        field("linked", x_levels=[5, {"value": 5}, {"value": "a", "children": [5, {"value": "b"}]}])
    ) == (("a", "a", (("b", "b"),)),)
    assert levels(field("linked", x_levels=5)) == ()
