"""What became of the keys of a dossier's solicitations, read from its audit trail."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from accounts.models import User
from dossiers.enums import EventKind
from dossiers.models import Dossier, Event, Invitation
from solicitations.models import Solicitation

SENT = (EventKind.KEY_SENT, EventKind.KEY_REPLACED)
WISHES = (EventKind.KEY_WANTED, EventKind.ACCOUNT_OFFERED)
ANSWERS = {EventKind.ACCOUNT_ACCEPTED: True, EventKind.ACCOUNT_DECLINED: False}

TOLD = (
    *SENT, EventKind.MAIL_ACCEPTED, EventKind.MAIL_REFUSED, EventKind.KEY_TYPED, EventKind.KEY_TRIED,
    EventKind.KEY_ENDING, EventKind.KEY_EXPIRED, EventKind.BOUND, EventKind.REQUEST_SEEN, *WISHES, *ANSWERS,
    EventKind.COLLEAGUE_ADDED, EventKind.COLLEAGUE_REMOVED, EventKind.ACCESS_ENDED, EventKind.DISOWNED,
    EventKind.WITHDRAWN,
)  # fmt: skip
"""What the time line of a key is made of."""


@dataclass(frozen=True)
class Wish:
    """What the holder of a refused key asked for: that their account be accepted, or another key.

    `number` is its event's. `answer`: whether an account was accepted;
    for another key True once one was sent.
    """

    number: int
    at: dt.datetime
    is_account: bool
    user_id: int
    name: str
    email: str
    invitation: int
    hint: str
    reason: str
    answer: bool | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None


def solicitation_of(invitation: Invitation) -> Solicitation | None:
    """The solicitation that a key was sent for, also after a newer key replaced it. Two queries at most."""
    event = (
        Event.objects.filter(dossier_id=invitation.dossier_id, kind__in=SENT, params__hint=invitation.hint)
        .order_by("-number").first()
    )  # fmt: skip
    found = Solicitation.objects.filter(dossier_id=invitation.dossier_id)
    return found.filter(pk=event.params["solicitation"]).first() if event else None


def wishes_of(dossier: Dossier) -> Mapping[int, tuple[Wish, ...]]:
    """All that was wished, in order, by solicitation. One query."""
    kinds = (*WISHES, *ANSWERS, EventKind.KEY_REPLACED)
    return wishes_in(dossier.events.filter(kind__in=kinds).select_related("user").order_by("number"))


def key_events(dossier: Dossier) -> Mapping[int, tuple[Event, ...]]:
    """Everything that happened to the keys of each solicitation, in order, with its accounts. One query.

    A key that was tried or bound is known by its first group, as it was sent.
    """
    sent_for: dict[str, int] = {}
    found: dict[int, list[Event]] = {}
    for event in dossier.events.filter(kind__in=TOLD).select_related("user").order_by("number"):
        params = event.params
        if event.kind in SENT:
            sent_for[params["hint"]] = params["solicitation"]
        solicitation = params.get("solicitation") or sent_for.get(params.get("hint", ""))
        if solicitation is not None:
            found.setdefault(solicitation, []).append(event)
    return {solicitation: tuple(events) for solicitation, events in found.items()}


def wishes_in(events: Iterable[Event]) -> Mapping[int, tuple[Wish, ...]]:
    """The same of events that were read already, in order, with their accounts."""
    found: dict[int, list[Wish]] = {}
    for event in events:
        kind, wishes = EventKind(event.kind), found.setdefault(event.params.get("solicitation", 0), [])
        if kind in WISHES and event.user is not None:
            wishes.append(_wish(event, event.user))
        elif kind in ANSWERS:
            wishes[:] = [
                replace(each, answer=ANSWERS[kind]) if each.number == event.params["wish"] else each
                for each in wishes
            ]
        elif kind == EventKind.KEY_REPLACED:
            wishes[:] = [
                replace(each, answer=not each.is_account) if each.is_open else each for each in wishes
            ]
    return {solicitation: tuple(wishes) for solicitation, wishes in found.items() if wishes}


def _wish(event: Event, user: User) -> Wish:
    params = event.params
    return Wish(
        number=event.number,
        at=event.at,
        is_account=event.kind == EventKind.ACCOUNT_OFFERED,
        user_id=user.pk,
        name=event.actor_name or str(user),
        email=user.email,
        invitation=params["invitation"],
        hint=params["hint"],
        reason=params["reason"],
    )
