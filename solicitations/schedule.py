"""When a partner is reminded by the model's rule: dates in, a date out."""

import datetime as dt

from formengine.taking_part import Reminders


def next_reminder(rule: Reminders | None, *, due_on: dt.date, after: dt.date, sent: int) -> dt.date | None:
    """The first day after `after` on which the rule wants a reminder; None where it wants none any more.

    Once `before_days` before the wished date, then every `every_days` after it. `sent` counts all reminders,
    also those an agent sent: the rule falls silent after `most`, the agent may go on.
    """
    if rule is None or sent >= rule.most:
        return None
    if rule.before_days is not None:
        before = due_on - dt.timedelta(days=rule.before_days)
        if before > after:
            return before
    if rule.every_days is None:
        return None
    gone = max((after - due_on).days // rule.every_days, 0)
    return due_on + dt.timedelta(days=(gone + 1) * rule.every_days)
