from datetime import date

import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


def test_iso_text_of_a_real_day_is_taken() -> None:
    assert taken("date", "2026-07-03") == "2026-07-03"
    assert taken("date", " 2028-02-29 ") == "2028-02-29"
    assert taken("date", "") is None


@pytest.mark.parametrize(
    "raw",
    [
        "2026-02-30",
        "2026-13-01",
        "2026-7-3",
        "0026-07-03",
        "03/07/2026",
        "2026--",
        "20260703",
        "٢٠٢٦-٠١-٠١",
        "x",
    ],
)
def test_anything_else_is_no_date(raw: str) -> None:
    assert taken("date", raw) == "<not_a_date>"


def test_first_and_last_day_are_bounds() -> None:
    assert taken("date", "2025-12-31", x_min="2026-01-01") == "<too_early>"
    assert taken("date", "2027-01-01", x_max="2026-12-31") == "<too_late>"


def test_it_is_written_out_in_the_readers_language() -> None:
    kind, one = field_type("date"), field("date")
    assert kind.display("2026-07-03", one, "fr") == "3 juillet 2026"
    assert kind.display("2026-07-03", one, "en") == "3 July 2026"
    for unheard in ("tlh", "x", ""):
        assert kind.display("2026-07-03", one, unheard) == "3 July 2026"
    assert kind.cell("2026-07-03", one) == "2026-07-03"
    assert kind.operand("2026-07-03", one) == date(2026, 7, 3)


def test_a_bound_that_is_no_day_is_a_fault_of_design() -> None:
    (problem,) = field_type("date").design_problems({"x-min": "2026-02-30"})
    assert (problem.path, problem.code) == (("x-min",), "bad_setting")
    assert taken("date", "2026-03-01", x_min="2026-02-30") == "2026-03-01"
