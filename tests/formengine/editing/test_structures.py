import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.editing import Refused
from formengine.editing.structures import (
    parse_bounds,
    parse_constant,
    parse_keyed,
    parse_levels,
    parse_lines,
    written_bounds,
    written_constant,
    written_keyed,
    written_levels,
    written_lines,
)

LEVELS = [
    {
        "value": "pdl",
        "title": "Pays de la Loire",
        "children": [{"value": "44", "title": "Loire-Atlantique"}, {"value": "vendee", "title": "Vendée"}],
    },
    {"value": "mayotte", "title": "Mayotte"},
]
WRITTEN = "pdl | Pays de la Loire\n  44 | Loire-Atlantique\n  vendee | Vendée\nmayotte | Mayotte"


def test_levels_are_lines_and_indented_lines() -> None:
    assert parse_levels("pdl | Pays de la Loire\r\n\t44 | Loire-Atlantique\n  Vendée\n\nMayotte\n") == LEVELS
    assert written_levels(LEVELS) == WRITTEN
    assert parse_levels(WRITTEN) == LEVELS
    assert parse_levels("") == []


def test_keys_are_those_of_fields() -> None:
    keyed = [{"key": "salaires", "title": "Salaires"}, {"key": "autres_frais", "title": "Autres frais"}]
    assert parse_keyed("salaires | Salaires\nAutres frais") == keyed
    assert written_keyed(keyed) == "salaires | Salaires\nautres_frais | Autres frais"


def test_the_same_label_twice_gets_two_values() -> None:
    assert [each["value"] for each in parse_levels("Autre\nAutre")] == ["autre", "autre_2"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("  44 | x", "bad_option"),
        ("a | A\na | B", "option_twice"),
        (" | A", "bad_option"),
        ("x" * 101 + "| A", "bad_option"),
        ("a\x00", "unstorable_text"),
        ("a\n" * 2_001, "too_many_options"),
        ("x" * 301, "too_long"),
    ],
)
def test_a_line_that_is_no_option_is_named(written: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_levels(written)
    assert refused.value.code == code


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(Refused):
        parse_keyed("A-b | A")


def test_plain_lines() -> None:
    assert parse_lines("Région\n\nDépartement \n") == ["Région", "Département"]
    assert written_lines(["Région", "Département"]) == "Région\nDépartement"


@pytest.mark.parametrize("nonsense", [None, 5, "x", [5], {"a": 1}, [{}], [[]]])
def test_nonsense_in_a_draft_can_be_written(nonsense: object) -> None:
    for write in (written_levels, written_keyed, written_lines):
        assert isinstance(write(nonsense), str)


@given(st.text(max_size=200))
def test_what_is_read_and_written_is_read_the_same(written: str) -> None:
    try:
        levels = parse_levels(written)
    except Refused:
        return
    assert parse_levels(written_levels(levels)) == levels


def test_bounds_are_four_numbers() -> None:
    bounds = {"south": "46.8", "west": "-2.6", "north": "47.9", "east": "-0.9"}
    assert parse_bounds("46.8, -2,6; 47.9 -0.9") == bounds
    assert parse_bounds(written_bounds(bounds)) == bounds
    assert parse_bounds(" ") == {}
    assert written_bounds(5) == ""
    for wrong in ("46.8", "a b c d", "47.9 -2.6 46.8 -0.9", "1 2 3 4 5"):
        with pytest.raises(Refused):
            parse_bounds(wrong)


def test_constants_are_text_unless_they_say_otherwise() -> None:
    for constant in ("a", "5", "=5", 5, 0, True, False):
        assert parse_constant(written_constant(constant)) is constant or constant == "=5"
    assert parse_constant(written_constant("=5")) == "=5"
    assert parse_constant("") is None
    assert written_constant(None) == ""
    for wrong in ("=", "=x", "=1.5", "=[]", "=null", "=" + "[" * 10_000):
        with pytest.raises(Refused):
            parse_constant(wrong)
