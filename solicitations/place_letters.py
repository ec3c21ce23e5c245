"""Letters about a place in a request: given, lost, its key running out. None holds a key or an answer."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from dossiers.letters import address_of, in_language_of, write
from dossiers.models import Outbox, Participation
from dossiers.outbox import letter
from solicitations.enums import OWING
from solicitations.models import Colleague, Solicitation
from solicitations.readers import agent_of, reader_of


def _solicitation(row: Outbox) -> Solicitation:
    found: Solicitation = Solicitation.objects.select_related(
        "organisation", "dossier", "asked_by", "invitation", "participation__user"
    ).get(pk=row.refs["solicitation"])
    return found


def _panel(solicitation: Solicitation) -> str:
    return address_of(reverse("crm:partners", args=[solicitation.dossier.uid]))


@letter("colleague_added")
def colleague_added(row: Outbox, _secret: str) -> EmailMessage | None:
    """To an agent: the partner has brought in a colleague, who gets a key of their own."""
    solicitation = _solicitation(row)
    colleague = Colleague.objects.get(pk=row.refs["colleague"])
    agent = agent_of(row, solicitation)
    with in_language_of(agent):
        facts = {
            "partner": solicitation.partner_name, "reference": solicitation.dossier.reference or "",
            "name": colleague.name, "email": colleague.email,
        }  # fmt: skip
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            _(
                "%(partner)s has added %(name)s (%(email)s) to the request on the dossier %(reference)s. "
                "They get a key of their own and see the same as %(partner)s."
            ) % facts,
            _("See who takes part, or remove somebody: %(address)s") % {"address": _panel(solicitation)},
        ]  # fmt: skip
        subject = _("A colleague takes part: request on %(reference)s") % facts
        return write(to=agent.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("colleague_removed")
def colleague_removed(row: Outbox, _secret: str) -> EmailMessage | None:
    """To a colleague who takes part no more."""
    solicitation = _solicitation(row)
    colleague = Colleague.objects.select_related("participation__user").get(pk=row.refs["removed"])
    user = colleague.participation.user if colleague.participation else None
    with in_language_of(user):
        reference = {"reference": solicitation.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": colleague.name},
            _(
                "You no longer take part in the request on the dossier %(reference)s. Your key and your "
                "access have ended."
            )
            % reference,
            _("What you have sent stays with the service."),
        ]  # fmt: skip
        subject = _("You no longer take part: request on the dossier %(reference)s") % reference
        to = user.email if user else colleague.email
        return write(to=to, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("access_ended")
def access_ended(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the account that had attached the dossier, after a new key took the place of its own."""
    solicitation = _solicitation(row)
    user = Participation.objects.select_related("user").get(pk=row.refs["participation"]).user
    with in_language_of(user):
        reference = {"reference": solicitation.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(user)},
            _(
                "The service has sent a new key for the request on the dossier %(reference)s. This account "
                "no longer has access to it."
            )
            % reference,
            _("If this is your request, use the key of the latest message."),
        ]  # fmt: skip
        subject = _("Your access has ended: request on the dossier %(reference)s") % reference
        return write(to=user.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("key_ending")
def key_ending(row: Outbox, _secret: str) -> EmailMessage | None:
    """To who has a key and has not used it: it ends soon. The key itself is in the first message alone."""
    solicitation = _solicitation(row)
    reader = reader_of(row, solicitation)
    invitation = reader.invitation if reader else None
    if reader is None or invitation is None or invitation.pk != row.refs["invitation"]:
        return None
    if invitation.revoked_at or invitation.bound_to_id or solicitation.state not in OWING:
        return None
    with in_language_of(None):
        facts = {
            "reference": solicitation.dossier.reference or "", "hint": invitation.hint,
            "date": formats.date_format(invitation.expires_at, "DATE_FORMAT"),
        }  # fmt: skip
        lines = [
            _("Good day %(name)s,") % {"name": reader.name},
            _(
                "The key %(hint)s-… that we sent you for the dossier %(reference)s works until %(date)s. "
                "You have not used it yet."
            ) % facts,
            _("It is in our first message. Use it here: %(page)s")
            % {"page": address_of(reverse("partner_portal:attach"))},
            _("If you no longer have that message, ask the service for a new key."),
        ]  # fmt: skip
        subject = _("Your key ends on %(date)s: dossier %(reference)s") % facts
        return write(to=reader.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("key_expired")
def key_expired(row: Outbox, _secret: str) -> EmailMessage | None:
    """To an agent: a key ran out unused."""
    solicitation = _solicitation(row)
    agent, reader = agent_of(row, solicitation), reader_of(row, solicitation)
    if reader is None or reader.invitation is None or solicitation.state not in OWING:
        return None
    with in_language_of(agent):
        facts = {
            "name": reader.name, "hint": reader.invitation.hint,
            "reference": solicitation.dossier.reference or "",
            "date": formats.date_format(reader.invitation.expires_at, "DATE_FORMAT"),
        }  # fmt: skip
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            _(
                "The key %(hint)s-… that was sent to %(name)s for the dossier %(reference)s expired on "
                "%(date)s. Nobody had used it."
            ) % facts,
            _("Send a new one, or withdraw the request: %(address)s") % {"address": _panel(solicitation)},
        ]  # fmt: skip
        subject = _("A key has expired: request on %(reference)s") % facts
        return write(to=agent.email, subject=subject, lines=lines, organisation=solicitation.organisation)
