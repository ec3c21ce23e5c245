import json
from typing import Any

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.signature import MOST_POINTS, path_of
from tests.formengine.builders import codes, field, taken

STROKES = [[[0, 0], [300, 100]], [[600, 200]]]
TYPED = {"name": "Ada Martin", "method": "typed"}
DRAWN = {"method": "drawn", "strokes": STROKES}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" Ada  Martin ", TYPED),
        ({"name": "Ada Martin", "strokes": ""}, TYPED),
        (TYPED, TYPED),
        (DRAWN, DRAWN),
        ({"name": "", "strokes": json.dumps(STROKES)}, DRAWN),
        ({"strokes": STROKES}, DRAWN),
        ({"name": "Ada", "strokes": STROKES}, {"name": "Ada", **DRAWN}),
        ({"name": "Ada", **DRAWN}, {"name": "Ada", **DRAWN}),
        (None, None),
        ("", None),
        ({}, None),
        ({"name": " ", "strokes": "[]"}, None),
        ({"strokes": []}, None),
    ],
)
def test_a_name_or_strokes_are_a_signature(raw: object, expected: object) -> None:
    assert taken("signature", raw) == expected


@pytest.mark.parametrize(
    "strokes",
    [
        "[",
        "x",
        "[" * 50_000,
        "{}",
        "5",
        '[[["a", 1]]]',
        "null5",
        5,
        {},
        True,
        [[]],
        [[[0]]],
        [[[0, 0, 0]]],
        [[[True, 0]]],
        [[[0.5, 0]]],
        [[[601, 0]]],
        [[[0, 201]]],
        [[[-1, 0]]],
        [[[0, 0]]] * 201,
        [[[0, 0]] * (MOST_POINTS + 1)],
        "NaN",
    ],
)
def test_what_is_no_drawing_is_refused(strokes: object) -> None:
    assert taken("signature", {"name": "Ada", "strokes": strokes}) == "<not_a_signature>"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ([], "<not_an_object>"),
        (5, "<not_an_object>"),
        ({"hand": "x"}, "<unknown_part>"),
        ({"name": 5}, "<not_text>"),
        ("x" * 121, "<too_long>"),
        ({"strokes": "x" * 100_001}, "<not_a_signature>"),
        ({"strokes": "\x00"}, "<not_a_signature>"),
    ],
)
def test_what_is_no_signature_is_refused(raw: object, expected: str) -> None:
    assert taken("signature", raw) == expected


def test_the_designer_may_take_one_way_only() -> None:
    assert taken("signature", "Ada", x_methods=["drawn"]) == "<not_signed_so>"
    assert taken("signature", DRAWN, x_methods=["typed"]) == "<not_signed_so>"
    assert [part.key for part in field_type("signature").parts(field("signature", x_methods=["typed"]))] == [
        "name"
    ]
    assert [part.required for part in field_type("signature").parts(field("signature"))] == [False, False]
    assert codes(field_type("signature").design_problems({"x-methods": ["blood"]})) == [
        (("x-methods",), "bad_setting")
    ]
    assert field_type("signature").design_problems({"x-methods": ["typed"]}) == ()


@pytest.mark.parametrize(
    "value",
    [
        5,
        {},
        {"method": []},
        {"method": "typed"},
        {"method": "typed", "name": 5},
        {"method": "typed", "name": "x" * 121},
        {"method": "drawn"},
        {"method": "drawn", "strokes": []},
        {"method": "drawn", "strokes": "x"},
        {**TYPED, "strokes": STROKES},
        {**TYPED, "x": 1},
        {**DRAWN, "name": ""},
    ],
)
def test_what_was_never_stored_is_a_problem(value: Any) -> None:
    kind, one = field_type("signature"), field("signature")
    assert kind.problems(value, one)
    assert not jsonschema.Draft202012Validator(kind.json_schema(one)).is_valid(value)


@pytest.mark.parametrize("value", [TYPED, DRAWN, {"name": "Ada", **DRAWN}])
def test_its_plain_schema_takes_what_is_stored(value: dict[str, Any]) -> None:
    kind, one = field_type("signature"), field("signature")
    assert not kind.problems(value, one)
    jsonschema.Draft202012Validator(kind.json_schema(one)).validate(value)
    assert kind.normalise(kind.joined(kind.typed(value, one, "fr"), one), one) == value


def test_it_is_told_in_words() -> None:
    kind, one = field_type("signature"), field("signature")
    assert kind.display(TYPED, one, "fr") == "Ada Martin"
    assert [kind.display(DRAWN, one, each) for each in ("en", "fr", "it", "nl")] == [
        "Drawn signature",
        "Signature manuscrite",
        "Firma disegnata",
        "Getekende handtekening",
    ]
    assert kind.display({"name": "Ada", **DRAWN}, one, "fr") == "Ada (signature manuscrite)"
    assert (kind.cell(TYPED, one), kind.cell(DRAWN, one)) == ("typed: Ada Martin", "drawn")
    assert kind.operand(TYPED, one) == ("typed",)
    assert kind.operand(5, one) is None


def test_a_drawing_is_a_path_of_digits() -> None:
    assert path_of(DRAWN) == "M0 0 L300 100 L300 100 M600 200 L600 200"
    assert (
        path_of(TYPED)
        == path_of({"strokes": '"><script>'})
        == path_of(5)
        == path_of({"strokes": [["x"]]})
        == ""
    )
