"""Other parties than the applicant: invited by an agent with a key, each with a view of their own."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind, Role
from dossiers.models import Beneficiary, Event, Invitation, Participation, Party
from dossiers.once import first_time, when_done
from dossiers.services.inviting import NewKey, Offer, end_participation, invite, revoke
from dossiers.services.saving import NotAcceptable
from dossiers.services.standing_in import KEY_LASTS, beneficiary_attached
from dossiers.sights import NotYours, Sight
from dossiers.writing import Writing, writing
from formengine.fieldtypes.email import is_address
from formengine.problems import Problem

LONGEST_NAME = 150
MOST_WISHES_A_DAY = 5


class NoKeyWaiting(Refusal):
    """The invitation has been withdrawn, or its key was used: there is none to replace or take back."""

    code = "no_key_waiting"
    http_status = 409
    message = _("Nothing waits here any more: the invitation was withdrawn, or the key was used.")


@dataclass(frozen=True)
class PartyAsk:
    """Who is to be invited. `strict`: the key works only for an account with this very address."""

    kind: str
    name: str
    email: str
    strict: bool = True


def invite_party(*, actor: Actor, sight: Sight, wanted: PartyAsk, key: UUID, at: dt.datetime) -> Party:
    """Invite another party: a mail with a key is owed to them. What they see is their view's to say.

    Raises Forbidden, NotYours, NotAcceptable (paths: kind, name, email), KeyReused.
    """
    require(actor, "dossiers.invite", sight)
    with writing(sight, actor=actor, at=at) as deed:
        content = ["party", deed.dossier.pk, wanted.kind, wanted.name, wanted.email, wanted.strict]
        if not first_time(actor=actor, key=key, content=content, at=at):
            done: Party = deed.dossier.parties.get(
                invited_at=when_done(actor=actor, key=key), invited_by_id=actor.person_id
            )
            return done
        problems = _wrong(sight.on(deed.dossier), wanted)
        if problems:
            raise NotAcceptable(problems)
        kind = deed.dossier.design.party(wanted.kind)
        email = wanted.email.strip().lower()
        new = _key(deed, kind.view if kind else "", email, strict=wanted.strict)
        party = Party.objects.create(
            organisation_id=deed.dossier.organisation_id,
            dossier=deed.dossier,
            kind=wanted.kind,
            name=wanted.name.strip(),
            email=email,
            invited_by_id=actor.person_id,
            invited_at=at,
            invitation=new.invitation,
        )
        _owe_key(deed, party, new)
        deed.record(
            EventKind.PARTY_INVITED,
            party=party.pk, name=party.name, party_kind=party.kind, hint=new.invitation.hint,
        )  # fmt: skip
    return party


def _wrong(now: Sight, wanted: PartyAsk) -> tuple[Problem, ...]:
    found, name, email = [], wanted.name.strip(), wanted.email.strip()
    if now.model.party(wanted.kind) is None:
        found.append(Problem(("kind",), "required"))
    if not name:
        found.append(Problem(("name",), "required"))
    elif len(name) > LONGEST_NAME:
        found.append(Problem(("name",), "too_long", {"most": LONGEST_NAME}))
    elif not name.isprintable():
        found.append(Problem(("name",), "bad_character"))
    if not is_address(email):
        found.append(Problem(("email",), "not_an_email" if email else "required"))
    return tuple(found)


def _key(deed: Writing, view: str, email: str, *, strict: bool) -> NewKey:
    return invite(deed, Offer(Role.SECOND_PARTY, view, "", "", email, deed.at + KEY_LASTS, strict))


def _owe_key(deed: Writing, party: Party, new: NewKey) -> None:
    deed.owe(
        "party_key", f"key:{new.invitation.pk}", secret=new.key,
        party=party.pk, invitation=new.invitation.pk,
    )  # fmt: skip


def send_party_key(*, actor: Actor, sight: Sight, party_id: int, key: UUID, at: dt.datetime) -> Party:
    """A new key for a party who has not attached the dossier; the old one dies. Raises NoKeyWaiting."""
    require(actor, "dossiers.invite", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found = _party(deed, party_id)
        if not first_time(actor=actor, key=key, content=["party_key", found.pk], at=at):
            return found
        if found.withdrawn_at is not None or found.participation_id is not None:
            raise NoKeyWaiting
        old = found.invitation
        revoke(deed, old)
        new = _key(deed, old.view, found.email, strict=old.strict)
        found.invitation, found.disowned_at = new.invitation, None
        found.save(update_fields=["invitation", "disowned_at"])
        _owe_key(deed, found, new)
        deed.record(EventKind.PARTY_KEY_REPLACED, party=found.pk, name=found.name, hint=new.invitation.hint)
    return found


def withdraw_party(*, actor: Actor, sight: Sight, party_id: int, key: UUID, at: dt.datetime) -> Party:
    """Take an invitation back: its key dies, the participation ends, at once. Raises NoKeyWaiting."""
    require(actor, "dossiers.invite", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found = _party(deed, party_id)
        if not first_time(actor=actor, key=key, content=["withdraw_party", found.pk], at=at):
            return found
        if found.withdrawn_at is not None:
            raise NoKeyWaiting
        _end(deed, found)
        found.withdrawn_at = at
        found.save(update_fields=["withdrawn_at"])
        deed.record(EventKind.PARTY_WITHDRAWN, party=found.pk, name=found.name)
        deed.owe("party_withdrawn", f"party_withdrawn:{found.pk}", party=found.pk)
    return found


def give_up_as_party(*, actor: Actor, sight: Sight, at: dt.datetime) -> Party:
    """It was not me: whoever attached the dossier says that it is not for them; the agent is told.

    Only a key sent again opens it anew. Raises Forbidden, NotYours.
    """
    require(actor, "dossiers.give_up", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found = deed.dossier.parties.select_related("invitation").filter(
            participation=deed.participation
        ).first()  # fmt: skip
        if found is None:
            raise NotYours
        _end(deed, found)
        found.participation, found.disowned_at = None, at
        found.save(update_fields=["participation", "disowned_at"])
        deed.record(EventKind.PARTY_DISOWNED, party=found.pk, name=found.name, hint=found.invitation.hint)
        number = deed.events[-1].number
        deed.owe(
            "party_disowned", f"party_disowned:{deed.dossier.pk}:{number}", party=found.pk, number=number
        )
    return found


def _end(deed: Writing, party: Party) -> None:
    revoke(deed, party.invitation)
    if party.participation_id is not None:
        held: Participation = Participation.objects.get(pk=party.participation_id)
        end_participation(deed, held)


def _party(deed: Writing, party_id: int) -> Party:
    found: Party | None = (
        deed.dossier.parties.select_related("invitation", "participation").filter(pk=party_id).first()
    )
    if found is None:
        raise NotYours
    return found


def attached_as_party(invitation: Invitation) -> None:
    """What follows where a key was bound that is no partner's: the row it was sent for knows who holds it."""
    if invitation.role == Role.APPLICANT:
        beneficiary_attached(invitation)
        return
    party, held = Party.objects.get(invitation=invitation), invitation.participation
    if held is not None:
        Participation.objects.filter(pk=held.pk).update(capacity=party.kind)
        Party.objects.filter(pk=party.pk).update(participation=held)


