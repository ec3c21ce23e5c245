import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


def test_blanks_around_are_taken_off_and_lines_joined() -> None:
    assert taken("text", "  a\r\nb  ") == "a b"


@pytest.mark.parametrize("raw", ["", "   ", None, "\n"])
def test_nothing_typed_is_no_answer(raw: object) -> None:
    assert taken("text", raw) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (5, "<not_text>"),
        (["a"], "<not_text>"),
        ({}, "<not_text>"),
        ("a\x00b", "<unstorable_text>"),
        ("\ud800", "<unstorable_text>"),
        ("x" * 1001, "<too_long>"),
        ("x" * 100_001, "<too_long>"),
    ],
)
def test_what_is_no_line_of_text_is_refused(raw: object, expected: str) -> None:
    assert taken("text", raw) == expected


def test_lengths_are_bounds() -> None:
    assert taken("text", "ab", minLength=3) == "<too_short>"
    assert taken("text", "abcd", maxLength=3) == "<too_long>"
    assert taken("text", "abc", minLength=3, maxLength=3) == "abc"


def test_a_pattern_is_searched_under_re2() -> None:
    assert taken("text", "abc", pattern="^a.c$") == "abc"
    assert taken("text", "xabc", pattern="^a.c$") == "<pattern>"
    assert taken("text", "a" * 29 + "!", pattern="^(a+)+$") == "<pattern>"


def test_a_pattern_re2_refuses_lets_nothing_through_and_is_a_fault_of_design() -> None:
    assert taken("text", "a", pattern="(?=a)a") == "<pattern>"
    for pattern in ("(?=a)a", r"(a)\1", "(", "a" * 501, 5, "(a{1000}){1000}"):
        (problem,) = field_type("text").design_problems({"pattern": pattern})
        assert (problem.path, problem.code) == (("pattern",), "pattern_refused")


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("siret", "732 829 320 00074", "73282932000074"),
        ("siret", "732 829 320 00075", "<bad_format>"),
        ("siren", "732829320", "732829320"),
        ("rna", "w443001234", "W443001234"),
        ("rna", "443001234", "<bad_format>"),
        ("rna", "W44300123４", "<bad_format>"),
        ("codice_fiscale", "RCCMNL83S18D969H", "RCCMNL83S18D969H"),
        ("partita_iva", "00743110157", "00743110157"),
        ("bsn", "1112.22.333", "111222333"),
        ("unheard_of", "1", "<bad_format>"),
    ],
)
def test_named_formats_are_compacted_and_checked(name: str, raw: str, expected: str) -> None:
    assert taken("text", raw, format=name) == expected


def test_settings_that_make_no_sense_are_faults_of_design() -> None:
    kind = field_type("text")
    assert [each.code for each in kind.design_problems({"minLength": 5, "maxLength": 3})] == [
        "least_above_most"
    ]
    assert [each.code for each in kind.design_problems({"minLength": -1})] == ["bad_setting"]
    assert [each.code for each in kind.design_problems({"maxLength": "3"})] == ["bad_setting"]
    assert [each.code for each in kind.design_problems({"format": "x"})] == ["format_unknown"]
    assert kind.design_problems({"minLength": 1, "maxLength": 3, "format": "siret"}) == ()


def test_a_nonsensical_setting_of_a_draft_limits_nothing() -> None:
    assert taken("text", "abc", minLength="x", maxLength=None) == "abc"


def test_it_shows_and_exports_the_text() -> None:
    kind = field_type("text")
    assert kind.display("a", field("text"), "fr") == kind.cell("a", field("text")) == "a"
    assert kind.json_schema(field("text", maxLength=3, x_autocomplete="name")) == {
        "type": "string",
        "title": "f",
        "maxLength": 3,
    }
