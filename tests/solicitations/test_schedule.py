"""When the model's rule has a partner reminded: before the wished date, after it, at most so often."""

import datetime as dt

import pytest

from formengine.taking_part import Reminders
from solicitations.schedule import next_reminder

DUE = dt.date(2026, 12, 15)
RULE = Reminders(before_days=3, every_days=7, most=3)


def day(number: int, month: int = 12) -> dt.date:
    return dt.date(2026, month, number)


@pytest.mark.parametrize(
    ("after", "sent", "expected"),
    [
        (day(1), 0, day(12)),  # long before: so many days before the wished date
        (day(11), 0, day(12)),
        (day(12), 1, day(22)),  # that day is over: so many days after the wished date
        (day(15), 1, day(22)),
        (day(21), 1, day(22)),
        (day(22), 2, day(29)),  # and again
        (day(25), 0, day(29)),  # a day that went by is not made up for
        (day(12), 3, None),  # at most so often, whoever sent them
        (day(1), 9, None),
    ],
)
def test_the_next_day_of_the_rule(after: dt.date, sent: int, expected: dt.date | None) -> None:
    assert next_reminder(RULE, due_on=DUE, after=after, sent=sent) == expected


def test_who_is_asked_late_is_reminded_after_the_date_only() -> None:
    assert next_reminder(RULE, due_on=DUE, after=day(13), sent=0) == day(22)


@pytest.mark.parametrize("after", [day(12), day(15), day(31)])
def test_a_rule_for_the_days_before_ends_there(after: dt.date) -> None:
    assert next_reminder(Reminders(before_days=3), due_on=DUE, after=after, sent=0) is None


def test_a_rule_for_the_days_after_begins_there() -> None:
    rule = Reminders(every_days=5)
    assert next_reminder(rule, due_on=DUE, after=day(1), sent=0) == day(20)
    assert next_reminder(rule, due_on=DUE, after=day(20), sent=1) == day(25)


def test_no_rule_reminds_nobody() -> None:
    assert next_reminder(None, due_on=DUE, after=day(1), sent=0) is None


def test_every_day_is_after_the_one_asked_about() -> None:
    rule = Reminders(before_days=1, every_days=1, most=12)
    for number in range(60):
        after = day(1) + dt.timedelta(days=number)
        found = next_reminder(rule, due_on=DUE, after=after, sent=0)
        assert found is not None
        assert after < found <= max(after, DUE) + dt.timedelta(days=1)
