"""How the requests made on a dossier stand, taken together: what the work queue tells and looks for."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from solicitations.enums import OWING, UNCOUNTED, State
from solicitations.models import Solicitation


@dataclass(frozen=True)
class Marks:
    """Columns of the dossier, under the names they have there."""

    late_at: dt.datetime | None
    half_in: bool
    declined: bool
    questioned: bool


def marks_of(asked: Sequence[Solicitation], questioned: Collection[int]) -> Marks:
    """Of all requests of one dossier, in the order they were made. `questioned`: ids of those whose partner
    had the last word."""
    dates = [each.due_on for each in asked if each.state in OWING]
    return Marks(
        late_at=day_after(min(dates)) if dates else None,
        half_in=any(each.state == State.PARTLY for each in asked),
        declined=any(
            each.state == State.DECLINED and not _asked_again(each, asked[number + 1 :])
            for number, each in enumerate(asked)
        ),
        questioned=any(each.pk in questioned and each.state not in UNCOUNTED for each in asked),
    )


def day_after(day: dt.date) -> dt.datetime:
    """When a reply wished by this day begins to be late."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def _asked_again(declined: Solicitation, later: Sequence[Solicitation]) -> bool:
    """Whether somebody, the same or another, was asked for the same scope since."""
    return any(each.scope == declined.scope and each.state not in UNCOUNTED for each in later)
