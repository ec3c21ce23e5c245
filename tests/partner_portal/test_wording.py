import datetime as dt

import pytest
from django.utils import translation

from partner_portal.wording import due_text, moment_text

TODAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-8, "overdue for 8 days"),
        (-1, "overdue for 1 day"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (30, "in 30 days"),
        (31, ""),
    ],
)
def test_how_far_off_a_date_is(days: int, text: str) -> None:
    with translation.override("en"):
        assert due_text(TODAY + dt.timedelta(days=days), TODAY) == text


class TestMoments:
    NOON = dt.datetime(2026, 3, 20, 11, 0, tzinfo=dt.UTC)  # 12:00 in Paris

    def test_one_of_today_is_a_time(self) -> None:
        with translation.override("fr"):
            assert moment_text(self.NOON + dt.timedelta(minutes=32), self.NOON) == "12:32"

    def test_one_of_another_day_says_which(self) -> None:
        with translation.override("fr"):
            text = moment_text(self.NOON + dt.timedelta(hours=14), self.NOON)
        assert "02:00" in text
        assert "21 mars 2026" in text

    def test_the_day_changes_at_midnight_here(self) -> None:
        late = dt.datetime(2026, 3, 20, 22, 50, tzinfo=dt.UTC)  # 23:50 in Paris
        with translation.override("fr"):
            assert "21 mars 2026" in moment_text(late + dt.timedelta(minutes=20), late)
