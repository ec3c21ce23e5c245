from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.table import totals
from tests.formengine.builders import codes, field, taken

ROWS = [{"key": "salaires", "title": "Salaires"}, {"key": "loyers", "title": "Loyers"}]
COLUMNS = [{"key": "y2025", "title": "2025"}, {"key": "y2026", "title": "2026"}]
DRAWN: dict[str, Any] = {"x_rows": ROWS, "x_columns": COLUMNS}
FILLED = {"salaires": {"y2025": "1200", "y2026": "1300.5"}, "loyers": {"y2026": "-50"}}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (FILLED, FILLED),
        ({"loyers": {"y2026": "\u221250"}, "salaires": {"y2026": "1 300,50", "y2025": 1200}}, FILLED),
        ({"salaires": {"y2025": ""}, "loyers": {}}, None),
        ({"salaires": None}, None),
        ({}, None),
        ("", None),
        (None, None),
    ],
)
def test_the_cells_that_are_filled_in_are_kept_in_their_order(raw: object, expected: object) -> None:
    found = taken("table", raw, **DRAWN)
    assert found == expected
    if isinstance(found, dict):
        assert list(found) == ["salaires", "loyers"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("x", "<not_an_object>"),
        ([], "<not_an_object>"),
        ({"x": {}}, "<unknown_part>"),
        ({1: {}}, "<unknown_part>"),
        ({"salaires": "x"}, "<not_an_object>"),
        ({"salaires": {"y2024": "1"}}, "<unknown_part>"),
        ({"salaires": {"y2025": "x"}}, "<not_a_number>"),
        ({"salaires": {"y2025": []}}, "<not_text>"),
        ({"salaires": {"y2025": "1.234567"}}, "<too_precise>"),
        ({"salaires": {"y2025": 1e300}}, "<number_too_large>"),
    ],
)
def test_what_is_no_table_is_refused(raw: object, expected: str) -> None:
    assert taken("table", raw, **DRAWN) == expected


def test_problems_name_row_and_column() -> None:
    kind, one = field_type("table"), field("table", **DRAWN, x_complete=True, x_min="0")
    assert codes(kind.problems(FILLED, one)) == [
        (("loyers", "y2025"), "required"),
        (("loyers", "y2026"), "below_minimum"),
    ]


@pytest.mark.parametrize(
    "value", [5, [], {"x": {}}, {"salaires": 5}, {"salaires": {"x": "1"}}, {"salaires": {"y2025": 5}}]
)
def test_what_was_never_stored_is_a_problem(value: Any) -> None:
    kind, one = field_type("table"), field("table", **DRAWN)
    assert kind.problems(value, one)
    kind.operand(value, one)


def test_rules_see_the_sum_of_all_cells() -> None:
    kind, one = field_type("table"), field("table", **DRAWN)
    assert kind.operand(FILLED, one) == Decimal("2450.5")
    assert kind.operand({}, one) is kind.operand("x", one) is None
    assert kind.from_operand(Decimal(5), one) is None
    summed = totals(FILLED, one)
    assert summed.rows == {"salaires": Decimal("2500.5"), "loyers": Decimal(-50)}
    assert summed.columns == {"y2025": Decimal(1200), "y2026": Decimal("1250.5")}


