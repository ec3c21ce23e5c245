"""The letter to a partner about a document of the service."""

from django.core.mail import EmailMessage
from django.urls import reverse

from dossiers.document_letters import about_document
from dossiers.models import Outbox
from dossiers.outbox import letter
from solicitations.enums import State
from solicitations.models import PartnerRecipient
from solicitations.readers import reader_of
from solicitations.recipients import prospect


@letter("document_for_partner")
def document_for_partner(row: Outbox, _secret: str) -> EmailMessage | None:
    """To a partner who has attached the dossier: there is a document for them.

    None where it was taken back, or the request withdrawn, before the mail went out.
    """
    found = PartnerRecipient.objects.select_related(
        "organisation", "solicitation__dossier__version", "solicitation__dossier__model",
        "solicitation__invitation", "solicitation__participation__user",
    ).get(pk=row.refs["recipient"])  # fmt: skip
    solicitation = found.solicitation
    reader = reader_of(row, solicitation)
    if found.taken_at is not None or solicitation.state == State.WITHDRAWN or reader is None:
        return None
    if reader.user is None:
        return None
    name = "crm:request" if solicitation.internal else "partner_portal:request"
    sight = prospect(solicitation.dossier, solicitation)
    return about_document(reader.user, sight, reverse(name, args=[solicitation.uid]), found.organisation)
