"""Letters about keys that were refused. None says anything of the dossier to who holds no place in it."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.enums import EventKind
from dossiers.letters import address_of, in_language_of, write
from dossiers.models import Event, Outbox
from dossiers.outbox import letter
from solicitations.models import Solicitation
from solicitations.readers import agent_of


def _solicitation(row: Outbox) -> Solicitation:
    found: Solicitation = Solicitation.objects.select_related("organisation", "dossier", "asked_by").get(
        pk=row.refs["solicitation"]
    )
    return found


def _asker(row: Outbox) -> Event:
    event: Event = Event.objects.select_related("user").get(dossier=row.dossier, number=row.refs["number"])
    return event


@letter("key_wish")
def key_wish(row: Outbox, _secret: str) -> EmailMessage | None:
    """To an agent: somebody whose key was refused needs another, or wants to be accepted."""
    solicitation, event = _solicitation(row), _asker(row)
    agent, asker = agent_of(row, solicitation), event.user
    if asker is None:
        return None
    with in_language_of(agent):
        facts = {
            "name": event.actor_name or str(asker), "email": asker.email, "hint": event.params["hint"],
            "partner": solicitation.partner_name, "reference": solicitation.dossier.reference or "",
        }  # fmt: skip
        if event.kind == EventKind.ACCOUNT_OFFERED:
            subject = _("Another account asks to be accepted: %(reference)s") % facts
            told = _(
                "%(name)s (%(email)s) holds the key %(hint)s-… that was sent to %(partner)s, and asks that "
                "this account be accepted for it. Accept it only if you know who this is."
            ) % facts  # fmt: skip
        elif event.params.get("reason") == "used":
            subject = _("A key was used by another account: %(reference)s") % facts
            told = _(
                "%(name)s (%(email)s) holds the key %(hint)s-… that was sent to %(partner)s and reports that "
                "another account has used it. If that account is not the partner's, send a new key: the "
                "other account then loses sight of the dossier."
            ) % facts  # fmt: skip
        else:
            subject = _("A new key is asked for: %(reference)s") % facts
            told = _(
                "%(name)s (%(email)s) holds the key %(hint)s-… that was sent to %(partner)s. It no longer "
                "works, and a new one is asked for."
            ) % facts  # fmt: skip
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            told,
            _("Answer here: %(address)s")
            % {"address": address_of(reverse("crm:partners", args=[solicitation.dossier.uid]))},
        ]
        return write(to=agent.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("account_answered")
def account_answered(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the account that asked to be accepted: whether it was. It holds neither key nor reference."""
    solicitation, event = _solicitation(row), _asker(row)
    asker = event.user
    if asker is None:
        return None
    with in_language_of(asker):
        facts = {"organisation": solicitation.organisation.name, "hint": event.params["hint"]}
        if row.refs["accepted"]:
            subject = _("Your account has been accepted")
            told = _(
                "%(organisation)s accepts your account for the key %(hint)s-…. You can use it now, once."
            ) % facts  # fmt: skip
        else:
            subject = _("Your account has not been accepted")
            told = _("%(organisation)s does not accept your account for the key %(hint)s-….") % facts
        lines = [_("Good day %(name)s,") % {"name": str(asker)}, told]
        if row.refs["accepted"]:
            page = address_of(reverse("partner_portal:attach"))
            lines.append(_("Type it here: %(page)s") % {"page": page})
        return write(to=asker.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("disowned")
def disowned(row: Outbox, _secret: str) -> EmailMessage | None:
    """To an agent: whoever attached the dossier reports that it was not them."""
    solicitation, event = _solicitation(row), _asker(row)
    agent, reporter = agent_of(row, solicitation), event.user
    if reporter is None:
        return None
    with in_language_of(agent):
        facts = {
            "name": event.actor_name or str(reporter), "email": reporter.email,
            "partner": solicitation.partner_name, "reference": solicitation.dossier.reference or "",
        }  # fmt: skip
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            _(
                "%(name)s (%(email)s) reports that the request to %(partner)s on the dossier "
                "%(reference)s is not theirs. The access has ended and the key no longer works. Send a new "
                "key where the right person is to have it."
            ) % facts,
            _("Answer here: %(address)s")
            % {"address": address_of(reverse("crm:partners", args=[solicitation.dossier.uid]))},
        ]  # fmt: skip
        subject = _("Reported as not theirs: request on %(reference)s") % facts
        return write(to=agent.email, subject=subject, lines=lines, organisation=solicitation.organisation)
