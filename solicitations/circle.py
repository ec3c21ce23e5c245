"""Who takes part in a request, and how far each of them is. No query where the request has been read."""

import datetime as dt
from dataclasses import dataclass

from dossiers.models import Participation
from solicitations.models import Colleague, Solicitation


@dataclass(frozen=True)
class Person:
    """One who takes part. `colleague` is None for the partner who was asked.

    `since` is when they could first see the dossier; `replied_at` when they last replied themselves.
    """

    name: str
    email: str
    colleague: Colleague | None
    participation: Participation | None
    replied_at: dt.datetime | None

    @property
    def since(self) -> dt.datetime | None:
        held = self.participation
        return held.starts_at if held and held.ended_at is None else None

    def is_account(self, user_id: int | None) -> bool:
        return self.participation is not None and self.participation.user_id == user_id


def people_of(asked: Solicitation) -> list[Person]:
    """The partner first, then the colleagues who were not removed."""
    replied = _replied(asked)
    there = [each for each in asked.colleagues.all() if each.removed_at is None]
    return [
        _person(asked.partner_name, asked.partner_email, None, asked.participation, replied),
        *(_person(each.name, each.email, each, each.participation, replied) for each in there),
    ]


def _replied(asked: Solicitation) -> dict[int, dt.datetime]:
    """When each account last replied."""
    given = [(each.given_by_id, each.given_at) for each in asked.opinions.all()]
    given += [(each.given_by_id, each.given_at) for each in asked.complements.all()]
    return dict(sorted(given, key=lambda each: each[1]))


def _person(
    name: str, email: str, colleague: Colleague | None, held: Participation | None,
    replied: dict[int, dt.datetime],
) -> Person:  # fmt: skip
    return Person(name, email, colleague, held, replied.get(held.user_id) if held else None)
