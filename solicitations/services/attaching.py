"""Attaching a dossier by its key: the invitation is bound, and what it was sent for follows."""

import datetime as dt

from django.db.models import Q

from accounts.actors import Actor
from dossiers.enums import PARTNER_ROLES
from dossiers.models import Invitation
from dossiers.services.inviting import KeyRefused, bind, lower_participation
from dossiers.services.parties import attached_as_party, goes_by
from formengine.access import Access
from solicitations.enums import State
from solicitations.models import Colleague, Solicitation


def attach(
    *, actor: Actor, digest: bytes, hint: str, address: str, at: dt.datetime
) -> Solicitation | Invitation:
    """Bind the key's invitation to the actor, and what it was sent for to the participation, in one deed.

    A partner's key comes to its solicitation; the key of another party or of a beneficiary to the invitation
    itself, as nothing is asked of them. Raises KeyRefused, TooManyTries. The same account with the same key
    comes to the same.
    """
    try:
        invitation = bind(actor=actor, digest=digest, hint=hint, address=address, at=at, then=_attached)
    except KeyRefused as refusal:
        if refusal.reason == "withdrawn" and not _is_current(actor, digest):
            raise KeyRefused("replaced", refusal.since) from None
        raise
    if invitation.role not in PARTNER_ROLES:
        return invitation
    solicitation: Solicitation = Solicitation.objects.get(_goes_by(invitation__pk=invitation.pk))
    return solicitation


def is_attached(*, actor: Actor, digest: bytes) -> bool:
    """Whether this account has bound this key already. One query."""
    mine = Invitation.objects.filter(organisation_id=actor.organisation_id, key_digest=digest)
    return actor.user_id is not None and mine.filter(bound_to_id=actor.user_id).exists()


def _is_current(actor: Actor, digest: bytes) -> bool:
    """Whether somebody still goes by this key: what was sent again leaves its old key behind."""
    ours = Solicitation.objects.of(actor.organisation_id)
    if ours.filter(_goes_by(invitation__key_digest=digest)).exists():
        return True
    return goes_by(actor.organisation_id, digest)


def _goes_by(**invitation: object) -> Q:
    """Solicitations whose partner or one of whose colleagues has this invitation."""
    theirs = Colleague.objects.filter(**invitation)
    return Q(**invitation) | Q(pk__in=theirs.values("solicitation_id"))


def _attached(invitation: Invitation) -> None:
    """The place goes by the new participation; a request that was declined is only read, as by the others."""
    if invitation.role not in PARTNER_ROLES:
        attached_as_party(invitation)
        return
    held = invitation.participation
    Solicitation.objects.filter(invitation=invitation).update(participation=held)
    Colleague.objects.filter(invitation=invitation).update(participation=held)
    asked = Solicitation.objects.filter(_goes_by(invitation__pk=invitation.pk))
    asked.filter(state=State.ASKED).update(state=State.ATTACHED)
    if held is not None and asked.filter(state=State.DECLINED).exists():
        lower_participation(held, Access.READ)
