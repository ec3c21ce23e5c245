"""Documents that the service hands out: what each is, and which of the dossier's parties it is for."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.base import OrganisationRow
from dossiers.models.documents import Document
from dossiers.models.dossier import Dossier
from dossiers.models.taking_part import Participation


class SentDocument(OrganisationRow):
    """A document of the service. Without a recipient nobody but the desk has it.

    `kind` is one of the model's, or empty. `told` are the fields whose answers were filled into its text, so
    that nobody is added later who may not see them without it being said.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="sent_documents")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="sent")
    kind = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=120)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    told = models.JSONField(default=list)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("document of the service")
        verbose_name_plural = _("documents of the service")
        ordering = ("dossier", "-sent_at", "-pk")

    def __str__(self) -> str:
        return self.title


class Receiving(OrganisationRow):
    """That somebody has a document: since when, until when, and when they first opened it.

    A recipient taken away keeps the row, and with it what is known of the opening.
    """

    given_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class PartyRecipient(Receiving):
    """One of the dossier's own parties has a document."""

    sent = models.ForeignKey(SentDocument, on_delete=models.CASCADE, related_name="parties")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="received")

    class Meta:
        verbose_name = _("recipient of a document")
        verbose_name_plural = _("recipients of documents")
        ordering = ("sent", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sent", "participation"], name="party_once_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.sent_id} to {self.participation_id}"
