"""Letters about documents of the service. What they are about is read on the portal, not in the mail."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from dossiers.letters import address_of, in_language_of, write
from dossiers.models import Outbox, PartyRecipient
from dossiers.outbox import letter
from dossiers.sights import Sight, sight_of


@letter("document")
def document(row: Outbox, _secret: str) -> EmailMessage | None:
    """To a party: there is a document for them in the dossier. None where it was taken back meanwhile."""
    found = PartyRecipient.objects.select_related(
        "organisation", "participation__user", "participation__dossier__version",
        "participation__dossier__model",
    ).get(pk=row.refs["recipient"])  # fmt: skip
    participation = found.participation
    if found.taken_at is not None or participation.ended_at is not None:
        return None
    sight = sight_of(participation.dossier, participation)
    url = reverse("citizen_portal:dossier", args=[sight.dossier.uid])
    return about_document(participation.user, sight, url, found.organisation)


def about_document(user: User, sight: Sight, url: str, organisation: Organisation) -> EmailMessage:
    """The same words to everybody: neither what the document is nor who else has it."""
    reference = {"reference": sight.dossier.reference or ""}
    with in_language_of(user):
        told = [_("The service has put a document for you into the dossier %(reference)s.") % reference]
        if sight.is_open:
            told.append(_("Read it here: %(address)s") % {"address": address_of(url)})
        else:
            told.append(_("You can read it as soon as the dossier is open to you."))
        lines = [_("Good day %(name)s,") % {"name": str(user)}, *told]
        subject = _("A document in the dossier %(reference)s") % reference
        return write(to=user.email, subject=subject, lines=lines, organisation=organisation)