def goes_by(organisation_id: int, digest: bytes) -> bool:
    """Whether some party or beneficiary still goes by the key of this digest. Two queries at most."""
    rows = (Party.objects, Beneficiary.objects)
    found = {"organisation_id": organisation_id, "invitation__key_digest": digest}
    return any(each.filter(**found).exists() for each in rows)


def party_of(invitation: Invitation) -> Party | None:
    """The party that a key was sent to, also after a newer one replaced it. Two queries at most."""
    sent = (EventKind.PARTY_INVITED, EventKind.PARTY_KEY_REPLACED)
    event = (
        Event.objects.filter(dossier_id=invitation.dossier_id, kind__in=sent, params__hint=invitation.hint)
        .order_by("-number").first()
    )  # fmt: skip
    found = Party.objects.filter(dossier_id=invitation.dossier_id)
    return found.filter(pk=event.params["party"]).first() if event else None


def tell_of_wish(deed: Writing, invitation: Invitation, reason: str) -> bool:
    """Somebody holds a refused key of a party or a beneficiary: the agent hears of it, once a day from each.

    False where they heard of it before, or often enough today.
    """
    kind = EventKind.ACCOUNT_OFFERED if reason == "other_address" else EventKind.KEY_WANTED
    lately = deed.dossier.events.filter(
        kind=kind, params__invitation=invitation.pk, at__gt=deed.at - dt.timedelta(days=1)
    )
    if lately.filter(user_id=deed.actor.person_id).exists() or lately.count() >= MOST_WISHES_A_DAY:
        return False
    party = party_of(invitation)
    named: dict[str, Any] = {"party": party.pk} if party is not None else {}
    deed.record(kind, **named, invitation=invitation.pk, hint=invitation.hint, reason=reason)
    number = deed.events[-1].number
    deed.owe("party_key_wish", f"party_key_wish:{deed.dossier.pk}:{number}", **named, number=number)
    return True
