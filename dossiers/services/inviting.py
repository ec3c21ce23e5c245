"""Invitations and their keys: made, sent once, bound once, withdrawn (SECURITY.md §4)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.refusals import Refusal, Text
from dossiers import keys
from dossiers.enums import EventKind, Role
from dossiers.models import Dossier, Invitation, Participation
from dossiers.sights import Sight, sight_of
from dossiers.throttling import check_throttle, network_of, note_unknown
from dossiers.writing import Writing, writing
from formengine.access import Access

KEY_MESSAGES: dict[str, Text] = {
    "malformed": _("One character seems wrong. Check the key: groups of 4, letters and digits, no O or I."),
    "unknown": _(
        "This key is not known. Check that you copied it whole, or ask the service to send a new one."
    ),
    "expired": _("This key has expired. Ask the service that wrote to you for a new one."),
    "used": _(
        "This key has already been used by another account. If it was not a colleague, tell the service."
    ),
    "other_address": _(
        "This key was sent to another address. Sign in with that address, or ask the service."
    ),
    "own": _(
        "This key is for the person you filed the dossier for. It opens nothing to you: pass it on to them."
    ),
    "withdrawn": _("This request has been withdrawn by the service."),
    "replaced": _("This key has been replaced by a newer one. Use the key of the latest message."),
}


class KeyRefused(Refusal):
    """`reason` is one of KEY_MESSAGES. None of the messages says anything about the dossier.

    `since` is when the key expired or was withdrawn, where that is the reason.
    """

    code = "key_refused"
    http_status = 422

    def __init__(self, reason: str, since: dt.datetime | None = None) -> None:
        super().__init__(KEY_MESSAGES[reason])
        self.reason, self.since = reason, since


@dataclass(frozen=True)
class NewKey:
    """An invitation with its key in clear: the only moment it exists. To be sealed and sent, no more."""

    invitation: Invitation
    key: str


@dataclass(frozen=True)
class Offer:
    """What an invitation would give."""

    role: Role
    view: str
    kind: str
    scope: str
    email: str
    expires_at: dt.datetime
    strict: bool = True
    opens_on: dt.date | None = None
    opens_at: tuple[str, ...] = ()


def invite(deed: Writing, offer: Offer) -> NewKey:
    """Make an invitation within a deed that holds the dossier's lock. The caller owes its mail."""
    key = keys.generate()
    normal = key.replace("-", "")
    invitation = Invitation.objects.create(
        organisation_id=deed.dossier.organisation_id,
        dossier=deed.dossier,
        role=offer.role,
        view=offer.view,
        kind=offer.kind,
        scope=offer.scope,
        key_digest=keys.digest(normal, organisation_id=deed.dossier.organisation_id),
        pepper_version=keys.PEPPER_VERSION,
        hint=keys.hint(normal),
        intended_email=offer.email,
        strict=offer.strict,
        opens_on=offer.opens_on,
        opens_at=list(offer.opens_at),
        created_at=deed.at,
        expires_at=offer.expires_at,
    )
    return NewKey(invitation, key)


