"""Letters to those for whom a dossier was filed, to who filed it, and to other parties.

None holds an answer of the dossier. Names and addresses in them are those the reader gave or is.
"""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from dossiers.letters import address_of, in_language_of, key_lines, write
from dossiers.models import Beneficiary, Event, Invitation, Outbox, Party
from dossiers.outbox import letter
from dossiers.sights import sight_of


def _beneficiary(row: Outbox) -> Beneficiary:
    found: Beneficiary = Beneficiary.objects.select_related(
        "organisation", "dossier__version", "dossier__model", "filer__user", "participation__user",
        "invitation", "addressed_by",
    ).get(pk=row.refs["beneficiary"])  # fmt: skip
    return found


def _party(row: Outbox) -> Party:
    found: Party = Party.objects.select_related(
        "organisation",
        "dossier__version",
        "dossier__model",
        "invited_by",
        "invitation",
        "participation__user",
    ).get(pk=row.refs["party"])
    return found


def _still_good(row: Outbox, invitation: Invitation | None) -> bool:
    """Whether the key that this row carries is still the one that counts."""
    return (
        invitation is not None
        and invitation.pk == row.refs["invitation"]
        and invitation.revoked_at is None
        and invitation.bound_at is None
    )


@letter("beneficiary_key")
def beneficiary_key(row: Outbox, secret: str) -> EmailMessage | None:
    """To the address given for somebody: a dossier was filed for them, and the key with which they see it."""
    found = _beneficiary(row)
    if found.invitation is None or not _still_good(row, found.invitation):
        return None
    with in_language_of(None):
        facts = {
            "filer": found.dossier.filer_name, "title": found.dossier.design.title,
            "organisation": found.organisation.name,
        }  # fmt: skip
        lines = [
            _("Good day %(name)s,") % {"name": found.name},
            _("%(filer)s has filed the application “%(title)s” for you with %(organisation)s.") % facts,
            _("With the key below you see it as its applicant, and you can take it over."),
            *key_lines(found.invitation, secret),
            _("If this is not for you, open it and say so under “This is not mine”, or do nothing."),
        ]
        subject = _("An application has been filed for you")
        return write(to=found.email, subject=subject, lines=lines, organisation=found.organisation)


@letter("taken_over")
def taken_over(row: Outbox, _secret: str) -> EmailMessage | None:
    """To who filed for somebody else: that person has taken the dossier over."""
    found = _beneficiary(row)
    user = found.filer.user
    with in_language_of(user):
        facts = {"name": found.name, "reference": found.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(user)},
            _("%(name)s has taken over the dossier %(reference)s, which you filed for them.") % facts,
        ]
        if row.refs["keeps"]:
            page = address_of(reverse("citizen_portal:dossiers"))
            lines.append(
                _("You still find it in your list, as far as they let you see it: %(page)s") % {"page": page}
            )
        else:
            lines.append(_("You no longer see it."))
        lines.append(
            _("What you had typed and not saved is not part of the dossier. It is kept for you to read.")
        )
        subject = _("The dossier %(reference)s has been taken over") % facts
        return write(to=user.email, subject=subject, lines=lines, organisation=found.organisation)


@letter("takeover_receipt")
def takeover_receipt(row: Outbox, _secret: str) -> EmailMessage | None:
    """To who took the dossier over: that it is theirs now."""
    found = _beneficiary(row)
    held = found.participation
    if held is None:
        return None
    with in_language_of(held.user):
        sight = sight_of(found.dossier, held)
        facts = {"reference": found.dossier.reference or "", "filer": found.dossier.filer_name}
        told = (
            _("%(filer)s, who filed it, can still look at it.")
            if row.refs["keeps"]
            else _("%(filer)s, who filed it, no longer sees it.")
        )
        lines = [
            _("Good day %(name)s,") % {"name": str(held.user)},
            _("You have taken over the dossier %(reference)s.") % facts,
            told % facts,
        ]
        if sight.is_open:
            page = address_of(reverse("citizen_portal:dossier", args=[found.dossier.uid]))
            lines.append(_("You can follow it here: %(address)s") % {"address": page})
        subject = _("You have taken over the dossier %(reference)s") % facts
        return write(to=held.user.email, subject=subject, lines=lines, organisation=found.organisation)


