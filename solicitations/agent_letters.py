"""Letters to the service: to the agent who asked, or to all agents where that one has gone. What a reply says
is read at the desk."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.letters import address_of, in_language_of, write
from dossiers.models import Outbox
from dossiers.outbox import letter
from solicitations.models import Solicitation
from solicitations.readers import agent_of


def solicitation_in(row: Outbox) -> Solicitation:
    """The request that a row is about. One query."""
    found: Solicitation = Solicitation.objects.select_related("organisation", "dossier", "asked_by").get(
        pk=row.refs["solicitation"]
    )
    return found


def _panel(solicitation: Solicitation) -> str:
    return address_of(reverse("crm:partners", args=[solicitation.dossier.uid]))


def _what_came(row: Outbox) -> str:
    if "opinion" in row.refs:
        return _("%(partner)s has replaced the opinion on the dossier %(reference)s. The first one is kept.")
    if "complement" in row.refs:
        return _(
            "%(partner)s has corrected the complement on the dossier %(reference)s. What was sent before is "
            "kept."
        )
    return _("%(partner)s has replied on the dossier %(reference)s.")


@letter("reply")
def reply(row: Outbox, _secret: str) -> EmailMessage | None:
    """To an agent: a reply has come in. What it says is read at the desk."""
    solicitation = solicitation_in(row)
    agent = agent_of(row, solicitation)
    with in_language_of(agent):
        reference = solicitation.dossier.reference or ""
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            _what_came(row) % {"partner": solicitation.partner_name, "reference": reference},
            _("Read the reply: %(address)s") % {"address": _panel(solicitation)},
        ]
        subject = _("Reply of %(partner)s on %(reference)s") % {
            "partner": solicitation.partner_name, "reference": reference,
        }  # fmt: skip
        return write(to=agent.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("declined")
def declined(row: Outbox, _secret: str) -> EmailMessage | None:
    """To an agent: no reply will come. Why is read at the desk."""
    solicitation = solicitation_in(row)
    agent = agent_of(row, solicitation)
    with in_language_of(agent):
        facts = {"partner": solicitation.partner_name, "reference": solicitation.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            _("%(partner)s cannot reply to the request on the dossier %(reference)s.") % facts,
            _("Read why, or ask again: %(address)s") % {"address": _panel(solicitation)},
        ]
        subject = _("%(partner)s cannot reply on %(reference)s") % facts
        return write(to=agent.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("question")
def question(row: Outbox, _secret: str) -> EmailMessage | None:
    """To an agent: the partner has a question. What it says is read at the desk."""
    solicitation = solicitation_in(row)
    agent = agent_of(row, solicitation)
    with in_language_of(agent):
        facts = {"partner": solicitation.partner_name, "reference": solicitation.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(agent)},
            _("%(partner)s has a question about the request on the dossier %(reference)s.") % facts,
            _("Read and answer it: %(address)s") % {"address": _panel(solicitation)},
        ]
        subject = _("Question of %(partner)s on %(reference)s") % facts
        return write(to=agent.email, subject=subject, lines=lines, organisation=solicitation.organisation)
