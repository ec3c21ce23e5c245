"""Documents of the service for partners, and files of the dossier that are kept from them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import Document, OrganisationRow, Receiving, SentDocument
from solicitations.models.asked import Solicitation


class PartnerRecipient(Receiving):
    """Who is asked has a document; who has not attached the dossier yet has it from then on."""

    sent = models.ForeignKey(SentDocument, on_delete=models.CASCADE, related_name="partners")
    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="received")

    class Meta:
        verbose_name = _("partner who has a document")
        verbose_name_plural = _("partners who have documents")
        ordering = ("sent", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sent", "solicitation"], name="partner_once_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.sent_id} to {self.solicitation_id}"


class Withheld(OrganisationRow):
    """A file of the dossier that a partner does not see, whatever their view says.

    Without a solicitation: no partner sees it, be they asked later.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="withheld")
    solicitation = models.ForeignKey(
        Solicitation, on_delete=models.CASCADE, null=True, blank=True, related_name="withheld"
    )
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("file kept from a partner")
        verbose_name_plural = _("files kept from partners")
        ordering = ("document", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "solicitation"], name="withheld_once_a_partner"),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(solicitation=None), name="withheld_once_from_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} from {self.solicitation_id or 'all'}"
