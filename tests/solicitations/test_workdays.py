"""Working days: weekends and public holidays are none."""

import datetime as dt

import pytest

from solicitations.workdays import is_workday, workday_after


@pytest.mark.parametrize(
    ("day", "days", "country", "then"),
    [
        ("2026-03-02", 1, "FR", "2026-03-03"),
        ("2026-03-06", 1, "FR", "2026-03-09"),
        ("2026-03-07", 1, "FR", "2026-03-09"),
        ("2026-03-02", 10, "FR", "2026-03-16"),
        ("2026-04-03", 1, "FR", "2026-04-07"),
        ("2026-04-02", 1, "IT", "2026-04-03"),
        ("2026-12-24", 1, "FR", "2026-12-28"),
        ("2026-12-31", 1, "FR", "2027-01-04"),
        ("2026-03-02", 0, "FR", "2026-03-02"),
    ],
)
def test_so_many_working_days_after_a_day(day: str, days: int, country: str, then: str) -> None:
    assert workday_after(dt.date.fromisoformat(day), days, country) == dt.date.fromisoformat(then)


def test_countries_have_holidays_of_their_own() -> None:
    assert not is_workday(dt.date(2026, 7, 14), "FR")
    assert is_workday(dt.date(2026, 7, 14), "IT")
    assert not is_workday(dt.date(2026, 7, 21), "BE")


def test_of_a_country_that_nobody_keeps_weekends_are_free() -> None:
    assert is_workday(dt.date(2026, 12, 25), "ZZ")
    assert not is_workday(dt.date(2026, 12, 26), "ZZ")
