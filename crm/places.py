"""The places in a request as the panel shows them: the colleagues, and mails that reached nobody."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from crm.masking import masked
from dossiers.enums import EventKind
from dossiers.models import Event
from solicitations.circle import Person, people_of
from solicitations.models import Colleague, Solicitation

KEYS_SENT = (EventKind.KEY_SENT, EventKind.KEY_REPLACED)


@dataclass(frozen=True)
class ColleagueLine:
    """A colleague who takes part. `hint` is the first group of a key not used yet, "" where there is none.

    `refused_at` is when a mail to them was refused for good, after which none has reached them.
    """

    person: Person
    colleague: Colleague
    email: str
    hint: str
    expires_at: dt.datetime | None
    is_expired: bool
    refused_at: dt.datetime | None


def colleague_lines(asked: Solicitation, events: Iterable[Event], now: dt.datetime) -> list[ColleagueLine]:
    """`events` are those of the request's keys, in order. No query where the replies were read along."""
    told = list(events)
    return [
        _line(each, each.colleague, told, now)
        for each in people_of(asked)
        if each.colleague is not None
    ]  # fmt: skip


def _line(person: Person, colleague: Colleague, events: list[Event], now: dt.datetime) -> ColleagueLine:
    invitation = colleague.invitation
    waits = invitation is not None and invitation.bound_at is None
    return ColleagueLine(
        person=person,
        colleague=colleague,
        email=masked(colleague.email),
        hint=invitation.hint if invitation and waits else "",
        expires_at=invitation.expires_at if invitation and waits else None,
        is_expired=bool(invitation and waits and invitation.expires_at <= now),
        refused_at=refused_at(events, colleague.pk),
    )


def refused_at(events: Iterable[Event], colleague: int | None) -> dt.datetime | None:
    """When a mail to this place was last refused for good; None where another went out or arrived since.

    `colleague` None: the partner's own place.
    """
    found = None
    for event in events:
        if event.params.get("colleague") != colleague:
            continue
        if event.kind == EventKind.MAIL_REFUSED:
            found = event.at
        elif event.kind in KEYS_SENT or event.kind == EventKind.MAIL_ACCEPTED:
            found = None
    return found