@letter("beneficiary_disowned")
def beneficiary_disowned(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the agent who gave the address, or to the service: the dossier was not filed for who has it."""
    found = _beneficiary(row)
    agent = found.addressed_by
    to = agent.email if agent else found.organisation.email
    if not to:
        return None
    with in_language_of(agent):
        facts = {"name": found.name, "reference": found.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(agent or found.organisation)},
            _(
                "Whoever attached the dossier %(reference)s as %(name)s reports that it is not theirs. The "
                "access has ended and the key no longer works. Correct the address where the right one is "
                "known."
            )
            % facts,
            _("Do so here: %(address)s") % {"address": _panel(found.dossier.uid)},
        ]
        subject = _("Reported as not theirs: dossier %(reference)s") % facts
        return write(to=to, subject=subject, lines=lines, organisation=found.organisation)


@letter("beneficiary_wrong")
def beneficiary_wrong(row: Outbox, _secret: str) -> EmailMessage | None:
    """To who filed for somebody else: the address they gave is somebody else's."""
    found = _beneficiary(row)
    user = found.filer.user
    with in_language_of(user):
        facts = {"name": found.name, "reference": found.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(user)},
            _(
                "Whoever reads the mail of the address given for %(name)s reports that the dossier "
                "%(reference)s is not theirs. Tell the service the right address."
            )
            % facts,
        ]
        subject = _("The address given for the dossier %(reference)s seems wrong") % facts
        return write(to=user.email, subject=subject, lines=lines, organisation=found.organisation)


@letter("party_key")
def party_key(row: Outbox, secret: str) -> EmailMessage | None:
    """To another party: they are invited to a dossier, and the key with which they attach it."""
    party = _party(row)
    if not _still_good(row, party.invitation):
        return None
    with in_language_of(None):
        reference = {"reference": party.dossier.reference or ""}
        kind = party.dossier.design.party(party.kind)
        lines = [
            _("Good day %(name)s,") % {"name": party.name},
            _("%(organisation)s invites you to the dossier %(reference)s, as: %(kind)s.")
            % {
                **reference,
                "organisation": party.organisation.name,
                "kind": kind.title if kind else party.kind,
            },
            *key_lines(party.invitation, secret),
        ]
        subject = _("Invitation to the dossier %(reference)s") % reference
        return write(to=party.email, subject=subject, lines=lines, organisation=party.organisation)


@letter("party_withdrawn")
def party_withdrawn(row: Outbox, _secret: str) -> EmailMessage | None:
    """To another party: the invitation has been taken back."""
    party = _party(row)
    user: User | None = party.participation.user if party.participation else None
    with in_language_of(user):
        reference = {"reference": party.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(user) if user else party.name},
            _("The invitation to the dossier %(reference)s has been withdrawn. You no longer see it.")
            % reference,
        ]
        subject = _("Invitation to the dossier %(reference)s withdrawn") % reference
        to = user.email if user else party.email
        return write(to=to, subject=subject, lines=lines, organisation=party.organisation)


@letter("party_disowned")
def party_disowned(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the agent who invited: whoever attached the dossier reports that it was not meant for them."""
    party = _party(row)
    agent = party.invited_by
    with in_language_of(agent):
        facts = {"name": party.name, "reference": party.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            _(
                "Whoever attached the dossier %(reference)s as %(name)s reports that it is not for them. The "
                "access has ended and the key no longer works. Send a new key where the right person is to "
                "have it."
            )
            % facts,
            _("Answer here: %(address)s") % {"address": _panel(party.dossier.uid)},
        ]
        subject = _("Reported as not theirs: invitation to %(reference)s") % facts
        return write(to=agent.email, subject=subject, lines=lines, organisation=party.organisation)


@letter("party_key_wish")
def party_key_wish(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the agent who invited, or gave the address, or to the service: a refused key, and who holds it."""
    event = Event.objects.select_related("user", "organisation", "dossier").get(
        dossier=row.dossier, number=row.refs["number"]
    )
    agent: User | None
    if "party" in row.refs:
        party = _party(row)
        name, agent = party.name, party.invited_by
    else:
        known = Beneficiary.objects.select_related("addressed_by").get(dossier=row.dossier)
        name, agent = known.name, known.addressed_by
    to, asker = agent.email if agent else event.organisation.email, event.user
    if not to or asker is None:
        return None
    with in_language_of(agent):
        facts = {
            "asker": event.actor_name or str(asker), "email": asker.email, "hint": event.params["hint"],
            "name": name, "reference": event.dossier.reference or "",
        }  # fmt: skip
        lines = [
            _("Good day %(name)s,") % {"name": str(agent or event.organisation)},
            _(
                "%(asker)s (%(email)s) holds the key %(hint)s-… that was sent to %(name)s, and cannot use "
                "it. Send a new key to the right address if you know who this is."
            )
            % facts,
            _("Answer here: %(address)s") % {"address": _panel(event.dossier.uid)},
        ]
        subject = _("A key could not be used: %(reference)s") % facts
        return write(to=to, subject=subject, lines=lines, organisation=event.organisation)


def _panel(uid: object) -> str:
    return address_of(reverse("crm:parties", args=[uid]))
