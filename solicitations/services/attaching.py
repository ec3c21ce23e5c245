"""Attaching a dossier by its key: the invitation is bound, the solicitation follows."""

import datetime as dt

from accounts.actors import Actor
from dossiers.models import Invitation
from dossiers.services.inviting import KeyRefused, bind
from solicitations.enums import State
from solicitations.models import Solicitation


def attach(*, actor: Actor, digest: bytes, hint: str, address: str, at: dt.datetime) -> Solicitation:
    """Bind the key's invitation to the actor and its solicitation to the participation, in one transaction.

    Raises KeyRefused, TooManyTries. The same account with the same key comes to the same solicitation.
    """
    try:
        invitation = bind(actor=actor, digest=digest, hint=hint, address=address, at=at, then=_attached)
    except KeyRefused as refusal:
        if refusal.reason == "withdrawn" and not _is_current(actor, digest):
            raise KeyRefused("replaced", refusal.since) from None
        raise
    solicitation: Solicitation = Solicitation.objects.get(invitation=invitation)
    return solicitation


def _is_current(actor: Actor, digest: bytes) -> bool:
    """Whether some solicitation still goes by this key: one that was sent again leaves its old key behind."""
    return Solicitation.objects.of(actor.organisation_id).filter(invitation__key_digest=digest).exists()


def _attached(invitation: Invitation) -> None:
    Solicitation.objects.filter(invitation=invitation, state=State.ASKED).update(
        participation=invitation.participation, state=State.ATTACHED
    )
