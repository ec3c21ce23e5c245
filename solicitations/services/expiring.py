"""Keys that nobody used: their end is announced, and when it has come it is noted and said, once each."""

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

from accounts.actors import system
from dossiers.enums import EventKind
from dossiers.models import Invitation
from dossiers.nightly import nightly
from dossiers.querysets import InvitationQuerySet
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from solicitations.enums import OWING
from solicitations.models import Colleague, Solicitation
from solicitations.services.telling import tell_agents

WARN_BEFORE = dt.timedelta(days=3)


@nightly("keys_that_end_soon")
def announce_end(at: dt.datetime) -> int:
    """Tell who has a key and has not used it that it ends within three days. The mail carries no key."""
    soon = _unused().filter(warned_at=None, expires_at__gt=at, expires_at__lte=at + WARN_BEFORE)
    return sum(_announce(each, at) for each in soon)


@nightly("keys_that_expired")
def mark_expired(at: dt.datetime) -> int:
    """Mark keys past their end and tell the agents who asked."""
    past = _unused().filter(expired_at=None, expires_at__lte=at)
    return sum(_mark(each, at) for each in past)


def _unused() -> InvitationQuerySet:
    found: InvitationQuerySet = Invitation.objects.filter(bound_to=None, revoked_at=None)
    return found.select_related("dossier__version", "dossier__model").order_by("pk")


def _announce(invitation: Invitation, at: dt.datetime) -> int:
    with _deed(invitation, at) as deed:
        place = _place(invitation)
        if place is None or not _still_unused(invitation).filter(warned_at=None).update(warned_at=at):
            return 0
        asked, colleague = place
        if asked.state not in OWING:
            return 0
        whose: dict[str, Any] = {"colleague": colleague.pk} if colleague else {}
        deed.record(EventKind.KEY_ENDING, solicitation=asked.pk, hint=invitation.hint, **whose)
        deed.owe(
            "key_ending", f"key_ending:{invitation.pk}",
            solicitation=asked.pk, invitation=invitation.pk, **whose,
        )  # fmt: skip
    return 1


def _mark(invitation: Invitation, at: dt.datetime) -> int:
    with _deed(invitation, at) as deed:
        if not _still_unused(invitation).filter(expired_at=None).update(expired_at=at):
            return 0
        place = _place(invitation)
        if place is None:
            return 1
        asked, colleague = place
        whose: dict[str, Any] = {"colleague": colleague.pk} if colleague else {}
        deed.record(EventKind.KEY_EXPIRED, solicitation=asked.pk, hint=invitation.hint, **whose)
        if asked.state in OWING:
            tell_agents(deed, asked, "key_expired", f"key_expired:{invitation.pk}", **whose)
    return 1


def _deed(invitation: Invitation, at: dt.datetime) -> AbstractContextManager[Writing]:
    sight = Sight(invitation.dossier, invitation.view)
    return writing(sight, actor=system(invitation.organisation_id), at=at)


def _still_unused(invitation: Invitation) -> InvitationQuerySet:
    """Read again under the dossier's lock: somebody may have used it meanwhile."""
    found: InvitationQuerySet = Invitation.objects.filter(pk=invitation.pk, bound_to=None, revoked_at=None)
    return found


def _place(invitation: Invitation) -> tuple[Solicitation, Colleague | None] | None:
    """The request this key is for now, and the colleague whose it is. None where it is for no request."""
    asked: Solicitation | None = Solicitation.objects.filter(invitation=invitation).first()
    if asked is not None:
        return asked, None
    colleague: Colleague | None = (
        Colleague.objects.filter(invitation=invitation, removed_at=None)
        .select_related("solicitation")
        .first()
    )
    return (colleague.solicitation, colleague) if colleague else None