def revoke(deed: Writing, invitation: Invitation) -> None:
    """Withdraw an invitation's key, used or not. Bound participations are ended apart."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=Now())


def end_participation(deed: Writing, participation: Participation) -> None:
    """From now on its holder sees nothing through it."""
    Participation.objects.filter(pk=participation.pk, ended_at=None).update(ended_at=deed.at)


def lower_participation(participation: Participation, access: Access) -> None:
    """Cap what its holder may do from now on; never raised again."""
    Participation.objects.filter(pk=participation.pk).update(cap=access.word)


def bind(
    *,
    actor: Actor,
    digest: bytes,
    hint: str,
    address: str,
    at: dt.datetime,
    then: Callable[[Invitation], None],
) -> Invitation:
    """Bind an invitation to the actor's account by one guarded update. The same account again is no error.

    `digest` comes from `keys.digest`; `address` is the sender's network address, for the limits; `then`
    follows in the same transaction. Raises TooManyTries, KeyRefused. Whether the dossier shows anything at
    its present status is the sight's to say, afterwards.
    """
    if not actor.is_signed_in:
        raise KeyRefused("unknown")
    network = network_of(address)
    check_throttle(actor=actor, network=network, at=at)
    with transaction.atomic():
        _hold_dossier(actor, digest)
        won = (
            Invitation.objects.usable()
            .filter(_is_for(actor))
            .filter(organisation_id=actor.organisation_id, key_digest=digest)
            .update(bound_to=actor.user_id, bound_at=Now())
        )
        if won:
            invitation = _bound(actor, digest, at)
            then(invitation)
            return invitation
    return _refused_or_mine(actor, digest, hint, network, at)


def _is_for(actor: Actor) -> Q:
    return Q(strict=False) | Q(intended_email__iexact=actor.email)


def readdress(deed: Writing, invitation: Invitation, email: str) -> bool:
    """Let the account of this address bind the invitation, and no longer the one it was sent to.

    False where it cannot be bound any more.
    """
    return bool(Invitation.objects.usable().filter(pk=invitation.pk).update(intended_email=email))


def _hold_dossier(actor: Actor, digest: bytes) -> None:
    """Lock the dossier before the invitation, as those do who withdraw or replace a key: no deadlock."""
    held = Dossier.objects.of(actor.organisation_id).filter(invitations__key_digest=digest)
    list(held.select_for_update(of=("self",)).values_list("pk"))


def _bound(actor: Actor, digest: bytes, at: dt.datetime) -> Invitation:
    invitation: Invitation = Invitation.objects.select_related("dossier__version", "dossier__model").get(
        organisation_id=actor.organisation_id, key_digest=digest
    )
    participation = Participation.objects.create(
        organisation_id=invitation.organisation_id,
        dossier=invitation.dossier,
        user_id=actor.person_id,
        role=invitation.role,
        view=invitation.view,
        kind=invitation.kind,
        scope=invitation.scope,
        opens_on=invitation.opens_on,
        opens_at=invitation.opens_at,
        starts_at=at,
        reason=f"invitation {invitation.pk}",
    )
    invitation.participation = participation
    invitation.save(update_fields=["participation"])
    with writing(sight_of(invitation.dossier, participation), actor=actor, at=at) as deed:
        deed.record(EventKind.BOUND, hint=invitation.hint, invitation=invitation.pk)
    return invitation


def _refused_or_mine(actor: Actor, digest: bytes, hint: str, network: str, at: dt.datetime) -> Invitation:
    ours = Invitation.objects.filter(organisation_id=actor.organisation_id, key_digest=digest)
    known: Invitation | None = ours.select_related("dossier__version", "dossier__model").first()
    if known is None:
        note_unknown(actor=actor, network=network, hint=hint, at=at)
        raise KeyRefused("unknown")
    refusal = why_not(known, actor)
    if refusal is None:
        return known
    with writing(Sight(known.dossier, known.view), actor=actor, at=at) as deed:
        deed.record(EventKind.KEY_TRIED, reason=refusal.reason, hint=known.hint, network=network)
    raise refusal


def why_not(known: Invitation, actor: Actor) -> KeyRefused | None:
    """Why this actor may not bind an invitation; None where it is theirs, or nothing speaks against it.

    Two queries at most, by the database's clock.
    """
    if known.revoked_at is not None:
        return KeyRefused("withdrawn", known.revoked_at)
    if known.bound_to_id is not None:
        return None if known.bound_to_id == actor.user_id else KeyRefused("used")
    usable = Invitation.objects.usable().filter(pk=known.pk)
    if not usable.exists():
        return KeyRefused("expired", known.expires_at)
    return None if usable.filter(_is_for(actor)).exists() else KeyRefused("other_address")
