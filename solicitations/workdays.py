"""Reply dates in working days: Monday to Friday, less the public holidays of the organisation's country."""

import datetime as dt
from functools import lru_cache

import holidays

SATURDAY = 5
ONE = dt.timedelta(days=1)


def workday_after(day: dt.date, days: int, country: str) -> dt.date:
    """So many working days after a day, which is not counted itself."""
    while days > 0:
        day += ONE
        if is_workday(day, country):
            days -= 1
    return day


def is_workday(day: dt.date, country: str) -> bool:
    """Regional holidays are not known. Of a country that nobody keeps, only weekends are free."""
    return day.weekday() < SATURDAY and day not in _free(country, day.year)


@lru_cache(maxsize=64)
def _free(country: str, year: int) -> frozenset[dt.date]:
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
