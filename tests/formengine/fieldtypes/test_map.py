from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.fieldtypes import field_type
from formengine.fieldtypes.map import MOST_CORNERS, bounds_of, stored
from formengine.fieldtypes.polygons import crosses
from tests.formengine.builders import codes, field, taken

NANTES = {"lat": "47.2184", "lon": "-1.5536"}
SQUARE = [{"lat": lat, "lon": lon} for lat, lon in (("0", "0"), ("0", "1"), ("1", "1"), ("1", "0"))]
BOW = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]
PAYS_DE_LA_LOIRE = {"south": "46.2", "west": "-2.6", "north": "48.6", "east": "0.9"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (NANTES, NANTES),
        ({"lat": " 47,2184° ", "lon": "\u22121.5536"}, NANTES),
        ({"lat": 47.2184, "lon": -1.5536}, NANTES),
        ({"lat": "47.21840000000001", "lon": "-01.55360"}, NANTES),
        ({"lat": "-0.0000001", "lon": 0}, {"lat": "0", "lon": "0"}),
        ({"lat": "90", "lon": "-180"}, {"lat": "90", "lon": "-180"}),
        (None, None),
        ("", None),
        ({}, None),
        ({"lat": "", "lon": " "}, None),
        ({"lat": 1e-7, "lon": "5."}, {"lat": "0", "lon": "5"}),
    ],
)
def test_a_point_is_degrees_of_at_most_six_decimals(raw: object, expected: object) -> None:
    assert taken("map", raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("47 -1", "<not_an_object>"),
        ([], "<not_an_object>"),
        (5, "<not_an_object>"),
        ({"x": "1"}, "<unknown_part>"),
        ({"lat": "N47"}, "<not_degrees>"),
        ({"lat": "1e5"}, "<not_degrees>"),
        ({"lat": True}, "<not_text>"),
        ({"lat": float("nan")}, "<not_degrees>"),
        ({"lat": 10**400}, "<not_degrees>"),
        ({"lat": "٤٧"}, "<not_degrees>"),
        ({"lat": []}, "<not_text>"),
        ({"lat": "47"}, "<required>"),
        ({"lat": "90.000001", "lon": "0"}, "<not_on_earth>"),
        ({"lat": "0", "lon": "-181"}, "<not_on_earth>"),
        ({"lat": "9" * 70}, "<too_long>"),
    ],
)
def test_what_is_no_point_is_refused(raw: object, expected: str) -> None:
    assert taken("map", raw) == expected


def test_places_may_be_bound_to_a_region() -> None:
    assert taken("map", NANTES, x_bounds=PAYS_DE_LA_LOIRE) == NANTES
    one = field("map", x_bounds=PAYS_DE_LA_LOIRE)
    assert codes(field_type("map").problems({"lat": "48.85", "lon": "2.35"}, one)) == [
        (("lat",), "out_of_bounds"),
        (("lon",), "out_of_bounds"),
    ]


@pytest.mark.parametrize(
    "bounds",
    [
        5,
        {},
        {**PAYS_DE_LA_LOIRE, "north": "46"},
        {**PAYS_DE_LA_LOIRE, "east": "181"},
        {**PAYS_DE_LA_LOIRE, "west": -2.6},
        {**PAYS_DE_LA_LOIRE, "west": "x"},
    ],
)
def test_nonsense_is_no_bound_and_a_fault_of_design(bounds: Any) -> None:
    assert bounds_of({"x-bounds": bounds}) is None
    assert taken("map", NANTES, x_bounds=bounds) == NANTES
    assert codes(field_type("map").design_problems({"x-bounds": bounds})) == [(("x-bounds",), "bad_setting")]


def test_other_faults_of_design() -> None:
    kind = field_type("map")
    assert codes(kind.design_problems({"x-shape": "line"})) == [(("x-shape",), "bad_setting")]
    assert kind.design_problems({"x-shape": "area", "x-bounds": PAYS_DE_LA_LOIRE}) == ()


@pytest.mark.parametrize(
    "raw",
    [
        SQUARE,
        [*SQUARE, SQUARE[0]],
        "0 0\n0 1\r\n1, 1\n\n1; 0",
        "0,0\n0,1\n1,1\n1,0\n0,0",
        "0,0 0,0\n0 1\n1 1\n1 0",
    ],
)
def test_an_area_is_the_list_of_its_corners(raw: object) -> None:
    assert taken("map", raw, x_shape="area") == SQUARE


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0 0\n0 1", "<not_an_area>"),
        ("1 2 3", "<not_degrees>"),
        ("x", "<not_degrees>"),
        ("0 0\n" * 200, "<not_an_area>"),
        (NANTES, "<not_a_list>"),
        (["x"], "<not_an_object>"),
        ([{"x": 1}], "<unknown_part>"),
        (BOW, "<area_crosses>"),
        ([{"lat": "0"}], "<required>"),
        ("", None),
        (" \n ", None),
        ([], None),
        ([{}], None),
        ("x" * 10_001, "<too_long>"),
        ("0 0\n91 0\n1 1", "<not_on_earth>"),
    ],
)
def test_what_is_no_area_is_refused(raw: object, expected: str | None) -> None:
    assert taken("map", raw, x_shape="area") == expected


