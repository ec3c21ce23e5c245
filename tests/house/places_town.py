"""People beside a partner, for the aviary: brought in, sent another key, let go, their keys running out."""

import datetime as dt
from collections.abc import Mapping
from uuid import uuid4

from django.utils import timezone

from dossiers.models import Invitation
from dossiers.sights import as_agent
from solicitations.models import Colleague, Solicitation
from solicitations.selectors import request_for
from solicitations.services import send_again
from solicitations.services.colleagues import NewColleague, add_colleague, forward, remove_colleague
from solicitations.services.expiring import announce_end, mark_expired
from tests.casting import Cast, attached, person, sealed_key

READ_AS = {"juridique": "partner", "technique": "partner_unbound"}
"""A colleague may read what the partner of the same scope may."""


def build_places(cast: Cast, partner: Solicitation, unbound: Solicitation) -> Colleague:
    """Each letter about a place is owed to somebody. The one returned has a key not used yet."""
    Solicitation.objects.filter(pk=partner.pk).update(may_forward=True)
    actor, now = cast.actor("partner"), timezone.now()
    waiting = forward(
        actor=actor, request=request_for(actor, partner.uid), key=uuid4(), at=now,
        new=NewColleague("Jeanne Moreau", "j.moreau@cabinet.example"),
    )  # fmt: skip
    _another_key(cast, unbound)
    _let_go(cast, unbound)
    for name, days in (("ending", 2), ("ended", -1)):
        colleague = _added(cast, unbound, NewColleague(name, f"{name}@scene-sure.example"))
        expires_at = now + dt.timedelta(days=days)
        Invitation.objects.filter(pk=colleague.invitation_id).update(expires_at=expires_at)
    announce_end(now)
    mark_expired(now)
    return waiting


def readers_of_places() -> Mapping[str, str]:
    """Addresses of colleagues, and the role of those they read with."""
    found = Colleague.objects.select_related("solicitation")
    return {each.email: READ_AS[each.solicitation.scope] for each in found}


def _another_key(cast: Cast, asked: Solicitation) -> None:
    """Somebody attaches the dossier and loses it to a new key."""
    third = person("Tiphaine Collet", "t.collet@scene-sure.example")
    colleague = _added(cast, asked, NewColleague("Tiphaine Collet", third.email))
    attached(cast, third, sealed_key(colleague))
    agent = cast.actor("agent")
    send_again(
        actor=agent, sight=as_agent(agent, asked.dossier.uid), solicitation_id=asked.pk,
        colleague_id=colleague.pk, key=uuid4(), at=timezone.now(),
    )  # fmt: skip


def _let_go(cast: Cast, asked: Solicitation) -> None:
    agent, colleague = cast.actor("agent"), _added(cast, asked, NewColleague("Ugo", "ugo@scene-sure.example"))
    remove_colleague(
        actor=agent, sight=as_agent(agent, asked.dossier.uid), solicitation_id=asked.pk,
        colleague_id=colleague.pk, at=timezone.now(),
    )  # fmt: skip


def _added(cast: Cast, asked: Solicitation, new: NewColleague) -> Colleague:
    agent = cast.actor("agent")
    return add_colleague(
        actor=agent, sight=as_agent(agent, asked.dossier.uid), solicitation_id=asked.pk, new=new,
        key=uuid4(), at=timezone.now(),
    )  # fmt: skip
