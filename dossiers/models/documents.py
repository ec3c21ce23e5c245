"""Files of a dossier."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers import enums
from dossiers.models.base import OrganisationRow
from dossiers.models.dossier import Dossier
from dossiers.querysets import DocumentQuerySet


def document_path(document: "Document", _name: str) -> str:
    """Where a file lies: nothing a person typed is part of it."""
    return f"{document.organisation_id}/{document.id.hex[:2]}/{document.id.hex}"


def document_storage() -> Storage:
    """The storage of dossiers' files: it has no public address."""
    return storages["dossiers"]


class Document(OrganisationRow):
    """A file. It never changes: another one replaces it. Who may open it is what some projection shows.

    `label` is what its depositor calls it; whoever may edit the answer it is part of may change that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="documents")
    purpose = models.CharField(max_length=20, choices=enums.Purpose.choices)
    field = models.CharField(max_length=40, blank=True)
    file = models.FileField(upload_to=document_path, storage=document_storage)
    name = models.CharField(max_length=150)
    label = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    deposited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    deposited_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("dossier", "deposited_at", "pk")

    def __str__(self) -> str:
        return self.name