def test_it_is_told_row_by_row_with_the_totals_that_are_asked_for() -> None:
    kind = field_type("table")
    shown = {
        each: kind.display(FILLED, field("table", **DRAWN, x_totals=each), "en") for each in ("none", "both")
    }
    assert shown["none"] == "Salaires – 2025: 1,200; 2026: 1,300.5\nLoyers – 2026: -50"
    assert shown["both"] == (
        "Salaires – 2025: 1,200; 2026: 1,300.5; Total: 2,500.5\n"
        "Loyers – 2026: -50; Total: -50\n"
        "Total – 2025: 1,200; 2026: 1,250.5; Total: 2,450.5"
    )
    assert kind.display({"loyers": {"y2025": "1"}}, field("table", **DRAWN), "en") == "Loyers – 2025: 1"
    french = kind.display(FILLED, field("table", **DRAWN, x_totals="columns", x_unit="€"), "fr")
    assert french.splitlines()[-1].replace("\u00a0", " ").replace("\u202f", " ") == (
        "Total – 2025 : 1 200 € ; 2026 : 1 250,5 €"
    )
    assert "Totale" in kind.display(FILLED, field("table", **DRAWN, x_totals="rows"), "it")
    assert "Totaal" in kind.display(FILLED, field("table", **DRAWN, x_totals="rows"), "nl")
    assert (
        kind.cell(FILLED, field("table", **DRAWN)) == "salaires: y2025=1200; y2026=1300.5 | loyers: y2026=-50"
    )


def test_what_the_inputs_show_reads_back_as_it_was() -> None:
    kind, one = field_type("table"), field("table", **DRAWN)
    assert [part.key for part in kind.parts(one)] == [
        "salaires-y2025",
        "salaires-y2026",
        "loyers-y2025",
        "loyers-y2026",
    ]
    assert kind.grid(one)[0] == (("salaires", "Salaires"), ("loyers", "Loyers"))
    typed = kind.typed(FILLED, one, "fr")
    assert typed["salaires-y2026"] == "1300,5"
    assert kind.normalise(kind.joined(typed, one), one) == FILLED
    assert kind.typed("x", one, "fr") == kind.typed({"salaires": 5}, one, "fr") == {}


def test_its_plain_schema_says_the_same() -> None:
    kind = field_type("table")
    value: Any
    for one in (field("table", **DRAWN), field("table", **DRAWN, x_complete=True)):
        validator = jsonschema.Draft202012Validator(kind.json_schema(one))
        for value in (
            FILLED,
            {**FILLED, "loyers": FILLED["salaires"]},
            {"x": {}},
            {"salaires": {"y2025": "01"}},
            5,
        ):
            assert validator.is_valid(value) is (not kind.problems(value, one)), value


@pytest.mark.parametrize(
    ("schema", "faults"),
    [
        ({"x-rows": ROWS, "x-columns": COLUMNS, "x-totals": "both"}, []),
        ({}, ["x-rows", "x-columns"]),
        ({"x-rows": 5, "x-columns": [5]}, ["x-rows", "x-columns"]),
        ({"x-rows": [{"key": "A"}], "x-columns": COLUMNS}, ["x-rows"]),
        ({"x-rows": [*ROWS, *ROWS], "x-columns": COLUMNS}, ["x-rows"]),
        ({"x-rows": [*ROWS, 5], "x-columns": COLUMNS}, ["x-rows"]),
        ({"x-rows": [{"key": f"a{n}"} for n in range(101)], "x-columns": COLUMNS}, ["x-rows"]),
        (
            {
                "x-rows": [{"key": f"a{n}"} for n in range(60)],
                "x-columns": [{"key": f"a{n}"} for n in range(20)],
            },
            ["x-rows"],
        ),
        ({"x-rows": [{"key": []}], "x-columns": COLUMNS}, ["x-rows"]),
        ({"x-rows": ROWS, "x-columns": COLUMNS, "x-totals": "all"}, ["x-totals"]),
        ({"x-rows": ROWS, "x-columns": COLUMNS, "x-complete": 1}, ["x-complete"]),
    ],
)
def test_faults_of_its_settings_are_found(schema: dict[str, Any], faults: list[str]) -> None:
    assert [each.path[0] for each in field_type("table").design_problems(schema)] == faults


def test_nonsense_in_a_draft_has_no_rows() -> None:
    assert field_type("table").grid(
        field("table", x_rows=[5, {"key": 5}, {"key": "a"}, {"key": "a"}], x_columns="x")
    ) == (
        (("a", "a"),),
        (),
    )