def test_problems_say_at_which_corner() -> None:
    one = field("map", x_shape="area")
    assert codes(field_type("map").problems([*SQUARE[:2], {"lat": "91", "lon": "0"}], one)) == [
        ((2, "lat"), "not_on_earth")
    ]


def corners(*places: tuple[int, int]) -> list[dict[str, str]]:
    return [{"lat": str(lat), "lon": str(lon)} for lat, lon in places]


@pytest.mark.parametrize(
    ("area", "found"),
    [
        (SQUARE, False),
        (BOW, True),
        (corners((0, 0), (0, 2), (0, 1)), True),
        (corners((0, 0), (0, 0), (1, 1)), True),
        (corners((0, 0), (0, 1), (0, 2), (1, 1)), False),
        (corners((0, 0), (0, 4), (2, 2), (0, 2), (2, 0)), True),
        (corners((0, 0), (0, 2), (2, 2), (1, 1), (2, 0)), False),
        (corners((0, 0), (0, 4), (4, 4), (0, 2), (4, 0)), True),
        (corners((0, 0), (2, 0), (1, 0)), True),
    ],
)
def test_sides_that_meet_are_found(area: list[dict[str, str]], found: bool) -> None:
    assert crosses(area) is found
    assert crosses(area[::-1]) is found
    assert crosses([*area[1:], area[0]]) is found


def test_as_many_corners_as_there_may_be() -> None:
    star = [
        {"lat": str(Decimal(number % 2 * 80)), "lon": str(Decimal(number))} for number in range(MOST_CORNERS)
    ]
    assert crosses(star)


def test_places_are_told_as_people_write_them() -> None:
    kind, one, area = field_type("map"), field("map"), field("map", x_shape="area")
    assert [kind.display(NANTES, one, each).replace("\u00a0", " ") for each in ("en", "fr", "it", "nl")] == [
        "47.2184° N, 1.5536° W",
        "47,2184° N, 1,5536° O",
        "47,2184° N, 1,5536° O",
        "47,2184° N, 1,5536° W",
    ]
    assert kind.display({"lat": "-1", "lon": "2"}, one, "nl").replace("\u00a0", " ") == "1° Z, 2° O"
    told = kind.display(SQUARE[:3], area, "en").replace("\u00a0", " ")
    assert told == "Area with 3 corners: 0° N, 0° E; 0° N, 1° E; 1° N, 1° E"
    assert kind.cell(NANTES, one) == "POINT (-1.5536 47.2184)"
    assert kind.cell(SQUARE[:3], area) == "POLYGON ((0 0, 1 0, 1 1, 0 0))"
    assert kind.operand(NANTES, one) == ("lat", "lon")
    assert kind.operand("x", one) is None


def test_what_the_inputs_show_reads_back_as_it_was() -> None:
    kind = field_type("map")
    for stored_value, one in ((NANTES, field("map")), (SQUARE, field("map", x_shape="area"))):
        for language in ("en", "fr"):
            typed = kind.typed(stored_value, one, language)
            assert typed.keys() == {part.key for part in kind.parts(one)}
            assert kind.normalise(kind.joined(typed, one), one) == stored_value
    assert kind.typed("x", field("map"), "en") == {"lat": "", "lon": ""}
    assert kind.typed("x", field("map", x_shape="area"), "en") == {"points": "x"}
    assert kind.typed(["x"], field("map", x_shape="area"), "en") == {"points": "x"}


@given(st.decimals(min_value=-181, max_value=181, allow_nan=False, places=8))
def test_its_plain_schema_says_the_same(degrees: Decimal) -> None:
    kind, one = field_type("map"), field("map")
    validator = jsonschema.Draft202012Validator(kind.json_schema(one))
    for text in (stored(degrees), str(degrees), str(int(degrees))):
        for value in ({"lat": text, "lon": "0"}, {"lat": "0", "lon": text}):
            assert validator.is_valid(value) is (not kind.problems(value, one)), value


def test_the_plain_schema_of_an_area_counts_its_corners() -> None:
    kind, one = field_type("map"), field("map", x_shape="area")
    validator = jsonschema.Draft202012Validator(kind.json_schema(one))
    for value in (SQUARE, SQUARE[:2], SQUARE * 30, [5], "x", [{"lat": "0"}] * 3):
        assert validator.is_valid(value) is (not kind.problems(value, one))
